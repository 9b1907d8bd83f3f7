"""What do sellers open if, from a day on, they do another amount of it every week?

A course replaces the pace that sellers open own deals at; all else stays: the market with its seasons and jumps, what
others bring, how deals are won, queued, pulled, let slip and handed over. The same generator state gives the same past
for any course from the same day, and of two paces the faster one opens all that the slower one does, so that what two
courses bring differs by the effort and not by luck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.behaviour.market import Market
from ownit.connectors.simulate.rows import Days, Flags, Floats

MOST = 12.0
"""The fastest pace that can be simulated: so many times one's own usual."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """From the day after ``adopted`` (a day number) each seller opens own deals steadily at ``pace``.

    ``pace`` (sellers,): times what the seller opens in a usual week, who was hired when and how the market is apart.
    Raises ValueError if one is below 0 or above MOST.
    """

    adopted: int
    pace: Floats

    def __post_init__(self) -> None:
        if not ((self.pace >= 0) & (self.pace <= MOST)).all():
            raise ValueError(f"a pace must lie between 0 and {MOST:g} times the usual one, not {self.pace}")

    def eager(self, usual: Floats, as_drawn: Floats, market: Market) -> Floats:
        """Own openings a day as they are drawn, (sellers, days): ``as_drawn`` to the day, then the fastest pace."""
        days = market.first + np.arange(market.days)
        return np.where(days > self.adopted, MOST * usual, as_drawn)

    def share(self, seller: Days, opened: Days, own: Flags, before: Floats) -> Floats:
        """The share that is kept of the openings drawn, a row each; ``before`` of those drawn up to the day."""
        return np.where(self.holds(opened, own), self.pace[seller] / MOST, before)

    def holds(self, opened: Days, own: Flags) -> Flags:
        """Whether an opening is one of the course."""
        return np.asarray(own & (opened > self.adopted), dtype=np.bool_)
