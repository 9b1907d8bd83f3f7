"""What is a person's rate, how sure is it, and whose evidence is it?

successes s_i of n_i trials; the rate is beta with the mean m_g of the like-for-like group and weight k (observations):
p_i | data ~ Beta(k m_g + s_i, k (1 - m_g) + n_i - s_i). k comes from how far people differ beyond chance (method of
moments, Kleinman 1973) and is at least the weight of a published prior; m_g is shrunk to the mean of all in the same
way, and that to the published value where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import betaincinv

from ownit.method.deals import Floats, Ints
from ownit.method.law import Missing
from ownit.method.priors import PRIOR_WEIGHT, Published

LARGEST_WEIGHT = 1e6  # people who do not differ beyond chance share one rate


class Evidence(StrEnum):
    """Whose evidence a rate mostly is; always named beside it."""

    RECORD = "your record"
    WORD = "your word"
    PEERS = "the record of people like you"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate as a fraction with its 80 % interval; ``n`` own trials, ``weight`` observations lent to them."""

    mean: float
    low: float
    high: float
    n: float
    weight: float
    evidence: Evidence
    source: str | None = None


def rates(
    successes: Floats,
    trials: Floats,
    group: Ints,
    *,
    prior: Published | None = None,
    prior_weight: float = PRIOR_WEIGHT,
    word: Floats | None = None,
    needed: int = 1,
) -> tuple[Rate | Missing, ...]:
    """Each person's rate, in order; all arrays (n,).

    ``word`` is what a person says of themselves, NaN for nothing said: it stands in for the group's mean with
    ``prior_weight``. Missing (code ``too_few_trials``) where neither own trials, nor ``needed`` of all people's, nor a
    prior, nor a word exist. ValueError unless 0 <= successes <= trials.
    """
    if np.any((successes < 0) | (successes > trials)):
        raise ValueError("successes must lie between 0 and the trials")
    if trials.sum() < needed and prior is None and (word is None or np.isnan(word).all()):
        lack = Missing(code="too_few_trials", n=int(trials.sum()), needed=needed, text=_lack(trials, needed))
        return (lack,) * len(trials)
    mean_all = _towards_prior(successes.sum(), trials.sum(), prior, prior_weight)
    mean_group = _group_means(successes, trials, group, mean_all)[group]
    between = _weight(successes, trials, mean_group)
    said = np.full(len(trials), np.nan) if word is None else word
    centre = np.where(np.isnan(said), mean_group, said)
    weight = np.where(np.isnan(said), between, prior_weight)
    a, b = weight * centre + successes, weight * (1 - centre) + trials - successes
    low, high = betaincinv(a, b, 0.1), betaincinv(a, b, 0.9)
    named = [_name(trials[i], weight[i], said[i], trials.sum(), prior, prior_weight) for i in range(len(trials))]
    return tuple(
        Rate(
            mean=float(a[i] / (a[i] + b[i])),
            low=float(low[i]),
            high=float(high[i]),
            n=float(trials[i]),
            weight=float(weight[i]),
            evidence=named[i],
            source=prior.source if prior is not None and named[i] is Evidence.PUBLISHED else None,
        )
        for i in range(len(trials))
    )


def _lack(trials: Floats, needed: int) -> str:
    return f"{int(trials.sum())} tries are on record; a rate takes {needed}."


def _towards_prior(s: float, n: float, prior: Published | None, weight: float) -> float:
    """The mean of all; a published value counts as ``weight`` observations, none as half a success and a failure."""
    if prior is None:
        return float((s + 0.5) / (n + 1.0))
    return float((s + weight * prior.value) / (n + weight))


def _group_means(s: Floats, n: Floats, group: Ints, mean: float) -> Floats:
    groups = int(group.max(initial=0)) + 1
    s_g = np.bincount(group, weights=s, minlength=groups).astype(np.float64)
    n_g = np.bincount(group, weights=n, minlength=groups).astype(np.float64)
    k = _weight(s_g, n_g, np.full(groups, mean))
    return np.asarray((s_g + k * mean) / (n_g + k))


def _weight(s: Floats, n: Floats, mean: Floats) -> float:
    """Observations k with which a mean speaks for a person: Var(s/n) = m(1-m)(1/n + (1-1/n)/(k+1)), by moments.

    With one person, or too few trials to see any difference, k is the weight of a published prior.
    """
    seen = n > 0
    if seen.sum() < 2:
        return PRIOR_WEIGHT
    n, s, m = n[seen], s[seen], mean[seen]
    binomial = m * (1 - m)
    excess = float(np.sum(n * ((s / n - m) ** 2 / binomial - 1.0 / n)))
    room = float(np.sum(n * (1.0 - 1.0 / n)))
    if room <= 0:
        return PRIOR_WEIGHT
    rho = max(excess / room, 1.0 / LARGEST_WEIGHT)
    return float(np.clip(1.0 / rho - 1.0, 1.0, LARGEST_WEIGHT))


def _name(n: float, weight: float, word: float, n_all: float, prior: Published | None, prior_weight: float) -> Evidence:
    """The source that carries most of the estimate; what peers lend counts as peers only if they have a record."""
    if n > 0 and n >= weight:
        return Evidence.RECORD
    if not np.isnan(word):
        return Evidence.WORD
    if prior is not None and n_all < prior_weight:
        return Evidence.PUBLISHED
    return Evidence.PEERS if n_all > n else Evidence.RECORD
