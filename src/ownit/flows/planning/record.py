"""Whom is a plan for, by the record of a CRM: their book, the channels open to them, and what their week allows?

All of it is read with the statistics of everybody's reckoning, so that a plan's law is standing's. Where the record
does not carry a plan, a named lack of evidence stands in its place, and the sentence says what to do instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers.measure import BOOKINGS, kinds_of
from ownit.connectors.base import Progress, silent
from ownit.facts.origin import SDR_ROLES
from ownit.flows.workspace import Workspace
from ownit.method.law import Missing
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.deals import Winnings
    from ownit.facts.measures.effort import Effort
    from ownit.flows.reckoning import Asked
    from ownit.flows.reckoning.bookings import Ground
    from ownit.flows.reckoning.day import Day
    from ownit.flows.reckoning.past import Past
    from ownit.flows.reckoning.people import Folk
    from ownit.method.amounts import Amounts
    from ownit.method.arrivals import Arrivals
    from ownit.method.blocks.terms import Hours
    from ownit.method.cycle import Cycle
    from ownit.method.deals import Floats
    from ownit.method.lead_times import LeadCells
    from ownit.method.plan.book import Book, Limits, Seller
    from ownit.method.plan.yields import Yields

FARMERS = r"\b(farmer|account manag|customer success|client manag)"
"""A role (lower case) whose work is to look after customers: renewals are serving, what they open is expansion."""

NO_RECORD = Missing(code="no_record", n=0, needed=1, text="No deal of this person is on record in the last two years.")
MEETINGS = Missing(
    code="plan_of_meetings",
    n=0,
    needed=0,
    text="This person's work is meetings for others, not deals: hold them to a number of meetings, and plan that: "
    "ownit goal set NAME 40 --measure meetings_held.",
)


def record(
    workspace: Workspace,
    persons: Sequence[int] | None,
    asked: Asked,
    *,
    key: str = BOOKINGS,
    progress: Progress = silent,
) -> Mapping[int, Seller | Missing]:
    """The sellers of ``persons`` (None: everybody on record) as of ``asked.as_of`` for its period, read once for all.

    ``key`` is the measure with its kinds (``answers.measure``) that their number is in. ``Book.present`` is left at 1.
    """
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.flow import ground_of, older, past_of
    from ownit.flows.reckoning.goals import held
    from ownit.promises.goals import selectors as goals

    held_to = held(goals.goals(OPERATOR, asked.period.start, asked.period.end, asked.as_of))
    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        with past_of(workspace, asked, tables) as past:
            ground = ground_of(past, held_to, progress)
        found = _read(past, ground, key, roles_of(ground.folk))
    index = {person: n for n, person in enumerate(ground.folk.ids)}
    wanted = ground.folk.ids if persons is None else persons
    return {p: found.seller(index[p], asked) if p in index else NO_RECORD for p in wanted}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Read:
    """Everybody's statistics and effort, of which each seller is a part."""

    ground: Ground
    day: Day
    winnings: Winnings
    effort: Effort
    arrivals: Arrivals
    yields: Yields
    lift: float
    roles: Sequence[str]
    leads: LeadCells

    def seller(self, person: int, asked: Asked) -> Seller | Missing:
        """One of them, by index."""
        from ownit.method.lead_times import lead_time
        from ownit.method.plan.book import Seller
        from ownit.method.plan.yields import ways

        day = self.day
        if re.search(SDR_ROLES, self.roles[person]):
            return MEETINGS
        if isinstance(day.cycle, Missing):
            return day.cycle
        if isinstance(day.amounts, Missing):
            return day.amounts
        found = ways(self.yields, person)
        if isinstance(found, Missing):
            return found
        return Seller(
            book=self._book(person, day.cycle, day.amounts),
            ways=found,
            limits=self._limits(person, asked.as_of),
            leads=lead_time(self.leads, person),
        )

    def _book(self, person: int, cycle: Cycle, amounts: Amounts) -> Book:
        from ownit.method.plan import one

        return one.book(
            person,
            deals=self.day.book.deals,
            cycle=cycle,
            amounts=amounts,
            arrivals=self.arrivals,
            won=self.winnings.won(),
            window=self.ground.window,
            tilt=self.ground.factors.tilt,
            lifted=self.lift,
        )

    def _limits(self, person: int, as_of: date) -> Limits:
        from ownit.method.plan.week import limits

        return limits(self.effort.spent, person, week=week_of(self.ground.folk.ids[person], as_of))


def week_of(person: int, as_of: date) -> float:
    """How many hours a person's week has: as they said, else the usual ones."""
    from ownit.method.plan.week import WEEK
    from ownit.promises.blocks import selectors as blocks

    said = "hours" in blocks.preferred(OPERATOR, person, as_of)
    return week_hours(blocks.preferences(OPERATOR, person, as_of).hours) if said else WEEK


def week_hours(hours: Hours) -> float:
    """How many hours a week has by the working hours a person prefers, lunch taken off."""
    spans = [span for day in hours.days for span in day]
    minutes = sum(span.end - span.start for span in spans)
    if hours.lunch is not None:
        start, end = hours.lunch.start, hours.lunch.end
        minutes -= sum(max(0, min(span.end, end) - max(span.start, start)) for span in spans)
    return minutes / 60.0


def _read(past: Past, ground: Ground, key: str, roles: Sequence[str]) -> Read:
    from ownit.facts.measures import deals
    from ownit.facts.measures.effort import effort
    from ownit.facts.measures.first_touches import first_touches
    from ownit.facts.measures.rfps import open_rfps
    from ownit.flows.reckoning.bookings import of_kinds
    from ownit.flows.reckoning.day import look
    from ownit.flows.rfps import unworked
    from ownit.method.arrivals import nobody
    from ownit.method.ground import lift
    from ownit.method.plan.yields import fit

    folk, window, kinds = ground.folk, ground.window, kinds_of(key)
    known, day = of_kinds(ground.deals, kinds), ground.day
    if kinds:
        day = look(known, ground.before, folk, window.as_of, past=ground.history, every=ground.deals, kinds=kinds)
    arrivals = day.arrivals()
    if isinstance(arrivals, Missing):  # too few openings for a run-rate: a plan needs none
        arrivals = nobody(len(folk.ids))
    done = effort(
        past.tables,
        known,
        folk.roster(),
        window.as_of,
        farmers=[n for n, role in enumerate(roles) if re.search(FARMERS, role)],
        targets=targets_listed(),
        unworked=unworked(open_rfps(past.tables, known), window.as_of),
    )
    return Read(
        ground=ground,
        day=day,
        winnings=deals.winnings(known, folk.roster(), window.start, min(window.end, window.as_of)),
        effort=done,
        arrivals=arrivals,
        yields=fit(done.cells, *own_openings(arrivals)),
        lift=lift(day.cycle, day.book.deals, window),
        roles=roles,
        leads=first_touches(past.tables, known, folk.roster(), window.as_of),
    )


def own_openings(arrivals: Arrivals) -> tuple[Floats, Floats]:
    """Own openings a week as the law has them, and the sd of their log without what effort varies by."""
    import numpy as np

    from ownit.method.deals import Origin

    shape, rate = arrivals.shape[:, Origin.OWN], arrivals.rate[:, Origin.OWN]
    variance = np.log1p(1.0 / np.maximum(shape, 1e-9)) - arrivals.drift
    return 7.0 * shape / rate, np.sqrt(np.maximum(variance, 0.0))


def roles_of(folk: Folk) -> tuple[str, ...]:
    """What each person's role is called, lower case, empty where nobody said."""
    from ownit.promises.people import selectors as people

    told = {p.id: p.role.lower() for p in people.people(OPERATOR)}
    return tuple(told.get(person, "") for person in folk.ids)


def targets_listed() -> frozenset[tuple[str, str]]:
    """The accounts on anybody's list of targets that are to be pursued."""
    from ownit.promises.targets import selectors as targets
    from ownit.promises.targets.record import Purpose, State

    return frozenset(
        (t.connector, t.account_id)
        for t in targets.targets(OPERATOR)
        if t.account_id and t.state is State.ACTIVE and t.purpose is Purpose.PURSUE
    )
