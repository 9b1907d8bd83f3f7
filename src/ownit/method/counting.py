"""How many of some uncertain deals will be won? Laws of numbers, compiled like ``method.sums``."""

from __future__ import annotations

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.deals import Floats


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
    out = np.empty((len(law), n))
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


@compiled
def joined(a: Floats, b: Floats, tail: float) -> Floats:
    """The law of the sum of two independent numbers, (q, n) and (q, m): (q, k), what is beyond k - 1 on it."""
    q, n, m = len(a), a.shape[1], b.shape[1]
    law = np.zeros((q, n + m - 1))
    kept = 1
    for j in range(q):
        for i in range(n):
            if a[j, i] > 0.0:
                for k in range(m):
                    law[j, i + k] += a[j, i] * b[j, k]
        left, k = 0.0, n + m - 1
        while k > 1 and left + law[j, k - 1] <= tail:
            left += law[j, k - 1]
            k -= 1
        kept = max(kept, k)
    for j in range(q):
        for k in range(kept, n + m - 1):
            law[j, kept - 1] += law[j, k]
    return leading(law, kept)
