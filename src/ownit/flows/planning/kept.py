"""Where is what plans are made on kept, so that a record is read once for everybody's plans?

``reckoned/<snapshot>/plans-<digest>.npz``, one per period and measure, of the latest day asked for; it goes with what
is reckoned from the snapshot. What it was made with (choices, who is who, answers, goals' people, targets) is in the
digest, so that what has changed is read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.facts import frozen
from ownit.flows.workspace import Workspace

if TYPE_CHECKING:
    from ownit.flows.planning.counting import CountRead
    from ownit.flows.planning.sellers import Read
    from ownit.flows.reckoning import ReckoningRequest

VERSION = 5
"""Raised when the same record would be read differently, or what is kept has another form."""


def read(workspace: Workspace, asked: ReckoningRequest, made_with: str) -> Read | CountRead | None:
    """What is kept for this snapshot, day, period and whatever else ``made_with`` stands for; None if nothing is."""
    try:
        found: Read | CountRead = frozen.read(_file(workspace, asked, made_with), _classes())
    except frozen.UNREADABLE:
        return None
    return found


def is_there(workspace: Workspace, asked: ReckoningRequest, made_with: str) -> bool:
    """Whether anything is kept for it."""
    return _file(workspace, asked, made_with).exists()


def write(workspace: Workspace, asked: ReckoningRequest, made_with: str, found: Read | CountRead) -> None:
    """Keep it; what was kept for other days of this snapshot goes."""
    file = _file(workspace, asked, made_with)
    for old in file.parent.glob("plans-*.npz"):
        if not old.name.startswith(f"plans-{asked.as_of}-"):
            old.unlink(missing_ok=True)
    frozen.write(file, found)


def _file(workspace: Workspace, asked: ReckoningRequest, made_with: str) -> Path:
    told = repr((VERSION, made_with, asked.period.start, asked.period.end))
    digest = hashlib.blake2b(told.encode(), digest_size=12).hexdigest()
    return workspace.facts / "reckoned" / asked.snapshot.id / f"plans-{asked.as_of}-{digest}.npz"


@cache
def _classes() -> Mapping[str, type]:
    from ownit.facts.measures.effort_counts import CountEffort
    from ownit.facts.measures.rfps import Rfp
    from ownit.flows.planning.counting import CountRead
    from ownit.flows.planning.sellers import Read
    from ownit.method.amounts import Amounts
    from ownit.method.arrivals import Arrivals
    from ownit.method.cycle import Cycle
    from ownit.method.cycle.abandoned import Abandoned
    from ownit.method.cycle.effects import Load
    from ownit.method.cycle.market import Market
    from ownit.method.cycle.renewals import Renewals
    from ownit.method.cycle.stages import StageCurves
    from ownit.method.deals import OpenDeals, Window, Won
    from ownit.method.law import Missing
    from ownit.method.lead_times import LeadCells
    from ownit.method.plan.logged import EffortCells
    from ownit.method.plan.week import Spent
    from ownit.method.plan.yields import Yields
    from ownit.method.rates import Evidence, Rate
    from ownit.method.tilt import Tilt

    known: tuple[type, ...] = (
        *(CountRead, CountEffort),
        *(Read, OpenDeals, Won, Window, Tilt, Missing, Amounts, Arrivals, Spent, EffortCells, Yields, Evidence),
        *(Cycle, Abandoned, Load, Market, Renewals, Rate, StageCurves, Rfp, LeadCells),
    )
    return {c.__name__: c for c in known}
