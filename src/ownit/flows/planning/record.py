"""Whom is a plan for, by the record of a CRM: their book, the channels open to them, and what their week allows?

All of it is read with the statistics of everybody's reckoning, so that a plan's law is standing's. Where the record
does not carry a plan, a named lack of evidence stands in its place, and the sentence says what to do instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers.measure import BOOKINGS, kinds_of
from ownit.connectors.base import Progress, silent
from ownit.facts.origin import SDR_ROLES
from ownit.flows.planning import kept
from ownit.flows.workspace import Workspace
from ownit.method.law import Missing
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.facts.measures.effort_acts import Said
    from ownit.facts.measures.rfps import Rfp
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning import Asked
    from ownit.flows.reckoning.bookings import Ground
    from ownit.flows.reckoning.goals import Held
    from ownit.flows.reckoning.people import Folk
    from ownit.method.amounts import Amounts
    from ownit.method.arrivals import Arrivals
    from ownit.method.blocks.terms import Hours
    from ownit.method.cycle import Cycle
    from ownit.method.deals import Floats, OpenDeals, Window, Won
    from ownit.method.lead_times import LeadCells
    from ownit.method.plan.book import Seller
    from ownit.method.plan.week import Spent
    from ownit.method.plan.yields import Yields
    from ownit.method.tilt import Tilt

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
    What settling, or an earlier plan, has read of the same record is not read again.
    """
    found = reading(workspace, asked, key, progress)
    return {p: seller_of(found, p, asked.as_of) for p in (found.people if persons is None else persons)}


def seller_of(found: Read, person: int, as_of: date) -> Seller | Missing:
    """One of everybody, by id, with the hours that they say they work."""
    return found.seller(found.people.index(person), week_of(person, as_of)) if person in found.people else NO_RECORD


def reading(workspace: Workspace, asked: Asked, key: str, progress: Progress = silent) -> Read:
    """Everybody's statistics: as kept, if nothing they lean on has changed; else read, and kept."""
    return kept.read(workspace, asked, _made_with(asked, key)) or _read_anew(workspace, asked, key, progress)


def keep(workspace: Workspace, asked: Asked, tables: Tables, ground: Ground) -> None:
    """Keep what plans in bookings are made on, where everybody is reckoned anyway."""
    from ownit.flows.rfps import unworked

    found = read(tables, ground, BOOKINGS, roles_of(ground.folk), targets_listed(), unworked)
    kept.write(workspace, asked, _made_with(asked, BOOKINGS), found)


def _read_anew(workspace: Workspace, asked: Asked, key: str, progress: Progress) -> Read:
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.flow import ground_of, older, past_of
    from ownit.flows.rfps import unworked

    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        with past_of(workspace, asked, tables) as past:
            ground = ground_of(past, _held(asked), progress)
        found = read(past.tables, ground, key, roles_of(ground.folk), targets_listed(), unworked)
    kept.write(workspace, asked, _made_with(asked, key), found)
    return found


def _made_with(asked: Asked, key: str) -> str:
    """A digest of the promises that the reading leans on."""
    from ownit.flows.reckoning import made_with
    from ownit.promises.strategies import selectors as strategies

    worked = sorted(strategies.strategies(OPERATOR, asked.as_of))
    return repr((made_with(asked), key, sorted(_held(asked).people), sorted(targets_listed()), worked))


def _held(asked: Asked) -> Held:
    from ownit.flows.reckoning.goals import held
    from ownit.promises.goals import selectors as goals

    return held(goals.goals(OPERATOR, asked.period.start, asked.period.end, asked.as_of))


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
        from ownit.method.plan import one
        from ownit.method.plan.book import Seller
        from ownit.method.plan.week import limits
        from ownit.method.plan.yields import ways

        if re.search(SDR_ROLES, self.roles[person]):
            return MEETINGS
        if isinstance(self.cycle, Missing):
            return self.cycle
        if isinstance(self.amounts, Missing):
            return self.amounts
        found = ways(self.yields, person)
        if isinstance(found, Missing):
            return found
        book = one.book(
            person,
            deals=self.deals,
            cycle=self.cycle,
            amounts=self.amounts,
            arrivals=self.arrivals,
            won=self.won,
            window=self.window,
            tilt=self.tilt,
            lifted=self.lift,
        )
        return Seller(
            book=book,
            ways=found,
            limits=limits(self.spent, person, week=week),
            unexplained=self.yields.cells.without_a_record(person),
            leads=lead_time(self.leads, person),
        )


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


def all_of(rfps: Sequence[Rfp], on: date) -> Collection[tuple[str, str]]:
    """All of these, where nobody has said how any will be changed."""
    del on
    return [(rfp.connector, rfp.id) for rfp in rfps]


def read(
    tables: Tables,
    ground: Ground,
    key: str,
    roles: Sequence[str],
    targets: Collection[tuple[str, str]] = (),
    unworked: Callable[[Sequence[Rfp], date], Collection[tuple[str, str]]] = all_of,
) -> Read:
    """Everybody's statistics; ``roles`` (lower case) by index, ``targets``: (connector, account) that are pursued.

    ``unworked`` says which of the open RFPs (connector, id) get no time.
    """
    from ownit.facts.measures import deals
    from ownit.facts.measures.effort import effort
    from ownit.facts.measures.first_touches import first_touches
    from ownit.facts.measures.kinds import of_kinds
    from ownit.facts.measures.rfps import open_rfps
    from ownit.flows.reckoning.day import look
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
    rfps = open_rfps(tables, ground.deals)
    done = effort(
        tables,
        known,
        folk.roster(),
        window.as_of,
        said_of(roles, targets, unworked(rfps, window.as_of)),
    )
    return Read(
        people=folk.ids,
        roles=tuple(roles),
        deals=day.book.deals,
        cycle=day.cycle,
        amounts=day.amounts,
        arrivals=arrivals,
        won=deals.winnings(known, folk.roster(), window.start, min(window.end, window.as_of)).won(),
        window=window,
        tilt=ground.factors.tilt,
        lift=float(lift(day.cycle, day.book.deals, window)),
        yields=fit(done.cells, *own_openings(arrivals)),
        spent=done.spent,
        leads=first_touches(tables, known, folk.roster(), window.as_of),
        rfps=rfps,
    )


def said_of(roles: Sequence[str], targets: Collection[tuple[str, str]], unworked: Collection[tuple[str, str]]) -> Said:
    """By what the record of effort is read; ``roles`` (lower case) by index say who looks after customers."""
    from ownit.facts.measures.effort_acts import Said

    farmers = [n for n, role in enumerate(roles) if re.search(FARMERS, role)]
    return Said(farmers=farmers, targets=targets, unworked=unworked)


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
