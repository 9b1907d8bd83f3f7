"""Who sells, since when, how much and how well?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.behaviour.market import Market
from ownit.connectors.simulate.behaviour.numbers import FIRST_SELLER
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.rows import Days, Floats

NOT_YET = -(1 << 40)  # hired before all days


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sellers:
    """The sellers by index; arrays (n,)."""

    hired: Days  # day number; NOT_YET for who was there from the start
    left: Days  # the last day, NEVER
    openings: Floats  # multiplies own openings
    territory: Floats  # multiplies own openings, too: not the seller's doing
    brought: Floats  # multiplies what others bring
    odds: Floats  # multiplies the odds of winning
    amount: Floats  # multiplies the median amount

    def __len__(self) -> int:
        return len(self.hired)

    @property
    def numbers(self) -> Days:
        """Their numbers among the users."""
        return FIRST_SELLER + np.arange(len(self))

    def there(self, day: int) -> Days:
        """The indices of those at work on a day."""
        return np.flatnonzero((self.hired <= day) & (self.left >= day))


def sellers_of(behaviour: Behaviour, market: Market, rng: np.random.Generator) -> Sellers:
    """Draw the sellers; where people leave, each seat's successors too."""
    hired, left = _seats(behaviour, market, rng)
    n = len(hired)
    s = behaviour.selling
    openings = np.exp(s.openings_sd * rng.normal(size=n) - s.openings_sd**2 / 2)
    territory = np.ones(n)
    if (land := behaviour.territory) is not None:
        territory = np.exp(land.sd * rng.normal(size=n) - land.sd**2 / 2)
        openings = openings * territory**land.effort_on_territory
    odds = np.exp(s.win_sd * rng.normal(size=n))
    if (kinds := behaviour.two_kinds) is not None:
        star = rng.random(n) < kinds.stars
        openings = np.where(star, kinds.star_openings, kinds.other_openings)
        odds = np.where(star, kinds.star_odds, kinds.other_odds)
    return Sellers(
        hired=hired,
        left=left,
        openings=openings,
        territory=territory,
        brought=np.exp(0.2 * rng.normal(size=n)),
        odds=odds,
        amount=np.exp(s.amount_seller_sd * rng.normal(size=n)),
    )


def _seats(behaviour: Behaviour, market: Market, rng: np.random.Generator) -> tuple[Days, Days]:
    """When each was hired and left."""
    leavers = behaviour.leavers
    if leavers is None:
        return (
            np.full(behaviour.sellers, NOT_YET, dtype=np.int64),
            np.full(behaviour.sellers, NEVER, dtype=np.int64),
        )
    hired, left = [], []
    for _ in range(behaviour.sellers):
        start, day = NOT_YET, market.first
        while day <= market.last:
            gone = day + int(rng.exponential(leavers.tenure)) + 30
            hired.append(start)
            left.append(gone if gone <= market.last else NEVER)
            start = day = gone + leavers.vacancy
    return np.asarray(hired, dtype=np.int64), np.asarray(left, dtype=np.int64)


def presence(behaviour: Behaviour, sellers: Sellers, market: Market) -> Floats:
    """Per seller and day: 0 when not there, growing to 1 over the ramp; shape (sellers, days)."""
    days = market.first + np.arange(market.days)
    there = (days >= sellers.hired[:, None]) & (days <= sellers.left[:, None])
    ramp = 1.0 if behaviour.leavers is None else behaviour.leavers.ramp
    return np.where(there, np.clip((days - sellers.hired[:, None]) / ramp, 0.0, 1.0), 0.0)


def expected(behaviour: Behaviour, sellers: Sellers) -> Floats:
    """Money a seller is expected to win per day by what is plain of the parameters: columns own and all.

    What quotas are set from; no habit is in it, so that a quota knows nothing of what will come.
    """
    s = behaviour.selling
    odds = s.win_share / (1 - s.win_share) * sellers.odds
    size = float(np.exp(s.amount_sd**2 / 2))
    if (tails := behaviour.heavy_tails) is not None:
        size += tails.share * (tails.from_times * tails.alpha / (tails.alpha - 1) - size)
    worth = s.amount_median * sellers.amount * size * odds / (1 + odds)
    less = 1.0 if behaviour.tiny is None else behaviour.tiny.openings
    own = less * s.own_per_week * sellers.openings * sellers.territory / 7
    brought = less * s.brought_per_week * sellers.brought / 7
    return np.stack([own * worth, (own + brought) * worth], axis=1)
