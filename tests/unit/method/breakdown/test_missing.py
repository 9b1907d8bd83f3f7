"""Does what is to come carry what is missing, to the cent, whatever is won and whatever time has passed?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.breakdown.calendars import CALENDARS, CIVIL, Q1, Q3, Q4, YEAR

from ownit.method.breakdown import (
    RAMP,
    Breakdown,
    ByHand,
    Ground,
    Part,
    Presence,
    SoFar,
    Way,
    break_down,
    break_down_missing,
)
from ownit.method.calendar import FiscalCalendar, Kind

JANUARY, FEBRUARY, MARCH = CIVIL.parts(Q1, Kind.MONTH)

UNITS = st.sampled_from([Decimal("0.01"), Decimal(1)])
UNIT_COUNTS = st.integers(0, 10**9)


def carried(parts: tuple[Part, ...], whole: Part, goal: Decimal, now: SoFar) -> Decimal:
    """What is made so far, with the rest of what runs and what is to come."""
    made = now.made(goal)
    rests = (p.amount - (made if now.is_in(p.start, p.end, whole.start) else 0) for p in parts)
    return made + sum(rests, Decimal(0))


def levels(found: Breakdown) -> list[tuple[Part, ...]]:
    return [level for level in (found.quarters, found.months, found.weeks) if level]


@given(data=st.data(), calendar=CALENDARS, on=st.dates(date(2019, 1, 1), date(2031, 12, 31)), unit=UNITS)
def test_nothing_is_lost_of_what_is_missing(
    data: st.DataObject, calendar: FiscalCalendar, on: date, unit: Decimal
) -> None:
    """Own won so far, the rest of what runs and what is to come are the goal, on every level."""
    whole = calendar.period(data.draw(st.sampled_from([Kind.YEAR, Kind.QUARTER])), on)
    goal, own = data.draw(UNIT_COUNTS) * unit, data.draw(UNIT_COUNTS) * unit
    now = SoFar(own=own, as_of=data.draw(st.dates(whole.start - timedelta(days=40), whole.end - timedelta(days=14))))
    some_days = st.frozensets(st.dates(whole.start, whole.end), max_size=3)
    presence = Presence(leave=data.draw(some_days), joined=data.draw(st.none() | st.just(whole.start)), ramp=RAMP[1:])
    way = data.draw(st.sampled_from([Way.EVEN, Way.WORKING_DAYS]))
    ground = Ground(way=way, holidays=data.draw(some_days), presence=presence)
    found = break_down_missing(goal, whole, now, ground, unit=unit)
    assert found.whole.amount == found.whole.calculated == goal
    for level in levels(found):
        assert carried(level, found.whole, goal, now) == goal
        assert all(p.amount == 0 for p in level if p.end <= now.as_of)
        assert all(p.amount >= 0 and p.amount % unit == 0 for p in level)
        if own >= goal:
            assert all(p.amount == 0 for p in level if p.start > max(now.as_of, whole.start))


@given(data=st.data(), goal=st.integers(1, 10**8), as_of=st.dates(date(2025, 12, 1), date(2026, 12, 20)))
def test_what_is_set_by_hand_stays_and_the_rest_takes_what_is_left(data: st.DataObject, goal: int, as_of: date) -> None:
    cents, plain = Decimal(goal), break_down(Decimal(goal), YEAR)
    now = SoFar(own=Decimal(data.draw(st.integers(0, 2 * goal))), as_of=as_of)
    chosen = data.draw(
        st.lists(st.sampled_from([*plain.quarters, *plain.months, *plain.weeks]), max_size=5, unique=True)
    )
    by_hand = [ByHand(period=p.period, amount=Decimal(data.draw(st.integers(0, goal)))) for p in chosen]
    found = break_down_missing(cents, YEAR, now, by_hand=by_hand)
    untouched = break_down_missing(cents, YEAR, now)
    told = {(p.period.kind, p.period.start): p for level in levels(found) for p in level}
    for one in by_hand:
        part = told[one.period.kind, one.period.start]
        if one.period.start > as_of:
            assert (part.amount, part.by_hand) == (one.amount, True)
        elif part.start > YEAR.start or part.end <= as_of:
            assert not part.by_hand, "it has begun: no say"
    for after, before in zip(levels(found), levels(untouched), strict=True):
        assert [p.calculated for p in after] == [p.amount for p in before], "as with nothing set by hand"


def test_before_the_period_begins_it_is_spread_as_ever() -> None:
    by_hand = [ByHand(period=Q1, amount=Decimal(100), reason="fair")]
    now = SoFar(own=Decimal(0), as_of=date(2025, 12, 31))
    assert break_down_missing(Decimal(600), YEAR, now, by_hand=by_hand) == break_down(
        Decimal(600), YEAR, by_hand=by_hand
    )


@pytest.mark.parametrize(
    ("way", "running", "to_come"),
    # By working days: 11 + 22 in Q3, 66 in Q4. Even: 11/21 of August and all of September, and three months.
    [(Way.WORKING_DAYS, "33.00", "66.00"), (Way.EVEN, "33.35", "65.65")],
)
def test_the_weights_are_those_of_the_days_to_come(way: Way, running: str, to_come: str) -> None:
    now = SoFar(own=Decimal(1), as_of=date(2026, 8, 14))
    found = break_down_missing(Decimal(100), YEAR, now, Ground(way=way))
    assert [q.amount for q in found.quarters] == [0, 0, Decimal(running), Decimal(to_come)]


def by_quarter(own: int, as_of: date, *by_hand: ByHand) -> list[Decimal]:
    now = SoFar(own=Decimal(own), as_of=as_of)
    return [q.amount for q in break_down_missing(Decimal(1200), YEAR, now, by_hand=by_hand).quarters]


def test_the_first_part_has_what_was_made_in_it_until_it_is_over() -> None:
    assert by_quarter(200, date(2026, 1, 31))[0] == 200 + round(Decimal(1000) * 2 / 11, 2)
    assert by_quarter(200, date(2026, 3, 31))[0] == 0
    assert by_quarter(1300, date(2026, 1, 31)) == [1200, 0, 0, 0]


def test_the_first_part_can_be_set_by_hand_while_it_runs() -> None:
    """What it has still to bring is what is set less what is made; where more is made, nothing, and it stays."""
    set_ = ByHand(period=Q1, amount=Decimal(300))
    assert by_quarter(120, date(2026, 1, 31), set_) == [300] * 4
    assert by_quarter(480, date(2026, 1, 31), set_) == [300, 240, 240, 240]
    assert by_quarter(480, date(2026, 3, 31), set_) == [0, 240, 240, 240]
    later = ByHand(period=MARCH, amount=Decimal(250))
    assert by_quarter(120, date(2026, 1, 31), set_, later)[0] == 300


def test_zero_by_hand_is_not_empty() -> None:
    assert by_quarter(0, date(2026, 9, 30)) == [0, 0, 0, 1200]
    assert by_quarter(0, date(2026, 6, 30), ByHand(period=Q3, amount=Decimal(0))) == [0, 0, 0, 1200]


def test_more_by_hand_than_is_missing_stays() -> None:
    assert by_quarter(1100, date(2026, 6, 30), ByHand(period=Q4, amount=Decimal(400))) == [0, 0, 0, 400]


def test_what_nothing_else_can_take_is_in_no_part() -> None:
    assert by_quarter(200, date(2026, 9, 30), ByHand(period=Q4, amount=Decimal(400))) == [0, 0, 0, 400]


def test_where_nobody_works_in_what_is_left_of_a_month_it_goes_to_its_days_to_come() -> None:
    """To none of those that are over."""
    now, away = SoFar(own=Decimal(0), as_of=date(2026, 3, 20)), Presence(left=date(2026, 3, 20))
    found = break_down_missing(Decimal(110), MARCH, now, Ground(presence=away))
    told = [(week.start.day, int(week.amount)) for week in found.weeks if week.amount]
    assert told == [(16, 20), (23, 70), (30, 20)]
