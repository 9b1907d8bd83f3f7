"""Where does a plan get everybody's record from: as it is kept, or read anew?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.answers.measure import BOOKINGS
from ownit.connectors.base import Progress, silent
from ownit.flows.planning import kept, promised
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.facts.tables import Tables
    from ownit.flows.planning.sellers import Read
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.flows.reckoning.bookings import Ground


def reading(workspace: Workspace, asked: ReckoningRequest, key: str, progress: Progress = silent) -> Read:
    """Everybody's statistics: as kept, if nothing they lean on has changed; else read, and kept."""
    return kept.read(workspace, asked, promised.made_with(asked, key)) or _read_anew(workspace, asked, key, progress)


def keep(workspace: Workspace, asked: ReckoningRequest, tables: Tables, ground: Ground) -> None:
    """Keep what plans in bookings are made on, where everybody is reckoned anyway."""
    kept.write(workspace, asked, promised.made_with(asked, BOOKINGS), _gathered(tables, ground, BOOKINGS))


def _read_anew(workspace: Workspace, asked: ReckoningRequest, key: str, progress: Progress) -> Read:
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.flow import ground_of, older, past_of

    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        with past_of(workspace, asked, tables) as past:
            ground = ground_of(past, promised.held_to(asked), progress)
        found = _gathered(past.tables, ground, key)
    kept.write(workspace, asked, promised.made_with(asked, key), found)
    return found


def _gathered(tables: Tables, ground: Ground, key: str) -> Read:
    """By what people have said by now."""
    from ownit.flows.planning.gathering import read
    from ownit.flows.rfps import unworked

    return read(tables, ground, key, promised.roles_of(ground.folk), promised.targets_listed(), unworked)
