"""Which deals that a seller has as open are taken to be lost, where a win is written down and a loss is often not?

A deal of age a, known to be open at age b, has closed since with the chance C = (G(a) - G(b)) / (1 - G(b)), G the share
of deals that are closed by an age, and of those that close p are won. Where wins are written and losses never are, one
of which nothing is written is still open with the chance s = (1 - C) / (1 - p C). That no loss is written may also be
that there was none: s is reckoned with where the sum of 1 - s is over SURE of its standard deviations. Else, and where
losses are written, a deal is taken to be open, but not longer than all but LONGEST of such deals are. The sum of what
is not open, rounded, is how many are taken to be lost, the likeliest first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from ownit.method.ages import WORD_LOG_SD
from ownit.method.deals import Floats
from ownit.method.plan.heard import Heard

LONGEST = 0.05
SURE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How deals close: the median age in days, the share ``win`` of them won, and whether losses are written down."""

    median: float
    win: float
    losses_told: bool

    def by(self, days: Floats) -> Floats:
        """G: the share of deals that are closed by an age."""
        with np.errstate(divide="ignore"):
            return np.asarray(ndtr(np.log(days / self.median) / WORD_LOG_SD))


def still_open(age: Floats, since: Floats, closing: Closing) -> NDArray[np.bool_]:
    """Which of the deals are taken to be open; ``since``: the ages at which they were known to be."""
    before = closing.by(since)
    closed = np.clip((closing.by(age) - before) / np.maximum(1.0 - before, 1e-12), 0.0, 1.0)
    silent = (1.0 - closed) / np.maximum(1.0 - closing.win * closed, 1e-12)
    missing, by_luck = float((1.0 - silent).sum()), float(np.sqrt((silent * (1.0 - silent)).sum()))
    unsaid = not closing.losses_told and missing > SURE * by_luck
    chance = np.where(closed > 1.0 - LONGEST, 0.0, silent if unsaid else 1.0)
    lost = round(float((1.0 - chance).sum()))
    found = np.ones(len(age), dtype=np.bool_)
    found[np.lexsort((-age, chance))[:lost]] = False
    return found


def settled(heard: Heard, closing: Closing) -> Heard:
    """What was heard, less the open deals that are taken to be lost, which are ``presumed``."""
    age = np.array(heard.open_ages, dtype=np.float64)
    known = np.array(heard.open_known, dtype=np.float64) if heard.open_known else np.zeros(len(age))
    still = still_open(age, known, closing)
    if still.all():
        return heard

    left = np.flatnonzero(still)
    return replace(
        heard,
        presumed=len(age) - len(left),
        open_amounts=tuple(heard.open_amounts[i] for i in left),
        open_ages=tuple(heard.open_ages[i] for i in left),
        open_origins=tuple(heard.open_origins[i] for i in left) if heard.open_origins else (),
        open_known=tuple(heard.open_known[i] for i in left) if heard.open_known else (),
    )
