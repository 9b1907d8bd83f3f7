"""From which days is it looked forward, and how far?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ownit.method.calendar import FiscalCalendar, Kind, Period
from ownit.method.deals import Window

WEEKS = (4, 9, 12)
"""Weeks of a quarter after which it is looked forward again, beside its beginning."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One look forward: at the close of ``as_of``, over a period, ``week`` whole weeks of which have passed."""

    as_of: date
    period: Period
    week: int

    @property
    def horizon(self) -> str:
        """``month`` or ``quarter``."""
        return self.period.kind.value

    @property
    def window(self) -> Window:
        """The days reckoned for."""
        return Window(as_of=self.as_of, start=self.period.start, end=self.period.end)


def origins(calendar: FiscalCalendar, first: date, last: date) -> tuple[Origin, ...]:
    """Every origin from the close of ``first`` on whose period is over by ``last``, in order of days.

    Months and quarters from their beginning (the close of the day before), quarters also after the weeks of WEEKS.
    """
    found = [*_starts(calendar, Kind.MONTH, first, last), *_starts(calendar, Kind.QUARTER, first, last)]
    quarter = calendar.period(Kind.QUARTER, first)
    while quarter.end <= last:
        for week in WEEKS:
            day = quarter.start + timedelta(weeks=week) - _DAY
            if first <= day < quarter.end:
                found.append(Origin(as_of=day, period=quarter, week=week))
        quarter = quarter.next
    return tuple(sorted(found, key=lambda o: (o.as_of, o.horizon)))


def _starts(calendar: FiscalCalendar, kind: Kind, first: date, last: date) -> Iterator[Origin]:
    period = calendar.period(kind, first + _DAY)
    if period.start != first + _DAY:
        period = period.next
    while period.end <= last:
        yield Origin(as_of=period.start - _DAY, period=period, week=0)
        period = period.next
