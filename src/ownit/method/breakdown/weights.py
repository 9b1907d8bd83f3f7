"""How much of a number does each month, and each week in it, have to carry?

A month's weight is its base times its capacity. The base is 1 (EVEN; in a year of whole weeks the number of weeks), its
working days (WORKING_DAYS), or its working days times its season (SEASON). The capacity is the seller's: the sum of
presence over the month's working days, divided by their number; 1 for whoever is there all along. A week's weight
within a month is the sum of presence over its working days there. Of days that are over the presence is 0.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ownit.method.breakdown.presence import ALWAYS, WEEKEND, Presence, workdays
from ownit.method.breakdown.season import Season
from ownit.method.calendar import Kind, Pattern, Period


class Way(StrEnum):
    """How a number is spread where nobody says otherwise."""

    EVEN = "even"
    WORKING_DAYS = "working days"
    SEASON = "season"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Everything a weight depends on; SEASON without a season is WORKING_DAYS. Days up to ``after`` weigh nothing."""

    way: Way = Way.EVEN
    holidays: AbstractSet[date] = frozenset()
    weekend: AbstractSet[int] = WEEKEND
    presence: Presence = ALWAYS
    season: Season | None = None
    after: date | None = None


def month_weight(month: Period, ground: Ground) -> Decimal:
    """The weight of a month among the others of what is broken down."""
    days = workdays(month.start, month.end, ground.holidays, ground.weekend)
    if not days:
        return Decimal(0)
    return _base(month, len(days), ground) * _present(days, ground) / len(days)


def piece_weight(start: date, end: date, ground: Ground) -> Decimal:
    """The weight of a week, or of the part of it that lies in a month, within that month."""
    return _present(workdays(start, end, ground.holidays, ground.weekend), ground)


def _present(days: list[date], ground: Ground) -> Decimal:
    to_come = (day for day in days if ground.after is None or day > ground.after)
    return sum((ground.presence.share(day) for day in to_come), Decimal(0))


def _base(month: Period, days: int, ground: Ground) -> Decimal:
    if ground.way is Way.EVEN:
        return Decimal(1) if month.calendar.pattern is Pattern.MONTHS else Decimal(month.length) / 7
    if ground.way is Way.WORKING_DAYS or ground.season is None:
        return Decimal(days)
    return days * ground.season.multiplier[_position(month)]


def _position(month: Period) -> int:
    """Which month of its fiscal year it is, from 0."""
    year = month.calendar.period(Kind.YEAR, month.start)
    return next(i for i, part in enumerate(month.calendar.parts(year, Kind.MONTH)) if part.start == month.start)
