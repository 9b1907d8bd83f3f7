"""On what is a plan made?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ownit.answers.limits import Limit
from ownit.flows.planning.spans import Inner
from ownit.method.money import round_money

if TYPE_CHECKING:
    from ownit.answers.plan.unit import Unit
    from ownit.method.breakdown import SoFar
    from ownit.method.plan.book import Seller
    from ownit.method.plan.counted import Counter
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """All that a plan is made of; ``notes`` say what of it is an assumption.

    ``shown``: hours the ladder must show. ``limits``: what the import found wrong that bears on it. ``beside``: what
    else the person is held to, in words; ``undertaken``: the number that a plan is undertaken to, where it is another.
    """

    person: Person
    source: Literal["record", "word"]
    name: str  # of the period
    start: date
    end: date
    as_of: date
    goal: Decimal
    currency: str  # empty where the number is a count
    confidence: float
    seller: Seller | Counter
    inner: tuple[Inner, ...]
    shown: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    undertaken: str = ""
    limits: tuple[Limit, ...] = ()

    @property
    def so_far(self) -> SoFar:
        """What is made of the number alone."""
        return so_far(self.seller, self.as_of)

    @property
    def unit(self) -> Unit:
        """In what its number is."""
        from ownit.answers.plan.unit import COUNTS, money
        from ownit.method.plan.counted import Counter

        return COUNTS[self.seller.measure] if isinstance(self.seller, Counter) else money(self.currency)


def so_far(seller: Seller | Counter, as_of: date) -> SoFar:
    """What a seller has made of a number alone, up to a day."""
    from ownit.method.breakdown import SoFar

    return SoFar(own=round_money(Decimal(repr(seller.own))), as_of=as_of)
