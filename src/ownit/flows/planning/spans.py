"""Which months and quarters does a plan's period have, what does each have to carry, and how much of it is worked?"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.method.calendar import FiscalCalendar, Kind, working_days
from ownit.method.money import CENT, split

LEAVE = 25
"""Days of leave a year that are taken off where a person has said of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """A month or quarter, or the part of one inside the period; ``calculated`` where it was set by hand: instead."""

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
    amount: Decimal,
    off: AbstractSet[date] = frozenset(),
    unit: Decimal = CENT,
) -> tuple[Inner, ...]:
    """The quarters and months of a period by working days; quarters are the sums of their months. Empty for a month.

    Part of a month at an edge carries its share. Amounts of each level add up to ``amount``.
    """
    months = _cut(calendar, Kind.MONTH, start, end)
    if len(months) < 2:
        return ()
    weights = [Decimal(working_days(low, high, off)) for _, low, high in months]
    amounts = split(amount, weights if any(weights) else [Decimal(1)] * len(months), unit)
    by_month = [
        Inner(kind=Kind.MONTH, name=name, start=low, end=high, amount=part)
        for (name, low, high), part in zip(months, amounts, strict=True)
    ]
    quarters = _cut(calendar, Kind.QUARTER, start, end)
    if len(quarters) < 2:
        return tuple(by_month)
    return (*(_sum(name, low, high, by_month) for name, low, high in quarters), *by_month)


def _cut(calendar: FiscalCalendar, kind: Kind, start: date, end: date) -> list[tuple[str, date, date]]:
    found, period = [], calendar.period(kind, start)
    while period.start <= end:
        found.append((period.name, max(period.start, start), min(period.end, end)))
        period = period.next
    return found


def _sum(name: str, start: date, end: date, months: Sequence[Inner]) -> Inner:
    amount = sum((m.amount for m in months if start <= m.start and m.end <= end), Decimal(0))
    return Inner(kind=Kind.QUARTER, name=name, start=start, end=end, amount=amount)


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
