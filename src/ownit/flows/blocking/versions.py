"""Which blocks does the next version of a week have, and which of them are which of the last?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from ownit.method.blocks.week import PlannedBlock, PlannedWeek
    from ownit.promises.blocks.record import Block, Week

_NAMESPACE = UUID("5a0a3f0e-7a0f-5b9e-9a55-0b10c5b10c50")  # any fixed one


def next_version(
    last: Week, fixed: Sequence[Block], open_ones: Sequence[Block], planned: PlannedWeek, *, zone: str, at: datetime
) -> Week:
    """What is fixed, as it was; what is planned, with the UID of the block it continues and SEQUENCE raised if it
    changed; and what is planned no more, cancelled. What an earlier version cancelled stays so.
    """
    from ownit.promises.blocks.record import Unplaced

    continued = {b.continues for b in planned.blocks}
    gone = [replace(b, cancelled=True, sequence=b.sequence + 1) for i, b in enumerate(open_ones) if i not in continued]
    blocks = [
        *fixed,
        *(_block(b, open_ones, last, n, zone, at) for n, b in enumerate(planned.blocks)),
        *gone,
        *(b for b in last.blocks if b.cancelled),
    ]
    return replace(
        last,
        blocks=tuple(sorted(blocks, key=lambda b: (b.start, b.uid))),
        unplaced=tuple(
            Unplaced(kind=u.kind, minutes=u.minutes, missed=u.missed, why=str(u.why)) for u in planned.unplaced
        ),
    )


def shown(week: Week) -> tuple[frozenset[tuple[object, ...]], frozenset[object]]:
    """What of a version a person would see change."""
    blocks = frozenset((b.uid, b.kind, b.start, b.minutes, b.sequence, b.cancelled) for b in week.blocks)
    return blocks, frozenset(week.unplaced)


def _block(planned: PlannedBlock, open_ones: Sequence[Block], last: Week, n: int, zone: str, at: datetime) -> Block:
    from ownit.connectors.calendar.write import OWN
    from ownit.promises.blocks.record import Block

    if planned.continues is None:
        # Of the person, the week, the version and the moment: no two blocks, also of two workspaces, have the same.
        name = f"{last.person}/{last.week}/{last.version + 1}/{n}/{at.isoformat()}"
        return Block(
            uid=f"{uuid5(_NAMESPACE, name)}{OWN}",
            kind=planned.kind,
            start=planned.start,
            zone=zone,
            minutes=planned.minutes,
            sequence=0,
        )
    old = open_ones[planned.continues]
    moved = (old.start, old.minutes) != (planned.start, planned.minutes)
    return replace(old, start=planned.start, minutes=planned.minutes, zone=zone, sequence=old.sequence + moved)
