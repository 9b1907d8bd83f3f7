"""How far do people differ in a count, beyond chance, and what is each one's own multiplier?

Observed wins O_i of person i are Poisson with mean mu_i E_i, E_i being what the shared rates expect. mu_i is gamma with
mean mu_g of the person's like-for-like group and variance (tau mu_g)^2; mu_g is gamma with mean 1 and sd tau_g. Then
O_i is negative binomial and mu_i given O_i is gamma with shape 1/tau^2 + O_i and rate 1/(tau^2 mu_g) + E_i. tau is not
plugged in: it is averaged over a grid, weighted by the marginal likelihood and a half-normal prior.

Where effort is counted, not skill, a share of people is taken to be unlike the others: who has stopped, or just begun.
Each mu_i is then of the group with probability 1 - a, and with probability a of people who differ by APART, and the
posterior is the mixture of the two, weighted by how well each tells O_i. So a spread that is small among the many does
not draw the one who has stopped to their middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc, gammaln

from ownit.method.deals import Flags, Floats, Ints

TAUS = np.array([0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.5])  # sd of people's multipliers
TAU_PRIOR_SD = 0.4  # half-normal: sellers in one role differing by more than a factor of two is rare
LIKELIHOOD_RATIO_5 = 2.706  # 95 % point of half a chi-square on 1 degree, for a variance on its boundary
APART = 1.0  # sd of the multipliers of people unlike the others
_AT_APART = int(np.flatnonzero(TAUS == APART)[0])
REAL = 0.975  # posterior probability of a multiplier's side of 1 before anyone is told


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pooled:
    """Multipliers of people, arrays (n,): posterior mean, sd of its log, and whether it is told apart from 1."""

    mean: Floats
    log_sd: Floats
    real: Flags
    tau: float  # posterior mean of the sd between people of one group, those unlike the others left out
    group_mean: Floats  # (groups,)
    differ: bool  # whether the people as a whole differ beyond chance, whoever is unlike the others
    prior_share: float  # 1/tau^2 over 1/tau^2 + expected, averaged by what is expected: how far the prior decides


def pool(
    observed: Floats,
    expected: Floats,
    group: Ints,
    spread: float = TAU_PRIOR_SD,
    *,
    least: float = 0.0,
    apart: float = 0.0,
) -> Pooled:
    """Partial pooling: person within group within all, closed form given tau; all arrays (n,).

    ``spread`` is the sd of the half-normal prior of tau, which is at least ``least`` between people of one group;
    ``apart`` the share of people who may be unlike the others, whom ``least`` does not bound.

    A person is *real* only if the people as a whole differ (likelihood ratio against tau = 0 at 5 %) and the person's
    own posterior lies on one side of 1 with probability 0.975: on data without effects at most about one run in twenty
    calls anybody real.
    """
    group_mean = _group_means(observed, expected, group, spread)
    centre = group_mean[group]
    each = np.array([_log_likelihood(observed, expected * centre, tau) for tau in TAUS])
    mixed, unlike = _with_some_apart(each, apart)
    likelihood = mixed.sum(axis=1)
    weights = _weights(np.where(least > TAUS, -np.inf, likelihood), spread)
    by_person = weights[:, None] * (1.0 - unlike)
    by_person[_AT_APART] += weights @ unlike
    means, variances, sides = _posteriors(observed, expected * centre)
    mean = np.sum(by_person * means, axis=0)
    variance = np.sum(by_person * (variances + means**2), axis=0) - mean**2
    above = np.sum(by_person * sides, axis=0)
    whole = each.sum(axis=1)
    differ = bool(2.0 * (whole.max() - whole[0]) > LIKELIHOOD_RATIO_5)
    real = ((above > REAL) | (above < 1.0 - REAL)) & differ & (expected > 0)
    return Pooled(
        mean=centre * mean,
        log_sd=np.sqrt(np.log1p(np.maximum(variance, 0.0) / mean**2)),
        real=real,
        tau=float(weights @ TAUS),
        group_mean=group_mean,
        differ=differ,
        prior_share=_prior_share(expected * centre, weights),
    )


def _with_some_apart(each: Floats, apart: float) -> tuple[Floats, Floats]:
    """log P(O | tau) with a share of people ``apart``, and how likely each is one of them; (taus, n) both."""
    if apart <= 0:
        return each, np.zeros_like(each)
    like, unlike = np.log1p(-apart) + each, np.log(apart) + each[_AT_APART]
    mixed = np.logaddexp(like, unlike)
    return mixed, np.exp(unlike - mixed)


def _prior_share(expected: Floats, weights: Floats) -> float:
    k = np.maximum(TAUS, 1e-6)[:, None] ** -2.0
    share = weights @ (k / (k + expected))
    total = expected.sum()
    return float(share @ expected / total) if total > 0 else 1.0


def _group_means(observed: Floats, expected: Floats, group: Ints, spread: float) -> Floats:
    """Each group's multiplier, shrunk towards 1 in the same way."""
    groups = int(group.max(initial=0)) + 1
    if groups == 1:
        return np.ones(1)
    o = np.bincount(group, weights=observed, minlength=groups).astype(np.float64)
    e = np.bincount(group, weights=expected, minlength=groups).astype(np.float64)
    weights = _weights(np.array([_log_likelihood(o, e, tau).sum() for tau in TAUS]), spread)
    means, _, _ = _posteriors(o, e)
    return np.asarray(weights @ means)


def _weights(likelihood: Floats, spread: float) -> Floats:
    log = likelihood - 0.5 * (TAUS / spread) ** 2 + np.log(np.gradient(TAUS))
    weights = np.exp(log - log.max())
    return np.asarray(weights / weights.sum())


def _log_likelihood(observed: Floats, expected: Floats, tau: float) -> Floats:
    """log P(O | E, tau) without terms free of tau, (n,); people nothing was expected of say nothing."""
    e = np.maximum(expected, 1e-12)
    if tau == 0.0:
        out = observed * np.log(e) - e
    else:
        k = tau**-2
        out = gammaln(k + observed) - gammaln(k) - (k + observed) * np.log1p(e / k) + observed * np.log(e / k)
    return np.where(expected > 0, out, 0.0)


def _posteriors(observed: Floats, expected: Floats) -> tuple[Floats, Floats, Floats]:
    """Per tau and person: mean and variance of the multiplier, and P(multiplier > 1); each (taus, n)."""
    k = np.maximum(TAUS, 1e-6)[:, None] ** -2.0
    shape, rate = k + observed, k + expected
    above = np.where(TAUS[:, None] > 0, gammaincc(shape, rate), 0.5)
    return shape / rate, shape / rate**2, above
