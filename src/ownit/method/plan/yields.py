"""How many deals does one activity of each channel open, by the record, and how sure is that?

Deals opened O[i, c] of person i by N[i, c] activities of channel c are Poisson with mean mu[i, c] r[c] N[i, c]. r[c]
is gamma about a published yield p[c] where there is one, times the level m of all channels together:
m = (s + O) / (s + sum p N), r[c] = (s + O[c]) / (s / (m p[c]) + N[c]), with s = 1 / (exp(CHAIN_LOG_SD^2) - 1) events,
since the uncertainty of a published chain is on the whole of it. mu is pooled person within group within all
(``method.pooling``). A channel that nobody here has tried is taken to be no better than what is published: m is at most
1 for it. Last, a person's yields of what they did lately are multiplied by one factor, so that the effort of lately
gives the openings of lately (``method.arrivals``): sum over c of a[i, c] y[i, c] = own openings a week. So a plan that
repeats the effort of lately has the law of *as you have been going*. Which deal is whose activity's is a rule of
``facts.measures.effort``; what no activity explains is spread over the channels by their hours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Flags, Floats
from ownit.method.plan.logged import CHANNELS, NEEDED, WEEKS, EffortCells
from ownit.method.plan.published import published_yields
from ownit.method.plan.usual import MINUTES
from ownit.method.pooling import TAUS, pool
from ownit.method.priors import CHAIN_LOG_SD
from ownit.method.rates import Evidence

PRIOR = 1.0 / float(np.expm1(CHAIN_LOG_SD**2))  # openings that a published chain counts for
USUAL_COUNTS = 5.0  # activities that the usual minutes count for beside the recorded ones
UNRECORDED = 4.0  # times what the recorded effort explains: past it most of what opens deals is not on record
LEAST = 0.2  # sd between people: they differ in what they write down as one activity, if in nothing else
STOPPED = 0.2  # of a person's own usual hours: with less lately, what was opened lately is not of that effort
Z80 = 1.2816  # of a normal, for an 80 % interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Yields:
    """Deals opened per activity, (people, channels): ``mean`` with the sd of its log; NaN where nobody knows.

    ``apart``: the sd of the log before what is common to a person's channels came in: of each against the others.
    ``factor`` (people,) is by what all of a person's were multiplied so that lately's effort gives lately's openings,
    1 where there was hardly any effort lately; ``unrecorded`` (people,): most effort is not on record.
    """

    mean: Floats
    log_sd: Floats
    apart: Floats
    minutes: Floats
    evidence: tuple[tuple[Evidence, ...], ...]
    factor: Floats
    unrecorded: Flags
    cells: EffortCells

    def interval(self, person: int, channel: Kind) -> tuple[float, float]:
        """80 % interval of a yield."""
        c = CHANNELS.index(channel)
        spread = float(np.exp(Z80 * self.log_sd[person, c]))
        return float(self.mean[person, c] / spread), float(self.mean[person, c] * spread)


def fit(cells: EffortCells, own_per_week: Floats, own_log_sd: Floats, prior: Floats | None = None) -> Yields:
    """Everybody's yields; ``own_per_week`` (people,) own openings of lately as the law has them, and their log's sd.

    ``prior``: what is published of each channel, where something else than openings is counted; (channels,).
    """
    minutes = _minutes(cells)
    opened = _explained(cells, minutes)
    rate, rate_sd = _rates(cells.done, opened, published_yields() if prior is None else prior)
    mean, log_sd, tau = _people(cells, opened, rate)
    log_sd = apart = np.sqrt(log_sd**2 + rate_sd**2)
    factor, applied = _factor(cells, minutes, mean, own_per_week)
    log_sd = np.where(applied[:, None], _calibrated_sd(cells, mean, log_sd, own_log_sd), log_sd)
    return Yields(
        mean=mean * np.where(cells.lately > 0, factor[:, None], 1.0),
        log_sd=log_sd,
        apart=apart,
        minutes=minutes,
        evidence=_named(cells, opened, rate, tau),
        factor=factor,
        unrecorded=_unrecorded(cells, factor),
        cells=cells,
    )


def _minutes(cells: EffortCells) -> Floats:
    """Minutes of one activity, what it sets included: recorded, drawn to the usual ones by USUAL_COUNTS activities."""
    usual = np.array([MINUTES[channel] for channel in CHANNELS])
    return np.asarray((cells.minutes + USUAL_COUNTS * usual) / (cells.done + USUAL_COUNTS))


def _explained(cells: EffortCells, minutes: Floats) -> Floats:
    """Deals opened with those nobody can explain spread by hours; what a channel never used opened is one of these."""
    used = cells.done > 0
    left = cells.unexplained + np.where(used, 0.0, cells.opened).sum(axis=1)
    hours = cells.done * minutes
    total = hours.sum(axis=1, keepdims=True)
    share = np.divide(hours, total, out=np.zeros_like(hours), where=total > 0)
    return np.asarray(np.where(used, cells.opened, 0.0) + share * left[:, None])


def _rates(done: Floats, opened: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """The rate of all per channel and the sd of its log, (channels,) each; NaN where neither record nor source is."""
    n, o = done.sum(axis=0), opened.sum(axis=0)
    told = ~np.isnan(prior)
    level = (PRIOR + o[told].sum()) / (PRIOR + float(prior[told] @ n[told]))
    level = np.where(n > 0, level, min(level, 1.0))  # what nobody here has tried is no better than what is published
    weight = np.where(told, PRIOR, 0.5)  # without a source, half an opening: Jeffreys
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = (weight + o) / (np.where(told, PRIOR / (level * prior), 0.0) + n)
    known = told | (n > 0)
    return np.where(known, rate, np.nan), np.where(known, 1.0 / np.sqrt(weight + o), np.nan)


def _people(cells: EffortCells, opened: Floats, rate: Floats) -> tuple[Floats, Floats, Floats]:
    """Each person's yield and the sd of its log, (people, channels), and per channel how far people differ."""
    mean = np.full(cells.done.shape, np.nan)
    log_sd, tau = mean.copy(), np.zeros(len(CHANNELS))
    for c in np.flatnonzero(~np.isnan(rate)):
        pooled = pool(opened[:, c], rate[c] * cells.done[:, c], cells.group, least=LEAST)
        mean[:, c], log_sd[:, c], tau[c] = rate[c] * pooled.mean, pooled.log_sd, pooled.tau
    return mean, log_sd, tau


def _factor(cells: EffortCells, minutes: Floats, mean: Floats, own: Floats) -> tuple[Floats, Flags]:
    """By what a person's yields are multiplied, and whether they are: not where effort has all but stopped."""
    explained = np.nansum(cells.per_week * mean, axis=1)
    usual, lately = (cells.done * minutes).sum(axis=1) / WEEKS, (cells.per_week * minutes).sum(axis=1)
    applied = (explained > 0) & (lately >= STOPPED * usual)
    factor = np.divide(own, explained, out=np.ones_like(own), where=applied & (own > 0))
    return factor, applied & (own > 0)


def _unrecorded(cells: EffortCells, factor: Floats) -> Flags:
    idle = cells.lately.sum(axis=1) <= 0
    return np.asarray((cells.opened_lately >= NEEDED) & ((factor > UNRECORDED) | idle))


def _calibrated_sd(cells: EffortCells, mean: Floats, log_sd: Floats, own_log_sd: Floats) -> Floats:
    """Sd of log y = log y0 - log(sum a y0) + log(own): what is common cancels, what is not known of own comes in."""
    part = np.nan_to_num(cells.per_week * mean)
    total = part.sum(axis=1, keepdims=True)
    w = np.divide(part, total, out=np.zeros_like(part), where=total > 0)
    v = np.nan_to_num(log_sd) ** 2
    others = (w**2 * v).sum(axis=1, keepdims=True) - w**2 * v
    return np.asarray(np.sqrt((1.0 - w) ** 2 * v + others + own_log_sd[:, None] ** 2))


def _named(cells: EffortCells, opened: Floats, rate: Floats, tau: Floats) -> tuple[tuple[Evidence, ...], ...]:
    """Whose evidence a yield mostly is: own openings expected against those that peers, else a source, count for."""
    expected = np.nan_to_num(rate) * cells.done
    k = 1.0 / np.maximum(tau, min(t for t in TAUS if t > 0)) ** 2
    total = opened.sum(axis=0)
    own = (expected >= k) | (opened >= np.maximum(PRIOR, total - opened))
    peers = total - opened >= PRIOR
    return tuple(
        tuple(
            Evidence.RECORD if own[i, c] else Evidence.PEERS if peers[i, c] else Evidence.PUBLISHED
            for c in range(len(CHANNELS))
        )
        for i in range(len(cells.done))
    )
