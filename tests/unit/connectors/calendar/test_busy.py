"""Is a person busy exactly when the calendar says so, and does nothing else leave the reader?"""

from __future__ import annotations

import re
from dataclasses import fields
from zoneinfo import ZoneInfo

import pytest

from ownit.connectors.calendar import Busy

from .conftest import Reader, told

WEEKLY = """UID:team
DTSTART;TZID=Europe/Berlin:20250106T090000
DTEND;TZID=Europe/Berlin:20250106T100000
RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR"""

CUSTOM = """BEGIN:VTIMEZONE
TZID:Somewhere of our own
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("story", "events", "expected"),
    [
        ("a recurring event", [WEEKLY], ["10 09:00-10:00", "12 09:00-10:00", "14 09:00-10:00"]),
        (
            "without an excepted day, in another zone's words",
            [f"{WEEKLY}\nEXDATE:20260812T070000Z"],
            ["10 09:00-10:00", "14 09:00-10:00"],
        ),
        (
            "an exception given as a day",
            [f"{WEEKLY}\nEXDATE;VALUE=DATE:20260812"],
            ["10 09:00-10:00", "14 09:00-10:00"],
        ),
        (
            "with a further date",
            [f"{WEEKLY}\nRDATE;TZID=Europe/Berlin:20260811T150000"],
            ["10 09:00-10:00", "11 15:00-16:00", "12 09:00-10:00", "14 09:00-10:00"],
        ),
        (
            "with a further period",
            ["DTSTART:20260101T080000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260811T150000Z/PT30M"],
            ["11 17:00-17:30"],
        ),
        (
            "with one occurrence moved",
            [
                WEEKLY,
                "UID:team\nRECURRENCE-ID;TZID=Europe/Berlin:20260812T090000\n"
                "DTSTART;TZID=Europe/Berlin:20260813T150000\nDTEND;TZID=Europe/Berlin:20260813T153000",
            ],
            ["10 09:00-10:00", "13 15:00-15:30", "14 09:00-10:00"],
        ),
        (
            "with one occurrence called off, told before its series",
            ["UID:team\nRECURRENCE-ID:20260812T070000Z\nDTSTART:20260812T070000Z\nSTATUS:CANCELLED", WEEKLY],
            ["10 09:00-10:00", "14 09:00-10:00"],
        ),
        (
            "with one moved in from another week",
            [
                WEEKLY,
                "UID:team\nRECURRENCE-ID:20260828T070000Z\nDTSTART:20260813T070000Z\nDURATION:PT1H",
            ],
            ["10 09:00-10:00", "12 09:00-10:00", "13 09:00-10:00", "14 09:00-10:00"],
        ),
        ("a day", ["DTSTART;VALUE=DATE:20260812"], ["12 00:00-00:00"]),
        ("three days", ["DTSTART;VALUE=DATE:20260812\nDTEND;VALUE=DATE:20260815"], ["12 00:00-00:00"]),
        ("longer than the week", ["DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20261001"], ["10 00:00-00:00"]),
        ("over midnight", ["DTSTART:20260812T200000Z\nDTEND:20260813T040000Z"], ["12 22:00-06:00"]),
        ("floating time is the person's", ["DTSTART:20260812T090000\nDURATION:PT1H"], ["12 09:00-10:00"]),
        (
            "a Windows zone",
            ["DTSTART;TZID=Pacific Standard Time:20260812T090000\nDURATION:PT1H"],
            ["12 18:00-19:00"],
        ),
        (
            "a zone named as some programs do",
            ['DTSTART;TZID="/example.org/Tzfile/Europe/London":20260812T090000\nDURATION:PT1H'],
            ["12 10:00-11:00"],
        ),
        ("marked free", ["DTSTART:20260812T070000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT"], []),
        ("called off", ["DTSTART:20260812T070000Z\nDURATION:PT1H\nSTATUS:CANCELLED"], []),
        ("free in Outlook", ["DTSTART:20260812T070000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE"], []),
        ("tentative is busy", ["DTSTART:20260812T070000Z\nDURATION:PT1H\nSTATUS:TENTATIVE"], ["12 09:00-10:00"]),
        ("of no length", ["DTSTART:20260812T070000Z"], []),
        (
            "folded lines",
            ["DTSTART:20260812T07\n 0000Z\nDUR\n ATION:PT1H".replace("DUR\n ATION", "DURATION")],
            ["12 09:00-10:00"],
        ),
        (
            "an alarm's times are not the event's",
            ["DTSTART:20260812T070000Z\nBEGIN:VALARM\nDURATION:PT9H\nEND:VALARM\nDTEND:20260812T080000Z"],
            ["12 09:00-10:00"],
        ),
        (
            "two that overlap and touch",
            [f"DTSTART:20260812T0{h}0000Z\nDURATION:PT90M" for h in (7, 8)]
            + ["DTSTART:20260812T093000Z\nDURATION:PT1H"],
            ["12 09:00-12:30"],
        ),
        ("until a day", [f"{WEEKLY};UNTIL=20260812"], ["10 09:00-10:00", "12 09:00-10:00"]),
        ("until an instant", [f"{WEEKLY};UNTIL=20260812T065959Z"], ["10 09:00-10:00"]),
        ("a count that is used up", [f"{WEEKLY};COUNT=10"], []),
        ("a long series with a count", [f"{WEEKLY};COUNT=251"], ["10 09:00-10:00", "12 09:00-10:00"]),
        ("ownit's own block", ["UID:abc@blocks.ownit\nDTSTART:20260812T070000Z\nDURATION:PT1H"], []),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_busy_time(read: Reader, story: str, events: list[str], expected: list[str]) -> None:
    busy = read(*events)
    assert told(busy) == expected
    assert busy.skipped == ()
    assert busy.events == len(events)


def test_a_zone_of_the_calendars_own_changes_its_clock(read: Reader) -> None:
    event = "DTSTART;TZID=Somewhere of our own:20260301T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    assert told(read(event, before=CUSTOM))[0] == "10 09:00-10:00"
    busy = read(event, before=CUSTOM, first="2026-10-24", end="2026-10-27", zone=ZoneInfo("UTC"))
    assert told(busy, ZoneInfo("UTC")) == ["24 07:00-08:00", "25 08:00-09:00", "26 08:00-09:00"]


def test_two_calendars_with_the_same_name_for_a_zone_do_not_mix(read: Reader) -> None:
    event = "DTSTART;TZID=Mine:20260812T090000\nDURATION:PT1H"
    for offset, expected in (("+0500", "12 06:00-07:00"), ("+0300", "12 08:00-09:00")):
        part = f"DTSTART:19700101T000000\nTZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}"
        zone = f"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\n{part}\nEND:STANDARD\nEND:VTIMEZONE\n"
        assert told(read(event, before=zone)) == [expected]


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [  # New York's clocks change three weeks before Berlin's in spring, one week after in autumn
        ("2026-03-06", "2026-03-10", ["06 15:00-16:00", "09 14:00-15:00"]),
        ("2026-10-23", "2026-10-27", ["23 15:00-16:00", "26 14:00-15:00"]),
    ],
)
def test_clocks_that_change_elsewhere_move_a_meeting(read: Reader, first: str, end: str, expected: list[str]) -> None:
    event = "DTSTART;TZID=America/New_York:20260105T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert told(read(event, first=first, end=end)) == expected


def test_a_time_that_the_clock_skips_is_as_much_later(read: Reader) -> None:
    event = "DTSTART;TZID=Europe/Berlin:20260328T023000\nDURATION:PT30M\nRRULE:FREQ=DAILY"
    assert told(read(event, first="2026-03-28", end="2026-03-31")) == [
        "28 02:30-03:00",
        "29 03:30-04:00",
        "30 02:30-03:00",
    ]


def test_a_day_that_changes_the_clock_is_busy_for_all_its_hours(read: Reader) -> None:
    (busy,) = read("DTSTART;VALUE=DATE:20261025", first="2026-10-19", end="2026-10-26").intervals
    assert (busy.end - busy.start).total_seconds() == 25 * 3600


def test_free_busy_answers_are_read(read: Reader) -> None:
    answer = (
        "BEGIN:VFREEBUSY\nFREEBUSY:20260812T070000Z/PT1H,20260813T070000Z/20260813T090000Z\n"
        "FREEBUSY;FBTYPE=FREE:20260814T070000Z/PT1H\nEND:VFREEBUSY\n"
    )
    assert told(read(before=answer)) == ["12 09:00-10:00", "13 09:00-11:00"]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("SUMMARY:nothing else", "no DTSTART"),
        ("DTSTART:tomorrow", "DTSTART cannot be read"),
        ("DTSTART:20260812T070000Z\nDTEND:20260812T060000Z", "ends before it begins"),
        ("DTSTART:20260812T070000Z\nDURATION:soon", "DURATION cannot be read"),
        ("DTSTART;TZID=Atlantis/Center:20260812T070000\nDURATION:PT1H", "time zone is not known"),
        ("DTSTART;TZID=../../etc/passwd:20260812T070000\nDURATION:PT1H", "time zone is not known"),
        ("DTSTART:20260812T070000Z\nRRULE:FREQ=SOMETIMES", "frequency|rule"),
        ("DTSTART:20260812T070000Z\nRRULE:FREQ=DAILY;INTERVAL=0", "interval"),
        ("DTSTART:20260812T070000Z\nRRULE:FREQ=DAILY;BYDAY=XX", "."),
        ("DTSTART:20260812T070000Z\nRRULE:FREQ=WEEKLY\nEXRULE:FREQ=DAILY", "EXRULE"),
    ],
)
def test_a_broken_event_is_counted_with_its_reason_and_hides_no_other(read: Reader, event: str, reason: str) -> None:
    busy = read(event, "DTSTART:20260811T070000Z\nDURATION:PT1H")
    assert told(busy) == ["11 09:00-10:00"]
    (skipped,) = busy.skipped
    assert skipped.count == 1
    assert re.search(reason, skipped.reason)


def test_nothing_but_times_and_counts_leaves_the_reader(read: Reader) -> None:
    busy = read(
        "UID:u\nSUMMARY:Secret\nLOCATION:Secret\nDTSTART:20260812T070000Z\nDURATION:PT1H\nATTENDEE:mailto:s@ecret"
    )
    assert "ecret" not in repr(busy)
    assert {f.name for f in fields(Busy)} == {"intervals", "events", "own", "skipped"}
