"""What of everybody's record is one person's, and does it carry a plan?

Where it does not, a named lack of evidence stands in its place, and the sentence says what to do instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownit.facts.origin import SDR_ROLES
from ownit.flows.planning.promised import week_of
from ownit.method.law import Missing

if TYPE_CHECKING:
    from datetime import date

    from ownit.facts.measures.rfps import Rfp
    from ownit.method.amounts import Amounts
    from ownit.method.arrivals import Arrivals
    from ownit.method.cycle import Cycle
    from ownit.method.deals import OpenDeals, Window, Won
    from ownit.method.lead_times import LeadCells
    from ownit.method.plan.book import Book, Seller
    from ownit.method.plan.week import Spent
    from ownit.method.plan.yields import Yields
    from ownit.method.tilt import Tilt

NO_RECORD = Missing(code="no_record", n=0, needed=1, text="No deal of this person is on record in the last two years.")
MEETINGS = Missing(
    code="plan_of_meetings",
    n=0,
    needed=0,
    text="This person's work is meetings for others, not deals: hold them to a number of meetings, and plan that: "
    "ownit goal set NAME 40 --measure meetings_held.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Read:
    """Everybody's statistics and effort, of which each seller is a part; ``people`` are their ids by index."""

    people: tuple[int, ...]
    roles: tuple[str, ...]
    deals: OpenDeals
    cycle: Cycle | Missing
    amounts: Amounts | Missing
    arrivals: Arrivals
    won: Won
    window: Window
    tilt: Tilt
    lift: float
    yields: Yields
    spent: Spent
    leads: LeadCells
    rfps: tuple[Rfp, ...]  # that are open, whatever their kind

    def seller(self, person: int, week: float) -> Seller | Missing:
        """One of them, by index; ``week``: hours that are worked."""
        from ownit.method.lead_times import lead_time
        from ownit.method.plan.book import Seller
        from ownit.method.plan.ways import ways
        from ownit.method.plan.week import limits

        if re.search(SDR_ROLES, self.roles[person]):
            return MEETINGS
        if isinstance(self.cycle, Missing):
            return self.cycle
        if isinstance(self.amounts, Missing):
            return self.amounts
        found = ways(self.yields, person)
        if isinstance(found, Missing):
            return found
        return Seller(
            book=self._book(person, self.cycle, self.amounts),
            ways=found,
            limits=limits(self.spent, person, week=week),
            unexplained=self.yields.cells.without_a_record(person),
            leads=lead_time(self.leads, person),
        )

    def _book(self, person: int, cycle: Cycle, amounts: Amounts) -> Book:
        from ownit.method.plan import one

        return one.book(
            person,
            deals=self.deals,
            cycle=cycle,
            amounts=amounts,
            arrivals=self.arrivals,
            won=self.won,
            window=self.window,
            tilt=self.tilt,
            lifted=self.lift,
        )


def seller_of(found: Read, person: int, as_of: date) -> Seller | Missing:
    """One of everybody, by id, with the hours that they say they work."""
    return found.seller(found.people.index(person), week_of(person, as_of)) if person in found.people else NO_RECORD
