"""Is a plan that does not fit told with what is in the way, and what would make it fit?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.answers.plans import PLAN, TODAY, TYPICAL

from ownit.answers.plan.mending import Answered, mending, neither_fits, room_mending
from ownit.answers.plan.sentence import sentence
from ownit.answers.plan.unit import MEETINGS, money
from ownit.method.plan.made import Rung
from ownit.method.plan.mend import Change, Mend


def test_what_does_not_fit_by_a_little_is_told_as_just_under_what_was_asked_for() -> None:
    said = sentence(replace(PLAN, feasible=False, chance=0.79), money("EUR"), TODAY)
    assert "with a chance of 8 in 10 does not fit" in said
    assert said.endswith("and that is just under 8 in 10.")
    assert "just under" not in sentence(replace(PLAN, feasible=False, chance=0.6), money("EUR"), TODAY)


def test_where_the_number_fits_it_is_not_the_number_that_is_told_not_to() -> None:
    """80 calls at least take 20 hours, and 6 are allowed: of these alone forty meetings are almost certain."""
    sure = replace(PLAN, feasible=False, chance=0.99, goal=40.0)
    asked = Mend(change=Change.LEAST, value=20.3, far=0.0)
    told = sentence(sure, MEETINGS, TODAY, room_mending([asked], 40.0))
    assert told.startswith(
        "What is done at least each week does not fit into your week: the most it has room for is 17"
    )
    assert (
        "That makes 40 meetings alone by 31 December almost certain. One change makes it fit: asking for less" in told
    )
    assert "just under" not in sentence(replace(sure, chance=0.801), MEETINGS, TODAY)
    assert sentence(sure, MEETINGS, TODAY, room_mending([], 40.0)).endswith("almost certain.")


def test_two_things_that_do_not_fit_are_told_as_two() -> None:
    told = neither_fits([Mend(change=Change.LEAST, value=20.3, far=0.0)])
    assert "no room for what is done at least each week (20.5 hours of opening business), and without that too" in told


def test_where_the_week_has_room_it_is_not_the_week_that_is_full() -> None:
    """29 of 40 hours are planned, and with 22 of opening business no more is opened than with 17."""
    spent = replace(PLAN, feasible=False, chance=0.17, ladder=(*PLAN.ladder, Rung(hours=22.0, opened=4.4, chance=0.17)))
    assert sentence(spent, money("EUR"), TODAY) == (
        "600 k EUR alone by 31 December with a chance of 8 in 10 does not fit into what is known to open deals: past "
        "17 hours of opening business a week nothing opens more, and that is 1 in 6."
    )
    more = replace(spent, ladder=(*PLAN.ladder, Rung(hours=22.0, opened=5.0, chance=0.3)))
    assert "does not fit into the hours you allow: the most is 17 hours of" in sentence(more, money("EUR"), TODAY)
    full = replace(more, hours=replace(PLAN.hours, winning=18.8))
    assert "does not fit into your week" in sentence(full, money("EUR"), TODAY)


def test_one_that_does_not_fit_says_what_fits_and_what_would_make_it_fit() -> None:
    plan = replace(PLAN, feasible=False, chance=0.6)
    changes = (Mend(change=Change.NUMBER, value=523_456.0, far=0.1), Mend(change=Change.WIN, value=1.301, far=0.4))
    told = sentence(plan, money("EUR"), TODAY, mending(changes, TYPICAL, "EUR"))
    assert told.startswith(
        "600 k EUR alone by 31 December with a chance of 8 in 10 does not fit into your week: the most it has"
    )
    assert "17 hours of opening business, and that is 6 in 10" in told
    assert told.endswith("Any one of these makes it fit: a number of 520 k EUR; winning 2.7 of 10 instead of 2.")


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        (Change.NUMBER, 999_999.0, "a number of 990 k EUR"),
        (Change.AMOUNT, 1.21, "deals of 31 k EUR instead of 25 k"),
        (Change.CYCLE, 0.76, "deals won in 45 days instead of 60"),
        (Change.YIELD, 1.31, "opening 1.4 times as many deals in an hour"),
        (Change.WEEK, 46.1, "a week of 46.5 hours in all instead of 40"),
    ],
)
def test_each_change_is_rounded_to_the_side_that_is_enough(change: Change, value: float, words: str) -> None:
    assert mending([Mend(change=change, value=value, far=0.1)], TYPICAL, "EUR") == f"One change makes it fit: {words}."


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        (Change.NUMBER, 400e3, "a number of 400 k EUR (answer 1)"),
        (Change.AMOUNT, 2.0, "deals of 50 k EUR instead of 25 k (answer 2)"),
        (Change.CYCLE, 0.5, "deals won in 30 days instead of 60 (answer 2)"),
        (Change.WIN, 2.0, "winning 4 of 10 instead of 2 (answer 3)"),
        (Change.YIELD, 1.6, "opening 1.6 times as many deals in an hour (answer 4: 7 in 8 hours)"),
        (Change.WEEK, 46.0, "a week of 46 hours in all instead of 40"),
    ],
)
def test_who_just_answered_is_told_which_answer_it_is(change: Change, value: float, words: str) -> None:
    given = Answered(meetings=4.0, hours=8.0)
    one = Mend(change=change, value=value, far=0.1)
    assert mending([one], TYPICAL, "EUR", given) == f"One change makes it fit: {words}."


def test_by_the_record_no_answer_but_the_number_counts() -> None:
    given = Answered(meetings=4.0, hours=8.0, by_record=True)
    changes = [Mend(change=Change.NUMBER, value=400e3, far=0.1), Mend(change=Change.YIELD, value=1.6, far=0.2)]
    assert mending(changes, TYPICAL, "EUR", given) == (
        "Any one of these makes it fit: a number of 400 k EUR (answer 1); opening 1.6 times as many deals in an hour."
    )


def test_where_no_single_change_is_enough_it_says_so_and_what_to_do() -> None:
    assert mending([], TYPICAL, "EUR").startswith("No single change makes it fit: nothing opened from today on")
    assert mending([], TYPICAL, "EUR").endswith("plan for the next period with --period.")
    assert mending([], TYPICAL, "EUR", Answered(meetings=4.0, hours=8.0)).endswith("Give a later day (answer 1).")
