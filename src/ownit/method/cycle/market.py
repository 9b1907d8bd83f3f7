"""How good are the times, by the wins of everybody month after month, and in which weeks of a quarter are deals won?

Wins O_s of a slice of time s (``method.cycle.timeline``) are Poisson with mean E_s exp(a + x_m + p_k): E_s what the
hazards by age expect, a the level, x_m the month's common factor, p_k the position in the quarter. x is a stationary
AR(1) with monthly memory FACTOR_MEMORY and sd s, p ~ N(0, t^2), a nearly flat. Given (s, t) the posterior is taken as
normal about its mode (Laplace; Newton's method on a concave function of about thirty unknowns); s and t are averaged
over a grid by marginal likelihood and prior. The factor is damped: j months ahead its log has mean memory^j x_M and
variance memory^2j Var(x_M) + s^2 (1 - memory^2j).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.cycle.timeline import MONTHS, POSITIONS, Slices
from ownit.method.deals import Floats
from ownit.method.mixture import FACTOR_MEMORY, FACTOR_SD, MONTH_DAYS
from ownit.method.pooling import LIKELIHOOD_RATIO_5

FACTOR_SDS = np.array([0.05, 0.1, 0.2, 0.3, 0.45, 0.7])
SD_LOG_SD = 0.5  # of the prior of the factor's sd about FACTOR_SD: within a factor of 2.7 with 95 %
POSITION_SDS = np.array([0.0, 0.1, 0.2, 0.4, 0.8])
POSITION_PRIOR_SD = 0.4  # half-normal; quarter ends that win twice as much are common, five times as much are not
NEEDED_QUARTERS = 4  # before what happened in some weeks of a quarter may be called a habit: seen for a year
LEVEL_SD = 10.0  # of a: as good as flat
_NEWTON_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """The common factor and the position in the quarter. One entry per sd of the factor that was tried: (g,).

    ``past`` (slices,) and ``ahead`` (k,) multiply the hazard of winning; their mean over the record is one.
    """

    past: Floats
    ahead: Floats
    ahead_until: Floats  # (k,) last day of each coming slice, in days after as_of
    position: Floats  # (positions,) multipliers; all one unless told apart
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
class _Mode:
    """The normal approximation for one pair of sds; z = (a, x_1.., p_1..)."""

    evidence: float
    mean: Floats
    covariance: Floats


def market(observed: Floats, expected: Floats, slices: Slices) -> Market:
    """The factor and the positions from wins ``observed`` and ``expected`` in each past slice, (slices,) both.

    Positions are used only if the record tells them apart: twice the gain in log evidence over none, profiled over the
    factor's sd, above 2.706 (the 5 % point for a variance on its boundary).
    """
    observed = np.where(expected > 0, observed, 0.0)  # where nothing could be won, nothing is said of the times
    design = _design(slices)
    months = int(slices.month[-1]) + 1
    modes = [[_mode(observed, expected, design, months, s, t) for t in POSITION_SDS] for s in FACTOR_SDS]
    evidence = np.array([[mode.evidence for mode in row] for row in modes])
    seen = len(np.unique(slices.month[expected > 0] // MONTHS)) >= NEEDED_QUARTERS
    real = seen and bool(2.0 * (evidence.max() - evidence[:, 0].max()) > LIKELIHOOD_RATIO_5)
    prior = -0.5 * (np.log(FACTOR_SDS / FACTOR_SD) / SD_LOG_SD)[:, None] ** 2
    prior = prior - 0.5 * (POSITION_SDS / POSITION_PRIOR_SD) ** 2 + np.log(np.gradient(POSITION_SDS))
    log = np.where((POSITION_SDS > 0) == real, evidence + prior, -np.inf)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    return _averaged(modes, weight, expected, slices, real=real)


def _design(slices: Slices) -> Floats:
    """Which unknowns add to each slice's log mean, (slices, 1 + months + positions)."""
    months = int(slices.month[-1]) + 1
    design = np.zeros((len(slices), 1 + months + len(POSITIONS)))
    rows = np.arange(len(slices))
    design[:, 0] = 1.0
    design[rows, 1 + slices.month] = 1.0
    design[rows, 1 + months + slices.position] = 1.0
    return design


def _precision(months: int, sd: float, position_sd: float) -> Floats:
    """Of (a, x, p) a priori. An AR(1) with memory r has (1, 1 + r^2, .., 1)/v on and -r/v beside the diagonal."""
    k = np.zeros((1 + months + len(POSITIONS),) * 2)
    k[0, 0] = LEVEL_SD**-2
    v = sd**2 * (1.0 - FACTOR_MEMORY**2) if months > 1 else sd**2
    i = np.arange(1, 1 + months)
    k[i, i] = (1.0 + FACTOR_MEMORY**2) / v
    k[[1, months], [1, months]] = 1.0 / v
    k[i[:-1], i[1:]] = k[i[1:], i[:-1]] = -FACTOR_MEMORY / v
    j = np.arange(1 + months, len(k))
    k[j, j] = max(position_sd, 1e-4) ** -2
    return k


def _mode(observed: Floats, expected: Floats, design: Floats, months: int, sd: float, position_sd: float) -> _Mode:
    k = _precision(months, sd, position_sd)
    z = np.zeros(len(k))
    for _ in range(_NEWTON_STEPS):
        mean = expected * np.exp(design @ z)
        curvature = design.T @ (design * mean[:, None]) + k
        step = np.linalg.solve(curvature, design.T @ (observed - mean) - k @ z)
        z = z + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-6:
            break
    mean = expected * np.exp(design @ z)
    curvature = design.T @ (design * mean[:, None]) + k
    fit = float(observed @ (design @ z) - mean.sum() - 0.5 * z @ k @ z)
    volume = 0.5 * float(np.linalg.slogdet(k)[1] - np.linalg.slogdet(curvature)[1])
    return _Mode(evidence=fit + volume, mean=z, covariance=np.asarray(np.linalg.inv(curvature), dtype=np.float64))


def _averaged(modes: list[list[_Mode]], weight: Floats, expected: Floats, slices: Slices, *, real: bool) -> Market:
    months = int(slices.month[-1]) + 1
    n, last = 1 + months, months
    past, ahead, position = np.zeros(len(slices)), np.zeros(len(slices.ahead)), np.zeros(len(POSITIONS))
    now, var_level, covariance, var_now = (np.zeros(len(FACTOR_SDS)) for _ in range(4))
    middle = (np.append(0.0, slices.ahead[:-1]) + slices.ahead) / 2.0
    for g, sd in enumerate(FACTOR_SDS):
        share = weight[g] / max(weight[g].sum(), 1e-300)
        for t, mode in enumerate(modes[g]):
            z, v = mode.mean, np.diag(mode.covariance)
            place = np.exp(z[n:] + v[n:] / 2.0) if real else np.ones(len(POSITIONS))
            level = np.exp(z[1:n] + v[1:n] / 2.0)[slices.month] * place[slices.position]
            norm = float(expected @ level / expected.sum()) if expected.sum() > 0 else 1.0
            r = FACTOR_MEMORY ** (middle / MONTH_DAYS)
            coming = np.exp(r * z[last] + (r**2 * v[last] + sd**2 * (1.0 - r**2)) / 2.0)
            past += weight[g, t] * level / norm
            ahead += weight[g, t] * coming * place[slices.ahead_position] / norm
            position += weight[g, t] * place
            now[g] += share[t] * z[last]
            var_level[g] += share[t] * v[0]
            covariance[g] += share[t] * mode.covariance[0, last]
            var_now[g] += share[t] * v[last]
    by_sd = weight.sum(axis=1)
    return Market(
        past=past,
        ahead=ahead,
        ahead_until=slices.ahead,
        position=position,
        position_real=bool(real),
        weight=by_sd,
        sd=FACTOR_SDS,
        now=now,
        var_level=var_level,
        covariance=covariance,
        var_now=var_now,
        prior_share=float(by_sd @ np.minimum(var_now / FACTOR_SDS**2, 1.0)),
    )
