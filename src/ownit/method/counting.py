"""How many of some uncertain deals will be won? Laws of numbers."""

from __future__ import annotations

import numpy as np

from ownit.method import loops
from ownit.method.deals import Floats
from ownit.method.sums import fold

FIRST = 64  # wins that are tried first


def counts(p: Floats) -> Floats:
    """The law of the number of successes of independent trials: p (q, n) -> (q, n + 1)."""
    law = np.zeros((len(p), p.shape[1] + 1))
    law[:, 0] = 1.0
    loops.counts(p, law)
    return law


def negative_binomial(mean: Floats, shape: Floats, tail: float, most: int) -> list[Floats]:
    """The laws of gamma-mixed Poisson numbers, mean (k, q) and gamma shape (k,): (q, n + 1) each, the rest on n.

    P(0) = (1 + mean/shape)^-shape, P(n) = P(n-1) (shape + n - 1)/n mean/(shape + mean); n is the first number beyond
    which there is no more than ``tail``, given any of the means, and at most ``most``.
    """
    of = shape[:, None]
    none = np.exp(-of * np.log1p(mean / of))[:, :, None]
    share = (mean / (of + mean))[:, :, None]
    size = min(FIRST, most)
    while True:
        n = np.arange(1, size + 1)
        ratio = ((of + n - 1.0) / n)[:, None, :] * share
        law = np.concatenate([none, none * np.cumprod(ratio, axis=2)], axis=2)
        if size == most or not len(law) or 1.0 - law.sum(axis=2).min() <= tail:
            return [_cut(one, tail) for one in law]
        size = min(4 * size, most)


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
