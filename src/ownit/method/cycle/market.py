"""How good are the times, by the wins of everybody month after month, and in which weeks of a quarter are deals won?

Wins O_gs of deals of age class g (``AGED``) in a slice of time s (``method.cycle.timeline``) are Poisson with mean
E_gs exp(a + x_m + p_k + apart_g (r_k + b)): E_gs what the hazards by age expect, a the level, x_m the month's common
factor, p_k the position in the quarter, r_k what the position does to aged deals beyond young ones, b the level of the
two apart (``method.cycle.design``). x is a stationary AR(1) with monthly memory FACTOR_MEMORY and sd s, p ~ N(0, t^2),
r ~ N(0, u^2), a and b nearly flat. Given (s, t, u) the posterior is taken as normal about its mode (Laplace; Newton's
method on a concave function of about thirty-five unknowns); s, t and u are averaged over a grid by marginal likelihood
and prior. The factor is damped: j months ahead its log has mean
memory^j x_M and variance memory^2j Var(x_M) + s^2 (1 - memory^2j).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from ownit.method.cycle.cells import AGE_EDGES
from ownit.method.cycle.design import Design, design
from ownit.method.cycle.timeline import MONTH, MONTHS, POSITIONS, Slices
from ownit.method.deals import Floats
from ownit.method.mixture import FACTOR_MEMORY, FACTOR_SD, MONTH_DAYS
from ownit.method.pooling import LIKELIHOOD_RATIO_5

FACTOR_SDS = np.array([0.05, 0.1, 0.2, 0.3, 0.45, 0.7])
SD_LOG_SD = 0.5  # of the prior of the factor's sd about FACTOR_SD: within a factor of 2.7 with 95 %
POSITION_SDS = np.array([0.0, 0.1, 0.2, 0.4, 0.8])
AGED_SDS = np.array([0.0, 0.2, 0.8])
POSITION_PRIOR_SD = 0.4  # half-normal; quarter ends that win twice as much are common, five times as much are not
NEEDED_QUARTERS = 4  # before what happened in some weeks of a quarter is called a habit: seen for a year
LEVEL_SD = 10.0  # of a and b: as good as flat
AGED = (np.array(AGE_EDGES) >= MONTH).astype(np.int64)
"""The age class of each age bin, (bins,): 0 while a deal is not older than a month, then 1."""
CLASSES = 2
_NEWTON_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """The common factor and the position in the quarter. One entry per sd of the factor that was tried: (g,).

    ``past`` (classes, slices) and ``ahead`` (classes, k) multiply the hazard of winning of each age class; their mean
    over the record is one.
    """

    past: Floats
    ahead: Floats
    ahead_until: Floats  # (k,) last day of each coming slice, in days after as_of
    position: Floats  # (classes, positions) multipliers, one in the mean over the record
    position_real: bool
    weight: Floats  # (g,) posterior weight of each sd
    sd: Floats  # (g,)
    now: Floats  # (g,) mean of the log of the level and the current factor
    var_level: Floats  # (g,) of a
    covariance: Floats  # (g,) of a and the current factor
    var_now: Floats  # (g,) of the current factor
    prior_share: float  # of what is known of the current factor, the part that is prior: posterior over prior variance

    def log_sd(self, lead: float, horizon: float) -> float:
        """Sd of the mean log of level and factor over the days ``lead`` to ``horizon`` ahead.

        With r_j = memory^j at month j: Var = Var(a) + 2 r Cov(a, x_M) + r^2 Var(x_M) + s^2 mean_ij(memory^|i-j| -
        memory^(i+j)), r the mean of r_j; averaged over s.
        """
        count = max(1, round((horizon - lead) / MONTH_DAYS))
        months = lead / MONTH_DAYS + (np.arange(count) + 0.5) * (horizon - lead) / MONTH_DAYS / count
        r = float(np.mean(FACTOR_MEMORY**months))
        apart = np.abs(np.subtract.outer(months, months))
        fresh = float(np.mean(FACTOR_MEMORY**apart - FACTOR_MEMORY ** np.add.outer(months, months)))
        variance = self.var_level + 2.0 * r * self.covariance + r**2 * self.var_now + self.sd**2 * fresh
        centre = float(self.weight @ (r * self.now))
        return float(np.sqrt(self.weight @ (variance + (r * self.now - centre) ** 2)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Priors:
    """What the unknowns z = (a, x_1.., p_1.., r_1.., b) are a priori for each trio of sds, the last going first."""

    precision: Floats  # (trios, k, k)
    log_volume: Floats  # log determinant of it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Modes:
    """The normal approximation for each trio of sds, shaped (factor's sds, positions' sds, aged deals' sds, ..)."""

    evidence: Floats
    mean: Floats  # (.., k)
    variance: Floats  # (.., k)
    level_with_now: Floats  # covariance of the level and the current factor
    place: Floats  # (.., 2, positions) what a position is expected to multiply an age class by


def market(observed: Floats, expected: Floats, slices: Slices) -> Market:
    """The factor and the positions from wins ``observed`` and ``expected`` by age class and past slice, (2, slices).

    Positions count as far as the record makes them likely, none at all being one of the sds that are averaged over;
    so does what they do to aged deals beyond it. They are called real if the record tells them apart: twice the gain
    in log evidence over none, profiled over the factor's sd, above 2.706 (the 5 % point for a variance on its
    boundary), and a year of quarters was seen.
    """
    observed = np.where(expected > 0, observed, 0.0)  # where nothing could be won, nothing is said of the times
    modes = _modes(observed, expected, design(expected, slices))
    prior = -0.5 * (np.log(FACTOR_SDS / FACTOR_SD) / SD_LOG_SD)[:, None, None] ** 2
    log = modes.evidence + prior + _half_normal(POSITION_SDS)[:, None] + _half_normal(AGED_SDS)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    real = _real(modes.evidence[:, :, 0], expected.sum(axis=0), slices)
    return _averaged(modes, weight, expected, slices, real=real)


def _half_normal(sds: Floats) -> Floats:
    """The log of what each of a grid of sds weighs a priori."""
    return np.asarray(-0.5 * (sds / POSITION_PRIOR_SD) ** 2 + np.log(np.gradient(sds)))


def _real(evidence: Floats, expected: Floats, slices: Slices) -> bool:
    """Whether some weeks of a quarter may be said to be better than others."""
    seen = len(np.unique(slices.month[expected > 0] // MONTHS)) >= NEEDED_QUARTERS
    return seen and bool(2.0 * (evidence.max() - evidence[:, 0].max()) > LIKELIHOOD_RATIO_5)


def _precision(months: int, sd: float, *position_sds: float) -> Floats:
    """Of (a, x, p, r, b) a priori. An AR(1) with memory q has (1, 1 + q^2, .., 1)/v on and -q/v beside the diagonal."""
    k = np.zeros((2 + months + len(position_sds) * len(POSITIONS),) * 2)
    k[[0, -1], [0, -1]] = LEVEL_SD**-2
    v = sd**2 * (1.0 - FACTOR_MEMORY**2) if months > 1 else sd**2
    i = np.arange(1, 1 + months)
    k[i, i] = (1.0 + FACTOR_MEMORY**2) / v
    k[[1, months], [1, months]] = 1.0 / v
    k[i[:-1], i[1:]] = k[i[1:], i[:-1]] = -FACTOR_MEMORY / v
    j = np.arange(1 + months, len(k) - 1)
    k[j, j] = np.repeat(np.maximum(position_sds, 1e-4) ** -2.0, len(POSITIONS))
    return k


@lru_cache(maxsize=8)
def _priors(months: int) -> _Priors:
    """They depend on the length of the record alone, and are asked for at every fit."""
    trios = product(FACTOR_SDS, POSITION_SDS, AGED_SDS)
    precision = np.array([_precision(months, *sds) for sds in trios])
    return _Priors(precision=precision, log_volume=np.linalg.slogdet(precision)[1])


def _modes(observed: Floats, expected: Floats, of: Design) -> _Modes:
    """The modes of all trios of sds, side by side: each takes Newton's steps until its own is small."""
    prior = _priors(of.months)
    z = np.zeros((len(prior.precision), of.unknowns))
    active = np.arange(len(z))
    for _ in range(_NEWTON_STEPS):
        k, at = prior.precision[active], z[active]
        mean = expected * np.exp(of.log(at))
        slope = of.slope(observed - mean) - np.einsum("pjk,pk->pj", k, at)
        step = np.linalg.solve(of.curvature(mean) + k, slope[:, :, None])[:, :, 0]
        z[active] = at + np.clip(step, -2.0, 2.0)
        active = active[np.abs(step).max(axis=1) >= 1e-6]
        if not len(active):
            break
    return _about(z, observed, expected, of)


def _about(z: Floats, observed: Floats, expected: Floats, of: Design) -> _Modes:
    """The normal about the modes."""
    prior, log_mean, places = _priors(of.months), of.log(z), of.places()
    mean = expected * np.exp(log_mean)
    curvature = of.curvature(mean) + prior.precision
    drawn = np.einsum("pj,pjk,pk->p", z, prior.precision, z)
    volume = prior.log_volume - np.linalg.slogdet(curvature)[1]
    fits = (log_mean * observed - mean).sum(axis=(1, 2))
    covariance = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    spread = np.sum((places @ covariance) * places, axis=2)
    trios = len(FACTOR_SDS), len(POSITION_SDS), len(AGED_SDS)
    return _Modes(
        evidence=(fits - 0.5 * drawn + 0.5 * volume).reshape(trios),
        mean=z.reshape(*trios, -1),
        variance=np.diagonal(covariance, axis1=1, axis2=2).reshape(*trios, -1),
        level_with_now=covariance[:, 0, of.months].reshape(trios),
        place=np.exp(z @ places.T + spread / 2.0).reshape(*trios, CLASSES, -1),
    )


def _averaged(modes: _Modes, weight: Floats, expected: Floats, slices: Slices, *, real: bool) -> Market:
    last = int(slices.month[-1]) + 1
    mean, variance = modes.mean, modes.variance
    within = weight.sum(axis=(1, 2))
    share = weight / np.maximum(within[:, None, None], 1e-300)
    middle = (np.append(0.0, slices.ahead[:-1]) + slices.ahead) / 2.0
    times = np.exp(mean[..., 1 : 1 + last] + variance[..., 1 : 1 + last] / 2.0)[..., None, slices.month]
    place = modes.place[..., slices.position]
    level = times * place
    seen = np.where(expected.sum(axis=1, keepdims=True) > 0, expected, 1.0)
    norm, usual = (np.einsum("gtucs,cs->gtuc", of, seen) / seen.sum(axis=1) for of in (level, place))
    r = FACTOR_MEMORY ** (middle / MONTH_DAYS)
    fresh = FACTOR_SDS[:, None, None, None] ** 2 * (1.0 - r**2)
    coming = np.exp(r * mean[..., last, None] + (r**2 * variance[..., last, None] + fresh) / 2.0)
    normed = weight[..., None] / norm
    var_now = (share * variance[..., last]).sum(axis=(1, 2))
    return Market(
        past=np.einsum("gtuc,gtucs->cs", normed, level),
        ahead=np.einsum("gtuc,gtuca->ca", normed, coming[..., None, :] * modes.place[..., slices.ahead_position]),
        ahead_until=slices.ahead,
        position=np.einsum("gtuc,gtucp->cp", weight[..., None] / usual, modes.place),
        position_real=real,
        weight=within,
        sd=FACTOR_SDS,
        now=(share * mean[..., last]).sum(axis=(1, 2)),
        var_level=(share * variance[..., 0]).sum(axis=(1, 2)),
        covariance=(share * modes.level_with_now).sum(axis=(1, 2)),
        var_now=var_now,
        prior_share=float(within @ np.minimum(var_now / FACTOR_SDS**2, 1.0)),
    )
