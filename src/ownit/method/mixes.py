"""In which shares does each person sell the amounts that are sold, where a scale does not say it?

Where amounts are list prices, one who sells the dear product is not told by scaling everybody's prices: a scaled price
is none. There a person's n won amounts are draws of shares that are Dirichlet(m q): told are (n_b + m q_b) / (n + m) of
bin b, q the average person's shares and m how alike people are, by the likelihood of each amount given all others. With
q_b = sum_i n_ib w_i / sum_i n_i w_i, w_i = m / (n_i + m), what is told of the deals won comes to the deals won, bin by
bin. A scale (``method.amounts``) has its likelihood told in the same way: the likelier of the two is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats

BIN_WIDTH = 0.1  # of the bins in which won amounts are counted, on the natural log scale
ALIKE = 2.0 ** np.arange(11)  # m: from one deal to a thousand
UNSEEN = 0.5  # of a deal: what a bin is given that nobody else has sold
SURE = float(np.log(20.0))  # by which shares must be likelier than a scale to be taken
ASTRAY = 0.01  # share of amounts that are anybody's, whatever the scale
SCALE_NODES = np.array([-np.sqrt(3.0), 0.0, np.sqrt(3.0)])  # Gauss-Hermite, three nodes
SCALE_WEIGHTS = np.array([1.0, 4.0, 1.0]) / 6.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixes:
    """``shares`` (people, k) of each bin, of ``log_likelihood``; ``alike`` is m, in deals."""

    shares: Floats
    alike: float
    log_likelihood: float

    def log_sd(self, count: Floats, value: Floats) -> Floats:
        """What is unknown of the mean of each person's amounts, on the log scale, (people,): Dirichlet variance."""
        mean = self.shares @ value
        spread = self.shares @ value**2 - mean**2
        return np.asarray(np.sqrt(np.log1p(spread / mean**2 / (count + self.alike + 1.0))))


def mixes(sold: Floats) -> Mixes:
    """Of won amounts counted by person and bin, (people, k)."""
    found = [_given(sold, float(m)) for m in ALIKE]
    return max(found, key=lambda one: one.log_likelihood)


def _given(sold: Floats, m: float) -> Mixes:
    count = sold.sum(axis=1, keepdims=True)
    weight = m / (count + m)
    there = (sold * weight).sum(axis=0)
    of, at = np.nonzero(sold)
    own, all_, each = sold[of, at], count[of, 0], weight[of, 0]
    others = np.maximum(there[at] - each, UNSEEN * each) / max(float(there.sum()), 1e-300)
    told = (own - 1.0 + m * others) / (all_ - 1.0 + m)
    shares = (sold + m * there / there.sum()) / (count + m)
    return Mixes(shares=shares, alike=m, log_likelihood=float(own @ np.log(told)))


def scales_likelihood(sold: Floats, log_value: Floats, within: float, between: float) -> float:
    """That of the same counts if people differ by a scale alone; ``log_value`` (k,) of the bins.

    Each amount given the others: the shape of all, drawn together about its mean by sqrt(within / (within + between)),
    shifted by the mean of the person's other amounts, shrunk, and spread by what is unknown of it.
    """
    of, at = np.nonzero(sold)
    own, y, count = sold[of, at], log_value[at], sold.sum(axis=1)[of]
    everyone = sold.sum(axis=0)
    mu = float(everyone @ log_value / everyone.sum())
    rest = np.maximum(count - 1.0, 0.0)
    mean = np.divide((sold @ log_value)[of] - y, rest, out=np.full(len(y), mu), where=rest > 0)
    trust = between * rest / (between * rest + within)
    shift, sd = trust * (mean - mu), np.sqrt(between * (1.0 - trust))
    drawn = np.sqrt(within / (within + between))
    upto = np.append(0.0, np.cumsum(everyone) / everyone.sum())
    low = np.floor(log_value / BIN_WIDTH) * BIN_WIDTH
    edges = np.append(low, low[-1] + BIN_WIDTH)
    told = np.zeros(len(y))
    for node, weight in zip(SCALE_NODES, SCALE_WEIGHTS, strict=True):
        ends = (low[at] + np.array([[0.0], [BIN_WIDTH]]) - mu - shift - sd * node) / drawn + mu
        below, above = _cumulative(ends, edges, upto)
        told += weight * (above - below)
    return float(own @ np.log((1.0 - ASTRAY) * told + ASTRAY * everyone[at] / everyone.sum()))


def _cumulative(x: Floats, edges: Floats, upto: Floats) -> Floats:
    """P(log amount <= x) where each bin's are spread evenly over it and none lie between bins that are apart."""
    place = np.clip(np.searchsorted(edges[:-1], x, side="right") - 1, 0, len(edges) - 2)
    part = np.clip((x - edges[place]) / BIN_WIDTH, 0.0, 1.0)
    return np.where(x < edges[0], 0.0, upto[place] + part * (upto[place + 1] - upto[place]))
