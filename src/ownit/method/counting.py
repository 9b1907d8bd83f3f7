"""How many of some uncertain deals will be won? Laws of numbers."""

from __future__ import annotations

import numpy as np

from ownit.method import loops
from ownit.method.deals import Floats
from ownit.method.sums import fold


def counts(p: Floats) -> Floats:
    """The law of the number of successes of independent trials: p (q, n) -> (q, n + 1)."""
    law = np.zeros((len(p), p.shape[1] + 1))
    law[:, 0] = 1.0
    loops.counts(p, law)
    return law


def negative_binomial(mean: Floats, shape: float, tail: float, most: int) -> Floats:
    """The law of a gamma-mixed Poisson number, mean (q,) and gamma shape: (q, n + 1), what is beyond n on n.

    P(0) = (1 + mean/shape)^-shape, P(n) = P(n-1) (shape + n - 1)/n mean/(shape + mean); n is the first number beyond
    which there is no more than ``tail``, given any of the means, and at most ``most``.
    """
    law = np.zeros((len(mean), most + 1))
    law[:, 0] = np.exp(-shape * np.log1p(mean / shape))
    return law[:, : loops.mixed_poisson(mean, shape, tail, law) + 1].copy()


def joined(a: Floats, b: Floats, tail: float) -> Floats:
    """The law of the sum of two independent numbers, (q, n) and (q, m): (q, k), what is beyond k - 1 on it.

    k is the least that leaves no more than ``tail`` beyond, given any of the nodes.
    """
    size = a.shape[1] + b.shape[1] - 1
    wide: Floats = np.zeros((2, len(a), size))
    wide[0, :, : a.shape[1]], wide[1, :, : b.shape[1]] = a, b
    return _cut(fold(wide[0], wide[1]), tail)


def _cut(law: Floats, tail: float) -> Floats:
    """The law up to the first number beyond which there is no more than ``tail``, what is beyond on that number."""
    beyond = 1.0 - np.cumsum(law, axis=1)
    last = min(int(np.count_nonzero(beyond.max(axis=0) > tail)), law.shape[1] - 1)
    out = law[:, : last + 1].copy()
    out[:, last] += np.maximum(beyond[:, last], 0.0)
    return out
