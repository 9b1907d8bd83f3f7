"""How good was a forecast, once it is known what came?

A law is P(total >= x), linear between its nodes (``method.law``), with F(x) = 1 - P(total >= x) but for atoms. All
scores are proper or say what they are; sources: Gneiting and Raftery, *Strictly proper scoring rules*, JASA 102 (2007);
Czado, Gneiting and Held, *Predictive model assessment for count data*, Biometrics 65 (2009) for the randomised PIT.
"""

from __future__ import annotations

import numpy as np

from ownit.method.deals import Floats
from ownit.method.law import Future, Law

SAME = 0.005  # half a cent: two sums of money closer than this are one


def crps(law: Law, came: float) -> float:
    """Continuous ranked probability score, in the unit of the total; 0 is perfect. Exact for the law as it is told.

    integral (F(x) - 1{x >= came})^2 dx. Between two nodes F is linear, and the integral of the square of a line from a
    to b over h is h (a^2 + a b + b^2) / 3.
    """
    x, s = law.support, law.at_least
    below, above = _split(x, 1.0 - s, came), _split(x, s, came)
    under = max(came - float(x[-1]), 0.0)  # F is 1 there, and what came lies beyond
    over = max(float(x[0]) - came, 0.0)
    return under + over + _squares(*below[0]) + _squares(*above[1])


def _split(x: Floats, y: Floats, at: float) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """A piecewise linear function cut in two at a point; a part may be empty."""
    if at <= x[0]:
        return (x[:0], y[:0]), (x, y)
    if at >= x[-1]:
        return (x, y), (x[:0], y[:0])
    there = float(np.interp(at, x, y))
    i = int(np.searchsorted(x, at, side="right"))
    left = np.append(x[:i], at), np.append(y[:i], there)
    right = np.concatenate([[at], x[i:]]), np.concatenate([[there], y[i:]])
    return left, right


def _squares(x: Floats, y: Floats) -> float:
    a, b = y[:-1], y[1:]
    return float(np.sum(np.diff(x) * (a * a + a * b + b * b)) / 3.0)


def crps_samples(samples: Floats, came: Floats | float) -> Floats:
    """CRPS of equally likely samples, over the last axis: mean |X - came| - mean |X - X'| / 2.

    ``samples`` (..., n); ``came`` broadcasts to (...). The second mean is over all pairs, a sample with itself too:
    that is the score of the step function, exactly.
    """
    x = np.sort(np.asarray(samples, dtype=np.float64), axis=-1)
    n = x.shape[-1]
    to_came = np.abs(x - np.asarray(came, dtype=np.float64)[..., None]).mean(axis=-1)
    rank = 2.0 * np.arange(1, n + 1) - n - 1.0
    return np.asarray(to_came - (x @ rank) / n**2)


def step_law(samples: Floats, future: Future = Future.AS_GOING) -> Law:
    """Equally likely samples as a law: two nodes for each value, at it and just above."""
    value, count = np.unique(np.asarray(samples, dtype=np.float64), return_counts=True)
    above = 1.0 - np.cumsum(count) / count.sum()
    at = above + count / count.sum()
    support = np.ravel(np.column_stack([value, np.nextafter(value, np.inf)]))
    at_least = np.clip(np.ravel(np.column_stack([at, above])), 0.0, 1.0)
    at_least[0] = 1.0
    return Law(future=future, mean=float(np.mean(samples)), support=support, at_least=at_least)


def pinball(quantile: Floats | float, came: Floats | float, level: float) -> Floats:
    """Pinball loss of a quantile at a level: (came - q) level if it came above, else (q - came) (1 - level)."""
    off = np.asarray(came, dtype=np.float64) - np.asarray(quantile, dtype=np.float64)
    return np.asarray(np.maximum(level * off, (level - 1.0) * off))


def pit_between(law: Law, came: float) -> tuple[float, float]:
    """P(total < came) and P(total <= came): the two ends between which the randomised PIT is drawn.

    Sums closer than half a cent are one, so that an atom told in floating point is met.
    """
    low = 1.0 - law.p_hit(came - SAME)
    return low, max(low, 1.0 - law.p_hit(came + SAME))


def pit(low: Floats, high: Floats, rng: np.random.Generator) -> Floats:
    """Randomised probability integral transform, (n,): uniform on [0, 1] if the laws are right. ``rng`` decides."""
    return np.asarray(low + rng.random(len(low)) * (high - low))


def inside(low: Floats, high: Floats, level: float) -> Floats:
    """The chance that the randomised PIT lies in the central interval of a level, (n,): its mean is the coverage.

    The mean over all draws of :func:`pit`, so that no draw decides: of [low, high] the part within
    [(1 - level)/2, (1 + level)/2], or whether the point lies in it.
    """
    a, b = (1.0 - level) / 2.0, (1.0 + level) / 2.0
    wide = high - low
    part = np.clip(np.minimum(high, b) - np.maximum(low, a), 0.0, None)
    point = ((low > a) & (low <= b)).astype(np.float64)
    return np.where(wide > 1e-12, part / np.maximum(wide, 1e-12), point)
