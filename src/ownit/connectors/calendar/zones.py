"""Which time zone does a calendar mean by a name?

In this order: a zone of the IANA database; a Windows name; the calendar's own VTIMEZONE of that name; a name that ends
in an IANA name, as some programs write. Nothing is kept from one calendar to the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from ownit.connectors.calendar.lines import Component
from ownit.connectors.calendar.rules import Budget, occurrences
from ownit.connectors.calendar.values import moments, offset, recurrence

_YEAR = timedelta(days=400)


class NoZoneError(ValueError):
    """Nobody knows a zone of that name."""


@cache
def known_zone(name: str) -> ZoneInfo | None:
    """A zone of the IANA database."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # the three ways in which zoneinfo says no
        return None


class FileZone(tzinfo):
    """A zone as a VTIMEZONE gives it: from each onset, by the clock before it, an offset."""

    def __init__(self, onsets: list[tuple[datetime, timedelta, timedelta]]) -> None:
        self._onsets = sorted(onsets)

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """The offset of the last onset that the clock has passed; before the first one what was before it."""
        if dt is None:
            return self._onsets[0][1]
        at = bisect_right([o[0] for o in self._onsets], dt.replace(tzinfo=None))
        return self._onsets[at - 1][2] if at else self._onsets[0][1]

    def dst(self, dt: datetime | None) -> timedelta:  # noqa: ARG002 tzinfo's own shape
        """Not told apart."""
        return timedelta(0)

    def tzname(self, dt: datetime | None) -> str:  # noqa: ARG002 tzinfo's own shape
        """It has none that matters."""
        return ""

    def fromutc(self, dt: datetime) -> datetime:
        """The clock at an instant; where an hour is shown twice, the first."""
        local = dt
        for _ in range(2):
            local = dt + self.utcoffset(local)
        return local


class Zones:
    """The zones of one calendar, as they are around a window of time."""

    def __init__(self, floating: tzinfo, low: datetime, high: datetime, budget: Budget) -> None:
        self.floating = floating
        self._window = (low - _YEAR, high + _YEAR)
        self._budget = budget
        self._own: dict[str, tzinfo] = {}

    def add(self, component: Component) -> None:
        """Take up a VTIMEZONE; one that cannot be read is as if it were not there."""
        name = (component.first("TZID") or ":")[1:].strip()
        onsets = []
        for part in component.parts:
            try:
                onsets += self._onsets(part)
            except ValueError:
                return
        if onsets:
            self._own[name] = FileZone(onsets)

    def zone(self, name: str | None) -> tzinfo:
        """The zone of a TZID; None is floating time, which is the person's own. Raises NoZoneError."""
        if name is None:
            return self.floating
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        ending = "/".join(name.split("/")[-2:])
        windows: Mapping[str, str] = WINDOWS_TO_OLSON
        found = known_zone(name) or known_zone(windows.get(name, "")) or self._own.get(name) or known_zone(ending)
        if found is None:
            raise NoZoneError("its time zone is not known")
        return found

    def _onsets(self, part: Component) -> list[tuple[datetime, timedelta, timedelta]]:
        before, after = offset(part.first("TZOFFSETFROM")), offset(part.first("TZOFFSETTO"))
        starts = moments(part.first("DTSTART"), "DTSTART")
        if not starts or not isinstance(starts[0].at, datetime):
            raise ValueError("an onset without a start")
        start = starts[0].at
        found = {start}
        for text in part.every("RRULE"):
            rule = recurrence(text, start, lambda until: _by_the_clock(until, before))
            found |= set(occurrences(rule, start, *self._window, self._budget))
        found |= {m.at for text in part.every("RDATE") for m in moments(text, "RDATE") if isinstance(m.at, datetime)}
        return [(at.replace(tzinfo=None), before, after) for at in found]


def _by_the_clock(until: date, before: timedelta) -> datetime:
    if not isinstance(until, datetime):
        return datetime(until.year, until.month, until.day, 23, 59, 59)  # noqa: DTZ001 a clock's time, of no zone yet
    return until.replace(tzinfo=None) + (before if until.tzinfo is UTC else timedelta(0))
