"""When does a deal close, is it won, and what is it worth until then?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.clock import Calendar
from ownit.connectors.simulate.cycle import exits
from ownit.connectors.simulate.deals.record import NEVER, Deals
from ownit.connectors.simulate.parameters import Seller
from ownit.connectors.simulate.rows import Days, Flags, Floats


def lived(rng: np.random.Generator, seller: Seller, calendar: Calendar, source: Days, at: Days) -> Deals:
    """Deals from these sources, created on these days of the calendar, and what becomes of them."""
    n = len(at)
    phantom = rng.random(n) < seller.integrity.phantom_share
    closed, won = leave(rng, seller, calendar, at + 1, np.zeros(n, dtype=np.int64), phantom)
    first, revised, last = _amounts(rng, seller, n, calendar.first + at, closed)
    return Deals(
        source=source,
        created=calendar.first + at,
        closed=closed,
        won=won,
        first_amount=first,
        revised=revised,
        last_amount=last,
        phantom=phantom,
        expected=np.full(n, -1, dtype=np.int64),
        customer=np.full(n, -1, dtype=np.int64),
    )


def _amounts(
    rng: np.random.Generator, seller: Seller, n: int, created: Days, closed: Days
) -> tuple[Floats, Days, Floats]:
    """As entered, the day of the revision (NEVER if none comes before closing), and as revised."""
    a = seller.amounts
    first = np.round(a.median * np.exp(a.log_sd * rng.normal(size=n)), -2).clip(100.0)
    factor = np.exp(a.revised_log_sd * rng.normal(size=n) - a.revised_log_sd**2 / 2)
    wait = 1 + np.floor(rng.exponential(a.revised_after, size=n)).astype(np.int64)
    revised = np.where((rng.random(n) < a.revised_share) & (created + wait < closed), created + wait, NEVER)
    return first, revised, np.where(revised < NEVER, np.round(first * factor, -2).clip(100.0), first)


def multipliers_of(seller: Seller) -> tuple[tuple[float, float], tuple[float, float]]:
    """What the hazards of being won and lost are multiplied by: for real deals, for phantoms."""
    return (seller.win_multiplier, 1.0), (0.0, seller.integrity.phantom_loss)


def leave(
    rng: np.random.Generator, seller: Seller, calendar: Calendar, first: Days, age: Days, phantom: Flags
) -> tuple[Days, Flags]:
    """When deals at risk from calendar index ``first`` at ``age`` close (NEVER: not yet), and whether won."""
    out, won = exits(
        rng,
        seller.cycle,
        first=first,
        age=age,
        until=np.full(len(first), calendar.days, dtype=np.int64),
        calendar=(calendar.won, calendar.lost),
        group=phantom.astype(np.int64),
        multipliers=multipliers_of(seller),
    )
    return np.where(out < calendar.days, calendar.first + out, NEVER), won
