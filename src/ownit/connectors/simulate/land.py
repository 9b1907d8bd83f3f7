"""Which accounts does a seller have, and which of them are prospected on a day?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.deals import NEVER, SOURCE_CODE, Deals
from ownit.connectors.simulate.parameters import Seller
from ownit.connectors.simulate.rows import Days, Flags
from ownit.connectors.simulate.sources import Source

_TRIES = 8  # to find an account without an open deal
_BEFORE = 14  # days before a deal is created from which its account is left alone


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Land:
    """Which accounts a seller has: local numbers; customers first, then those prospected, then one per other deal."""

    customers: int
    prospected: int
    of_deal: Days  # (deals,)

    @property
    def size(self) -> int:
        """How many accounts there are."""
        return max(self.customers + self.prospected, int(self.of_deal.max(initial=0)) + 1)


def land_of(seller: Seller, deals: Deals) -> Land:
    """Own real deals go round the prospected accounts (an account manager's: the customers); the rest get their own."""
    renewal = deals.source == SOURCE_CODE[Source.RENEWAL]
    own = deals.own & ~deals.phantom
    start, size = (0, seller.customers) if _farms(seller) else (seller.customers, seller.accounts)
    turn = np.cumsum(own) - 1
    base = seller.customers + seller.accounts
    fresh = base + np.cumsum(~own & ~renewal) - 1
    account = np.where(own, start + (turn + seller.number) % max(size, 1), fresh)
    account = np.where(renewal, deals.customer, account)
    return Land(customers=seller.customers, prospected=seller.accounts, of_deal=account)


def targets(rng: np.random.Generator, seller: Seller, day: Days, deals: Deals, land: Land) -> Days:
    """A prospected account per touch, without an open deal that day and never won, if eight tries find one.

    An account manager prospects among the customers, whatever is open.
    """
    n = len(day)
    if _farms(seller):
        return rng.integers(0, max(land.customers, 1), size=n)
    if not n or not land.prospected:
        return np.full(n, land.customers, dtype=np.int64)
    first = int(day.min())
    busy = _busy(deals, land, first, int(day.max()))
    target = rng.integers(0, land.prospected, size=n)
    for _ in range(_TRIES):
        again = np.flatnonzero(busy[target, day - first])
        target[again] = rng.integers(0, land.prospected, size=len(again))
    return land.customers + target


def _busy(deals: Deals, land: Land, first: int, last: int) -> Flags:
    """Whether a prospected account has a deal, shape (prospected, days): until it is lost, for ever if it is won."""
    busy = np.zeros((land.prospected, last - first + 1), dtype=np.bool_)
    account = land.of_deal - land.customers
    begins = np.maximum(deals.created - _BEFORE - first, 0)
    for i in np.flatnonzero((account >= 0) & (account < land.prospected)):
        ends = None if deals.won[i] or deals.closed[i] == NEVER else max(int(deals.closed[i]) + 1 - first, 0)
        busy[account[i], begins[i] : ends] = True
    return busy


def _farms(seller: Seller) -> bool:
    return seller.role == "account manager"
