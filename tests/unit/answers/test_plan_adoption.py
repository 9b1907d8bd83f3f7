"""Do the three questions at adoption get an answer that the numbers carry?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.answers.plan.adoption import NONE, Origins, Part, Resting, adoption

VIKTOR = Resting(
    won=Origins(own=Part(amount=180_000, deals=6), others=Part(amount=120_000, deals=4)),
    open=Origins(own=Part(amount=50_000, deals=1), others=Part(amount=150_000, deals=5)),
    alone=0.2,
    with_help=0.8,
    opened=1.5,
    hours=8,
    currency="EUR",
)
NOTHING = Origins(own=NONE, others=NONE)


def test_what_rests_on_others_and_what_on_you() -> None:
    told = adoption(VIKTOR)
    assert told.relied_on == (
        "Others brought 120 k EUR in 4 deals of the 300 k EUR in 10 deals that are won (40 %) and 150 k EUR in 5 deals "
        "of the 200 k EUR in 6 deals that are open (75 %). The plan counts none of it."
    )
    assert told.if_they_fail == (
        "If all of them fail, the plan carried out still has about 1 chance in 5 of making the number; with their help "
        "8 in 10."
    )
    assert told.yours_alone == (
        "Yours alone: 180 k EUR in 6 deals won and 50 k EUR in 1 deal open, opened by you; and 8 hours a week of "
        "opening business, which open about 6.5 deals a month."
    )


def test_with_nothing_yet() -> None:
    told = adoption(replace(VIKTOR, won=NOTHING, open=NOTHING, with_help=0.2))
    assert told.relied_on == "Nothing is won or open yet, so nothing rests on others so far."
    assert "little changes" in told.if_they_fail
    assert told.yours_alone.startswith("Yours alone: 8 hours a week")


def test_the_hours_are_those_of_the_sentence_above() -> None:
    """Which has them to the half hour."""
    told = adoption(replace(VIKTOR, hours=6.77))
    assert "and 7 hours a week of opening business" in told.yours_alone


def test_one_hour_opens() -> None:
    told = adoption(replace(VIKTOR, hours=1.0))
    assert "1 hour a week of opening business, which opens about 6.5 deals" in told.yours_alone


@pytest.mark.parametrize(
    ("unknown", "words"),
    [
        (NONE, "On others you rely for nothing: you opened all that is won or open."),
        (
            Part(amount=70_000, deals=2),
            "On others you rely for nothing: nothing that is won or open is known to come from them. Who opened 70 k "
            "EUR in 2 deals is not known; none of it counts as yours.",
        ),
    ],
)
def test_what_nobody_brought(unknown: Part, words: str) -> None:
    mine = Origins(own=Part(amount=1_000, deals=1), others=NONE, unknown=unknown)
    assert adoption(replace(VIKTOR, won=mine, open=NOTHING)).relied_on == words


@pytest.mark.parametrize(
    ("alone", "with_help", "words"),
    [
        (0.5, 0.99, "with their help it is almost certain"),
        (0.01, 0.02, "little changes: carried out, the plan alone has almost no chance of making the number"),
        (0.01, 0.5, "still has almost no chance of making the number; with their help 1 in 2"),
    ],
)
def test_the_ends_of_chance(alone: float, with_help: float, words: str) -> None:
    assert words in adoption(replace(VIKTOR, alone=alone, with_help=with_help)).if_they_fail


parts = st.builds(Part, amount=st.floats(0, 1e8), deals=st.integers(0, 50))
origins = st.builds(Origins, own=parts, others=parts, unknown=parts)


@given(origins, origins, st.floats(0, 1), st.floats(0, 1), st.floats(0, 20), st.floats(0, 60))
def test_any_numbers_give_three_sentences(
    won: Origins, open_: Origins, alone: float, with_help: float, opened: float, hours: float
) -> None:
    rest = replace(VIKTOR, won=won, open=open_, alone=alone, with_help=with_help, opened=opened, hours=hours)
    told = adoption(rest)
    for answer in (told.relied_on, told.if_they_fail, told.yours_alone):
        assert answer.endswith(".")
        assert "  " not in answer
        assert "nan" not in answer
