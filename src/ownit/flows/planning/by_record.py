"""On what ground is a plan made by the record of a CRM?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.answers.measure import base_of, measure_key
from ownit.flows.planning.breaking import SEASON, broken
from ownit.flows.planning.counting import NOTES, NOUNS
from ownit.flows.planning.errors import OnlyRenewalsError, OtherCurrencyError, PeriodOverError
from ownit.flows.planning.ground import Ground, so_far
from ownit.flows.planning.seasons import NO_RECORD
from ownit.flows.planning.shared import Shared
from ownit.flows.planning.spans import beside_usual
from ownit.method.law import Missing
from ownit.method.money import CENT

if TYPE_CHECKING:
    from ownit.method.plan.book import Seller
    from ownit.method.plan.counted import Counter
    from ownit.promises.goals.record import Terms
    from ownit.promises.people.record import Person


def by_record(person: Person, shared: Shared, said: Mapping[str, str], terms: Terms | None = None) -> Ground | Missing:
    """The ground of a person whom a CRM knows, to one of their goals; missing where the record carries no plan.

    Raises NoGoalError, PeriodOverError, OnlyRenewalsError, OtherCurrencyError.
    """
    from ownit.answers.plan.held import beside, falls_due
    from ownit.flows.planning.limiting import kept, limited
    from ownit.method.plan.counted import Counter

    asked, choices = shared.asked, shared.choices
    if asked.period.end <= asked.as_of:
        raise PeriodOverError(asked.period.name, asked.period.end, shared.today)
    mine = shared.goals(person)
    terms = mine[0] if terms is None else terms
    if falls_due(terms):
        raise OnlyRenewalsError(person.name, asked.period.name)
    key = measure_key(terms)
    counts = base_of(key) in NOUNS
    if not counts and terms.currency not in ("", choices.currency):
        raise OtherCurrencyError(person.name, asked.period.name, terms.currency, choices.currency)
    seller = shared.counter(person.id, key) if counts else shared.seller(person.id, key)
    if isinstance(seller, Missing):
        return seller
    notes = shared.notes
    if isinstance(seller, Counter):
        notes = (f"In {asked.period.name} it is {seller.so_far} so far.", *notes, *NOTES[base_of(key)])
    there = shared.there(person.id)
    worked = beside_usual(asked.as_of, asked.period.end, there.away)
    season = shared.season(person.id) if said.get("spread") == SEASON else NO_RECORD
    parts = broken(
        choices.calendar(),
        asked.period.start,
        asked.period.end,
        terms.amount,
        so_far(seller, asked.as_of),
        shared.off,
        said,
        there.presence,
        season=season,
        unit=Decimal(1) if counts else CENT,
    )
    return Ground(
        person=person,
        source="record",
        name=asked.period.name,
        start=asked.period.start,
        end=asked.period.end,
        as_of=asked.as_of,
        goal=terms.amount,
        currency="" if counts else terms.currency or choices.currency,
        confidence=choices.confidence,
        seller=limited(_present(seller, worked), kept(said), choices),
        inner=parts.inner,
        beside=beside(mine, terms, choices.currency, person.name, shared.period),
        notes=(*notes, *(there.notes if parts.inner else ()), *parts.notes, *shared.rfp_notes(person.id, key)),
        limits=shared.limits,
    )


def _present(seller: Seller | Counter, worked: float) -> Seller | Counter:
    """As so much of the days to come is worked."""
    from ownit.method.plan.counted import Counter

    if isinstance(seller, Counter):
        return replace(seller, present=worked)
    return replace(seller, book=replace(seller.book, present=worked))
