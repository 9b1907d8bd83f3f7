"""From when does a plan hold, and which of its versions holds on a day?

Tightening takes effect at once, loosening a week later, leave at once (docs/decisions/0530).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from ownit.promises.plans.record import Plan, Terms


class Versioned(Protocol):
    """What choosing needs to know of a version."""

    @property
    def version(self) -> int: ...
    @property
    def effective_on(self) -> date: ...


V = TypeVar("V", bound=Versioned)

WAIT = timedelta(days=7)
"""How long the plan before holds on when the next asks for less."""

GRID = 15.0
"""Minutes: what blocks are made of; less than that is no difference in a week."""

DEALS = 52.0 / 12.0 * 10.0
"""Deals a week in tenths of a deal a month: less than one is no difference."""


def looser(new: Terms, old: Terms) -> bool:
    """Whether ``new`` asks for less than ``old``: fewer quarter hours of creating, as many for fewer deals, or a lower
    goal. Lines may trade places; each figure is rounded by itself, so that many small steps down are seen as one. More
    hours for fewer deals is what a plan asks for once the record says that an hour opens less: no loosening. A goal in
    another currency is not compared.
    """
    hours, before = round(new.minutes / GRID), round(old.minutes / GRID)
    fewer = round(new.opened * DEALS) < round(old.opened * DEALS)
    lower = new.currency == old.currency and new.goal < old.goal
    return hours < before or (hours == before and fewer) or lower


def effective(new: Terms, versions: Sequence[Plan], today: date, *, leave: bool = False) -> date:
    """From when ``new`` holds, adopted today after ``versions`` (of the same person and period).

    The first day, from today to a week later, on which it asks for no less than what would hold then; a plan that
    waits already to hold is what is compared with from its day on.
    """
    if leave:
        return today
    coming = sorted({v.effective_on for v in versions if today < v.effective_on < today + WAIT})
    for day in (today, *coming):
        held = holding(versions, day)
        if held is None or not looser(new, held.terms):
            return day
    return today + WAIT


def holding(versions: Iterable[V], on: date) -> V | None:
    """Of the versions for one period, the one that holds on a day: the last adopted of those in effect.

    A version that waits is thereby given up when a later one holds at once: whoever tightens meanwhile means it.
    """
    return max((v for v in versions if v.effective_on <= on), key=lambda v: v.version, default=None)
