"""Is a supposition read as it was meant, and answered with a sentence where it cannot be?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.answers.commands import about
from ownit.errors import OwnitError
from ownit.flows.planning.ground import Ground
from ownit.flows.planning.supposing import compare, confidence_of, relative, suppose, undertaken
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Window
from ownit.method.plan.said import believed, seller
from ownit.method.plan.word import Word
from ownit.promises.people.record import Person

START, END = date(2027, 1, 1), date(2027, 12, 31)
WORD = Word(amounts=(25e3,), cycle_days=60.0, win=0.2, meetings=4.0, hours=8.0, network=20)
RECKONED = believed(WORD.win)[0]  # the share won that the plan goes by
GROUND = Ground(
    person=Person(id=1, name="Ada Quist"),
    source="word",
    name="2027",
    start=START,
    end=END,
    as_of=START,
    goal=Decimal(600_000),
    currency="EUR",
    confidence=0.8,
    seller=seller(WORD, won=0.0, window=Window(as_of=START, start=START, end=END)),
    inner=(),
)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("win 3 of 10", "win", 0.3 / RECKONED),
        ("win 30 %", "win", 0.3 / RECKONED),
        ("win rate 30%", "win", 0.3 / RECKONED),
        ("I win 1 in 5", "win", 0.2 / RECKONED),
        ("win +10 %", "win", 1.1),
        ("deal 30k", "amount", 1.2),
        ("deals of 30k EUR", "amount", 1.2),
        ("deal size x1.5", "amount", 1.5),
        ("deals 20 % smaller", "amount", 0.8),
        ("12 hours", "hours", 12.0),
        ("12h a week", "hours", 12.0),
        ("hours 12.5", "hours", 12.5),
        ("cycle 45 days", "cycle", 0.75),
        ("cycle 10 % longer", "cycle", 1.1),
        ("without referrals", "without", Kind.REFERRALS),
        ("no e-mails", "without", Kind.EMAILS),
        ("goal 500k", "goal", 500e3),
        ("number EUR 500,000", "goal", 500e3),
        ("goal -10 %", "goal", 540e3),
        ("confidence 0.9", "confidence", 0.9),
        ("confidence 90 %", "confidence", 0.9),
        ("9 in 10", "confidence", 0.9),
    ],
)
def test_what_is_meant(text: str, name: str, value: float | Kind) -> None:
    found = getattr(suppose(text, GROUND), name)
    assert found == (value if isinstance(value, Kind) else pytest.approx(value, rel=0.01))


def test_several_with_commas() -> None:
    what = suppose("win 3 of 10, deal 30k and 12 hours", GROUND)
    assert (what.win, what.amount) == pytest.approx((0.3 / RECKONED, 1.2), rel=0.01)
    assert what.hours == 12.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lots", "not understood"),
        ("", "What if what"),
        ("win lots", "no number"),
        ("win 12 of 10", "more than all"),
        ("hours 200", "168 hours"),
        ("goal 0", "above zero"),
        ("goal USD 5k", "in EUR"),
        ("deal lots", "no amount"),
        ("cycle blue", "cycle 45 days"),
        ("confidence 2", "from 0.5 to 0.99"),
        ("without unicorns", "no channel"),
        ("without marketing", "without already"),
        ("without events", "no events"),
        ("deal 30k, deal 40k", "twice"),
    ],
)
def test_what_cannot_be_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(OwnitError, match=words):
        suppose(text, GROUND)


def test_of_a_count_the_examples_are_of_a_count() -> None:
    with pytest.raises(OwnitError, match="not understood") as told:
        suppose("lots", replace(GROUND, currency=""))
    assert "goal 40" in str(told.value)
    assert "deal" not in str(told.value)


@pytest.mark.parametrize(
    ("who", "typed"),
    [
        (None, "ownit week --calendar plan.ics"),
        ("Sam Ortiz", 'ownit week "Sam Ortiz" --calendar plan.ics'),
    ],
)
def test_the_week_that_comes_next_is_of_whoever_was_named(who: str | None, typed: str) -> None:
    assert about("ownit week", who, "--calendar plan.ics") == typed


@given(st.text(max_size=40))
def test_any_text_is_understood_or_answered(text: str) -> None:
    with suppress(OwnitError):
        assert suppose(text, GROUND) is not None


@pytest.mark.parametrize(("text", "factor"), [("x2", 2.0), ("1.5 times", 1.5), ("+5%", 1.05), ("-5 %", 0.95)])
def test_a_factor(text: str, factor: float) -> None:
    assert relative(text) == pytest.approx(factor)
    assert relative("30 %") is None


def test_a_confidence_of_a_percentage() -> None:
    assert confidence_of("90") == pytest.approx(0.9)


def test_plans_stand_side_by_side() -> None:
    asked = ["win 3 of 10", "12 hours", "without calls"]
    base, better, fewer, without = compare(GROUND, asked)
    assert base.text == ""
    assert better.plan.hours.creating < base.plan.hours.creating
    assert fewer.plan.hours.creating == pytest.approx(12.0, abs=0.01)
    assert fewer.plan.chance < base.plan.chance
    assert all(line.channel is not Kind.CALLS for line in without.plan.lines)


def test_more_than_all_cannot_be_won() -> None:
    with pytest.raises(OwnitError, match="say at most 98%"):
        compare(GROUND, ["win 10 of 10"])


def test_only_what_one_can_promise_is_undertaken() -> None:
    assert undertaken(GROUND, ["12 hours"]).hours == 12.0
    with pytest.raises(OwnitError, match="cannot be promised"):
        undertaken(GROUND, ["goal 100k"])
