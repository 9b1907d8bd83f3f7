"""Where does a plan get everybody's record from: as it is kept, or read anew?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ownit.answers.measure import BOOKINGS, base_of
from ownit.connectors.base import Progress, silent
from ownit.flows.planning import counting, kept, promised
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.facts.tables import Tables
    from ownit.flows.planning.counting import CountRead
    from ownit.flows.planning.sellers import Read
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.flows.reckoning.bookings import Ground


def readings(
    workspace: Workspace, asked: ReckoningRequest, keys: Sequence[str], progress: Progress = silent
) -> dict[str, Read | CountRead]:
    """Everybody's statistics for each measure: as kept, if nothing they lean on has changed; else read, and kept.

    What is read anew for several is read in one pass over the record.
    """
    there = {key: kept.read(workspace, asked, promised.made_with(asked, key)) for key in keys}
    found = {key: read for key, read in there.items() if read is not None}
    lacking = [key for key in keys if key not in found]
    if lacking:
        found |= _read_anew(workspace, asked, lacking, progress)
    return found


def keep(workspace: Workspace, asked: ReckoningRequest, tables: Tables, ground: Ground) -> None:
    """Keep what plans in bookings are made on, where everybody is reckoned anyway."""
    kept.write(workspace, asked, promised.made_with(asked, BOOKINGS), _gathered(tables, ground, BOOKINGS))


def is_kept(workspace: Workspace, asked: ReckoningRequest) -> bool:
    """Whether what plans in bookings are made on is kept, and nothing that it leans on has changed."""
    return kept.is_there(workspace, asked, promised.made_with(asked, BOOKINGS))


def _read_anew(
    workspace: Workspace, asked: ReckoningRequest, keys: Sequence[str], progress: Progress
) -> Iterator[tuple[str, Read | CountRead]]:
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.flow import ground_of, older, past_of

    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        with past_of(workspace, asked, tables) as past:
            ground = ground_of(past, promised.held_to(asked), progress)
        for key in keys:
            found = _gathered(past.tables, ground, key)
            kept.write(workspace, asked, promised.made_with(asked, key), found)
            yield key, found


def _gathered(tables: Tables, ground: Ground, key: str) -> Read | CountRead:
    """By what people have said by now."""
    from ownit.flows.planning.gathering import read
    from ownit.flows.rfps import unworked

    if base_of(key) in counting.NOUNS:
        return counting.read(tables, ground, key)
    return read(tables, ground, key, promised.roles_of(ground.folk), promised.targets_listed(), unworked)
