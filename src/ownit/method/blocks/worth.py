"""What is a block worth where it might lie, in quarter hours of placed time?

Of one quarter hour of kind k beginning in slot s

    value[k, s] = PLACED * worth[k] + FIT * fit[k, hour of s] + LIKED * (s lies in a preferred time of k)

of a block of L quarter hours its values' sum, less BLOCK, plus STAYS * L where the last version had this very block
(BEGINS * min(L, its length) where it had one of another length that began there); and of a day, SPREAD for each quarter
hour of the kind on it up to an even share (R16). PLACED outweighs all that may speak against a place, so that time is
first placed and then placed well; STAYS outweighs FIT and LIKED together, so that no block moves for those alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ownit.method.blocks.grid import Grid
from ownit.method.blocks.terms import QUARTER, Placed, Preferred, Rules, Want

Floats = npt.NDArray[np.float64]

PLACED = 6.0
FIT = 1.0
LIKED = 1.0
BLOCK = 1.0
STAYS = 2.5
BEGINS = 1.0
SPREAD = 0.5
LEAST_SHARE = 4  # quarter hours: an hour a day is worth a day of its own, less is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The week in numbers: one row per kind, one column per slot; lengths in quarter hours."""

    wanted: tuple[int, ...]
    share: tuple[int, ...]
    value: Floats  # summed from the left, a zero before it: a block's value is a difference
    bonus: tuple[dict[tuple[int, int], float], ...]  # per kind, (slot, length) -> what staying is worth
    last: tuple[tuple[tuple[int, int], ...], ...]  # per kind, the last version's blocks that lie on this grid
    free: npt.NDArray[np.bool_]
    joined: npt.NDArray[np.bool_]
    quarter: npt.NDArray[np.int64]  # when each slot begins, in quarter hours: a pause in the day is time, too
    days: tuple[slice, ...]
    shortest: int
    longest: int
    gap: int  # between blocks of different kinds

    def after(self, at: int, length: int) -> int:
        """The first slot where a block of the same kind may follow one: after a pause, if it would begin at its end."""
        end = at + length
        return end + 1 if end < len(self.joined) and self.joined[end] else end

    def around(self, at: int, length: int) -> slice:
        """The slots in which no block of another kind may lie: a block's own, and the gap on either side."""
        begin = int(self.quarter[at])
        around = np.searchsorted(self.quarter, [begin - self.gap, begin + length + self.gap])
        return slice(int(around[0]), int(around[1]))


def problem(wants: Sequence[Want], grid: Grid, rules: Rules, before: Sequence[Placed]) -> Problem:
    """The numbers of a week's wants on its grid."""
    wanted = tuple(w.minutes // QUARTER for w in wants)
    days = max(1, sum(bool(grid.free[day].any()) for day in grid.days))
    value = np.zeros((len(wants), len(grid.slots) + 1))
    for row, want in zip(value, wants, strict=True):
        row[1:] = np.cumsum(_values(want, grid))
    shortest, longest = rules.shortest // QUARTER, rules.longest // QUARTER
    last = [_laid(w, grid, before) for w in wants]
    return Problem(
        wanted=wanted,
        share=tuple(max(LEAST_SHARE, -(-w // days)) for w in wanted),
        value=value,
        bonus=tuple(_staying(old, shortest, longest) for old in last),
        last=tuple(tuple(b for b in old if shortest <= b[1] <= longest) for old in last),
        free=grid.free,
        joined=grid.joined,
        quarter=np.array([int(s.start.timestamp()) // (60 * QUARTER) for s in grid.slots], dtype=np.int64),
        days=grid.days,
        shortest=shortest,
        longest=longest,
        gap=-(-rules.buffer // QUARTER),
    )


def _values(want: Want, grid: Grid) -> list[float]:
    return [
        PLACED * want.worth
        + FIT * want.fit[slot.minute // 60]
        + LIKED * any(_lies_in(slot.minute, grid.weekday(slot), p) for p in want.preferred)
        for slot in grid.slots
    ]


def _lies_in(minute: int, weekday: int, preferred: Preferred) -> bool:
    span = preferred.span
    return weekday == preferred.weekday and span.start <= minute and minute + QUARTER <= span.end


def _laid(want: Want, grid: Grid, before: Sequence[Placed]) -> list[tuple[int, int]]:
    """First slot and length of each of a kind's last blocks that begins on the grid."""
    index = {slot.start: i for i, slot in enumerate(grid.slots)}
    return [
        (index[old.start], old.minutes // QUARTER) for old in before if old.kind == want.kind and old.start in index
    ]


def _staying(last: Sequence[tuple[int, int]], shortest: int, longest: int) -> dict[tuple[int, int], float]:
    return {
        (at, n): STAYS * n if n == length else BEGINS * min(n, length)
        for at, length in last
        for n in range(shortest, longest + 1)
    }
