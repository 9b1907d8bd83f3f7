"""How long does a deal take to be won or lost, and how likely is it to be won within some days?"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.method.deals import Flags, Floats, Ints

# Left edges in days of the age bins; the last is open. Age 0 is kept apart. Narrow where deals are many.
AGE_EDGES = (1, 8, 15, 22, 31, 46, 61, 76, 91, 106, 121, 151, 181, 241, 301, 366, 546, 731, 1096)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CycleCells:
    """Sufficient statistics of the deals' lives: one row per (person, age bin, amount band) that holds anything.

    ``exposure`` is deal-days open at that age after the record of closings began; ``exposure_before`` those before
    it, in which no closing could have been recorded. Counts are weighted by credited share. Shapes (cells,).
    """

    person: Ints
    bin: Ints  # index into AGE_EDGES
    band: Ints  # 0 unknown or not used, 1.. by amount
    exposure: Floats
    exposure_before: Floats
    won: Floats
    lost: Floats
    created: Floats  # (people,) deals by creation, for the zero-age shares
    won_at_zero: Floats  # (people,)
    lost_at_zero: Floats  # (people,)
    at_risk: Floats  # (bins,) deals that were ever observed open at the left edge of the bin
    bulk_lost: int  # losses closed in bulk: taken as censored
    band_edges: Floats  # (bands - 1,) amounts that divide bands 1, 2, ...
    group: Ints  # (people,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cycle:
    """Gamma posteriors of the hazards per day. ``*_shape``, ``*_rate``: (bands, bins); mean shape/rate."""

    won_shape: Floats
    won_rate: Floats
    lost_shape: Floats
    lost_rate: Floats
    band_edges: Floats
    zero_won: float  # share of new deals won on the day they are registered
    zero_lost: float
    person_mean: Floats  # (people,) multiplier of the hazard of winning
    person_log_sd: Floats  # (people,)
    person_real: Flags  # (people,) whether the multiplier is told apart from 1
    shared_log_sd: float  # what is not known of the level common to all
    tail_from: int  # age in days past which the bins are one
    won: float
    lost: float
    bulk_lost: int
    entry_delayed: bool
    cells: int
