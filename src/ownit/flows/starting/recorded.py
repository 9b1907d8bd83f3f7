"""What does a CRM know of the first answer: what of the number is won, and what is open?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownit.flows.workspace import Workspace
    from ownit.promises.organisation.choices import Choices
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Whole money in ``currency``, but for what others brought: ``won_on`` by the day, and ``open``."""

    currency: str
    won_on: tuple[tuple[date, Decimal], ...] = ()
    open: Decimal = Decimal(0)

    def won(self, start: date, end: date) -> Decimal:
        """What was won from ``start`` to ``end``, both included."""
        return sum((amount for day, amount in self.won_on if start <= day <= end), Decimal(0))


def recorded(workspace: Workspace, person: Person, choices: Choices, today: date) -> Recorded | None:
    """What the facts have of a person whom a CRM knows; None of anybody else."""
    from ownit.facts.store import Store
    from ownit.flows.people import in_crm

    snapshot = Store(workspace.facts).current()
    if snapshot is None or person.id not in in_crm():
        return None
    from ownit.facts.known import deals as known_deals
    from ownit.facts.measures.deals import Roster
    from ownit.facts.measures.had import had
    from ownit.facts.tables import Tables
    from ownit.flows.origins import answers_table
    from ownit.promises.people import selectors as people
    from ownit.promises.people.access import OPERATOR

    identities = people.identities(OPERATOR)
    mine = sorted((i.connector, i.external_id) for i in identities if i.person == person.id)
    roster = Roster(connector=[c for c, _ in mine], person_id=[i for _, i in mine], person=[0] * len(mine), people=1)
    answered = answers_table({(i.connector, i.external_id): i.person for i in identities}, said_by=date.max)
    with Tables(snapshot, workspace.engine) as tables:
        found = had(known_deals(tables, today, currency=choices.currency, opened=answered), roster)
    return Recorded(
        currency=choices.currency,
        won_on=tuple((day, Decimal(round(amount))) for day, amount in found.won),
        open=Decimal(round(found.open)),
    )
