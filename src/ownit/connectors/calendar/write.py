"""How do blocks get into a calendar (RFC 5545)?

Blocks are single events with times in UTC, so that no program needs a time zone to show them right. A UID stays with
its block for good and SEQUENCE grows with every change, so that a file taken in again moves what moved; what was taken
off is in it with STATUS:CANCELLED, and by itself in :func:`cancelling` for programs that heed only METHOD:CANCEL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

OWN = "@blocks.ownit"
"""How the UID of every block ends, by which a block is known when a calendar is read."""

PRODUCT = "-//ownit//blocks//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBlock:
    """One block as a calendar shows it; ``note`` may be empty."""

    uid: str
    sequence: int
    start: datetime
    minutes: int
    title: str
    note: str = ""
    cancelled: bool = False


def written(blocks: Sequence[CalendarBlock], *, stamp: datetime, alarm: int | None = None) -> str:
    """The calendar of a week's blocks; ``alarm`` is how many minutes before each one its reminder comes."""
    calendar = _calendar()
    for block in blocks:
        event = _event(block, stamp)
        if alarm is not None and not block.cancelled:
            event.add_component(_alarm(alarm, block.title))
        calendar.add_component(event)
    return _text(calendar)


def cancelling(blocks: Sequence[CalendarBlock], *, stamp: datetime, organizer: str = "") -> str | None:
    """The message that takes off the cancelled ones among ``blocks``; None where there are none."""
    gone = [block for block in blocks if block.cancelled]
    if not gone:
        return None
    calendar = _calendar()
    calendar.add("method", "CANCEL")
    for block in gone:
        event = _event(block, stamp)
        if organizer:
            event.add("organizer", f"mailto:{organizer}")
        calendar.add_component(event)
    return _text(calendar)


def _calendar() -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _event(block: CalendarBlock, stamp: datetime) -> Event:
    from icalendar import Event

    if not block.uid.endswith(OWN):
        raise ValueError(f"a block's UID ends in {OWN}, not as {block.uid!r} does")
    start = block.start.astimezone(UTC)
    event = Event()
    event.add("uid", block.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=block.minutes))
    event.add("sequence", block.sequence)
    event.add("summary", _clean(block.title))
    if block.note:
        event.add("description", _clean(block.note))
    event.add("status", "CANCELLED" if block.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if block.cancelled else "OPAQUE")
    return event


def _alarm(minutes: int, title: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(title))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _clean(text: str) -> str:
    """A text without what RFC 5545 forbids in one: control characters but tab and line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or not (ord(c) < 32 or ord(c) == 127))


def _text(calendar: Calendar) -> str:
    text: str = calendar.to_ical().decode("utf-8")
    return text
