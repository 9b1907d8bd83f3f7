"""How sure is a mean of scores whose cases are not independent, and how large a fault could it have shown?

Cases of one origin (everyone's forecast for one quarter) share a market and are right or wrong together: they count as
one cluster. Sources: Liang and Zeger, Biometrika 73 (1986), for the standard error; Cameron, Gelbach and Miller (2008)
for few clusters; Cohen, *Statistical Power Analysis* (1988), for the detectable difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from ownit.method.deals import Floats, Ints

LEVEL = 0.90  # of the intervals told
POWER = 0.80
NEEDED = 4
"""Fewer origins cannot tell a spread from luck: with three a 90 % interval reaches 2.9 standard errors either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """A mean with its interval; ``n`` cases in ``clusters``; ``se`` and the ends are NaN with one cluster."""

    mean: float
    se: float
    low: float
    high: float
    n: int
    clusters: int

    @property
    def detectable(self) -> float:
        """The difference from a wanted value that would be seen with 80 % power by a two-sided test at 10 %.

        (t(0.95, G - 1) + t(0.80, G - 1)) se, G clusters.
        """
        if self.clusters < 2:
            return float("nan")
        free = self.clusters - 1
        return float((stdtrit(free, 0.5 + LEVEL / 2) + stdtrit(free, POWER)) * self.se)


def clustered(values: Floats, cluster: Ints, level: float = LEVEL) -> Clustered:
    """The mean of all cases with the standard error of clusters, sqrt(G/(G-1) sum_g (sum_i (x_gi - mean))^2) / n.

    ``values`` and ``cluster`` (n,). The interval is Student's with G - 1 degrees of freedom.
    """
    n = len(values)
    if n == 0:
        nan = float("nan")
        return Clustered(mean=nan, se=nan, low=nan, high=nan, n=0, clusters=0)
    mean = float(values.mean())
    _, which = np.unique(cluster, return_inverse=True)
    sums = np.bincount(which, weights=values - mean)
    count = len(sums)
    se = float(np.sqrt(count / (count - 1) * np.sum(sums**2)) / n) if count > 1 else float("nan")
    half = float(stdtrit(count - 1, 0.5 + level / 2)) * se if count > 1 else float("nan")
    return Clustered(mean=mean, se=se, low=mean - half, high=mean + half, n=n, clusters=count)


def share(came: Floats, told: Floats | float, cluster: Ints, level: float = LEVEL) -> Clustered:
    """The share of cases that came (0 to 1), as :func:`clustered`, but not surer than the chances ``told`` allow.

    Where all of a few cases come alike, clusters do not differ, and their standard error is 0: of what was told with 80
    in 100, five in five is luck one time in three. It is at least that of independent cases of the chances told,
    sqrt(sum told (1 - told)) / n, and the ends lie between 0 and 1.
    """
    seen = clustered(came, cluster, level)
    if seen.clusters < 2:
        return seen
    chances = np.broadcast_to(np.asarray(told, dtype=np.float64), came.shape)
    se = max(seen.se, float(np.sqrt(np.sum(chances * (1.0 - chances)))) / seen.n)
    half = float(stdtrit(seen.clusters - 1, 0.5 + level / 2)) * se
    return replace(seen, se=se, low=max(seen.mean - half, 0.0), high=min(seen.mean + half, 1.0))


def ratio_interval(
    above: Floats, below: Floats, cluster: Ints, rng: np.random.Generator, *, level: float = LEVEL, draws: int = 2000
) -> tuple[float, float, float]:
    """sum(above) / sum(below) with its interval from a bootstrap of whole clusters; ``rng`` makes it repeatable."""
    _, which = np.unique(cluster, return_inverse=True)
    a, b = np.bincount(which, weights=above), np.bincount(which, weights=below)
    drawn = rng.integers(0, len(a), size=(draws, len(a)))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = a[drawn].sum(axis=1) / b[drawn].sum(axis=1)
        whole = float(a.sum() / b.sum()) if b.sum() else float("nan")
    ratios = ratios[np.isfinite(ratios)]
    if not len(ratios):
        return whole, float("nan"), float("nan")
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    return whole, float(low), float(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """Cases whose chance was told between two tenths: what was told on average, and how often it came."""

    low: float
    high: float
    told: float
    came: Clustered


def reliability(told: Floats, came: Floats, cluster: Ints) -> tuple[Tenth, ...]:
    """Chances told against what came (0 or 1), by tenths of the chance; tenths without a case are left out."""
    tenth = np.minimum((told * 10).astype(np.int64), 9)
    return tuple(
        Tenth(
            low=i / 10,
            high=(i + 1) / 10,
            told=float(told[tenth == i].mean()),
            came=share(came[tenth == i], told[tenth == i], cluster[tenth == i]),
        )
        for i in range(10)
        if np.any(tenth == i)
    )
