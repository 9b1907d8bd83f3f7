"""A calendar from the lines of its events, and what it takes of a week in Berlin's time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ownit.connectors.calendar import Busy, busy_in

BERLIN = ZoneInfo("Europe/Berlin")
Reader = Callable[..., Busy]


def calendar(*events: str, before: str = "") -> bytes:
    """A calendar; each event is the lines between its BEGIN and its END."""
    parts = "".join(f"BEGIN:VEVENT\n{e.strip()}\nEND:VEVENT\n" for e in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{before}{parts}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def told(busy: Busy, zone: ZoneInfo = BERLIN) -> list[str]:
    """Each busy stretch in a word: the local day and time of its start, the time of its end."""
    return [f"{i.start.astimezone(zone):%d %H:%M}-{i.end.astimezone(zone):%H:%M}" for i in busy.intervals]


@pytest.fixture
def read() -> Reader:
    """Read events over a week (10 to 16 August 2026 unless told) for a person in Berlin."""

    def reading(
        *events: str, before: str = "", first: str = "2026-08-10", end: str = "2026-08-17", zone: ZoneInfo = BERLIN
    ) -> Busy:
        low, high = (datetime.fromisoformat(day).replace(tzinfo=zone) for day in (first, end))
        return busy_in(calendar(*events, before=before), low, high, zone)

    return reading
