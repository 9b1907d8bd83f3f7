"""By how much may everybody's luck, and one person's, multiply the chance of winning?

The log of the multiplier is a common part (the market, and what is not known of the shared hazards) plus a person's
own part. Both are normal and laid on one grid of step STEP, so that a sum of a common and an own node is again a node
and the law of a person is reckoned once per node of the sum. The trapezoid rule on a normal density errs by
2 exp(-2 pi^2 (sd/STEP)^2): under 1e-7 from sd 0.18 on; below that, three nodes that match the variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats

STEP = 0.2
REACH = 3.0  # standard deviations covered on either side
UNSEEN = 2e-4  # weight in a tail of the nodes that is not worth reckoning
FACTOR_SD = 0.3  # stationary sd of the log of the monthly common factor
FACTOR_MEMORY = 0.8  # its correlation from one month to the next
MONTH_DAYS = 365.25 / 12


def factor_sd(days: float) -> float:
    """Sd of the mean over ``days`` of an AR(1) monthly factor: sd^2/M^2 sum_ij memory^|i-j|, M whole months."""
    months = max(1, round(days / MONTH_DAYS))
    apart = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    return float(FACTOR_SD * np.sqrt(np.mean(FACTOR_MEMORY**apart)))


def weights(sd: float) -> Floats:
    """Weights of the nodes -j STEP .. j STEP of a normal with mean 0, shape (2j + 1,)."""
    if sd <= 0:
        return np.ones(1)
    if sd < 0.9 * STEP:
        side = 0.5 * (sd / STEP) ** 2
        return np.array([side, 1.0 - 2.0 * side, side])
    j = int(np.ceil(REACH * sd / STEP))
    w = np.exp(-0.5 * (np.arange(-j, j + 1) * STEP / sd) ** 2)
    return np.asarray(w / w.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixture:
    """A person's nodes: ``given`` (common nodes, q) own weights given the common node; ``weight`` (q,) over all.

    ``multiplier`` (q,) of the hazard of winning; its mean is the person's.
    """

    given: Floats
    weight: Floats
    multiplier: Floats


def mixture(common: Floats, own_sd: float, mean: float) -> Mixture:
    """Join the common nodes' weights with a person's own log-sd and mean; nodes of next to no weight are left out."""
    own = weights(own_sd)
    given = np.zeros((len(common), len(common) + len(own) - 1))
    for k in range(len(common)):
        given[k, k : k + len(own)] = own
    nodes = (np.arange(given.shape[1]) - (given.shape[1] - 1) / 2) * STEP
    weight = common @ given
    seen = np.minimum(np.cumsum(weight), np.cumsum(weight[::-1])[::-1]) >= UNSEEN
    given, nodes = given[:, seen], nodes[seen]
    given = given / given.sum(axis=1, keepdims=True)
    weight = common @ given
    multiplier = np.exp(nodes)
    return Mixture(given=given, weight=weight, multiplier=mean * multiplier / float(weight @ multiplier))
