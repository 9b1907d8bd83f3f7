"""Which period does a day fall in, and how many days of it can be worked?

A *fiscal year* is twelve months from ``start_month``, or whole weeks: 4-4-5, 4-5-4, 5-4-4 (four quarters of 13 weeks,
cut so) or 13 periods of four weeks (quarters of 3, 3, 3 and 4 periods). A year of weeks begins on ``week_start``
either on the day nearest to the first of ``start_month`` (NEAREST) or so that the year before ended on the last such
weekday of its month (LAST). Every five or six years that leaves 53 weeks: the 53rd belongs to the last period, the
last quarter and the year. Source: the National Retail Federation's 4-5-4 rule; IRS Publication 538 (52-53-week year).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from ownit.errors import OwnitError

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


class Pattern(StrEnum):
    """How a fiscal year is cut into periods."""

    MONTHS = "months"
    W445 = "4-4-5"
    W454 = "4-5-4"
    W544 = "5-4-4"
    THIRTEEN = "13"


class NamedBy(StrEnum):
    """Whether a fiscal year bears the number of the calendar year it starts in or ends in."""

    START = "start"
    END = "end"


class YearEnd(StrEnum):
    """Where a year of whole weeks begins, see the module."""

    NEAREST = "nearest"
    LAST = "last"


class Kind(StrEnum):
    """The kinds of period; a MONTH is the calendar's own period (4 or 5 weeks in a year of weeks); a WEEK is ISO's."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"


class OutsideCalendarError(OwnitError):
    """A day too near the first or the last year a calendar can hold."""

    def __init__(self, on: date) -> None:
        super().__init__(
            f"{on.isoformat()} is outside the years 0003 to 9996 that a fiscal calendar covers; mend the date."
        )


_WEEKS = {Pattern.W445: (4, 4, 5), Pattern.W454: (4, 5, 4), Pattern.W544: (5, 4, 4)}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
_MONTH_NAMES = (*_MONTHS, "December")


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalCalendar:
    """The organisation's calendar; the default is the civil year."""

    start_month: int = 1
    named_by: NamedBy = NamedBy.START
    pattern: Pattern = Pattern.MONTHS
    week_start: int = 0  # Monday is 0, as in date.weekday(); for years of weeks
    year_end: YearEnd = YearEnd.NEAREST

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise ValueError(f"start_month is a month from 1 to 12, not {self.start_month}")
        if not 0 <= self.week_start <= 6:
            raise ValueError(f"week_start is a weekday from 0 (Monday) to 6, not {self.week_start}")

    def period(self, kind: Kind, on: date) -> Period:
        """The period of that kind which contains the day. Raises OutsideCalendarError."""
        if not 3 <= on.year <= 9996:
            raise OutsideCalendarError(on)
        if kind is Kind.WEEK:
            return self._week(on)
        nominal = self._nominal_year(on)
        if kind is Kind.YEAR:
            return self._period(kind, self._starts(nominal), self._starts(nominal + 1), self._year_name(nominal))
        cuts = self._cuts(nominal, kind)
        i = max(i for i, cut in enumerate(cuts[:-1]) if cut <= on)
        return self._period(kind, cuts[i], cuts[i + 1], self._part_name(nominal, kind, i, cuts[i]))

    def parts(self, whole: Period, kind: Kind) -> tuple[Period, ...]:
        """The finer periods that begin within ``whole``, in order; quarters and months partition a year."""
        found = []
        part = self.period(kind, whole.start)
        if part.start < whole.start:
            part = part.next
        while part.start <= whole.end:
            found.append(part)
            part = part.next
        return tuple(found)

    def _nominal_year(self, on: date) -> int:
        year = on.year + 1
        while self._starts(year) > on:
            year -= 1
        return year

    def _starts(self, year: int) -> date:
        """The first day of the fiscal year whose anchor is the first of ``start_month`` of that calendar year."""
        anchor = date(year, self.start_month, 1)
        if self.pattern is Pattern.MONTHS:
            return anchor
        earliest = anchor - (3 if self.year_end is YearEnd.NEAREST else 6) * _DAY
        return earliest + ((self.week_start - earliest.weekday()) % 7) * _DAY

    def _cuts(self, year: int, kind: Kind) -> list[date]:
        """The first days of the year's periods, and of the next year."""
        if self.pattern is Pattern.MONTHS:
            firsts = [self._month(year, i) for i in range(0, 12, 3 if kind is Kind.QUARTER else 1)]
        else:
            starts = self._starts(year)
            firsts = [starts + weeks * _WEEK for weeks in self._week_offsets(kind)]
        return [*firsts, self._starts(year + 1)]

    def _week_offsets(self, kind: Kind) -> list[int]:
        if self.pattern is Pattern.THIRTEEN:
            return [0, 12, 24, 36] if kind is Kind.QUARTER else list(range(0, 52, 4))
        if kind is Kind.QUARTER:
            return [0, 13, 26, 39]
        lengths = _WEEKS[self.pattern] * 4
        return [sum(lengths[:i]) for i in range(12)]

    def _month(self, year: int, offset: int) -> date:
        months = self.start_month - 1 + offset
        return date(year + months // 12, months % 12 + 1, 1)

    def _year_name(self, year: int) -> str:
        if self._civil:
            return str(year)
        named = year if self.named_by is NamedBy.START or self.start_month == 1 else year + 1
        return f"FY{named}"

    def _part_name(self, year: int, kind: Kind, index: int, first: date) -> str:
        if kind is Kind.QUARTER:
            return f"Q{index + 1} {self._year_name(year)}"
        if self.pattern is Pattern.MONTHS:
            return f"{_MONTH_NAMES[first.month - 1]} {first.year}"
        return f"P{index + 1} {self._year_name(year)}"

    @property
    def _civil(self) -> bool:
        return self.pattern is Pattern.MONTHS and self.start_month == 1

    def _week(self, on: date) -> Period:
        year, week, weekday = on.isocalendar()
        start = on - (weekday - 1) * _DAY
        return self._period(Kind.WEEK, start, start + _WEEK, f"{year}-W{week:02d}")

    def _period(self, kind: Kind, start: date, next_start: date, name: str) -> Period:
        return Period(calendar=self, kind=kind, start=start, end=next_start - _DAY, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period of a calendar, both ends inclusive."""

    calendar: FiscalCalendar
    kind: Kind
    start: date
    end: date
    name: str

    def __contains__(self, on: date) -> bool:
        return self.start <= on <= self.end

    @property
    def length(self) -> int:
        """Days in the period."""
        return (self.end - self.start).days + 1

    @property
    def next(self) -> Period:
        """The period of the same kind that begins the day after."""
        return self.calendar.period(self.kind, self.end + _DAY)

    @property
    def previous(self) -> Period:
        """The period of the same kind that ends the day before."""
        return self.calendar.period(self.kind, self.start - _DAY)


def working_days(
    start: date, end: date, holidays: AbstractSet[date] = frozenset(), weekend: AbstractSet[int] = frozenset({5, 6})
) -> int:
    """Days from ``start`` to ``end`` inclusive that are neither weekend (weekday numbers, Monday 0) nor holiday."""
    if end < start:
        return 0
    mask = [day not in weekend for day in range(7)]
    if not any(mask):
        return 0
    off = np.array(sorted(holidays), dtype="datetime64[D]")
    return int(np.busday_count(start, np.datetime64(end) + 1, weekmask=mask, holidays=off))
