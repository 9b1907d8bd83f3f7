"""Do rules mean what dateutil says they mean, and does a second parser find the same busy time?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import vobject
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.connectors.calendar import busy_in
from ownit.connectors.calendar.rules import Budget, occurrences
from ownit.connectors.calendar.values import recurrence

from .conftest import calendar

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def some(low: int, high: int, most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(st.integers(low, high), min_size=1, max_size=most, unique=True).map(lambda v: ",".join(map(str, v)))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that go on occurring: one that never does again dateutil follows to the year 9999."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    months = draw(st.integers(0, 2)) == 0
    parts.append(f"INTERVAL={draw(st.sampled_from([1, 5] if months and frequency == 'MONTHLY' else [1, 2, 3, 4, 5]))}")
    by = draw(st.sampled_from(["", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"]))
    if by == "BYDAY":
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True))
        fine = frequency in {"MONTHLY", "YEARLY"}
        # dateutil wants days with and without an ordinal both at once where RFC 5545 wants either: not mixed here.
        ordinal = draw(st.sampled_from(["", "1", "2", "-1", "3", "-2"])) if fine else ""
        parts.append("BYDAY=" + ",".join(ordinal + d for d in days))
    elif by == "BYMONTHDAY" and frequency != "WEEKLY":
        parts.append("BYMONTHDAY=" + draw(st.sampled_from(["1", "15", "28", "-1", "31,1", "1,-1"])))
    elif by == "BYYEARDAY" and frequency == "YEARLY":
        parts.append("BYYEARDAY=" + draw(st.sampled_from(["1", "100,200", "-1", "60"])))
    elif by == "BYWEEKNO" and frequency == "YEARLY":
        parts.append("BYWEEKNO=" + draw(st.sampled_from(["20", "-2", "7,30"])))
    if months and by not in {"BYYEARDAY", "BYWEEKNO"}:
        parts.append("BYMONTH=" + draw(some(1, 12)))
    if draw(st.integers(0, 5)) == 0:
        parts.append("BYHOUR=" + draw(some(0, 23, 3)))
    # dateutil counts the positions of a start's week from the start, RFC 5545 from the week's first day.
    if len(parts) > 2 and frequency != "WEEKLY" and draw(st.integers(0, 3)) == 0:
        parts.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "1,-1"])))
    if draw(st.booleans()):
        parts.append("WKST=" + draw(st.sampled_from(DAYS)))
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    else:
        parts.append(f"UNTIL={draw(st.dates(date(2024, 1, 1), date(2027, 1, 1))):%Y%m%d}T120000")
    return ";".join(parts)


moments = st.builds(datetime, st.integers(2020, 2025), st.integers(1, 12), st.integers(1, 28), st.integers(0, 23))


@settings(max_examples=settings().max_examples * 4)
@given(rules(), moments, moments, st.integers(1, 900))
def test_occurrences_are_dateutils(text: str, start: datetime, low: datetime, days: int) -> None:
    high = low + timedelta(days=days)
    rule = recurrence(f":{text}", start, as_it_stands)
    found = list(occurrences(rule, start, low, high, Budget(10**6)))
    assert found == [at for at in rrulestr(text, dtstart=start) if low <= at < high]


def test_positions_are_counted_from_the_first_day_of_the_week() -> None:
    start = datetime(2023, 6, 20, 9)  # noqa: DTZ001 a clock's time, of no zone; a Tuesday
    rule = recurrence(":FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=2", start, as_it_stands)
    found = list(occurrences(rule, start, start, start + timedelta(days=30), Budget(100)))
    assert found == [datetime(2023, 6, 26, 9), datetime(2023, 7, 3, 9)]  # noqa: DTZ001 the same clock's


def as_it_stands(until: date) -> datetime:
    assert isinstance(until, datetime)
    return until


@settings(max_examples=settings().max_examples * 80 // 100)
@given(rules(), moments, st.integers(15, 300), st.booleans())
def test_a_second_parser_finds_the_same_busy_time(text: str, start: datetime, minutes: int, excepted: bool) -> None:
    """vobject reads the lines itself and expands rules by dateutil."""
    low = datetime(2025, 3, 3, tzinfo=UTC)
    high = low + timedelta(days=120)
    first, rule = f"{start:%Y%m%dT%H%M%S}Z", text.replace("T120000", "T120000Z")
    lines = f"UID:1\nDTSTART:{first}\nDURATION:PT{minutes}M\nRRULE:{rule}" + (f"\nEXDATE:{first}" if excepted else "")
    data = calendar(lines)
    event = vobject.readOne(data.decode()).vevent
    starts = {at.replace(tzinfo=UTC) for at in event.getrruleset(addRDate=False)}
    if not excepted:
        starts.add(start.replace(tzinfo=UTC))  # the start always counts in; the second parser leaves that to callers
    expected = {at + timedelta(minutes=m) for at in starts for m in range(minutes)}
    found = {
        i.start + timedelta(minutes=m)
        for i in busy_in(data, low, high, UTC).intervals
        for m in range(int((i.end - i.start).total_seconds()) // 60)
    }
    assert found == {at for at in expected if low <= at < high}


def test_a_rule_that_never_occurs_ends() -> None:
    start = datetime(1970, 2, 1, 9)  # noqa: DTZ001 a clock's time, of no zone
    rule = recurrence(":FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", start, lambda _: start)
    assert list(occurrences(rule, start, start, start + timedelta(days=20_000), Budget(100_000))) == []
