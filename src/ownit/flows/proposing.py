"""Which people and goals does a snapshot propose, and what is to be known about that?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ownit.flows.people import found, rows
from ownit.promises.goals.record import FoundGoal

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """How much was new, and the sentences to show."""

    people: int
    goals: int
    notices: tuple[str, ...]


def propose(snapshot: Snapshot, at: datetime) -> Proposed:
    """Record what the snapshot says of people, their leaders and goals; a second time it adds nothing."""
    from ownit.promises.goals import services as goals
    from ownit.promises.people import services as people

    who = people.propose_people(found(snapshot), snapshot.id, at)
    what = goals.propose(found_goals(snapshot), snapshot.id, at)
    return Proposed(
        people=who.people, goals=what.added, notices=(*(n.text for n in who.notices), *(n.text for n in what.notices))
    )


def withdraw(snapshot: str, at: datetime) -> int:
    """Take back what an undone snapshot proposed."""
    from ownit.promises.goals import services as goals
    from ownit.promises.people import services as people

    return goals.withdraw(snapshot, at) + people.withdraw(snapshot, at)


def found_goals(snapshot: Snapshot) -> list[FoundGoal]:
    """The quotas of a snapshot; the quota of someone who leads others is that team's goal."""
    leads = {(p["connector"], p["manager_id"]) for p in rows(snapshot, "position") if p["manager_id"] is not None}
    return [
        _goal(q, leads=(q["connector"], q["person_id"]) in leads) for q in rows(snapshot, "quota") if q["period_end"]
    ]


def _goal(quota: dict[str, Any], *, leads: bool) -> FoundGoal:
    return FoundGoal(
        connector=quota["connector"],
        external_id=quota["id"],
        person_external_id=quota["person_id"],
        period_start=quota["period_start"],
        period_end=quota["period_end"],
        amount=quota["amount"],
        currency=quota["currency"],
        measure=quota["measure"],
        kinds=tuple(quota["kinds"].split(",")) if quota["kinds"] else (),
        scope="team" if leads else "person",
    )
