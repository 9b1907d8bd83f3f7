"""Is a number spread without a cent lost, and does what was set by hand stay?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.breakdown.calendars import CALENDARS, CIVIL, Q1, Q2, Q3, Q4, YEAR

from ownit.method.breakdown import (
    RAMP,
    Breakdown,
    BreakdownError,
    ByHand,
    Ground,
    MoreByHandError,
    NothingLeftError,
    NotInPeriodError,
    Part,
    Presence,
    Season,
    Way,
    break_down,
    part_of_full,
)
from ownit.method.breakdown.errors import NegativeAmountError, SetTwiceError
from ownit.method.calendar import FiscalCalendar, Kind, Pattern, Period

MONTHS = CIVIL.parts(YEAR, Kind.MONTH)

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
CENTS = st.integers(0, 10**11).map(lambda n: Decimal(n) / 100)


def amounts(parts: tuple[Part, ...]) -> list[Decimal]:
    return [p.amount for p in parts]


def total(parts: tuple[Part, ...]) -> Decimal:
    return sum(amounts(parts), Decimal(0))


def check(found: Breakdown, amount: Decimal) -> None:
    """What always holds: every level adds up, inside every period of the level above, too."""
    assert found.whole.amount == found.whole.calculated == amount
    for level in (found.quarters, found.months, found.weeks):
        if level:
            assert total(level) == amount
            assert sum(p.calculated for p in level) == amount
            assert all(p.amount >= 0 for p in level)
            assert level[0].start == found.whole.start
            assert level[-1].end == found.whole.end
            assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(level))
    for quarter in found.quarters:
        inside = tuple(m for m in found.months if quarter.start <= m.start <= quarter.end)
        assert total(inside) == quarter.amount


@st.composite
def grounds(draw: st.DrawFn, year: Period) -> Ground:
    inside = st.dates(year.start, year.end)
    joined = draw(st.none() | inside)
    left = draw(st.none() | st.dates(max(year.start, joined or year.start), year.end))
    presence = Presence(
        joined=joined, left=left, leave=draw(st.frozensets(inside, max_size=30)), ramp=draw(st.sampled_from([(), RAMP]))
    )
    return Ground(
        way=draw(st.sampled_from([Way.EVEN, Way.WORKING_DAYS])),
        holidays=draw(st.frozensets(inside, max_size=12)),
        presence=presence,
    )


@given(calendar=CALENDARS, on=DAYS, kind=st.sampled_from([Kind.YEAR, Kind.QUARTER, Kind.MONTH]), amount=CENTS)
def test_whatever_the_calendar_every_level_adds_up(
    calendar: FiscalCalendar, on: date, kind: Kind, amount: Decimal
) -> None:
    check(break_down(amount, calendar.period(kind, on)), amount)


@given(data=st.data(), calendar=CALENDARS, on=DAYS, amount=CENTS)
def test_whoever_is_away_every_level_adds_up_or_it_is_said(
    data: st.DataObject, calendar: FiscalCalendar, on: date, amount: Decimal
) -> None:
    year = calendar.period(Kind.YEAR, on)
    ground = data.draw(grounds(year))
    try:
        found = break_down(amount, year, ground)
    except NothingLeftError:
        there = [year.start + timedelta(days=i) for i in range(year.length)]
        assert not any(ground.presence.share(d) for d in there if d.weekday() < 5 and d not in ground.holidays)
        return
    check(found, amount)
    for week in found.weeks:
        days = [week.start + timedelta(days=i) for i in range((week.end - week.start).days + 1)]
        if week.amount:
            assert any(ground.presence.share(d) for d in days)


@given(data=st.data(), calendar=CALENDARS, on=DAYS, amount=CENTS)
def test_what_is_set_by_hand_stays_to_the_cent(
    data: st.DataObject, calendar: FiscalCalendar, on: date, amount: Decimal
) -> None:
    year = calendar.period(Kind.YEAR, on)
    plain = break_down(amount, year)
    parts = [*plain.quarters, *plain.months, *plain.weeks]
    chosen = data.draw(st.lists(st.sampled_from(parts), max_size=6, unique_by=lambda p: (p.period.kind, p.start)))
    by_hand = [ByHand(period=p.period, amount=data.draw(CENTS) % (p.calculated + 1), reason="why") for p in chosen]
    try:
        found = break_down(amount, year, by_hand=by_hand)
    except (MoreByHandError, NothingLeftError):
        return
    check(found, amount)
    told = {(p.period.kind, p.period.start): p for p in (*found.quarters, *found.months, *found.weeks)}
    for one in by_hand:
        part = told[one.period.kind, one.period.start]
        assert (part.amount, part.by_hand, part.reason) == (one.amount, True, "why")
    assert sum(p.by_hand for p in told.values()) == len(by_hand)
    assert [p.calculated for p in found.weeks] == amounts(plain.weeks)


@given(count=st.integers(0, 500), on=DAYS)
def test_counts_are_spread_in_whole_ones(count: int, on: date) -> None:
    found = break_down(Decimal(count), CIVIL.period(Kind.YEAR, on), unit=Decimal(1))
    check(found, Decimal(count))
    assert all(p.amount == int(p.amount) for p in found.weeks)


def test_even_gives_each_month_the_same() -> None:
    found = break_down(Decimal(1200), YEAR)
    assert amounts(found.months) == [Decimal(100)] * 12
    assert amounts(found.quarters) == [Decimal(300)] * 4


def test_a_year_of_weeks_is_even_by_weeks() -> None:
    calendar = FiscalCalendar(pattern=Pattern.W445)
    year = calendar.period(Kind.YEAR, date(2025, 6, 1))
    assert amounts(break_down(Decimal(100 * year.length // 7), year).months)[:3] == [400, 400, 500]


def test_working_days_leave_out_holidays() -> None:
    january = MONTHS[0]
    days = [date(2026, 1, d) for d in (1, 6)]
    found = break_down(Decimal(2000), january, Ground(way=Way.WORKING_DAYS, holidays=frozenset(days)))
    assert [(p.start.day, p.end.day, int(p.amount)) for p in found.weeks] == [
        (1, 4, 100),
        (5, 11, 400),
        (12, 18, 500),
        (19, 25, 500),
        (26, 31, 500),
    ]


def test_a_season_moves_the_number_to_where_deals_are_won() -> None:
    multiplier = (Decimal(1),) * 11 + (Decimal(2),)
    season = Season(multiplier=multiplier, spread=0.3, won=100, years=3, differ=True, prior_share=0.2, own=False)
    plain = break_down(Decimal(120_000), YEAR, Ground(way=Way.WORKING_DAYS))
    found = break_down(Decimal(120_000), YEAR, Ground(way=Way.SEASON, season=season))
    assert found.months[11].amount > Decimal("1.7") * plain.months[11].amount
    assert found.months[0].amount < plain.months[0].amount


def test_empty_is_filled_and_zero_stays_zero() -> None:
    found = break_down(Decimal(1200), YEAR, by_hand=[ByHand(period=MONTHS[0], amount=Decimal(0), reason="stock-take")])
    january = found.months[0]
    assert [january.amount, january.calculated] == [0, 100]
    assert january.reason == "stock-take"
    assert found.quarters[0].amount == Decimal("218.18")
    check(found, Decimal(1200))


def test_months_set_inside_a_quarter_that_is_set() -> None:
    found = break_down(
        Decimal(1200),
        YEAR,
        by_hand=[ByHand(period=Q1, amount=Decimal(600)), ByHand(period=MONTHS[1], amount=Decimal(500))],
    )
    assert amounts(found.quarters) == [600, 200, 200, 200]
    assert amounts(found.months)[:3] == [50, 500, 50]


def test_a_week_shared_by_two_months_stays_as_set() -> None:
    week = CIVIL.period(Kind.WEEK, date(2026, 3, 31))
    found = break_down(Decimal(52_000), YEAR, by_hand=[ByHand(period=week, amount=Decimal(0))])
    part = found.part(Kind.WEEK, date(2026, 4, 1))
    assert part is not None
    assert (part.start, part.end) == (date(2026, 3, 30), date(2026, 4, 5))
    assert part.amount == 0
    check(found, Decimal(52_000))


def test_a_quarter_by_hand_does_not_reach_outside() -> None:
    found = break_down(Decimal(1200), YEAR, by_hand=[ByHand(period=Q4, amount=Decimal(900))])
    assert amounts(found.quarters) == [100, 100, 100, 900]


@pytest.mark.parametrize(
    ("by_hand", "error", "says"),
    [
        ([(Q1, 1300)], MoreByHandError, "1,300 is set inside 2026, which has 1,200: 100 too much"),
        ([(Q1, 100), (MONTHS[0], 90), (MONTHS[1], 20)], MoreByHandError, "set inside Q1 2026, which has 100"),
        ([(q, 200) for q in (Q1, Q2, Q3, Q4)], NothingLeftError, "400 of 2026 is left over"),
        ([(Q1, 100), *((m, 10) for m in MONTHS[:3])], NothingLeftError, "70 of Q1 2026 is left over"),
        ([(CIVIL.period(Kind.MONTH, date(2027, 1, 1)), 1)], NotInPeriodError, "January 2027 is no part of 2026"),
        ([(YEAR, 1)], NotInPeriodError, "2026 is no part of 2026"),
        ([(Q1, 1), (Q1, 2)], SetTwiceError, "Q1 2026 is set by hand twice"),
        ([(Q1, -1)], NegativeAmountError, "give a number from 0"),
    ],
)
def test_what_does_not_fit_is_a_sentence(
    by_hand: list[tuple[Period, int]], error: type[BreakdownError], says: str
) -> None:
    with pytest.raises(error, match=says):
        break_down(Decimal(1200), YEAR, by_hand=[ByHand(period=p, amount=Decimal(a)) for p, a in by_hand])


@pytest.mark.parametrize("amount", ["-1", "NaN"])
def test_a_number_below_zero_is_refused(amount: str) -> None:
    with pytest.raises(BreakdownError, match="number for 2026"):
        break_down(Decimal(amount), YEAR)


def test_nobody_is_there_and_there_is_something_to_do() -> None:
    gone = Ground(presence=Presence(left=date(2025, 12, 31)))
    with pytest.raises(NothingLeftError):
        break_down(Decimal(1), YEAR, gone)
    assert total(break_down(Decimal(0), YEAR, gone).weeks) == 0


def test_a_month_by_hand_in_which_nobody_works_goes_by_days() -> None:
    july = MONTHS[6]
    leave = frozenset(july.start + timedelta(days=i) for i in range(july.length))
    found = break_down(
        Decimal(1200), YEAR, Ground(presence=Presence(leave=leave)), by_hand=[ByHand(period=july, amount=Decimal(31))]
    )
    assert [p.calculated for p in found.months if p.period == july] == [0]
    assert [p.amount for p in found.weeks if july.start <= p.start and p.end <= july.end] == [7, 7, 7]
    check(found, Decimal(1200))


def test_leave_lowers_its_month_and_the_others_carry_it() -> None:
    leave = frozenset(date(2026, 8, d) for d in range(1, 32))
    found = break_down(Decimal(1100), YEAR, Ground(presence=Presence(leave=leave)))
    assert amounts(found.months) == [100] * 7 + [0] + [100] * 4


def test_a_ramp_starts_low_and_is_over() -> None:
    ground = Ground(presence=Presence(joined=date(2026, 3, 1), ramp=RAMP))
    found = break_down(Decimal(750), YEAR, ground)
    assert amounts(found.months) == [0, 0, 0, 25, 50, 75, 100, 100, 100, 100, 100, 100]


def test_a_full_number_for_part_of_the_year() -> None:
    full = Decimal(261_000)  # 261 working days
    assert part_of_full(full, YEAR, Presence()) == full
    assert part_of_full(full, YEAR, Presence(joined=date(2026, 12, 1))) == 23_000
    assert part_of_full(full, YEAR, Presence(left=date(2026, 1, 31))) == 22_000
    assert part_of_full(full, YEAR, Presence(joined=date(2026, 10, 1), ramp=(Decimal(0), Decimal("0.5")))) == 33_500
    assert part_of_full(full, YEAR, Presence(leave=frozenset({date(2026, 5, 5)}))) == full


@pytest.mark.parametrize(
    ("joined", "on", "share"),
    [
        ("2026-01-31", "2026-02-27", "0"),
        ("2026-01-31", "2026-02-28", "0.25"),
        ("2026-01-31", "2026-03-30", "0.25"),
        ("2026-01-31", "2026-03-31", "0.5"),
        ("2026-01-15", "2026-05-14", "0.75"),
        ("2026-01-15", "2026-05-15", "1"),
    ],
)
def test_months_of_ramp_turn_on_the_day_of_joining(joined: str, on: str, share: str) -> None:
    presence = Presence(joined=date.fromisoformat(joined), ramp=RAMP)
    assert presence.share(date.fromisoformat(on)) == Decimal(share)


def test_a_week_is_not_broken_down() -> None:
    with pytest.raises(ValueError, match="week"):
        break_down(Decimal(1), CIVIL.period(Kind.WEEK, date(2026, 1, 5)))
