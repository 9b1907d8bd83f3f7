"""Which quarter hours of a week are there to be worked, and which of them are free?

A week is seven local days. Working time is taken by the local clock and laid out in real time, so that a week with a
day of 23 or 25 hours has that much less or more: a time that the clock skips is not there, one that it shows twice is
there twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ownit.method.blocks.terms import QUARTER, Hours, Interval, Span

_STEP = timedelta(minutes=QUARTER)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One quarter hour: its first instant in UTC, its local day (0 is the week's first) and minute of the clock."""

    start: datetime
    day: int
    minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The week's quarter hours in order of time, and whether each is free.

    ``joined[i]``: slot i begins when slot i - 1 of the same day ends. ``days`` are the slices of slots of each day that
    has any.
    """

    slots: tuple[Slot, ...]
    free: npt.NDArray[np.bool_]
    joined: npt.NDArray[np.bool_]
    days: tuple[slice, ...]
    first: date

    def weekday(self, slot: Slot) -> int:
        """The weekday of a slot, Monday 0."""
        return (self.first.weekday() + slot.day) % 7


def grid(
    hours: Hours,
    taken: Sequence[Interval],
    *,
    monday: date,
    zone: tzinfo,
    days_off: AbstractSet[date] = frozenset(),
    buffer: int = 0,
    now: datetime | None = None,
) -> Grid:
    """Lay out the week that begins on ``monday``. ``taken`` is never worked, nor ``buffer`` minutes around it."""
    slots = tuple(_slots(hours, monday, zone, days_off))
    margin = timedelta(minutes=buffer)
    away = [(i.start.astimezone(UTC) - margin, i.end.astimezone(UTC) + margin) for i in taken if i.end > i.start]
    free = np.array(_untouched([s.start for s in slots], away, now), dtype=bool)
    joined = np.zeros(len(slots), dtype=bool)
    for i, slot in enumerate(slots):
        free[i] &= hours.lunch is None or not _overlap(slot.minute, hours.lunch)
        if i and slot.start - slots[i - 1].start == _STEP:
            joined[i] = slot.day == slots[i - 1].day
            free[i - 1] &= joined[i]  # a pause at midnight, so that no block joins another over it
    return Grid(slots=slots, free=free, joined=joined, days=_days(slots), first=monday)


def _slots(hours: Hours, monday: date, zone: tzinfo, days_off: AbstractSet[date]) -> Iterator[Slot]:
    for n in range(7):
        day = monday + n * _DAY
        if day in days_off:
            continue
        found = {start: minute for span in hours.days[day.weekday()] for start, minute in _within(day, span, zone)}
        yield from (Slot(start=start, day=n, minute=found[start]) for start in sorted(found))


def _within(day: date, span: Span, zone: tzinfo) -> Iterator[tuple[datetime, int]]:
    """The whole quarter hours of a span: first instant, and what the clock then shows."""
    first, last = -(-span.start // QUARTER) * QUARTER, span.end // QUARTER * QUARTER
    # An hour the clock shows twice ends with its second turn; one it skips is filtered below.
    end = max(_at(day, last, zone, fold) for fold in (0, 1))
    start = _at(day, first, zone)
    while start + _STEP <= end:
        local = start.astimezone(zone)
        minute = local.hour * 60 + local.minute
        if local.date() == day and first <= minute < last:
            yield start, minute
        start += _STEP


def _overlap(minute: int, span: Span) -> bool:
    return minute < span.end and minute + QUARTER > span.start


def _at(day: date, minute: int, zone: tzinfo, fold: int = 0) -> datetime:
    """The instant at which the local clock shows a minute of the day (1440: midnight at its end)."""
    shown = datetime.combine(day + minute // 1440 * _DAY, time(minute // 60 % 24, minute % 60, fold=fold))
    return shown.replace(tzinfo=zone).astimezone(UTC)


def _untouched(
    starts: Sequence[datetime], taken: Iterable[tuple[datetime, datetime]], now: datetime | None
) -> list[bool]:
    """For each quarter hour whether nothing taken touches it and it has not begun by ``now``."""
    merged = _merged(taken)
    free, at = [], 0
    for start in starts:
        while at < len(merged) and merged[at][1] <= start:
            at += 1
        touched = at < len(merged) and merged[at][0] < start + _STEP
        free.append(not touched and (now is None or start >= now))
    return free


def _merged(taken: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(taken):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _days(slots: Sequence[Slot]) -> tuple[slice, ...]:
    edges = [i for i in range(len(slots)) if i == 0 or slots[i].day != slots[i - 1].day]
    return tuple(slice(a, b) for a, b in pairwise([*edges, len(slots)]))
