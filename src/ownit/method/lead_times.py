"""How long does it take from the first touch of an account to opening a deal there, by the record?

y = log(1 + days) of a deal opened by person i is normal about m_i with sd s. m_i is normal about the level of all, m,
with sd tau, and m about the published one with sd CHAIN_LOG_SD: each level is the mean of its own record and of the one
above, by their precisions n / s^2 and 1 / (tau^2 + var m), 1 / CHAIN_LOG_SD^2. s^2 is drawn to WORD_LOG_SD^2 by
PRIOR_WEIGHT deals; tau^2 is what means differ by beyond chance (DerSimonian and Laird 1986), LEAST^2 at least. Sources
are levels about the person's in the same way. Pursuits that took at least so long count by Kaplan and Meier's weights:
each gives its weight to those that took longer, the longest keeps it (Efron 1967).

Only deals with a known first touch are in it. What their share is, is told: of the others nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ownit.method.ages import LEVELS, WORD_LOG_SD, Ages, from_published
from ownit.method.deals import Flags, Floats, Ints
from ownit.method.priors import CHAIN_LOG_SD, PRIOR_WEIGHT, Measure, published
from ownit.method.rates import Evidence

NEEDED = 10  # deals of which the whole time is known, in all or of one source, before it is told
LEAST = 0.2  # sd of the log between people and between sources: they differ in what they write down, if in nothing else


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeadCells:
    """Own deals with a known first touch, arrays (n,): who opened it, an index into ``sources``, days from that touch.

    ``at_least``: it took at least so long. ``opened``: own deals in all, those without a known first touch included.
    """

    person: Ints
    source: Ints
    days: Floats
    at_least: Flags
    sources: tuple[str, ...]
    opened: int
    people: int

    @property
    def known(self) -> int:
        """Deals with a known first touch."""
        return len(self.days)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeadTime:
    """From first touch to opening, of one person: ``ages`` in all, and by source where NEEDED deals came from it.

    ``own``: deals of theirs that speak. ``known`` of ``opened`` own deals of all have a known first touch.
    """

    ages: Ages
    by_source: tuple[tuple[str, Ages], ...]
    own: int
    known: int
    opened: int


NOTHING = LeadTime(ages=from_published(Measure.LEAD_DAYS), by_source=(), own=0, known=0, opened=0)
"""Of whom no record has a first touch: a published time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """A level of y and its variance."""

    mean: float
    variance: float

    def with_(self, n: float, mean: float, spread: float) -> _Level:
        """Together with a record of ``n`` deals, ``spread`` the variance of one."""
        own, before = n / spread, 1.0 / max(self.variance, 1e-9)
        return _Level(mean=(own * mean + before * self.mean) / (own + before), variance=1.0 / (own + before))

    def apart(self, between: float) -> _Level:
        """As it stands for one of many that differ by a variance."""
        return _Level(mean=self.mean, variance=self.variance + between)


def lead_time(cells: LeadCells, person: int) -> LeadTime:
    """One person's; published, and said so, below NEEDED deals of all people whose whole time is known."""
    own = int(np.count_nonzero(cells.person == person))
    if np.count_nonzero(~cells.at_least) < NEEDED:
        return LeadTime(ages=NOTHING.ages, by_source=(), own=own, known=cells.known, opened=cells.opened)
    y, weight = np.log1p(cells.days), _weights(cells.days, cells.at_least)
    n = float(weight.sum() ** 2 / np.sum(weight**2))
    mean = float(weight @ y / weight.sum())
    residual = y - _means(y, weight, cells.person, cells.people)[cells.person]
    spread = _spread(residual, weight)
    paper = _Level(mean=float(np.log1p(published(Measure.LEAD_DAYS).value)), variance=CHAIN_LOG_SD**2)
    every = paper.with_(n, mean, spread)
    people = every.apart(_between(y, weight, cells.person, cells.people, spread))
    mine = people.with_(*_of(y, weight, cells.person == person), spread)
    shape = _shape(residual, weight, spread)
    evidence = _evidence(own, n, spread, people, paper)
    return LeadTime(
        ages=_ages(mine, shape, evidence, own if evidence is Evidence.RECORD else cells.known, n),
        by_source=_by_source(cells, person, y, weight, mine, spread, shape, n),
        own=own,
        known=cells.known,
        opened=cells.opened,
    )


def _weights(days: Floats, at_least: Flags) -> Floats:
    """Kaplan and Meier's weight of each deal, adding up to how many there are; what is only *at least* has none."""
    order = np.lexsort((at_least, days))
    weight = np.ones(len(days))
    carried = 0.0
    out = np.zeros(len(days))
    for place, i in enumerate(order):
        longer = len(order) - place - 1
        share = weight[i] + carried / (longer + 1)
        carried -= carried / (longer + 1)
        if at_least[i] and longer:
            carried += share
        else:
            out[i] = share
    return out


def _of(y: Floats, weight: Floats, which: Flags) -> tuple[float, float]:
    """How many deals speak, and their mean."""
    w = weight[which]
    total = float(w.sum())
    return (float(total**2 / np.sum(w**2)), float(w @ y[which] / total)) if total > 0 else (0.0, 0.0)


def _means(y: Floats, weight: Floats, group: Ints, groups: int) -> Floats:
    total = np.bincount(group, weights=weight, minlength=groups)
    sums = np.bincount(group, weights=weight * y, minlength=groups)
    return np.divide(sums, total, out=np.zeros(groups), where=total > 0)


def _spread(residual: Floats, weight: Floats) -> float:
    """s^2: that of the record, drawn to WORD_LOG_SD^2."""
    return float((weight @ residual**2 + PRIOR_WEIGHT * WORD_LOG_SD**2) / (weight.sum() + PRIOR_WEIGHT))


def _between(y: Floats, weight: Floats, group: Ints, groups: int, spread: float) -> float:
    """tau^2 = (sum n (mean - m)^2 - (k - 1) s^2) / (N - sum n^2 / N), LEAST^2 at least."""
    total = np.bincount(group, weights=weight, minlength=groups)
    means, there = _means(y, weight, group, groups), total > 0
    whole = float(total.sum())
    apart = float(total[there] @ (means[there] - weight @ y / whole) ** 2)
    room = whole - float(np.sum(total**2)) / whole
    found = (apart - (int(there.sum()) - 1) * spread) / room if room > 1e-9 else 0.0
    return max(found, LEAST**2)


def _shape(residual: Floats, weight: Floats, spread: float) -> Floats:
    """Quantiles of y about its level: the record's own, drawn to a normal's by PRIOR_WEIGHT deals, as LEVELS."""
    order = np.argsort(residual)
    steps = np.cumsum(weight[order])
    own = np.interp(LEVELS, (steps - weight[order] / 2) / steps[-1], residual[order])
    n = float(steps[-1])
    return np.asarray((n * own + PRIOR_WEIGHT * np.sqrt(spread) * ndtri(LEVELS)) / (n + PRIOR_WEIGHT))


def _ages(level: _Level, shape: Floats, evidence: Evidence, n: int, weight: float) -> Ages:
    return Ages(
        days=np.maximum(np.expm1(level.mean + shape), 0.0),
        weight=weight,
        evidence=evidence,
        n=n,
        log_sd=float(np.sqrt(level.variance)),
        source=NOTHING.ages.source if evidence is Evidence.PUBLISHED else None,
    )


def _evidence(own: int, n: float, spread: float, people: _Level, paper: _Level) -> Evidence:
    """Whose a level mostly is, by precision."""
    if own / spread >= 1.0 / people.variance:
        return Evidence.RECORD
    return Evidence.PEERS if n / spread >= 1.0 / paper.variance else Evidence.PUBLISHED


def _by_source(
    cells: LeadCells, person: int, y: Floats, weight: Floats, mine: _Level, spread: float, shape: Floats, n: float
) -> tuple[tuple[str, Ages], ...]:
    """Of each source with NEEDED deals: how its level differs from all deals', about the person's own."""
    all_mean = float(weight @ y / weight.sum())
    between = _between(y, weight, cells.source, len(cells.sources), spread)
    found = []
    for s, name in enumerate(cells.sources):
        here = cells.source == s
        own = int(np.count_nonzero(here & (cells.person == person)))
        if not name or int(np.count_nonzero(here & ~cells.at_least)) < NEEDED:
            continue
        count, mean = _of(y, weight, here)
        level = mine.apart(between).with_(count, mine.mean + mean - all_mean, spread)
        evidence = Evidence.RECORD if own >= NEEDED else Evidence.PEERS
        found.append((name, _ages(level, shape, evidence, own if own >= NEEDED else int(here.sum()), n)))
    return tuple(found)
