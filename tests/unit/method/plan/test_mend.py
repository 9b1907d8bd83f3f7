"""Is a change that is said to make a plan fit enough, and no more than is needed?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Window
from ownit.method.plan import typical
from ownit.method.plan.book import Seller
from ownit.method.plan.channels import Way
from ownit.method.plan.make import make
from ownit.method.plan.mend import Change, Mend, better, mends
from ownit.method.plan.said import seller
from ownit.method.plan.word import Word
from ownit.method.rates import Evidence

from .sellers import EXAMPLE, example

WORD = Word(amounts=(25e3,), cycle_days=60.0, win=0.2, meetings=4.0, hours=8.0, network=20)
YEAR = Window(as_of=date(2026, 12, 31), start=date(2027, 1, 1), end=date(2027, 12, 31))
GOAL, CONFIDENCE = 800e3, 0.8


@pytest.fixture(scope="module")
def short() -> Seller:
    return seller(WORD, won=0.0, window=YEAR)


@pytest.fixture(scope="module")
def found(short: Seller) -> tuple[Mend, ...]:
    return mends(short, GOAL, CONFIDENCE)


def fits(of: Seller, change: Change, value: float) -> bool:
    """Whether a plan is feasible with a change made."""
    goal = value if change is Change.NUMBER else GOAL
    return make(better(of, change, value), goal, CONFIDENCE).feasible


@pytest.mark.slow
def test_each_is_enough_and_nine_tenths_of_it_is_not(short: Seller, found: tuple[Mend, ...]) -> None:
    assert not make(short, GOAL, CONFIDENCE).feasible
    assert {Change.NUMBER, Change.WIN, Change.AMOUNT} <= {m.change for m in found}
    for one in found:
        assert fits(short, one.change, one.value), one
        now = {Change.NUMBER: GOAL, Change.WEEK: short.limits.week}.get(one.change, 1.0)
        assert not fits(short, one.change, one.value + 0.1 * (now - one.value)), one


def test_the_nearest_comes_first_and_the_number_before_what_is_as_near(found: tuple[Mend, ...]) -> None:
    assert [m.far for m in found] == pytest.approx(sorted(m.far for m in found), abs=0.04)
    by = {m.change: m for m in found}
    assert by[Change.NUMBER].far == pytest.approx(log(GOAL / by[Change.NUMBER].value))
    assert by[Change.NUMBER].far == pytest.approx(by[Change.AMOUNT].far, abs=0.03)
    assert found.index(by[Change.NUMBER]) < found.index(by[Change.AMOUNT])
    assert by[Change.WIN].far > log(by[Change.WIN].value)


@settings(max_examples=settings().max_examples * 24 // 100, deadline=None)
@given(
    goal=st.floats(3e5, 3e6),
    win=st.floats(0.05, 0.5),
    days=st.floats(20.0, 200.0),
    won=st.sampled_from([0.0, 150e3]),
    confidence=st.sampled_from([0.6, 0.8, 0.9]),
)
def test_what_is_told_is_enough_whoever_the_seller_is(
    goal: float, win: float, days: float, won: float, confidence: float
) -> None:
    of = example(won=won, word=replace(EXAMPLE, win=win, cycle_days=days))
    made = make(of, goal, confidence)
    told = mends(of, goal, confidence)
    assert not (made.feasible and told)
    for one in told:
        wanted = one.value if one.change is Change.NUMBER else goal
        assert make(better(of, one.change, one.value), wanted, confidence).feasible, one


def test_a_plan_that_fits_needs_no_change(short: Seller) -> None:
    assert mends(short, GOAL / 4.0, CONFIDENCE) == ()


def test_where_no_other_change_is_enough_the_number_that_fits_is_told(short: Seller, found: tuple[Mend, ...]) -> None:
    (only,) = mends(short, 100.0 * GOAL, CONFIDENCE)
    assert only.change is Change.NUMBER
    assert only.value == pytest.approx(next(m.value for m in found if m.change is Change.NUMBER), rel=0.03)


def test_where_nothing_can_be_won_in_time_nothing_fits() -> None:
    days = Window(as_of=date(2027, 12, 30), start=date(2027, 1, 1), end=date(2027, 12, 31))
    assert mends(example(window=days), GOAL, CONFIDENCE) == ()
    assert mends(example(window=days, won=90e3), GOAL, CONFIDENCE) == ()  # what is won is no number to make


def test_who_wins_nearly_all_is_not_told_to_win_more() -> None:
    of = example(word=replace(EXAMPLE, win=0.95, meetings=0.2))
    assert Change.WIN not in {m.change for m in mends(of, GOAL, CONFIDENCE)}


def test_what_is_published_is_nobodys_own_to_better(short: Seller) -> None:
    was, now = short.ways, better(short, Change.YIELD, 2.0).ways
    assert {w.channel for w, n in zip(was, now, strict=True) if n.opened != w.opened} == {Kind.CALLS}


def test_a_week_without_room_for_the_least_of_it_needs_a_longer_one() -> None:
    of = example(won=GOAL)
    full = replace(of, limits=replace(of.limits, week=10.0, serving=8.0, per_deal=6.0))
    assert not make(full, GOAL, CONFIDENCE).feasible
    (only,) = mends(full, GOAL, CONFIDENCE)
    assert only.change is Change.WEEK
    assert fits(full, Change.WEEK, only.value)


def test_a_limit_that_asks_for_more_than_a_week_has_is_what_is_in_the_way() -> None:
    calls = example()
    asked = replace(calls, ways=tuple(replace(w, least=500.0) for w in calls.ways if w.channel is Kind.CALLS))
    plan = make(asked, 450e3, CONFIDENCE)
    assert not plan.feasible
    assert plan.hours.total <= asked.limits.week + 1e-6  # what is told as the most that fits does fit
    least, *longer = mends(asked, 450e3, CONFIDENCE)
    assert least.change is Change.LEAST
    assert least.value == pytest.approx(500.0 * asked.ways[0].minutes / 60.0)
    assert all(one.change is Change.WEEK for one in longer)


def test_asking_for_less_is_enough_where_what_is_asked_for_crowds_out_what_opens_more() -> None:
    """Eight events of ten hours each leave no time for the calls that make the number."""
    of = example()
    events = Way(
        channel=Kind.EVENTS, minutes=600.0, opened=0.001, ever=8.0, most=None, evidence=Evidence.RECORD, least=8.0
    )
    asked = replace(of, ways=(*of.ways, events))
    plan = make(asked, 300e3, CONFIDENCE)
    assert not plan.feasible
    assert plan.chance < CONFIDENCE
    assert [one.change for one in mends(asked, 300e3, CONFIDENCE)] == [Change.LEAST]
    assert mends(asked, 3e6, CONFIDENCE) == ()


def test_where_the_hours_allowed_are_spent_more_of_them_is_the_change_and_no_longer_week() -> None:
    """14 of 40 hours were planned, and a week of 48 was told to be the change."""
    of = example()
    capped = replace(of, limits=replace(of.limits, creating=6.0))
    assert not make(capped, 450e3, CONFIDENCE).feasible
    by = {m.change: m.value for m in mends(capped, 450e3, CONFIDENCE)}
    assert Change.WEEK not in by
    assert make(better(capped, Change.HOURS, by[Change.HOURS]), 450e3, CONFIDENCE).feasible
    assert not make(better(capped, Change.HOURS, 0.95 * by[Change.HOURS]), 450e3, CONFIDENCE).feasible


def test_hours_given_that_are_fewer_than_a_limit_asks_for_are_not_gone_beyond() -> None:
    of = example(won=GOAL)
    asked = replace(of, limits=replace(of.limits, creating=3.0), ways=tuple(replace(w, least=60.0) for w in of.ways))
    plan = make(asked, GOAL, CONFIDENCE)
    assert not plan.feasible
    assert plan.hours.creating <= 3.0 + 1e-6
    assert [one.change for one in mends(asked, GOAL, CONFIDENCE)] == [Change.LEAST]


def test_what_is_typical_is_what_was_said(short: Seller) -> None:
    assert typical.worth(short.book) == pytest.approx(25e3)
    assert typical.days(short.book.cycle) == pytest.approx(60.0, abs=2.0)
    assert 0 < typical.won_in_time(short.book) <= 0.2
