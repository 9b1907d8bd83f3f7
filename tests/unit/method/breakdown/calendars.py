"""The year that is broken down in examples, and any fiscal calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from ownit.method.calendar import FiscalCalendar, Kind, Pattern, YearEnd

CIVIL = FiscalCalendar()
YEAR = CIVIL.period(Kind.YEAR, date(2026, 1, 1))
Q1, Q2, Q3, Q4 = CIVIL.parts(YEAR, Kind.QUARTER)

CALENDARS = st.builds(
    FiscalCalendar,
    start_month=st.integers(1, 12),
    pattern=st.sampled_from(Pattern),
    week_start=st.integers(0, 6),
    year_end=st.sampled_from(YearEnd),
)
