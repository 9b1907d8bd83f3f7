"""What is counted of the lives of deals: the sufficient statistics from which the cycle is fitted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownit.method.cycle.renewals import RenewalCells
from ownit.method.cycle.timeline import Slices
from ownit.method.deals import Floats, Ints

# Edges in days of the age bins: bin b is (edge[b], edge[b + 1]], the last is open. What closes at age 0 is kept apart.
AGE_EDGES = (0, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 365, 545, 730, 1095)
BINS = len(AGE_EDGES)
ENDED = BINS  # in ``now``: the deal has ended
Codes = NDArray[np.integer[Any]]  # of any width: there are millions of cells
NO_STAGE = 0  # the class of deals whose stage was not known then


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stages:
    """Stages as classes 1 .. n by the age at which deals are in them; class 0 is "not known then".

    ``moves`` counts changes between classes of deals that stay open, ``begins`` the class of deals on the day they are
    registered; shapes (n + 1, n + 1) and (n + 1,). ``moved_at`` (bins,) counts the same moves by the age at which they
    were made; None: not known.
    """

    names: tuple[str, ...]
    moves: Floats
    begins: Floats
    moved_at: Floats | None = field(default=None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CycleCells:
    """One row per (person, age bin, amount band, slice of time, stage, age bin now) that holds anything.

    ``exposure`` is deal-days open at that age after the record of closings began; ``exposure_before`` those before
    it, in which no closing could have been recorded. Counts are weighted by credited share. Shapes (cells,) unless
    said; people include one last row for everybody who is not reckoned for. Codes may be 16 bits wide: what is worked
    out from them may not fit.
    """

    person: Codes
    bin: Codes  # index into AGE_EDGES
    band: Codes  # 0 unknown or not used, 1.. by amount
    slice: Codes  # index into ``slices``
    stage: Codes  # class of the stage then
    now: Codes  # age bin of the deal today if it is still open, else ENDED
    exposure: Floats
    exposure_before: Floats
    won: Floats
    lost: Floats
    slices: Slices
    created: Floats  # (people,) deals by creation, for the zero-age shares
    won_at_zero: Floats  # (people,)
    lost_at_zero: Floats  # (people,)
    at_risk: Floats  # (bins,) deals that were ever observed open beyond the left edge of the bin
    born: Floats  # (people, bins) deals there in the record by the age they have, or would have, today
    still: Floats  # (people, bins) of these, those open today
    open_at: Floats  # (people, slices + 1) deals open when each slice begins, and today
    record_days: float  # since the record of closings began
    bulk_lost: int  # losses closed in bulk: lost some time between the last sign of life and that day
    band_edges: Floats  # (bands - 1,) amounts that divide bands 1, 2, ...; empty where bands are not used
    group: Ints  # (people,)
    stages: Stages | None = field(default=None)
    renewals: RenewalCells | None = field(default=None)  # scheduled: in none of the cells above

    def __post_init__(self) -> None:
        n = len(self.person)
        columns = (self.bin, self.band, self.slice, self.stage, self.now, self.exposure, self.exposure_before)
        if any(len(column) != n for column in (*columns, self.won, self.lost)):
            raise ValueError("cycle cells: every column must have the same length")

    @property
    def people(self) -> int:
        """How many people are counted apart."""
        return len(self.created)


def total(bin: Codes, weights: Floats) -> Floats:  # noqa: A002 -- a bin of ages is called bin everywhere here
    """Sums by age bin, (bins,)."""
    return np.bincount(bin, weights=weights, minlength=BINS).astype(np.float64)
