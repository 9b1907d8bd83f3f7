"""What is a company's whole story, as nobody in it will ever know it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ownit.connectors.simulate.behaviour.activity import touches_of
from ownit.connectors.simulate.behaviour.closing import steered
from ownit.connectors.simulate.behaviour.course import Course
from ownit.connectors.simulate.behaviour.deals import Deals, won_between
from ownit.connectors.simulate.behaviour.fates import deals_of, with_giant
from ownit.connectors.simulate.behaviour.handover import handed_over
from ownit.connectors.simulate.behaviour.market import Market, market_of
from ownit.connectors.simulate.behaviour.openings import openings_of
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.recorded import Recorded, recorded_of
from ownit.connectors.simulate.behaviour.sellers import Sellers, expected, sellers_of
from ownit.connectors.simulate.clock import day_number
from ownit.connectors.simulate.rows import Days, Floats, Touches, chosen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Company:
    """One company from its first day to its last."""

    behaviour: Behaviour
    market: Market
    sellers: Sellers
    deals: Deals
    recorded: Recorded
    touches: Touches
    quotas: Floats  # per seller for a quarter: from others' deals too; columns own and all are what it is split by

    def won(self, first: date, last: date) -> Floats:
        """What each seller truly won from ``first`` to ``last``: a row per seller, columns own and all."""
        return won_between(self.deals, day_number(first), day_number(last), len(self.sellers))

    def at_work(self, day: date) -> Days:
        """The indices of the sellers at work on a day."""
        return self.sellers.there(day_number(day))


def simulate(behaviour: Behaviour, rng: np.random.Generator, course: Course | None = None) -> Company:
    """Draw a company; the same generator state gives the same company.

    With a ``course`` sellers follow it from its day on, and the past is the same for every pace (not as without one).
    What the CRM is told of that past is drawn anew for each: read the record of one of them.
    """
    market = market_of(behaviour, rng)
    sellers = sellers_of(behaviour, market, rng)
    openings = openings_of(behaviour, sellers, market, rng, course)
    deals = deals_of(behaviour, sellers, openings, market, rng)
    deals, opened = steered(behaviour, sellers, openings, deals, market, rng)
    deals = with_giant(behaviour, sellers, deals, rng)
    deals = chosen(handed_over(behaviour, sellers, deals, rng), opened)
    recorded = recorded_of(behaviour, deals, rng)
    touches = touches_of(behaviour, sellers, deals, recorded, market, rng)
    usual = expected(behaviour, sellers) * 91
    quotas = np.round(usual * rng.uniform(0.7, 1.3, size=usual.shape), -2)
    return Company(
        behaviour=behaviour,
        market=market,
        sellers=sellers,
        deals=deals,
        recorded=recorded,
        touches=touches,
        quotas=quotas,
    )
