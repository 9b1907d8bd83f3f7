"""When does one event of a calendar take place?

Moments are compared as instants. A day without a time is the whole local day of the person; floating time is the
person's clock; an occurrence at a time that the clock skips is as much later as the clock jumps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ownit.connectors.calendar.lines import Component
from ownit.connectors.calendar.rules import Budget, Rule, occurrences
from ownit.connectors.calendar.values import Moment, length, moments, recurrence
from ownit.connectors.calendar.zones import Zones
from ownit.method.blocks.terms import Interval

_DAY = timedelta(days=1)
_BEGINNING = datetime(1, 1, 3)  # noqa: DTZ001 a clock's time, of no zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event: its first start by the clock of ``zone``, its length in days of the calendar and beyond them."""

    uid: str
    start: datetime
    zone: tzinfo
    all_day: bool
    days: int
    exact: timedelta
    rules: tuple[Rule, ...]
    more: tuple[Interval | datetime, ...]  # RDATE
    without: frozenset[datetime | date]  # EXDATE
    replaces: datetime | date | None  # RECURRENCE-ID
    free: bool

    def span(self, at: datetime) -> Interval:
        """The time that an occurrence takes which starts at a moment of its clock."""
        end = instant(at + self.days * _DAY, self.zone) + self.exact
        return Interval(start=instant(at, self.zone), end=max(end, instant(at, self.zone)))


def instant(clock: datetime, zone: tzinfo) -> datetime:
    """The instant in UTC at which a zone's clock shows a time."""
    return clock.replace(tzinfo=zone).astimezone(UTC)


def event_of(component: Component, zones: Zones) -> Event:
    """The event of a VEVENT; raises ValueError, with words for a person, where it cannot be read."""
    starts = moments(component.first("DTSTART"), "DTSTART")
    if not starts:
        raise ValueError("it has no DTSTART")
    at, all_day = starts[0].at, not isinstance(starts[0].at, datetime)
    zone = _zone(starts[0], zones)
    start = _clock(at)
    days, exact = _length(component, start, zone, all_day=all_day, zones=zones)
    if component.first("EXRULE"):
        raise ValueError("it has an EXRULE, which is out of use")
    rules = tuple(recurrence(r, start, lambda until: _until(until, zone)) for r in component.every("RRULE"))
    replaced = moments(component.first("RECURRENCE-ID"), "RECURRENCE-ID")
    if replaced and "THISANDFUTURE" in (component.first("RECURRENCE-ID") or "").upper():
        raise ValueError("it changes a series from a day on, in a way that is out of use")
    return Event(
        uid=(component.first("UID") or ":")[1:].strip(),
        start=start,
        zone=zone,
        all_day=all_day,
        days=days,
        exact=exact,
        rules=rules,
        more=tuple(_more(m, zones) for r in component.every("RDATE") for m in moments(r, "RDATE")),
        without=frozenset(_point(m, zones) for r in component.every("EXDATE") for m in moments(r, "EXDATE")),
        replaces=_point(replaced[0], zones) if replaced else None,
        free=_free(component),
    )


def _zone(moment: Moment, zones: Zones) -> tzinfo:
    if isinstance(moment.at, datetime):
        return UTC if moment.at.tzinfo is not None else zones.zone(moment.zone)
    return zones.floating


def _clock(at: date) -> datetime:
    return at.replace(tzinfo=None) if isinstance(at, datetime) else datetime.combine(at, time())


def _until(until: date, zone: tzinfo) -> datetime:
    """What the event's clock shows at the end of its rule; a day counts in full."""
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo is not None else until


def _length(
    component: Component, start: datetime, zone: tzinfo, *, all_day: bool, zones: Zones
) -> tuple[int, timedelta]:
    ends = moments(component.first("DTEND"), "DTEND")
    if ends:
        end = ends[0]
        if all_day or not isinstance(end.at, datetime):
            days = (_clock(end.at).date() - start.date()).days
            if days < 0:
                raise ValueError("it ends before it begins")
            return max(days, 1) if all_day else days, timedelta(0)
        exact = instant(_clock(end.at), _zone(end, zones)) - instant(start, zone)
        if exact < timedelta(0):
            raise ValueError("it ends before it begins")
        return 0, exact
    given = component.first("DURATION")
    if given is None:
        return int(all_day), timedelta(0)
    found = length(given)
    if found < timedelta(0):
        raise ValueError("it ends before it begins")
    return (found.days, timedelta(0)) if found % _DAY == timedelta(0) else (0, found)


def _point(moment: Moment, zones: Zones) -> datetime | date:
    """The instant of a moment; a day stays a day."""
    return instant(_clock(moment.at), _zone(moment, zones)) if isinstance(moment.at, datetime) else moment.at


def _more(moment: Moment, zones: Zones) -> Interval | datetime:
    """A further occurrence: where it starts by the clock of its own zone, in UTC, or the period it takes."""
    zone = _zone(moment, zones)
    start = instant(_clock(moment.at), zone)
    if isinstance(moment.end, timedelta):
        return Interval(start=start, end=start + max(moment.end, timedelta(0)))
    if isinstance(moment.end, datetime):
        return Interval(start=start, end=max(start, instant(_clock(moment.end), UTC if moment.end.tzinfo else zone)))
    return start


def _free(component: Component) -> bool:
    said = {name: rest.rpartition(":")[2].strip().upper() for name, rest in component.lines}
    return (
        said.get("TRANSP") == "TRANSPARENT"
        or said.get("STATUS") == "CANCELLED"
        or said.get("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
    )


def intervals(
    event: Event, replaced: frozenset[datetime | date], low: datetime, high: datetime, budget: Budget
) -> Iterator[Interval]:
    """What an event takes of the time from ``low`` to ``high``, without the occurrences that others replace."""
    for taken in _all(event, low, high, budget):
        if taken.start < high and taken.end > low and not _left_out(event, taken, event.without | replaced):
            yield taken


def _all(event: Event, low: datetime, high: datetime, budget: Budget) -> Iterator[Interval]:
    yield event.span(event.start)
    for further in event.more:
        if isinstance(further, Interval):
            yield further
        else:
            yield event.span(further.astimezone(event.zone).replace(tzinfo=None))
    reach = event.days * _DAY + event.exact + 2 * _DAY  # two days: no clock is further from another
    for rule in event.rules:
        first = max(_plain(low), _BEGINNING + reach) - reach
        for at in occurrences(rule, event.start, first, _plain(high) + 2 * _DAY, budget):
            yield event.span(at)


def _plain(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def _left_out(event: Event, taken: Interval, left_out: frozenset[datetime | date]) -> bool:
    return taken.start in left_out or taken.start.astimezone(event.zone).date() in left_out
