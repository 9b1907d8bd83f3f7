"""Which people and goals does a snapshot propose, and what is to be known about that?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ownit.connectors.journal import JOURNAL
from ownit.flows.people import found, rows
from ownit.method.written import counted
from ownit.promises.goals.record import FoundGoal

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot
    from ownit.promises.organisation.choices import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """How much was new, and the sentences to show."""

    people: int
    goals: int
    notices: tuple[str, ...]


def propose(snapshot: Snapshot, at: datetime) -> Proposed:
    """Record what the snapshot says of people, their leaders and goals; a second time it adds nothing."""
    from ownit.promises.goals import services as goals
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.people import services as people
    from ownit.promises.people.access import OPERATOR

    # Whoever writes the journal is a promise already: it proposes nobody, and knows nothing of leaders.
    who = people.propose_people([f for f in found(snapshot) if f.connector != JOURNAL], snapshot.id, at)
    wanted, endless = found_goals(snapshot, organisation.choices(OPERATOR, at.date()))
    what = goals.propose(wanted, snapshot.id, at)
    these = counted(endless, "quota names no end and is taken to run", "quotas name no end and are each taken to run")
    ends = f"{these} to the end of its period."
    notices = (*(n.text for n in who.notices), *(n.text for n in what.notices), *([ends] if endless else []))
    return Proposed(people=who.people, goals=what.added, notices=notices)


def withdraw(snapshot: str, at: datetime) -> int:
    """Take back what an undone snapshot proposed."""
    from ownit.promises.goals import services as goals
    from ownit.promises.people import services as people

    return goals.withdraw(snapshot, at) + people.withdraw(snapshot, at)


def found_goals(snapshot: Snapshot, choices: Choices) -> tuple[list[FoundGoal], int]:
    """The quotas of a snapshot, and how many of them name no end; the quota of someone who leads others is the team's.

    A quota without an end runs to the end of the period people are held to.
    """
    leads = {(p["connector"], p["manager_id"]) for p in rows(snapshot, "position") if p["manager_id"] is not None}
    quotas = rows(snapshot, "quota")
    found = [_goal(q, choices, leads=(q["connector"], q["person_id"]) in leads) for q in quotas]
    return found, sum(q["period_end"] is None for q in quotas)


def _goal(quota: dict[str, Any], choices: Choices, *, leads: bool) -> FoundGoal:
    from ownit.method.calendar import Kind

    start = quota["period_start"]
    return FoundGoal(
        connector=quota["connector"],
        external_id=quota["id"],
        person_external_id=quota["person_id"],
        period_start=start,
        period_end=quota["period_end"] or choices.calendar().period(Kind(choices.held_to), start).end,
        amount=quota["amount"],
        currency=quota["currency"],
        measure=quota["measure"],
        kinds=tuple(quota["kinds"].split(",")) if quota["kinds"] else (),
        scope="team" if leads else "person",
        end_given=quota["period_end"] is not None,
    )
