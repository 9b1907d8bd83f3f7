"""By which day must a deal be opened to be won in time, and by which must the prospecting for it have begun?

Of deals opened on one day that are won at all, the share F(u) is won within u days. The last day to open for a period
that ends on E is E - ceil(Q(0.8)), Q the inverse of F: a deal opened by then, *if it is won at all*, is won by the end
with 80 %. Whether it is won is another matter (see :mod:`ownit.method.cycle`).

F comes from your record, your word, or what is published (:mod:`ownit.method.ages`).

The interval of Q(0.8) is where F's own uncertainty puts it: with n wins' worth of evidence the level reached at the
true quantile is Beta(0.8 n + 1/2, 0.2 n + 1/2) (order statistics), so the 80 % interval runs from Q at the 10 % point
of that law to Q at its 90 % point. n is the wins of a record, and PRIOR_WEIGHT for a word. A
published median is itself uncertain by CHAIN_LOG_SD.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy.special import betaincinv, ndtri

from ownit.method.ages import Ages, one_after_the_other
from ownit.method.law import Missing
from ownit.method.rates import Evidence

SAFE = 0.8  # the share of wins that come in time


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeDays:
    """How many days it takes to be safe at ``share``, with the 80 % interval of that number itself."""

    days: float
    low: float
    high: float
    share: float
    evidence: Evidence
    n: int  # wins that speak; 0 for a word
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """The last day that is safe, the 80 % range of that day itself (the earliest is the most cautious), whose it is."""

    on: date
    earliest: date
    latest: date
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runway:
    """How long it takes from opening to winning, and from first touch to winning, in all and by source.

    A named lack stands where the record cannot say.
    """

    cycle: Ages | Missing
    whole: Ages | Missing
    by_source: tuple[tuple[str, Ages], ...] = ()


def runway(cycle: Ages | Missing, lead: Ages, by_source: Sequence[tuple[str, Ages]] = ()) -> Runway:
    """``cycle``: from opening to winning; ``lead``: from first touch to opening, and that of each source."""
    if isinstance(cycle, Missing):
        return Runway(cycle=cycle, whole=cycle)
    return Runway(
        cycle=cycle,
        whole=one_after_the_other(lead, cycle),
        by_source=tuple((source, one_after_the_other(ages, cycle)) for source, ages in by_source),
    )


def safe_days(ages: Ages, share: float = SAFE) -> SafeDays:
    """Q(share) and its 80 % interval. ValueError unless 0 < share < 1."""
    if not 0 < share < 1:
        raise ValueError("share must lie between 0 and 1")
    a, b = share * ages.weight + 0.5, (1 - share) * ages.weight + 0.5
    days = ages.quantile(share)
    low, high = (ages.quantile(float(betaincinv(a, b, p))) for p in (0.1, 0.9))
    if ages.log_sd:
        low, high = (days * np.exp(s * _together(days, q, ages.log_sd)) for s, q in ((-1.0, low), (1.0, high)))
    return SafeDays(
        days=days,
        low=float(min(low, days)),
        high=float(max(high, days)),
        share=share,
        evidence=ages.evidence,
        n=ages.n,
        source=ages.source,
    )


def last_day(end: date, safe: SafeDays) -> LastDay:
    """The last day that is safe for a period ending on ``end``: so many days before it, rounded up."""

    def before(days: float) -> date:
        return end - timedelta(days=int(np.ceil(days)))

    return LastDay(on=before(safe.days), earliest=before(safe.high), latest=before(safe.low), evidence=safe.evidence)


def _together(days: float, bound: float, log_sd: float) -> float:
    """Half the interval on the log scale, when the level itself is uncertain too."""
    return float(np.hypot(np.log(max(bound, 0.1) / max(days, 0.1)), ndtri(0.9) * log_sd))
