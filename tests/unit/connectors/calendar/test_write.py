"""Do blocks come out as RFC 5545 wants them, and back as they went in?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ownit.connectors.calendar import OWN, CalendarBlock, busy_in, cancelling, written

STAMP = datetime(2026, 8, 7, 12, tzinfo=UTC)
BLOCK = CalendarBlock(
    uid=f"1{OWN}",
    sequence=2,
    start=datetime(2026, 8, 12, 7, tzinfo=UTC),
    minutes=90,
    title="Calls; today, now",
    note="Next:\nAcme \\ Söhne, Graz\n" + "Übermut Ärzte " * 20,
)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@given(texts, texts, st.integers(0, 500), st.integers(15, 120))
def test_a_block_comes_back_as_it_went_in(title: str, note: str, sequence: int, minutes: int) -> None:
    block = replace(BLOCK, title=title, note=note, sequence=sequence, minutes=minutes)
    text = written([block], stamp=STAMP)
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
    assert "\n" not in text.replace("\r\n", "")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (str(event["summary"]), str(event.get("description", ""))) == (title, note)
    assert (event["sequence"], event.decoded("dtend") - event.decoded("dtstart")) == (
        sequence,
        timedelta(minutes=minutes),
    )


def test_a_second_parser_reads_it_too() -> None:
    event = vobject.readOne(written([BLOCK], stamp=STAMP, alarm=10)).vevent
    assert (event.uid.value, event.summary.value, event.description.value) == (BLOCK.uid, BLOCK.title, BLOCK.note)
    assert (event.dtstart.value, event.dtend.value) == (BLOCK.start, BLOCK.start + timedelta(minutes=90))
    assert event.valarm.trigger.value == timedelta(minutes=-10)


def test_every_event_has_what_a_calendar_needs() -> None:
    lines = written([BLOCK, replace(BLOCK, uid=f"2{OWN}", cancelled=True)], stamp=STAMP).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for wanted in ("VERSION:2.0", "DTSTAMP:20260807T120000Z", "DTSTART:20260812T070000Z", "SEQUENCE:2"):
        assert wanted in lines
    assert [line for line in lines if line.startswith("STATUS")] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]
    assert not any(line.startswith(("METHOD", "BEGIN:VALARM")) for line in lines)


def test_it_is_the_same_text_every_time() -> None:
    assert written([BLOCK], stamp=STAMP) == written([BLOCK], stamp=STAMP)


def test_what_is_taken_off_is_a_message_of_its_own() -> None:
    assert cancelling([BLOCK], stamp=STAMP) is None
    text = cancelling([BLOCK, replace(BLOCK, cancelled=True)], stamp=STAMP, organizer="me@example.org")
    assert text
    assert "METHOD:CANCEL" in text
    assert "ORGANIZER:mailto:me@example.org" in text
    assert text.count("BEGIN:VEVENT") == 1


def test_own_blocks_are_no_busy_time() -> None:
    busy = busy_in(written([BLOCK], stamp=STAMP).encode(), STAMP, STAMP + timedelta(days=9), UTC)
    assert (busy.intervals, busy.own, busy.events) == ((), 1, 1)
    foreign = written([BLOCK], stamp=STAMP).replace(OWN, "@elsewhere").encode()
    assert busy_in(foreign, STAMP, STAMP + timedelta(days=9), UTC).intervals != ()


def test_control_characters_and_line_ends_are_cleaned() -> None:
    text = written([replace(BLOCK, note="a\r\nb\x00\x07c\rd", title="x\x1by")], stamp=STAMP)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (str(event["description"]), str(event["summary"])) == ("a\nbc\nd", "xy")


def test_a_uid_that_is_not_ownits_is_a_bug() -> None:
    with pytest.raises(ValueError, match="UID"):
        written([replace(BLOCK, uid="x@y")], stamp=STAMP)
