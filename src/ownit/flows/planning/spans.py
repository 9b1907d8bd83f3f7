"""Which months and quarters does a plan's period have, what does each have to carry, and how much of it is worked?"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.method.calendar import FiscalCalendar, Kind, working_days
from ownit.method.money import CENT, split

if TYPE_CHECKING:
    from ownit.method.breakdown import SoFar

LEAVE = 25
"""Days of leave a year that are taken off where a person has said of none."""

_DAY = timedelta(days=1)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """A month or quarter, or the part of one inside the period; ``calculated`` where it was set by hand: instead.

    ``amount`` is of what is still missing; that of the first part, until it is over, of what is made so far as well.
    """

    kind: Kind
    name: str
    start: date
    end: date
    amount: Decimal
    calculated: Decimal | None = None
    by_hand: bool = False
    reason: str = ""


def inner(
    calendar: FiscalCalendar,
    start: date,
    end: date,
    goal: Decimal,
    so_far: SoFar,
    off: AbstractSet[date] = frozenset(),
    unit: Decimal = CENT,
) -> tuple[Inner, ...]:
    """The quarters and months of a period by working days; quarters are the sums of their months. Empty for a month.

    Part of a month at an edge carries its share, as one that is running does. Amounts of each level and what is made
    in parts that are over add up to ``goal``.
    """
    months = _cut(calendar, Kind.MONTH, start, end)
    if len(months) < 2:
        return ()
    to_come = [(max(low, so_far.as_of + _DAY), high) for _, low, high in months]
    weights = [Decimal(working_days(low, high, off)) for low, high in to_come]
    if not any(weights):  # nobody works in what is left: by its days
        weights = [Decimal(max((high - low).days + 1, 0)) for low, high in to_come]
    rests = split(so_far.missing(goal), weights, unit)

    def part(kind: Kind, name: str, low: date, high: date) -> Inner:
        rest = sum(
            (r for r, (_, first, last) in zip(rests, months, strict=True) if low <= first <= last <= high), _NONE
        )
        made = so_far.made(goal) if so_far.is_in(low, high, start) else _NONE
        return Inner(kind=kind, name=name, start=low, end=high, amount=rest + made)

    quarters = _cut(calendar, Kind.QUARTER, start, end)
    return (
        *(part(Kind.QUARTER, *cut) for cut in quarters if len(quarters) > 1),
        *(part(Kind.MONTH, *cut) for cut in months),
    )


def _cut(calendar: FiscalCalendar, kind: Kind, start: date, end: date) -> list[tuple[str, date, date]]:
    found, period = [], calendar.period(kind, start)
    while period.start <= end:
        found.append((period.name, max(period.start, start), min(period.end, end)))
        period = period.next
    return found


def present(start: date, end: date, off: AbstractSet[date], away: AbstractSet[date]) -> float:
    """The share of the weekdays from ``start`` to ``end`` that are worked: holidays and leave taken off.

    Where nobody said of any leave, LEAVE days a year are taken off.
    """
    weekdays = working_days(start, end)
    if weekdays <= 0:
        return 0.0
    worked = working_days(start, end, frozenset(off) | frozenset(away))
    left_off = 0.0 if any(start <= day <= end for day in away) else LEAVE * ((end - start).days + 1) / 365.25
    return max(worked - left_off, 0.0) / weekdays


def beside_usual(start: date, end: date, away: AbstractSet[date]) -> float:
    """What is worked of the days to come, over what is worked in usual ones, at most 1.

    A record's openings a day are of days with their usual holidays and leave in them, so that only leave said for the
    days to come, where it is more than usual, makes fewer of them.
    """
    usual = present(start, end, frozenset(), frozenset())
    return min(1.0, present(start, end, frozenset(), away) / usual) if usual > 0 else 1.0
