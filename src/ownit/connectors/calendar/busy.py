"""When is a calendar busy between two instants?

``events`` read are counted; what cannot be read is skipped and counted with its reason; ownit's own blocks are not busy
time, so that planning again does not run into its own plan.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from ownit.connectors.calendar.errors import CalendarTooLargeError, RuleTooLongError
from ownit.connectors.calendar.events import Event, event_of, instant, intervals
from ownit.connectors.calendar.fetch import fetch
from ownit.connectors.calendar.lines import Component, components, decoded
from ownit.connectors.calendar.rules import Budget, BudgetSpentError, TooFineError
from ownit.connectors.calendar.values import moments, parted
from ownit.connectors.calendar.write import OWN
from ownit.connectors.calendar.zones import Zones
from ownit.method.blocks.terms import Interval

DAYS_LOOKED_AT = 100_000  # by all the rules of a calendar together
MOST_LOOKED_INTO = 4_000  # events that repeat or lie around the window: some 0.3 ms each
_MARGIN = timedelta(days=3)
_DATE = re.compile(r":(\d{8})(?:T\d{6}Z?)?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Events that could not be read: why, and how many."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """The busy time of a calendar, merged and in order, in UTC; how many events it has and how many blocks of ownit."""

    intervals: tuple[Interval, ...]
    events: int
    own: int
    skipped: tuple[Skipped, ...]


def read_busy(source: str, low: datetime, high: datetime, zone: tzinfo) -> Busy:
    """The busy time of a file or a loopback address; raises CalendarErrors. ``zone`` is the person's."""
    where = source.rpartition("/")[2] or source
    return busy_in(fetch(source), low, high, zone, where)


def busy_in(data: bytes, low: datetime, high: datetime, zone: tzinfo, where: str = "given") -> Busy:
    """The busy time in the bytes of a calendar."""
    reading = _Reading(low.astimezone(UTC), high.astimezone(UTC), zone, where)
    for component in components(decoded(data, where), where):
        reading.take(component)
    return reading.result()


class _Reading:
    """One calendar, while it is read."""

    def __init__(self, low: datetime, high: datetime, zone: tzinfo, where: str) -> None:
        self._low, self._high, self._where = low, high, where
        self._budget = Budget(DAYS_LOOKED_AT)
        plain = (low.replace(tzinfo=None), high.replace(tzinfo=None))
        self._zones = Zones(zone, *plain, self._budget)
        self._kept: list[Component] = []
        self._taken: list[Interval] = []
        self._skipped: Counter[str] = Counter()
        self._events = self._own = 0

    def take(self, component: Component) -> None:
        if component.name == "VTIMEZONE":
            with self._counted(component):
                self._zones.add(component)
        elif component.name == "VFREEBUSY":
            self._answer(component)
        else:
            self._events += 1
            if _is_own(component):
                self._own += 1
            elif self._matters(component):
                self._kept.append(component)
                if len(self._kept) > MOST_LOOKED_INTO:
                    raise CalendarTooLargeError(
                        self._where, f"has more than {MOST_LOOKED_INTO:,} events that repeat or lie around this week"
                    )

    def result(self) -> Busy:
        found = [(c, e) for c in self._kept if (e := self._event(c))]
        replaced: dict[str, set[datetime | date]] = defaultdict(set)
        for _, event in found:
            if event.replaces is not None and event.uid:
                replaced[event.uid].add(event.replaces)
        for component, event in found:
            if not event.free:
                self._expand(component, event, frozenset() if event.replaces else frozenset(replaced[event.uid]))
        return Busy(
            intervals=_merged(self._taken, self._low, self._high),
            events=self._events,
            own=self._own,
            skipped=tuple(Skipped(reason=r, count=n) for r, n in sorted(self._skipped.items())),
        )

    def _event(self, component: Component) -> Event | None:
        found = None
        with self._counted(component):
            found = event_of(component, self._zones)
        return found  # noqa: RET504 what is counted leaves the with as well

    def _expand(self, component: Component, event: Event, replaced: frozenset[datetime | date]) -> None:
        with self._counted(component):
            self._taken += intervals(event, replaced, self._low, self._high, self._budget)

    @contextmanager
    def _counted(self, component: Component) -> Iterator[None]:
        """What cannot be read is skipped and counted; what would take too long is refused."""
        try:
            yield
        except TooFineError as e:
            raise RuleTooLongError(self._where, component.line, str(e)) from e
        except BudgetSpentError as e:
            raise RuleTooLongError(self._where, component.line, "repeats too often before this week") from e
        except (ValueError, OverflowError) as e:
            self._skipped[str(e) if type(e) is not OverflowError else "it lies outside the years 1 to 9999"] += 1

    def _answer(self, component: Component) -> None:
        """The busy periods of a free/busy answer."""
        for rest in component.every("FREEBUSY"):
            with self._counted(component):
                if parted(rest)[0].get("FBTYPE", "BUSY").upper() == "FREE":
                    continue
                for period in moments(rest, "FREEBUSY"):
                    if not isinstance(period.at, datetime) or period.at.tzinfo is None:
                        raise ValueError("its FREEBUSY cannot be read")
                    end = period.at + period.end if isinstance(period.end, timedelta) else period.end
                    if not isinstance(end, datetime) or end < period.at:
                        raise ValueError("its FREEBUSY cannot be read")
                    self._taken.append(Interval(start=period.at, end=instant(end.replace(tzinfo=None), UTC)))

    def _matters(self, component: Component) -> bool:
        """Whether an event repeats, or may touch the window by what its dates look like."""
        if component.first("RRULE") or component.first("RDATE") or component.first("RECURRENCE-ID"):
            return True
        start, end = (_DATE.search(component.first(n) or "") for n in ("DTSTART", "DTEND"))
        if start is None:
            return True  # read in full, to say what is wrong with it
        if start[1] > f"{self._high + _MARGIN:%Y%m%d}":
            return False
        if end is None:
            return component.first("DURATION") is not None or start[1] >= f"{self._low - _MARGIN:%Y%m%d}"
        return end[1] >= f"{self._low - _MARGIN:%Y%m%d}" or end[1] < start[1]


def _is_own(component: Component) -> bool:
    return (component.first("UID") or "").strip().endswith(OWN)


def _merged(taken: Iterable[Interval], low: datetime, high: datetime) -> tuple[Interval, ...]:
    """The taken time within the window, in order, without overlaps and without empty stretches."""
    merged: list[Interval] = []
    for one in sorted(taken, key=lambda i: (i.start, i.end)):
        start, end = max(one.start, low), min(one.end, high)
        if start >= end:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Interval(start=merged[-1].start, end=max(end, merged[-1].end))
        else:
            merged.append(Interval(start=start, end=end))
    return tuple(merged)
