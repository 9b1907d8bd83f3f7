"""What will bookings be: from the deals known on a day to everyone's laws?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.answers.measure import kinds_of
from ownit.facts.reckoned import Decisive, Reckoning, Swing, Won
from ownit.flows.reckoning.goals import Held
from ownit.flows.reckoning.people import Folk
from ownit.method.law import Missing

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.measures.deals import Book, Roster
    from ownit.method.arrivals import ArrivalCells, Arrivals
    from ownit.method.bookings import Reckoned
    from ownit.method.calendar import FiscalCalendar
    from ownit.method.cycle import Cycle
    from ownit.method.deals import Floats, Ints, Window
    from ownit.method.decisive import Swing as MethodSwing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The deals known on the day, and a quarter before it, and whom and what they are reckoned for."""

    deals: ir.Table
    before: ir.Table
    stage_changes: ir.Table
    calendar: FiscalCalendar
    folk: Folk
    held: Held
    window: Window
    opportunity: ir.Table  # for the deals' names


def reckonings(ground: Ground, key: str) -> Iterator[Reckoning]:
    """Everyone's, every team's and the company's law in ``bookings`` or some kinds of it."""
    from ownit.facts.measures import amounts, arrivals, deals
    from ownit.method import amounts as amount_law
    from ownit.method import arrivals as arrival_law
    from ownit.method import bookings

    day, roster = ground.window.as_of, ground.folk.roster()
    known = of_kinds(ground.deals, kinds_of(key))
    cycle, hunted = _cycle(ground, known, roster)
    openings = arrivals.openings(hunted, roster, day)
    winnings = deals.winnings(known, roster, ground.window.start, min(ground.window.end, day))
    stages = () if isinstance(cycle, Missing) or cycle.stages is None else cycle.stages.names
    book = deals.book(known, roster, day, stages=stages)
    only_renewals = hunted is not known and set(kinds_of(key)) == {"renewal"}

    def opened(cells: ArrivalCells) -> Arrivals | Missing:
        if only_renewals:  # none is invented beside those registered
            return arrival_law.nobody(len(ground.folk.ids))
        return _of_those_here(ground.folk, arrival_law.fit(cells))

    members = {**ground.folk.teams, "company": np.arange(len(ground.folk.ids))}
    groups = {
        name: bookings.Group(
            members=who,
            goal=ground.held.of(key, name),
            origin=book.origin_to(who),
            won=winnings.won(who),
            arrivals=_or_none(opened(openings.cells(who))),
        )
        for name, who in members.items()
    }
    made = bookings.reckon(
        [str(person) for person in ground.folk.ids],
        deals=book.deals,
        cycle=cycle,
        amounts=amount_law.fit(
            amounts.amount_cells(known, roster, day), amounts.ratio_cells(ground.before, ground.deals)
        ),
        arrivals=opened(openings.cells()),
        won=winnings.won(),
        goals=np.array([ground.held.of(key, str(person)) for person in ground.folk.ids]),
        window=ground.window,
        groups=groups,
    )
    pipeline = Pipeline.of(known, ground.folk)
    names = _names(ground.opportunity, {book.key[d.row] for one in made.people for d in one.decisive})
    for n, (person, reckoned) in enumerate(zip(ground.folk.ids, made.people, strict=True)):
        told = _told(str(person), key, reckoned, winnings.won().amount[[n]], pipeline.of_members(np.array([n])))
        yield replace(told, decisive=_decisive(reckoned, book, names))
    for name, reckoned in made.groups.items():
        who = members[name]
        yield _told(name, key, reckoned, winnings.won(who).amount[who], pipeline.of_members(who, revenue_only=True))


def _cycle(ground: Ground, known: ir.Table, roster: Roster) -> tuple[Cycle | Missing, ir.Table]:
    """The cycle of the kinds asked for where they have a record of their own, else that of all deals.

    And the deals that are hunted: without renewals, where enough were decided to take them as scheduled events.
    """
    own, hunted = _cycle_of(ground, known, roster)
    if known is ground.deals or not isinstance(own, Missing):
        return own, hunted
    every, _ = _cycle_of(ground, ground.deals, roster)
    return every, hunted


def _cycle_of(ground: Ground, known: ir.Table, roster: Roster) -> tuple[Cycle | Missing, ir.Table]:
    from ownit.facts.measures.cycle import cycle_cells
    from ownit.facts.measures.renewals import but_renewals, renewal_cells
    from ownit.method import cycle_renewals
    from ownit.method.cycle import fit

    day = ground.window.as_of
    renewals = renewal_cells(known, roster, day)
    scheduled = not isinstance(cycle_renewals.fit(renewals), Missing)
    hunted = but_renewals(known) if scheduled else known
    cells = cycle_cells(
        hunted, roster, day, stage_changes=ground.stage_changes, calendar=ground.calendar, renewals=renewals
    )
    return fit(cells), hunted


def of_kinds(deals: ir.Table, kinds: tuple[str, ...]) -> ir.Table:
    """The deals of some kinds; all where none is named. A deal of no recorded kind is new business."""
    if not kinds:
        return deals
    return deals.filter(deals["kind"].fill_null("new").isin(kinds))


def _of_those_here(folk: Folk, arrivals: Arrivals | Missing) -> Arrivals | Missing:
    """Who has left opens nothing more: a rate known to be zero has shape 0."""
    if isinstance(arrivals, Missing) or not len(folk.left):
        return arrivals
    shape = arrivals.shape.copy()
    shape[folk.left] = 0.0
    return replace(arrivals, shape=shape)


def _or_none(arrivals: Arrivals | Missing) -> Arrivals | None:
    """None takes the people's own view, which is all there is when a group's cannot be fitted."""
    return None if isinstance(arrivals, Missing) else arrivals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pipeline:
    """Open deals by person: columns registered and counted; overlays apart. Shapes (people, 2)."""

    revenue: Floats
    overlay: Floats

    @classmethod
    def of(cls, known: ir.Table, folk: Folk) -> Pipeline:
        """From the deals known on the day."""
        from ownit.facts.measures.registered import registered

        sums = {kind: np.zeros((len(folk.ids), 2)) for kind in ("revenue", "overlay")}
        for row in registered(known).to_pylist():
            person = folk.by_external.get((row["connector"], row["person_id"]))
            if person is not None:
                # What cannot be checked counts by its hazard in the law, so it is shown as counted and named apart.
                counted = row["counted"] + row["unchecked"]
                sums["overlay" if row["credit_kind"] == "overlay" else "revenue"][person] += (row["amount"], counted)
        return cls(revenue=sums["revenue"], overlay=sums["overlay"])

    def of_members(self, members: Ints, *, revenue_only: bool = False) -> tuple[float, float]:
        """Registered and counted of some people together."""
        sums = self.revenue[members].sum(axis=0) + (0.0 if revenue_only else self.overlay[members].sum(axis=0))
        return float(sums[0]), float(sums[1])


def _told(subject: str, key: str, of: Reckoned, won: Floats, pipeline: tuple[float, float]) -> Reckoning:
    own, unknown, others = (_money(x) for x in won.sum(axis=0))
    return Reckoning(
        subject=subject,
        measure=key,
        won=Won(own=own, others=others, unknown=unknown),
        registered=_money(pipeline[0]),
        counted=_money(pipeline[1]),
        evidence=_evidence(of),
        alone_if_none_mine=of.alone_low,
        alone_if_all_mine=of.alone_high,
        with_help=of.with_help,
    )


def _names(opportunity: ir.Table, keys: set[tuple[str, str]]) -> Mapping[tuple[str, str], str | None]:
    """What these deals are called."""
    import ibis
    import pyarrow as pa

    if not keys:
        return {}
    connectors, ids = zip(*sorted(keys), strict=True)
    wanted = ibis.memtable(pa.table({"connector": pa.array(connectors), "id": pa.array(ids)}))
    rows = opportunity.semi_join(wanted, ["connector", "id"]).select("connector", "id", "name").to_pyarrow().to_pylist()
    return {(row["connector"], row["id"]): row["name"] for row in rows}


def _decisive(of: Reckoned, book: Book, names: Mapping[tuple[str, str], str | None]) -> tuple[Decisive, ...]:
    """The deals that matter, by their keys."""
    return tuple(
        Decisive(
            connector=book.key[d.row][0],
            id=book.key[d.row][1],
            name=names.get(book.key[d.row]),
            amount=_money(book.deals.amount[d.row]),
            chance=round(d.chance, 6),
            alone=None if d.alone is None else _swing(d.alone),
            with_help=_swing(d.with_help),
        )
        for d in of.decisive
    )


def _swing(of: MethodSwing) -> Swing:
    return Swing(if_won=round(of.if_won, 6), if_lost=round(of.if_lost, 6), loses=round(of.loses, 6))


def _evidence(of: Reckoned) -> Mapping[str, Any]:
    return {name: round(value, 4) for name, value in asdict(of.evidence).items()}


def _money(amount: float) -> Decimal:
    return Decimal(repr(round(float(amount), 4)))
