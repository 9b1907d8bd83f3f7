"""How much of a seller is there on each day: joined, left, on leave, or still in ramp?"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ownit.method.calendar import Period
from ownit.method.money import CENT, round_money

RAMP = (Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
"""The share of a full number expected in each month since joining, 1 afterwards: a straight line over four months.

A judgement, not a finding; see docs/method/breakdown.md."""

WEEKEND = frozenset({5, 6})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One seller's days; both ends inclusive. ``ramp`` is by months since ``joined``; empty is no ramp."""

    joined: date | None = None
    left: date | None = None
    leave: AbstractSet[date] = frozenset()
    ramp: tuple[Decimal, ...] = ()

    def share(self, on: date) -> Decimal:
        """0 to 1: how much of a full day's number the day is expected to bring, weekends and holidays apart."""
        return Decimal(0) if on in self.leave else self.employed(on)

    def employed(self, on: date) -> Decimal:
        """The same without regard to leave."""
        if (self.joined is not None and on < self.joined) or (self.left is not None and on > self.left):
            return Decimal(0)
        if self.joined is None or not self.ramp:
            return Decimal(1)
        months = _months_between(self.joined, on)
        return self.ramp[months] if months < len(self.ramp) else Decimal(1)


ALWAYS = Presence()
"""A seller who is there all along."""


def ramping(until: date, joined: date | None = None) -> Presence:
    """Who is in ramp until a day: in month i of n since joining i / n of a full number, from 0.

    Where nobody knows when they joined, the ramp is taken to be as long as RAMP.
    """
    joined = _months_before(until, len(RAMP)) if joined is None else joined
    months = _months_between(joined, until)
    return Presence(joined=joined, ramp=tuple(Decimal(i) / months for i in range(months)))


def _months_before(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    return min(first + (day.day - 1) * _DAY, last)


def _months_between(start: date, on: date) -> int:
    """Whole months: a month is over on the day of the same number; from the 31st, on the last day there is."""
    following = on + _DAY
    last_of_month = following.month != on.month
    reached = on.day >= start.day or last_of_month
    return (on.year - start.year) * 12 + on.month - start.month - (0 if reached else 1)


def workdays(
    start: date, end: date, holidays: AbstractSet[date] = frozenset(), weekend: AbstractSet[int] = WEEKEND
) -> list[date]:
    """The days from ``start`` to ``end`` that are neither weekend nor holiday."""
    days = (start + i * _DAY for i in range((end - start).days + 1))
    return [day for day in days if day.weekday() not in weekend and day not in holidays]


def part_of_full(
    full: Decimal,
    whole: Period,
    presence: Presence,
    *,
    holidays: AbstractSet[date] = frozenset(),
    weekend: AbstractSet[int] = WEEKEND,
    unit: Decimal = CENT,
) -> Decimal:
    """What is left of a full number for someone who joins, ramps or leaves within the period.

    full * sum of employed shares over the working days / number of working days. Leave is not in it: away is not a
    smaller number; lowering one for leave is a leader's act (R3).
    """
    days = workdays(whole.start, whole.end, holidays, weekend)
    if not days:
        return Decimal(0)
    return round_money(full * sum((presence.employed(day) for day in days), Decimal(0)) / len(days), unit)
