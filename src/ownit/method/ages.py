"""How old are deals when they are won, and how long does it take until one is opened?

Of what comes at all, the share F(u) comes within u days; an ``Ages`` keeps Q, its inverse. F is from one of three
classes of evidence, always named. *Your record*: P(won by u) / P(won by L) by the fitted hazards, in which deals still
open count as open, L the longest age at which AT_RISK deals were still at risk. *Your word*: a lognormal with the
median you gave. *Published*: the same with a published median, itself uncertain by CHAIN_LOG_SD.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from ownit.method.cycle import AGE_EDGES, AT_RISK, NEEDED_WON, Cycle
from ownit.method.deals import Floats
from ownit.method.law import Missing
from ownit.method.priors import CHAIN_LOG_SD, PRIOR_WEIGHT, Measure, published
from ownit.method.rates import Evidence

WORD_LOG_SD = 0.6  # spread of single deals around a typical one; see docs/method/runway.md
GRID = 400  # levels at which a distribution of ages is kept
LEVELS = (np.arange(GRID) + 0.5) / GRID


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ages:
    """How old things are when they come: ``days[j]`` is Q((j + 1/2) / GRID), increasing, shape (GRID,).

    ``weight`` is how many observations speak; ``limit`` the longest age that can be told; ``log_sd`` what is unknown of
    the level itself.
    """

    days: Floats
    weight: float
    evidence: Evidence
    n: int = 0
    limit: float = np.inf
    log_sd: float = 0.0
    source: str | None = None

    def quantile(self, level: float) -> float:
        """Q(level), in days."""
        return float(np.interp(level, LEVELS, self.days))

    def within(self, days: float) -> float:
        """F(days): the share that has come within so many days."""
        return float(np.mean(self.days <= days))


def from_cycle(cycle: Cycle, *, multiplier: float = 1.0) -> Ages | Missing:
    """From fitted hazards; Missing ``too_few_at_risk`` or ``too_few_won`` where the record shows too little."""
    limit = cycle.tail_from
    if limit <= 0:
        text = f"deals were open beyond {AGE_EDGES[1]} days"
        return _lack("too_few_at_risk", 0, AT_RISK, text)
    at_once, others = cycle.registered(np.array([multiplier]))
    share = at_once + others * won_by(cycle, limit, multiplier)
    if not share[-1] > 0:
        return _lack("too_few_won", int(cycle.won), NEEDED_WON, f"deals on record were won within {limit} days")
    days = np.interp(LEVELS, share / share[-1], np.arange(limit + 1, dtype=np.float64))
    return Ages(days=days, weight=cycle.won, evidence=Evidence.RECORD, n=int(cycle.won), limit=float(limit))


def won_by(cycle: Cycle, limit: int, multiplier: float = 1.0) -> Floats:
    """P(won by the end of day d of its life) of a deal open on day 0, d = 0 .. limit: by age alone, in usual times."""
    bin_ = np.searchsorted(AGE_EDGES, np.arange(1, limit + 1), side="left") - 1
    win = (cycle.won_shape / cycle.won_rate)[0, bin_] * multiplier
    hazard = win + (cycle.lost_shape / cycle.lost_rate)[0, bin_]
    spent = np.append(0.0, np.cumsum(hazard))
    share = np.divide(win, hazard, out=np.zeros_like(win), where=hazard > 0)
    return np.append(0.0, np.cumsum(share * (np.exp(-spent[:-1]) - np.exp(-spent[1:]))))


def from_word(days: float, *, log_sd: float = WORD_LOG_SD) -> Ages:
    """A person's word: typical days, taken for the median of a lognormal. ValueError unless above 0."""
    if not 0 < days < np.inf:
        raise ValueError("typical days must be above 0")
    return Ages(days=_lognormal(days, log_sd), weight=PRIOR_WEIGHT, evidence=Evidence.WORD)


def from_published(measure: Measure, log_sd: float = WORD_LOG_SD) -> Ages:
    """A published median of days, for whoever has neither a record nor a word."""
    row = published(measure)
    return Ages(
        days=_lognormal(row.value, log_sd),
        weight=PRIOR_WEIGHT,
        evidence=Evidence.PUBLISHED,
        log_sd=CHAIN_LOG_SD,
        source=f"{row.source}, {row.year}",
    )


def one_after_the_other(first: Ages, second: Ages) -> Ages:
    """Both in turn, independent: from first touch to opening, then from opening to winning.

    Days at GRID levels of all sums of the two grids: the quantile of a sum, which is less than the sum of quantiles.
    The weaker evidence names and weighs it; unknown levels add up in proportion to the days they scale.
    """
    sums = np.sort((first.days[:, None] + second.days[None, :]).ravel())
    days = np.interp(LEVELS, (np.arange(len(sums)) + 0.5) / len(sums), sums)
    weaker = min((second, first), key=lambda a: (_STRENGTH[a.evidence], a.weight))
    part = first.days.mean() / max(first.days.mean() + second.days.mean(), 1e-9)
    log_sd = float(np.hypot(first.log_sd * part, second.log_sd * (1.0 - part)))
    return replace(weaker, days=days, limit=first.limit + second.limit, log_sd=log_sd)


_STRENGTH = {Evidence.PUBLISHED: 0, Evidence.WORD: 1, Evidence.PEERS: 2, Evidence.RECORD: 3}


def _lack(code: str, n: int, needed: int, what: str) -> Missing:
    return Missing(code=code, n=n, needed=needed, text=f"{n} {what}; telling how long it takes needs {needed}.")


def _lognormal(median: float, log_sd: float) -> Floats:
    return np.asarray(median * np.exp(log_sd * ndtri(LEVELS)))
