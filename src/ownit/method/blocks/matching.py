"""Which block of the last version is each new block, moved or not?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ownit.method.blocks.terms import Placed

if TYPE_CHECKING:
    from ownit.method.blocks.week import PlannedBlock

_Alike = Callable[["PlannedBlock", Placed], bool]
_SAME: tuple[_Alike, ...] = (
    lambda new, old: new.start == old.start and new.minutes == old.minutes,
    lambda new, old: new.start == old.start,
)


def continued(blocks: Sequence[PlannedBlock], before: Sequence[Placed]) -> tuple[PlannedBlock, ...]:
    """The blocks, each naming the one of its kind that it continues: the same, else one that began with it, else the
    nearest in time; each old block is continued once at most.
    """
    found: dict[int, int] = {}
    for alike in _SAME:
        for i, new in enumerate(blocks):
            fitting = (j for j in _open(new, before, found) if i not in found and alike(new, before[j]))
            if (j := next(fitting, None)) is not None:
                found[i] = j
    near = sorted(
        (abs((new.start - before[j].start).total_seconds()), i, j)
        for i, new in enumerate(blocks)
        for j in _open(new, before, found)
        if i not in found
    )
    for _, i, j in near:
        if i not in found and j not in found.values():
            found[i] = j
    return tuple(replace(new, continues=found.get(i)) for i, new in enumerate(blocks))


def _open(new: PlannedBlock, before: Sequence[Placed], found: dict[int, int]) -> list[int]:
    taken = set(found.values())
    return [j for j, old in enumerate(before) if old.kind == new.kind and j not in taken]
