"""Which period and which day are meant?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.facts.store import Manifest
from ownit.flows.periods import UnknownPeriodError, meant, named, told_as_of
from ownit.method.calendar import FiscalCalendar, Kind, NamedBy

CIVIL = FiscalCalendar()
FEBRUARY = FiscalCalendar(start_month=2, named_by=NamedBy.END)
TODAY = date(2026, 8, 12)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("this-quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("next-quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("last-month", date(2026, 7, 1), date(2026, 7, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
        ("Q4 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("  q1   2025 ", date(2025, 1, 1), date(2025, 3, 31)),
        ("August 2026", date(2026, 8, 1), date(2026, 8, 31)),
        ("Q1 2015", date(2015, 1, 1), date(2015, 3, 31)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2026-02-14", date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_period_by_kind_name_or_day(text: str, start: date, end: date) -> None:
    period = named(CIVIL, text, TODAY)
    assert (period.start, period.end) == (start, end)


def test_a_fiscal_year_has_its_own_names() -> None:
    assert named(FEBRUARY, "FY2027", TODAY).start == date(2026, 2, 1)
    assert named(FEBRUARY, "Q3 FY2027", TODAY).start == date(2026, 8, 1)


@pytest.mark.parametrize(
    "text", ["", "soon", "Q5 2026", "2026-02-30", "next-", "next-decade", "Q4 1926", "Q4 2062", "Q1 0000", "9999"]
)
def test_what_names_no_period_says_what_does(text: str) -> None:
    with pytest.raises(UnknownPeriodError, match="Q3 2026"):
        named(CIVIL, text, TODAY)


def test_where_data_ended_with_the_usual_period_the_next_is_meant() -> None:
    closed = date(2017, 12, 31)
    assert meant(CIVIL, None, "quarter", closed, ended=True).name == "Q1 2018"
    assert meant(CIVIL, None, "quarter", closed, ended=False).name == "Q4 2017"
    assert meant(CIVIL, "quarter", "quarter", closed, ended=True).name == "Q4 2017"
    assert meant(CIVIL, None, "quarter", date(2017, 12, 30), ended=True).name == "Q4 2017"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from([Kind.YEAR, Kind.QUARTER, Kind.MONTH]))
def test_every_period_is_found_by_its_own_name(on: date, kind: Kind) -> None:
    for calendar in (CIVIL, FEBRUARY):
        period = calendar.period(kind, on)
        assert named(calendar, period.name, on) == period


def manifest(through: date | None) -> Manifest:
    """A manifest of data that ends on a day."""
    return Manifest(
        id="a",
        schema_version=1,
        published_at=datetime(2026, 8, 12, tzinfo=UTC),
        parent=None,
        connector="maven",
        inputs="b",
        rows={},
        data_from=None,
        data_through=through,
        report={},
    )


def test_living_data_is_told_as_of_today_and_an_old_export_as_of_its_last_day() -> None:
    assert told_as_of(manifest(date(2026, 8, 10)), TODAY) == TODAY
    assert told_as_of(manifest(date(2026, 7, 12)), TODAY) == TODAY
    assert told_as_of(manifest(date(2017, 12, 31)), TODAY) == date(2017, 12, 31)
    assert told_as_of(manifest(None), TODAY) == TODAY
