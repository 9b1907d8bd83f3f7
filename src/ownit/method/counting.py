"""How many of some uncertain deals will be won? Laws of numbers, compiled like ``method.sums``."""

from __future__ import annotations

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.deals import Floats
from ownit.method.sums import fold


@compiled
def counts(p: Floats) -> Floats:
    """The law of the number of successes of independent trials: p (q, n) -> (q, n + 1)."""
    q, n = p.shape
    law = np.zeros((q, n + 1))
    for j in range(q):
        law[j, 0] = 1.0
        for i in range(n):
            for k in range(i + 1, 0, -1):
                law[j, k] = law[j, k] * (1.0 - p[j, i]) + law[j, k - 1] * p[j, i]
            law[j, 0] *= 1.0 - p[j, i]
    return law


@compiled
def leading(law: Floats, n: int) -> Floats:
    """The first n columns, contiguous."""
    out = np.zeros((len(law), n))
    for j in range(len(law)):
        for k in range(n):
            out[j, k] = law[j, k]
    return out


@compiled
def negative_binomial(mean: Floats, shape: float, tail: float, most: int) -> Floats:
    """The law of a gamma-mixed Poisson number, mean (q,) and gamma shape: (q, n + 1), what is beyond n on n.

    P(0) = (1 + mean/shape)^-shape, P(n) = P(n-1) (shape + n - 1)/n mean/(shape + mean); n is the first number beyond
    which there is no more than ``tail``, given any of the means, and at most ``most``.
    """
    law = np.zeros((len(mean), most + 1))
    last = 0
    for j in range(len(mean)):
        law[j, 0] = np.exp(-shape * np.log1p(mean[j] / shape))
        left, n = 1.0 - law[j, 0], 0
        while left > tail and n < most:
            n += 1
            law[j, n] = law[j, n - 1] * (shape + n - 1.0) / n * mean[j] / (shape + mean[j])
            left -= law[j, n]
        last = max(last, n)
        law[j, n] += max(left, 0.0)
    return leading(law, last + 1)


def joined(a: Floats, b: Floats, tail: float) -> Floats:
    """The law of the sum of two independent numbers, (q, n) and (q, m): (q, k), what is beyond k - 1 on it.

    k is the least that leaves no more than ``tail`` beyond, given any of the nodes.
    """
    size = a.shape[1] + b.shape[1] - 1
    wide: Floats = np.zeros((2, len(a), size))
    wide[0, :, : a.shape[1]], wide[1, :, : b.shape[1]] = a, b
    law = fold(wide[0], wide[1])
    beyond = np.cumsum(law[:, ::-1], axis=1)[:, ::-1].max(axis=0, initial=0.0)
    kept = 1 + int(np.flatnonzero(beyond > tail).max(initial=0))
    out = law[:, :kept].copy()
    out[:, -1] += law[:, kept:].sum(axis=1)
    return out
