"""What follows an import: people and goals proposed, the period reckoned?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ownit.connectors.base import Progress, silent
from ownit.flows import proposing
from ownit.flows.journal import feed
from ownit.flows.standing import ask
from ownit.flows.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What settling did."""

    people: int
    goals: int
    period: str
    notices: tuple[str, ...]


def settle(workspace: Workspace, progress: Progress = silent) -> Settled:
    """Propose the current snapshot's people and goals and reckon the period they are held to; idempotent.

    What plans are made on is read with it and kept, so that a plan need not read the record. Where the same facts came
    again and nothing else has changed either, what is kept stands.
    """
    from ownit.flows import reckoning
    from ownit.flows.planning import record

    progress("settling", 0.0)
    proposed = take_in(workspace, progress)
    asked, _ = ask(workspace)
    if not (reckoning.is_kept(workspace, asked) and record.is_kept(workspace, asked)):
        reckoning.reckon(workspace, asked, progress, beside=partial(record.keep, workspace, asked))
    return Settled(people=proposed.people, goals=proposed.goals, period=asked.period.name, notices=proposed.notices)


def take_in(workspace: Workspace, progress: Progress = silent) -> proposing.Proposed:
    """Propose the current snapshot's people and goals; what people wrote down gives way to what it brought of it."""
    from ownit.facts.store import Store

    proposed = proposing.propose(Store(workspace.facts).require(), workspace.now())
    feed(workspace, progress)
    return proposed
