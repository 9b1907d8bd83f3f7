"""Where in a quarter, and in which month, did a day of the record fall, and where will the days ahead?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ownit.method.calendar import FiscalCalendar, Kind
from ownit.method.deals import Floats, Ints

HISTORY_DAYS = 730  # the record that is read: two years before as_of
AHEAD_DAYS = 550  # how far ahead slices are laid: a year's window that opens in half a year; beyond it nothing is known
POSITIONS = ("first two weeks", "rest of the first month", "second month", "third month", "last two weeks")
FIRST, MONTH, LAST = 14, 30, 14  # days: of the first class, of a month, of the last class
MONTHS = 3  # of a quarter


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slices:
    """The days of the record and those ahead, cut where a month of a quarter or a class of POSITIONS changes.

    ``first`` are the first days of the past slices, the last of which ends on ``as_of``; ``month`` counts months of
    quarters from the oldest; ``ahead`` are last days of the coming slices, in days after ``as_of``.
    """

    as_of: date
    first: tuple[date, ...]
    month: Ints  # (n,)
    position: Ints  # (n,) index into POSITIONS
    ahead: Floats  # (k,)
    ahead_position: Ints  # (k,)

    def __len__(self) -> int:
        return len(self.first)


def slices(as_of: date, calendar: FiscalCalendar | None = None, history_days: int = HISTORY_DAYS) -> Slices:
    """The slices of the record before ``as_of`` and of AHEAD_DAYS after it, by the quarters of ``calendar``."""
    begin, end = as_of - timedelta(days=history_days - 1), as_of + timedelta(days=AHEAD_DAYS)
    pieces = [p for p in _pieces(calendar or FiscalCalendar(), begin, end) if p[0] <= end]
    past = [(max(start, begin), m, p) for start, last, m, p in pieces if start <= as_of and last >= begin]
    coming = [((min(last, end) - as_of).days, p) for _, last, _, p in pieces if last > as_of]
    months = np.array([m for _, m, _ in past], dtype=np.int64)
    return Slices(
        as_of=as_of,
        first=tuple(start for start, _, _ in past),
        month=months - months[0],
        position=np.array([p for _, _, p in past], dtype=np.int64),
        ahead=np.array([float(last) for last, _ in coming]),
        ahead_position=np.array([p for _, p in coming], dtype=np.int64),
    )


def _pieces(calendar: FiscalCalendar, begin: date, end: date) -> list[tuple[date, date, int, int]]:
    """(first day, last day, month, position) of every class of every quarter that meets the days asked for."""
    out = []
    quarter, count = calendar.period(Kind.QUARTER, begin), 0
    while quarter.start <= end:
        days = (quarter.end - quarter.start).days + 1
        starts = (0, FIRST, MONTH, 2 * MONTH, days - LAST)
        for position, start in enumerate(starts):
            stop = starts[position + 1] if position + 1 < len(starts) else days
            month = MONTHS * count + min(start // MONTH, MONTHS - 1)
            first, last = quarter.start + timedelta(days=start), quarter.start + timedelta(days=stop - 1)
            out.append((first, last, month, position))
        quarter, count = quarter.next, count + 1
    return out
