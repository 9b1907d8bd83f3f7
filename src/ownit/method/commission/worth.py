"""What are the next deal and the next hour worth to the seller?

A deal of mean m on top of a period's total X is worth E[earned(X + m) - earned(X)] if it is won, so a deal opened is
worth its chance of being won in the period times that, and an hour the deals it opens times as much. X is uncertain,
and tiers bend the scale, so the mean over X is taken and not the value at its mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ownit.method.commission.table import Scale
from ownit.method.deals import Floats
from ownit.method.law import Law

_SWANSON = (0.3, 0.4, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """Where a period's total may end: ``totals`` (k,) in money, ``chances`` (k,) that add up to 1."""

    totals: Floats
    chances: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Earnings, in money: ``at_goal`` at exactly the goal; ``expected`` over the spread; of one more deal that is
    ``won``, that is ``opened``, and of one more ``hour`` of opening business.
    """

    at_goal: float
    expected: float
    won: float
    opened: float
    hour: float


def worth(scale: Scale, where: Spread, *, deal: float, win: float, per_hour: float) -> Worth:
    """What more is worth: ``deal`` the mean amount of a deal won, ``win`` the chance that a deal opened now is won in
    the period, ``per_hour`` deals opened in an hour of creating.
    """
    for name, value in (("deal", deal), ("win", win), ("per_hour", per_hour)):
        if not (np.isfinite(value) and value >= 0) or (name == "win" and value > 1):
            raise ValueError(f"{name} cannot be {value}")
    now = scale.earned(where.totals)
    more = float(where.chances @ (scale.earned(where.totals + deal) - now))
    return Worth(
        at_goal=scale.at(scale.goal),
        expected=float(where.chances @ now),
        won=more,
        opened=win * more,
        hour=per_hour * win * more,
    )


def spread(law: Law) -> Spread:
    """A law's totals and their chances: each node has what is at least it less what is at least the next."""
    return _spread(law.support, law.at_least - np.append(law.at_least[1:], 0.0))


def three_points(low: float, mean: float, high: float) -> Spread:
    """An 80 % interval and its middle as three totals of chances 0.3, 0.4, 0.3 (Swanson's rule), for where only these
    are known.
    """
    return _spread(np.array([low, mean, high]), np.array(_SWANSON))


def _spread(totals: ArrayLike, chances: ArrayLike) -> Spread:
    return Spread(
        totals=np.asarray(totals, dtype=np.float64),
        chances=np.maximum(np.asarray(chances, dtype=np.float64), 0.0),
    )
