"""Does a redone plan say in plain words what changes, and from when?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.answers.plan.as_json import difference_json
from ownit.answers.plan.difference import WORK, difference, hours
from ownit.flows.planning.redoing import held_from
from ownit.method.blocks.kinds import Kind
from ownit.promises.plans.record import Line, Plan, Terms

TODAY = date(2026, 11, 30)


def plan(minutes: dict[str, float], *, wait: int = 0, **more: Any) -> Plan:
    """The plan of a year by minutes per line; by default a deal a week, at 8 in 10."""
    terms = Terms(
        person=1,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        goal=Decimal(600_000),
        currency="EUR",
        confidence=0.8,
        chance=0.8,
        opened=1.0,
        lines=tuple(
            Line(channel=c, activities=1, minutes=m, opened=0, evidence="your word") for c, m in minutes.items()
        ),
    )
    day = TODAY + timedelta(days=wait)
    return Plan(terms=replace(terms, **more), version=1, adopted_on=TODAY, effective_on=day, tells_buddy=wait > 0)


def test_all_that_changes_in_one_sentence() -> None:
    before = plan({"calls": 240, "emails": 240}, opened=1.0, chance=0.6)
    after = plan({"calls": 480, "emails": 120}, opened=1.0 + 3 * 12 / 52, chance=0.8, wait=7)
    assert difference(before, after, TODAY).sentence == (
        "4 hours of calls a week more, 2 hours of e-mail less; 3 deals more to open a month; the chance goes from "
        "6 in 10 to 8 in 10; holds from Monday 7 December, until then the plan you have."
    )


def test_a_program_is_told_the_clauses_and_not_the_words_of_the_unit() -> None:
    changed = difference(plan({"calls": 240}), plan({"calls": 480}), TODAY)
    told = difference_json(changed)
    assert told is not None
    assert list(told) == ["work", "deals", "goal", "chance", "holds"]
    assert told["work"] == "4 hours of calls a week more"
    assert difference_json(None) is None


def test_what_stays_is_said_to_stay() -> None:
    before = plan({"calls": 240})
    after = replace(plan({"calls": 244}), version=2)
    assert difference(before, after, TODAY).sentence == (
        "The hours, the deals to open and the number stay as they are; the chance stays at 8 in 10; holds from today."
    )


@pytest.mark.parametrize(
    ("measure", "words"),
    [("meetings_held", "the meetings to hold"), ("opportunities_opened", "the opportunities to open")],
)
def test_a_plan_of_a_count_is_told_in_what_it_counts(measure: str, words: str) -> None:
    before = plan({"calls": 240}, told={"measure": measure}, goal=Decimal(40), currency="")
    assert words in difference(before, replace(before, version=2), TODAY).sentence


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({}, {"goal": Decimal(650_000)}, "the number goes from 600 k EUR to 650 k EUR"),
        ({}, {"goal": Decimal(600_001)}, "the number goes from 600,000 EUR to 600,001 EUR"),
        ({}, {"currency": "USD"}, "the number goes from 600 k EUR to 600 k USD"),
        ({"chance": 0.01}, {"chance": 0.5}, "the chance goes from almost none to 1 in 2"),
        ({"chance": 0.5}, {"chance": 0.99}, "the chance goes from 1 in 2 to almost certain"),
        ({"chance": 0.99}, {"chance": 0.98}, "the chance stays almost certain"),
        ({}, {"opened": 1.0 - 12 / 52}, "1 deal fewer to open a month"),
        ({}, {"opened": 1.0 + 0.5 * 12 / 52}, "0.5 deals more to open a month"),
    ],
)
def test_each_kind_of_change(before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    said = difference(plan({"calls": 60}, **before), plan({"calls": 60}, **after), TODAY).sentence
    assert words.casefold() in said.casefold()


def test_the_buddy_is_named_where_there_is_one_and_something_to_tell() -> None:
    before, after = plan({"calls": 240}), plan({"calls": 120}, wait=7)
    assert difference(before, after, TODAY, buddy="Tom").holds.endswith("the plan you have; Tom is told")
    assert "told" not in difference(before, after, TODAY).holds
    assert "told" not in difference(after, before, TODAY, buddy="Tom").holds


def test_a_day_in_another_year_says_so() -> None:
    late = replace(plan({}, period_end=date(2027, 12, 31)), effective_on=date(2027, 1, 4))
    assert "Monday 4 January 2027" in difference(plan({}), late, TODAY).holds


def test_in_the_last_week_nothing_holds_from_a_day_past_the_end() -> None:
    less = plan({"calls": 120}, wait=7, period_end=date(2026, 12, 4))
    end = "holds to its end on 4 December"
    told = (difference(plan({"calls": 240}), less, TODAY, buddy="Tom").holds, held_from(less, TODAY, "Tom"))
    assert all(end in said and "Tom is told" in said and "7 December" not in said for said in told)


def test_every_line_of_a_plan_has_words() -> None:
    assert set(WORK) == set(Kind)
    said = difference(plan({}), plan(dict.fromkeys(WORK, 60.0)), TODAY).work
    assert said.count("1 hour of") == len(WORK)
    assert said.count("a week") == 1


@pytest.mark.parametrize(
    ("n", "words"), [(0.5, "half an hour"), (1.0, "1 hour"), (1.5, "1.5 hours"), (4.25, "4 hours"), (16.7, "17 hours")]
)
def test_hours_are_said_as_people_do(n: float, words: str) -> None:
    assert hours(n) == words


def test_hours_change_by_as_much_as_the_two_plans_tell() -> None:
    """16.7 and 18.4 hours are told as 17 and 18: one hour more, not an hour and three quarters."""
    said = difference(plan({"calls": 16.7 * 60}), plan({"calls": 18.4 * 60}), TODAY).work
    assert said == "1 hour of calls a week more"
    assert difference(plan({"calls": 16.7 * 60}), plan({"calls": 17.3 * 60}), TODAY).work == ""


weeks = st.dictionaries(st.sampled_from(sorted(WORK)), st.integers(0, 20).map(lambda n: n * 30.0))


@given(weeks, weeks)
def test_more_one_way_is_less_the_other(a: dict[str, float], b: dict[str, float]) -> None:
    there, back = difference(plan(a), plan(b), TODAY).work, difference(plan(b), plan(a), TODAY).work
    assert there.count(" more") == back.count(" less")
    assert there.count(" less") == back.count(" more")
    assert (there == "") == all(a.get(c, 0) == b.get(c, 0) for c in WORK)
