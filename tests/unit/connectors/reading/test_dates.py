"""Dates and instants: the format is decided from the whole column."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import MixedDates, UndecidableDates
from ownit.connectors.reading import Field

from .conftest import Read


def column(values: list[str]) -> str:
    return "id,when\n" + "".join(f'{i},"{v}"\n' for i, v in enumerate(values))


def field(kind: Any = "date", **more: Any) -> list[Field]:
    return [Field(target="when", column="when", kind=kind, **more)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2024-03-01", "2024-12-31"], [(2024, 3, 1), (2024, 12, 31)]),
        (["31/12/2024", "01/02/2024"], [(2024, 12, 31), (2024, 2, 1)]),
        (["12/31/2024", "01/02/2024"], [(2024, 12, 31), (2024, 1, 2)]),
        (["31.12.24", "1.2.69", "1.2.70"], [(2024, 12, 31), (2069, 2, 1), (1970, 2, 1)]),
        (["31-12-2024 10:00", "01-02-2024 9:05 PM"], [(2024, 12, 31), (2024, 2, 1)]),
        (["5/5/2024", "7/7/2024"], [(2024, 5, 5), (2024, 7, 7)]),
        (["2024/3/1", "2024.03.02", "20240303"], [(2024, 3, 1), (2024, 3, 2), (2024, 3, 3)]),
        (["5 Aug 2024", "August 6, 2024", "07-Aug-24"], [(2024, 8, 5), (2024, 8, 6), (2024, 8, 7)]),
        (["2024-03-01", "31/12/2024"], [(2024, 3, 1), (2024, 12, 31)]),
        (["1704067200000", "1704153600000"], [(2024, 1, 1), (2024, 1, 2)]),
        (["1704067200", "1704153600"], [(2024, 1, 1), (2024, 1, 2)]),
        (["", " ", "2024-03-01"], [None, None, (2024, 3, 1)]),
    ],
)
def test_reads_dates(read: Read, values: list[str], expected: list[Any]) -> None:
    result = read(column(values), field())
    assert result.column("when") == [e and date(*e) for e in expected]
    assert not result.rejects


def test_asks_when_no_value_decides(read: Read) -> None:
    with pytest.raises(UndecidableDates, match=r'column "when": "01/02/2024" .* --dates dmy or --dates mdy'):
        read(column(["01/02/2024", "05/05/2024"]), field())


@pytest.mark.parametrize(("order", "expected"), [("dmy", date(2024, 2, 1)), ("mdy", date(2024, 1, 2))])
def test_what_is_declared_decides(read: Read, order: Any, expected: date) -> None:
    declared = ReadOptions(connector="test", date_order=order)
    assert read(column(["01/02/2024"]), field(), opts=declared).column("when") == [expected]
    assert read(column(["01/02/2024"]), field(format=order)).column("when") == [expected]


def test_mixed_orders_are_an_error(read: Read) -> None:
    with pytest.raises(MixedDates, match=r"1 dates are day first .* 1 are month first"):
        read(column(["31/12/2024", "12/31/2024"]), field())


def test_one_in_a_hundred_is_rejected(read: Read) -> None:
    result = read(column(["31/12/2024"] * 99 + ["12/31/2024"]), field())
    assert result.extracted.kept == 99
    assert result.rejects == [
        {"file": "deals.csv", "record": 100, "column": "when", "reason": 'unreadable date "12/31/2024"'}
    ]


def test_a_declared_order_rejects_the_others(read: Read) -> None:
    declared = ReadOptions(connector="test", date_order="mdy")
    result = read(column(["31/12/2024", "12/31/2024"]), field(), opts=declared)
    assert result.column("when") == [date(2024, 12, 31)]
    assert [r["record"] for r in result.rejects] == [1]


@pytest.mark.parametrize(
    "value", ["0001-01-01", "9999-12-31", "infinity", "epoch", "now", "2024-02-30", "soon", "12024-01-01"]
)
def test_unbelievable_dates_reject_the_record(read: Read, value: str) -> None:
    result = read(column(["2024-03-01", value]), field())
    assert result.column("when") == [date(2024, 3, 1)]
    assert [r["record"] for r in result.rejects] == [2]
    assert value in result.rejects[0]["reason"]


@pytest.mark.parametrize(
    "value", ["2024-01-05 (BC)", "0001-01-01T00:00:00Z", "9999-12-31 23:59:59", "-infinity", "1e9"]
)
def test_unbelievable_instants_reject_the_record(read: Read, value: str) -> None:
    result = read(column(["2024-03-01", value]), field("instant"))
    assert result.extracted.kept == 1
    assert [r["record"] for r in result.rejects] == [2]


def test_blank_instead_of_reject(read: Read) -> None:
    result = read(column(["2024-03-01", "9999-12-31", "soon"]), field(on_bad="blank"))
    assert result.column("when") == [date(2024, 3, 1), None, None]
    assert not result.rejects
    assert [(n.code, n.count) for n in result.extracted.notes] == [("left_empty", 2)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-07-01T10:00:00.000Z", datetime(2024, 7, 1, 10, tzinfo=UTC)),
        ("2024-07-01T10:00:00.000+0000", datetime(2024, 7, 1, 10, tzinfo=UTC)),
        ("2024-07-01T10:00:00+02:00", datetime(2024, 7, 1, 8, tzinfo=UTC)),
        ("2024-07-01 10:00:00", datetime(2024, 7, 1, 8, tzinfo=UTC)),
        ("2024-07-01", datetime(2024, 6, 30, 22, tzinfo=UTC)),
        ("1719828000000", datetime(2024, 7, 1, 10, tzinfo=UTC)),
        ("1/7/2024 10:30 AM", datetime(2024, 7, 1, 8, 30, tzinfo=UTC)),
    ],
)
def test_reads_instants(read: Read, value: str, expected: datetime) -> None:
    declared = ReadOptions(connector="test", zone="Europe/Berlin", date_order="dmy")
    assert read(column([value]), field("instant"), opts=declared).column("when") == [expected]


def test_a_column_may_name_zones_here_and_there(read: Read) -> None:
    declared = ReadOptions(connector="test", zone="Europe/Berlin")
    values = ["2024-07-01T10:00:00Z", "2024-07-01 10:00:00"]
    read_ = read(column(values), field("instant"), opts=declared).column("when")
    assert read_ == [datetime(2024, 7, 1, 10, tzinfo=UTC), datetime(2024, 7, 1, 8, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2024-03-31T22:30:00Z", None, date(2024, 4, 1)),
        ("2024-03-31T00:00:00.000Z", None, date(2024, 3, 31)),
        ("2024-03-31T23:30:00", None, date(2024, 3, 31)),
        ("2024-03-31 23:30:00", "UTC", date(2024, 4, 1)),
        ("2024-03-31 00:00:00", "UTC", date(2024, 3, 31)),
    ],
)
def test_pure_dates_are_never_shifted(read: Read, value: str, zone: str | None, expected: date) -> None:
    declared = ReadOptions(connector="test", zone="Europe/Berlin")
    assert read(column([value]), field(zone=zone), opts=declared).column("when") == [expected]


WALL = (datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2150-01-01"))  # of the clock on the wall
FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y %H:%M", "%Y/%m/%d", "%d %b %Y", "%B %d, %Y"]


@settings(
    max_examples=settings().max_examples * 40 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    days=st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), min_size=1, max_size=20),
    written=st.sampled_from(FORMATS),
)
def test_what_was_written_is_read_back(read: Read, days: list[date], written: str) -> None:
    """A column with a day beyond 12 decides itself, whatever the format."""
    decided = [*days, date(2024, 3, 25)]
    result = read(column([d.strftime(written) for d in decided]), field())
    assert result.column("when") == decided


@settings(
    max_examples=settings().max_examples * 30 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    instants=st.lists(st.datetimes(*WALL), min_size=1, max_size=20),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
    offset=st.sampled_from([0, 90, -300]),
)
def test_instants_are_what_their_zone_says(read: Read, instants: list[datetime], zone: str, offset: int) -> None:
    wall = [i.replace(microsecond=0) for i in instants]
    declared = ReadOptions(connector="test", zone=zone)
    local = read(column([w.isoformat(" ") for w in wall]), field("instant"), opts=declared).column("when")
    for got, naive in zip(local, wall, strict=True):
        there = naive.replace(tzinfo=ZoneInfo(zone))
        if there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive:  # not in a spring gap
            assert got in (there.astimezone(UTC), there.replace(fold=1).astimezone(UTC))
    sign, minutes = "+" if offset >= 0 else "-", abs(offset)
    suffix = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    named = read(column([w.isoformat() + suffix for w in wall]), field("instant"), opts=declared).column("when")
    assert named == [w.replace(tzinfo=UTC) - timedelta(minutes=offset) for w in wall]
