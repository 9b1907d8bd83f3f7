"""What is a deal worth when it is won?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.special import ndtri

from ownit.method.deals import Floats
from ownit.method.law import Missing
from ownit.method.mixes import SURE, Mixes, mixes, scales_likelihood
from ownit.method.written import counted

NEEDED = 5  # won amounts of all together
NEEDED_RATIOS = 20  # deals won whose amount was known before
RATIO_LOG_SD = 0.1  # spread of closed over then-known amount where it cannot be measured
SMOOTH = 10.0  # won amounts that a lognormal counts for beside the empirical law, while these are fewer than SMOOTH_TO
SMOOTH_TO = 200
_POINTS = ndtri((np.arange(16) + 0.5) / 16)  # equally likely points of a standard normal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AmountCells:
    """Won amounts of the past. ``count``, ``log_sum``, ``log_square``: (people,) of positive won amounts.

    ``bin_count``, ``bin_sum``: (k,) counts and money of all people's won amounts in bins of equal width on the log
    scale; only the bin means are used, so one list price stays one price. ``sold`` (people, k): these counts by person.
    """

    count: Floats
    log_sum: Floats
    log_square: Floats
    bin_count: Floats
    bin_sum: Floats
    sold: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RatioCells:
    """Closed amount over the amount known while open, of deals won since: ``ratio`` (k,) and ``count`` (k,)."""

    ratio: Floats
    count: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amounts:
    """The law of a won amount: value[j] with weight[j], times the person's scale exp(N(log_scale, log_sd^2)).

    ``own`` (people, k) are each person's own weights, where people differ in what they sell and not by a scale.
    ``ratio``/``ratio_weight``: the law of closed over then-known amount, by which a known amount is multiplied.
    """

    value: Floats  # (k,)
    weight: Floats  # (k,)
    log_scale: Floats  # (people,)
    log_sd: Floats  # (people,)
    ratio: Floats  # (r,)
    ratio_weight: Floats  # (r,)
    ratio_measured: bool
    n: int
    own: Floats | None = field(default=None)

    def weights(self, person: int) -> Floats:
        """A person's, (k,)."""
        return self.weight if self.own is None else np.asarray(self.own[person])


def fit(cells: AmountCells, ratios: RatioCells | None = None) -> Amounts | Missing:
    """The team's shape and each person's scale.

    With y the log of a won amount: y_ij = mu + b_i + e_ij, Var(e) = s2 pooled within people, Var(b) = t2 by moments
    (DerSimonian and Laird 1986, weights n_i). b_i is shrunk by t2 / (t2 + s2/n_i). The shape is the empirical law of
    all won amounts, drawn together on the log scale by sqrt(s2 / (s2 + t2)) since it holds the people's differences,
    and multiplied so that with everybody's scale, weighted by n_i, it has the mean it had: what is told of n_i deals of
    each comes to the money that was won, also where amounts are a few list prices and no lognormal. Where it is
    likelier that people differ in what they sell (``method.mixes``), each has shares of their own instead.
    """
    n = float(cells.count.sum())
    if n < NEEDED:
        have = counted(int(n), "won deal has", "won deals have")
        text = f"{have} an amount to go by; what a deal is worth takes {NEEDED}."
        return Missing(code="too_few_amounts", n=int(n), needed=NEEDED, text=text)
    mu = float(cells.log_sum.sum() / n)
    within, between = _variances(cells, mu)
    mean = np.divide(cells.log_sum, cells.count, out=np.full_like(cells.count, mu), where=cells.count > 0)
    noise = np.divide(within, cells.count, out=np.full_like(cells.count, np.inf), where=cells.count > 0)
    trust = between / (between + noise) if between > 0 else np.zeros_like(noise)
    log_scale, log_sd = trust * (mean - mu), np.sqrt(between * (1.0 - trust))
    value, weight = _shape(cells, mu, within + between if within > 0 else 0.0)
    own = _own(cells, weight, within, between)
    if own is not None:
        log_sd = own.log_sd(cells.count, value)
        log_scale = -(log_sd**2) / 2.0
    elif between > 0:
        scale = float(cells.count @ np.exp(log_scale + log_sd**2 / 2)) / n
        value = _drawn_together(value, weight, mu, within / (within + between), scale)
    ratio, ratio_weight, measured = _ratio(ratios)
    return Amounts(
        value=value,
        weight=weight,
        log_scale=log_scale,
        log_sd=log_sd,
        ratio=ratio,
        ratio_weight=ratio_weight,
        ratio_measured=measured,
        n=int(n),
        own=None if own is None else own.shares,
    )


def _own(cells: AmountCells, weight: Floats, within: float, between: float) -> Mixes | None:
    """Each person's shares where these are likelier than a scale; what smooths the ``weight`` of all stays in them."""
    if within <= 0 or len(cells.bin_count) < 2:
        return None
    found, log_value = mixes(cells.sold), np.log(cells.bin_sum / cells.bin_count)
    if found.log_likelihood < SURE + scales_likelihood(cells.sold, log_value, within, between):
        return None
    smooth = weight[len(log_value) :]
    shares = np.concatenate([found.shares * (1.0 - smooth.sum()), np.tile(smooth, (len(cells.sold), 1))], axis=1)
    return replace(found, shares=shares)


def _variances(cells: AmountCells, mu: float) -> tuple[float, float]:
    """s2 and t2; rounding can leave a variance a hair below zero, and one list price leaves it exactly there."""
    some = cells.count > 0
    n, total, square = cells.count[some], cells.log_sum[some], cells.log_square[some]
    mean = total / n
    spread = np.maximum(square - n * mean**2, 0.0).sum()
    free = float(np.sum(n - 1))
    within = float(spread / free) if free > 0 else float(np.mean((mean - mu) ** 2))
    room = n.sum() - np.sum(n**2) / n.sum()
    excess = float(np.sum(n * (mean - mu) ** 2) - (len(n) - 1) * within)
    between = max(excess / room, 0.0) if room > 0 else 0.0
    tiny = 1e-9
    return (0.0 if within < tiny else within), (0.0 if between < tiny else between)


def _shape(cells: AmountCells, mu: float, variance: float) -> tuple[Floats, Floats]:
    """Every won amount, and a lognormal beside few of them."""
    some = cells.bin_count > 0
    value, weight = cells.bin_sum[some] / cells.bin_count[some], cells.bin_count[some] / cells.bin_count.sum()
    n = float(cells.bin_count.sum())
    if n < SMOOTH_TO and variance > 0:
        smooth = np.exp(mu + np.sqrt(variance) * _POINTS)
        share = SMOOTH / (n + SMOOTH)
        value = np.concatenate([value, smooth])
        weight = np.concatenate([weight * (1.0 - share), np.full(len(smooth), share / len(smooth))])
    return value, weight


def _drawn_together(value: Floats, weight: Floats, mu: float, within: float, scale: float) -> Floats:
    """``value`` with the share ``within`` of its log-variance, and its mean once people's mean ``scale`` is in it."""
    drawn = np.exp(mu + np.sqrt(within) * (np.log(value) - mu))
    return np.asarray(drawn * float(value @ weight) / (float(drawn @ weight) * scale))


def _ratio(cells: RatioCells | None) -> tuple[Floats, Floats, bool]:
    if cells is not None and cells.count.sum() >= NEEDED_RATIOS:
        # A copy: what is read may not be written to, and for such arrays every loop would be compiled once more.
        return cells.ratio.copy(), cells.count / cells.count.sum(), True
    points = np.exp(RATIO_LOG_SD * ndtri((np.arange(5) + 0.5) / 5))
    return points / points.mean(), np.full(5, 0.2), False
