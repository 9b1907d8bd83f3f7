"""Where do the week's blocks lie, what did not fit, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

import numpy as np

from ownit.method.blocks.grid import Grid, grid
from ownit.method.blocks.matching import continued
from ownit.method.blocks.search import search
from ownit.method.blocks.single import Mask, Plan
from ownit.method.blocks.terms import QUARTER, Hours, Interval, Placed, Rules, Want
from ownit.method.blocks.worth import Problem, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBlock:
    """A block of the week; ``continues`` is the index of the last version's block that it is, moved or not."""

    kind: str
    start: datetime  # UTC
    minutes: int
    continues: int | None = None


class Why(StrEnum):
    """Why time could not be placed."""

    SHORT = "short"  # it is less than the shortest block, or less than a quarter hour of it is left
    NO_TIME = "no_time"  # no working time is left in the week, or all of it was taken before the first block
    FULL = "full"  # the blocks have used it up
    PIECES = "pieces"  # what is free is in pieces too short for a block, with the pauses between


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Minutes of one kind that did not fit; ``missed`` of them would have made up for missed blocks."""

    kind: str
    minutes: int
    missed: int
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWeek:
    """The blocks in order of time; placed and unplaced minutes of a kind are the wanted ones.

    ``made_up`` is how many minutes of missed blocks found a new place; ``free`` how many free minutes are left.
    """

    blocks: tuple[PlannedBlock, ...]
    unplaced: tuple[Unplaced, ...]
    made_up: int
    free: int


def plan_week(
    wants: Sequence[Want],
    hours: Hours,
    busy: Sequence[Interval],
    *,
    monday: date,
    zone: tzinfo,
    before: Sequence[Placed] = (),
    days_off: AbstractSet[date] = frozenset(),
    rules: Rules | None = None,
    now: datetime | None = None,
) -> PlannedWeek:
    """Place the wants in the free quarter hours of the seven days from ``monday``.

    ``busy`` is never touched; nothing begins before ``now``. ``before`` are the blocks of the last version that may
    still be moved. One want per kind. Deterministic.
    """
    rules = rules or Rules()
    kinds = [w.kind for w in wants]
    if len(set(kinds)) < len(kinds):
        raise ValueError(f"each kind is wanted once, not {', '.join(kinds)}")
    laid = grid(hours, busy, monday=monday, zone=zone, days_off=days_off, buffer=rules.buffer, now=now)
    numbers = problem(wants, laid, rules, before)
    plans = search(numbers)
    blocks = continued(_blocks(wants, laid, plans), before)
    left = _left(numbers, plans)
    unplaced = [u for w, p in zip(wants, plans, strict=True) if (u := _unplaced(w, p, numbers, left))]
    return PlannedWeek(
        blocks=blocks,
        unplaced=tuple(unplaced),
        made_up=sum(w.missed for w in wants) - sum(u.missed for u in unplaced),
        free=int(left.sum()) * QUARTER,
    )


def _blocks(wants: Sequence[Want], laid: Grid, plans: Sequence[Plan]) -> list[PlannedBlock]:
    found = [
        PlannedBlock(kind=want.kind, start=laid.slots[at].start, minutes=length * QUARTER)
        for want, plan in zip(wants, plans, strict=True)
        for at, length in plan.blocks
    ]
    return sorted(found, key=lambda b: b.start)


def _left(numbers: Problem, plans: Sequence[Plan]) -> Mask:
    left = numbers.free.copy()
    for plan in plans:
        for at, length in plan.blocks:
            left[at : at + length] = False
    return left


def _unplaced(want: Want, plan: Plan, numbers: Problem, left: Mask) -> Unplaced | None:
    minutes = want.minutes - sum(length for _, length in plan.blocks) * QUARTER
    if not minutes:
        return None
    if minutes < QUARTER or want.minutes < numbers.shortest * QUARTER:
        why = Why.SHORT
    elif not numbers.free.any():
        why = Why.NO_TIME
    else:
        why = Why.PIECES if np.any(left) else Why.FULL
    return Unplaced(kind=want.kind, minutes=minutes, missed=min(minutes, want.missed), why=why)
