"""Is every day in exactly one period, and do the neighbours meet?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.calendar import FiscalCalendar, Kind, NamedBy, OutsideCalendarError, Pattern, YearEnd, working_days

DAY = timedelta(days=1)
calendars = st.builds(
    FiscalCalendar,
    start_month=st.integers(1, 12),
    named_by=st.sampled_from(NamedBy),
    pattern=st.sampled_from(Pattern),
    week_start=st.integers(0, 6),
    year_end=st.sampled_from(YearEnd),
)
days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
kinds = st.sampled_from(Kind)


@given(calendars, kinds, days)
def test_the_period_of_a_day_contains_it(calendar: FiscalCalendar, kind: Kind, on: date) -> None:
    period = calendar.period(kind, on)
    assert on in period
    assert period.start - DAY not in period
    assert period.length == (period.end - period.start).days + 1


@given(calendars, kinds, days)
def test_next_and_previous_undo_each_other_and_leave_no_gap(calendar: FiscalCalendar, kind: Kind, on: date) -> None:
    period = calendar.period(kind, on)
    assert period.next.previous == period
    assert period.previous.next == period
    assert period.next.start == period.end + DAY


@given(calendars, days, st.sampled_from([Kind.QUARTER, Kind.MONTH]))
def test_quarters_and_months_partition_the_year(calendar: FiscalCalendar, on: date, kind: Kind) -> None:
    year = calendar.period(Kind.YEAR, on)
    parts = calendar.parts(year, kind)
    assert parts[0].start == year.start
    assert parts[-1].end == year.end
    assert all(a.end + DAY == b.start for a, b in pairwise(parts))
    assert len(parts) == (4 if kind is Kind.QUARTER else 13 if calendar.pattern is Pattern.THIRTEEN else 12)
    assert len({p.name for p in parts}) == len(parts)


@given(calendars, days)
def test_names_of_years_never_repeat_and_years_have_52_or_53_weeks(calendar: FiscalCalendar, on: date) -> None:
    year = calendar.period(Kind.YEAR, on)
    assert year.name != year.next.name
    assert year.length in ((365, 366) if calendar.pattern is Pattern.MONTHS else (364, 371))


@pytest.mark.parametrize(
    ("named_by", "name"), [(NamedBy.START, "FY2008"), (NamedBy.END, "FY2009")], ids=["by start", "by end"]
)
def test_a_year_from_september_is_named_by_its_start_or_its_end(named_by: NamedBy, name: str) -> None:
    """Salesforce: September 2008 to August 2009 is FY2008 or FY2009."""
    year = FiscalCalendar(start_month=9, named_by=named_by).period(Kind.YEAR, date(2009, 2, 1))
    assert (year.start, year.end, year.name) == (date(2008, 9, 1), date(2009, 8, 31), name)


def test_the_retail_year_2023_has_its_53rd_week_in_the_last_period() -> None:
    """National Retail Federation: fiscal 2023 ran from 29 January 2023 to 3 February 2024, 53 weeks, 4-5-4."""
    calendar = FiscalCalendar(start_month=2, pattern=Pattern.W454, week_start=6)
    year = calendar.period(Kind.YEAR, date(2023, 6, 1))
    assert (year.start, year.end) == (date(2023, 1, 29), date(2024, 2, 3))
    assert [p.length // 7 for p in calendar.parts(year, Kind.MONTH)] == [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]


def test_the_year_that_ends_on_the_last_friday_of_september() -> None:
    """Apple's fiscal 2023 began on 25 September 2022 (Sunday) and ended on the last Saturday, 30 September 2023."""
    calendar = FiscalCalendar(start_month=10, pattern=Pattern.W445, week_start=6, year_end=YearEnd.LAST)
    year = calendar.period(Kind.YEAR, date(2023, 3, 1))
    assert (year.start, year.end) == (date(2022, 9, 25), date(2023, 9, 30))


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Kind.YEAR, "2026"), (Kind.QUARTER, "Q3 2026"), (Kind.MONTH, "August 2026"), (Kind.WEEK, "2026-W33")],
)
def test_the_civil_names(kind: Kind, name: str) -> None:
    assert FiscalCalendar().period(kind, date(2026, 8, 12)).name == name


def test_iso_weeks_cross_the_year() -> None:
    week = FiscalCalendar().period(Kind.WEEK, date(2027, 1, 1))
    assert (week.name, week.start) == ("2026-W53", date(2026, 12, 28))


@pytest.mark.parametrize("on", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_time_are_an_error_that_names_the_day(on: date) -> None:
    with pytest.raises(OutsideCalendarError, match=on.isoformat()):
        FiscalCalendar().period(Kind.MONTH, on)


@given(days, st.integers(0, 400), st.frozensets(days, max_size=20), st.frozensets(st.integers(0, 6)))
def test_working_days_are_those_neither_off_nor_holidays(
    start: date, length: int, holidays: frozenset[date], weekend: frozenset[int]
) -> None:
    end = start + length * DAY
    each = (start + i * DAY for i in range(length + 1))
    assert working_days(start, end, holidays, weekend) == sum(
        d.weekday() not in weekend and d not in holidays for d in each
    )


def test_no_working_days_backwards() -> None:
    assert working_days(date(2026, 8, 12), date(2026, 8, 11)) == 0


@pytest.mark.parametrize("bad", [{"start_month": 13}, {"week_start": 7}])
def test_a_calendar_that_cannot_be_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not"):
        FiscalCalendar(**bad)  # type: ignore[arg-type]  # the parameters are integers
