"""What will bookings be: from the deals known on a day to everyone's laws?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.answers.measure import kinds_of
from ownit.facts.reckoned import Decisive, Reckoning, Swing, Won
from ownit.flows.reckoning.goals import Held
from ownit.flows.reckoning.people import Folk

if TYPE_CHECKING:
    from ownit.facts.bound import Relation
    from ownit.facts.measures.called import Called
    from ownit.facts.measures.deals import Book
    from ownit.flows.reckoning.day import Day, History
    from ownit.method.bookings import Reckoned
    from ownit.method.deals import Floats, Ints, Window
    from ownit.method.decisive import Swing as MethodSwing
    from ownit.method.recalibration import Recalibration


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The deals known on the day and a quarter before it, the statistics of the day, and what people are held to.

    ``factors`` are what the record of past windows says, made of all kinds of deals: some kinds alone are too few.
    """

    deals: Relation
    before: Relation
    history: History
    day: Day
    held: Held
    window: Window
    factors: Recalibration

    @property
    def folk(self) -> Folk:
        """Whom it is reckoned for."""
        return self.day.folk

    def of(self, key: str) -> tuple[Relation, Day]:
        """The deals of the kinds that a measure is of, and the day's statistics of these alone."""
        from ownit.facts.measures.kinds import of_kinds
        from ownit.flows.reckoning.day import look

        kinds = kinds_of(key)
        if not kinds:
            return self.deals, self.day
        known, past = of_kinds(self.deals, kinds), self.history
        return known, look(known, self.before, self.folk, self.window.as_of, past=past, every=self.deals, kinds=kinds)


def reckonings(ground: Ground, key: str) -> Iterator[Reckoning]:
    """Everyone's, every team's and the company's law in ``bookings`` or some kinds of it."""
    from ownit.facts.measures import deals
    from ownit.facts.measures.called import called

    as_of, folk = ground.window.as_of, ground.folk
    known, day = ground.of(key)
    end = min(ground.window.end, as_of)
    winnings = deals.winnings(known, folk.roster(), ground.window.start, end, folk.changes)
    made = day.reckon(ground.window, winnings, ground.held.amounts.get(key, {}), ground.factors)
    pipeline = Pipeline.of(known, folk)
    told = partial(_told, key=key, corrected=_corrected(ground.factors))
    names = called(ground.history.tables, {day.book.key[d.row] for one in made.people for d in one.decisive})
    won, of_groups, groups = winnings.won().amount, day.won_by_group(winnings), day.groups
    for n, (person, reckoned) in enumerate(zip(folk.ids, made.people, strict=True)):
        one = told(str(person), reckoned, won[[n]], pipeline.of_members(np.array([n])))
        yield replace(one, decisive=_decisive(reckoned, day.book, names))
    for name, reckoned in made.groups.items():
        yield told(name, reckoned, of_groups[name], pipeline.of_members(groups[name], revenue_only=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pipeline:
    """Open deals by person: columns registered and counted; overlays apart. Shapes (people, 2)."""

    revenue: Floats
    overlay: Floats

    @classmethod
    def of(cls, known: Relation, folk: Folk) -> Pipeline:
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


def _told(
    subject: str,
    of: Reckoned,
    won: Floats,
    pipeline: tuple[float, float],
    *,
    key: str,
    corrected: Mapping[str, float],
) -> Reckoning:
    own, unknown, others = (_money(x) for x in won.sum(axis=0))
    return Reckoning(
        subject=subject,
        measure=key,
        won=Won(own=own, others=others, unknown=unknown),
        registered=_money(pipeline[0]),
        counted=_money(pipeline[1]),
        evidence=_evidence(of, corrected),
        alone_if_none_mine=of.alone_low,
        alone_if_all_mine=of.alone_high,
        with_help=of.with_help,
    )


def _decisive(of: Reckoned, book: Book, names: Mapping[tuple[str, str], Called]) -> tuple[Decisive, ...]:
    """The deals that matter, by their keys."""
    return tuple(
        Decisive(
            connector=book.key[d.row][0],
            id=book.key[d.row][1],
            name=names[book.key[d.row]].name,  # of the same snapshot, so it is there
            amount=_money(book.deals.amount[d.row]),
            chance=round(d.chance, 6),
            alone=None if d.alone is None else _swing(d.alone),
            with_help=_swing(d.with_help),
        )
        for d in of.decisive
    )


def _swing(of: MethodSwing) -> Swing:
    return Swing(if_won=round(of.if_won, 6), if_lost=round(of.if_lost, 6), loses=round(of.loses, 6))


def _corrected(factors: Recalibration) -> Mapping[str, float]:
    return {name: round(value, 4) for name, value in asdict(factors).items()}


def _evidence(of: Reckoned, corrected: Mapping[str, float]) -> Mapping[str, Any]:
    rested = {field.name: getattr(of.evidence, field.name) for field in fields(of.evidence)}
    told = {name: None if value is None else round(value, 4) for name, value in rested.items()}
    return {**told, "recalibration": corrected}


def _money(amount: float) -> Decimal:
    return Decimal(repr(round(float(amount), 4)))
