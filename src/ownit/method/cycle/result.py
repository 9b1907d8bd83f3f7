"""What is known of the cycle: the hazards of winning and losing, and all that multiplies them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ownit.method.cycle.abandoned import Abandoned
from ownit.method.cycle.effects import Load
from ownit.method.cycle.market import Market
from ownit.method.cycle.renewals import Renewals
from ownit.method.cycle.stages import StageCurves
from ownit.method.deals import Flags, Floats, Ints
from ownit.method.law import Missing
from ownit.method.mixture import factor_sd


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
    person_mean: Floats  # (people,) multiplier of the hazard of winning, today's load included
    person_log_sd: Floats  # (people,)
    person_real: Flags  # (people,) whether the multiplier is told apart from 1, in winning per day and per closed deal
    person_won: Floats  # (people,) deals won in the record: the evidence count
    shared_log_sd: float  # what is not known of the level common to all, where there is no market to say it
    tail_from: int  # age in days past which the bins are one
    won: float
    lost: float
    bulk_lost: int
    entry_delayed: bool
    cells: int  # distinct cells the shared effects were fitted on
    market: Market | None = field(default=None)
    abandoned: Abandoned | None = field(default=None)
    stages: StageCurves | None = field(default=None)
    renewals: Renewals | Missing | None = field(default=None)  # None: none were asked about
    load: Load | None = field(default=None)  # None: nothing is known of loads
    load_real: bool = field(default=False)
    stage_real: bool = field(default=False)
    fallback: str = field(default="by_age")  # by_age[_band][_stage], one_rate, published, renewals_only
    prior_share: Mapping[str, float] = field(default_factory=dict)  # per effect, of the information that is prior

    def bands(self, amount: Floats) -> Ints:
        """The band of each amount: 0 where it is unknown or bands are not used, else 1 and up."""
        if not len(self.band_edges):
            return np.zeros(len(amount), dtype=np.int64)
        return np.where(np.isnan(amount), 0, 1 + np.searchsorted(self.band_edges, amount, side="right"))

    def registered(self, multiplier: Floats) -> tuple[Floats, Floats]:
        """Shares of new deals: won on the day they are registered, and neither won nor lost on it; as ``multiplier``.

        Who wins more registers more as won, and has so many fewer that run their course.
        """
        won = np.minimum(self.zero_won * multiplier, 1.0 - self.zero_lost)
        return np.asarray(won), np.asarray(1.0 - self.zero_lost - won)

    def common_log_sd(self, lead: int, horizon: int) -> float:
        """Sd of the log of what multiplies everybody's winning over the window: the times, and the level's error."""
        if self.market is None:
            return float(np.hypot(factor_sd(horizon - lead), self.shared_log_sd))
        return float(np.hypot(self.market.log_sd(lead, horizon), self.shared_log_sd))

    def alive(self, person: int, age: Ints) -> Floats:
        """P(not abandoned | open at ``age``) of a person's deals, (n,)."""
        if self.abandoned is None:
            return np.ones(len(age))
        share = np.full(len(age), self.abandoned.share[person])
        return np.asarray(1.0 - self.abandoned.dead(age.astype(np.float64), share))

    def kept_up(self, person: int) -> float:
        """The share of a person's new deals that will not be abandoned."""
        return 1.0 if self.abandoned is None else float(1.0 - self.abandoned.share[person])
