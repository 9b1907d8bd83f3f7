"""By which day must a deal be opened to be won in time, and by which must the prospecting for it have begun?

Of deals opened on one day that are won at all, the share F(u) is won within u days. The last day to open for a period
that ends on E is E - ceil(Q(0.8)), Q the inverse of F: a deal opened by then, *if it is won at all*, is won by the end
with 80 %. Whether it is won is another matter (see :mod:`ownit.method.cycle`).

F comes from one of three classes of evidence, always named. *Your record*: with w_i = S(t_i-) / n(t_i) for a win at age
t_i (S the chance of being still open, n the deals at risk: Aalen and Johansen), F(u) = sum of w_i up to u / sum of all,
within the longest age L at which AT_RISK deals were still at risk; later wins are not seen, and told. *Your word*: a
lognormal with the median you gave. *Published*: the same with a published median.

The interval of Q(0.8) is where F's own uncertainty puts it: with n wins' worth of evidence the level reached at the
true quantile is Beta(0.8 n + 1/2, 0.2 n + 1/2) (order statistics), so the 80 % interval runs from Q at the 10 % point
of that law to Q at its 90 % point. n is Kish's (sum w)^2 / sum w^2 for a record, and PRIOR_WEIGHT for a word. A
published median is itself uncertain by CHAIN_LOG_SD.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from scipy.special import betaincinv, ndtri

from ownit.method.calendar import Period
from ownit.method.cycle import AGE_EDGES, AT_RISK, NEEDED_WON, Cycle
from ownit.method.deals import Floats, Ints
from ownit.method.law import Missing
from ownit.method.priors import CHAIN_LOG_SD, PRIOR_WEIGHT, Measure, published
from ownit.method.rates import Evidence

SAFE = 0.8  # the share of wins that come in time
WORD_LOG_SD = 0.6  # spread of single deals around a typical one; see docs/method/runway.md
GRID = 400  # levels at which a distribution of ages is kept

_LEVELS = (np.arange(GRID) + 0.5) / GRID
WON, LOST = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ages:
    """How old things are when they come: ``days[j]`` is Q((j + 1/2) / GRID), increasing, shape (GRID,).

    ``weight`` is how many observations speak; ``limit`` the longest age that can be told, and ``beyond`` how many wins
    came later and are not in it; ``log_sd`` what is unknown of the level itself.
    """

    days: Floats
    weight: float
    evidence: Evidence
    n: int = 0
    limit: float = np.inf
    beyond: int = 0
    log_sd: float = 0.0
    source: str | None = None

    def quantile(self, level: float) -> float:
        """Q(level), in days."""
        return float(np.interp(level, _LEVELS, self.days))

    def within(self, days: float) -> float:
        """F(days): the share that has come within so many days."""
        return float(np.mean(self.days <= days))


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeDays:
    """How many days it takes to be safe at ``share``, with the 80 % interval of that number itself."""

    days: float
    low: float
    high: float
    share: float
    evidence: Evidence
    n: int  # wins that speak; 0 for a word
    beyond: int = 0  # wins that came later than can be told, and are not in it
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """The last day that is safe for a period, and the interval of that day; the earliest is the most cautious."""

    period: Period
    source: str
    on: date
    earliest: date
    latest: date
    safe: SafeDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Runway:
    """One period and source: the last day to open, and the last day to start the prospecting that feeds it."""

    period: Period
    source: str
    open_by: LastDay | Missing
    start_by: LastDay | Missing


def from_record(age: Floats, outcome: Ints, entered: Floats | None = None) -> Ages | Missing:
    """The ages of wins in a record of deals, all arrays (n,).

    ``age``: days from opening to the end, or until now; ``outcome``: 0 open, WON or LOST; ``entered``: the age at which
    a deal came under observation, 0 if left out. Missing ``too_few_won`` below NEEDED_WON wins within the longest age
    at which AT_RISK deals were at risk, ``too_few_at_risk`` where there never were so many.
    """
    start = np.full(len(age), -1.0) if entered is None else np.where(entered > 0, entered, -1.0)
    won = np.sort(age[outcome == WON])
    times = np.unique(age)
    at_risk = np.searchsorted(np.sort(start), times) - np.searchsorted(np.sort(age), times)
    enough = np.flatnonzero(at_risk >= AT_RISK)
    if not len(enough):
        return _lack("too_few_at_risk", int(at_risk.max(initial=0)), AT_RISK, "deals were ever open at one age")
    limit = float(times[enough[-1]])
    kept = won[won <= limit]
    if len(kept) < NEEDED_WON:
        return _lack("too_few_won", len(kept), NEEDED_WON, f"deals on record were won within {limit:.0f} days")
    ended = np.bincount(np.searchsorted(times, age[outcome != 0]), minlength=len(times))
    still = np.cumprod(np.append(1.0, 1.0 - ended / np.maximum(at_risk, 1)))[:-1]
    weight = (still / np.maximum(at_risk, 1))[np.searchsorted(times, kept)]
    return _weighted(kept, weight, limit, beyond=len(won) - len(kept))


def from_wins(age: Floats, at_risk: Floats) -> Ages | Missing:
    """The same from wins alone: ``age`` of each and how many deals were at risk ``at_risk`` then, both (n,).

    Without the losses each win counts the same, which is right where losses come evenly among the wins.
    """
    kept = age[at_risk >= AT_RISK]
    if len(kept) < NEEDED_WON:
        return _lack("too_few_won", len(kept), NEEDED_WON, f"wins came while {AT_RISK} deals were at risk")
    return _weighted(np.sort(kept), np.ones(len(kept)), float(kept.max()), beyond=len(age) - len(kept))


def from_cycle(cycle: Cycle, *, multiplier: float = 1.0) -> Ages | Missing:
    """The same from fitted hazards, up to the last age at which AT_RISK deals were at risk."""
    limit = cycle.tail_from
    if limit <= 0:
        text = f"deals were open beyond {AGE_EDGES[1]} days"
        return _lack("too_few_at_risk", 0, AT_RISK, text)
    share = cycle.zero_won + (1.0 - cycle.zero_won - cycle.zero_lost) * won_by(cycle, limit, multiplier)
    if not share[-1] > 0:
        return _lack("too_few_won", int(cycle.won), NEEDED_WON, f"deals on record were won within {limit} days")
    days = np.interp(_LEVELS, share / share[-1], np.arange(limit + 1, dtype=np.float64))
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


def from_published(log_sd: float = WORD_LOG_SD) -> Ages:
    """The published median from opening to winning, for whoever has neither a record nor a word."""
    row = published(Measure.CYCLE_DAYS)
    named = f"{row.source}, {row.year}"
    return Ages(
        days=_lognormal(row.value, log_sd),
        weight=PRIOR_WEIGHT,
        evidence=Evidence.PUBLISHED,
        log_sd=CHAIN_LOG_SD,
        source=named,
    )


def leads_published(log_sd: float = WORD_LOG_SD) -> Ages:
    """The published time from a lead to a real opportunity, for whoever has no record of first touches."""
    row = published(Measure.LEAD_DAYS)
    named = f"{row.source}, {row.year}"
    return Ages(
        days=_lognormal(row.value, log_sd),
        weight=PRIOR_WEIGHT,
        evidence=Evidence.PUBLISHED,
        log_sd=CHAIN_LOG_SD,
        source=named,
    )


def one_after_the_other(first: Ages, second: Ages) -> Ages:
    """Both in turn, independent: from first touch to opening, then from opening to winning.

    Days at GRID levels of all sums of the two grids: the quantile of a sum, which is less than the sum of quantiles.
    The weaker evidence names and weighs it; unknown levels add up in proportion to the days they scale.
    """
    sums = np.sort((first.days[:, None] + second.days[None, :]).ravel())
    days = np.interp(_LEVELS, (np.arange(len(sums)) + 0.5) / len(sums), sums)
    weaker = min((second, first), key=lambda a: (_STRENGTH[a.evidence], a.weight))
    part = first.days.mean() / max(first.days.mean() + second.days.mean(), 1e-9)
    log_sd = float(np.hypot(first.log_sd * part, second.log_sd * (1.0 - part)))
    return replace(weaker, days=days, limit=first.limit + second.limit, log_sd=log_sd)


_STRENGTH = {Evidence.PUBLISHED: 0, Evidence.WORD: 1, Evidence.PEERS: 2, Evidence.RECORD: 3}


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
        beyond=ages.beyond,
        source=ages.source,
    )


def last_day(period: Period, source: str, safe: SafeDays) -> LastDay:
    """The last day that is safe for a period: its last day less the safe days, rounded up."""

    def before(days: float) -> date:
        return period.end - timedelta(days=int(np.ceil(days)))

    return LastDay(
        period=period,
        source=source,
        on=before(safe.days),
        earliest=before(safe.high),
        latest=before(safe.low),
        safe=safe,
    )


def runway(
    periods: Sequence[Period],
    cycles: Mapping[str, Ages | Missing],
    leads: Mapping[str, Ages | Missing],
    share: float = SAFE,
) -> tuple[Runway, ...]:
    """For each period and source of ``cycles`` (opening to winning), with ``leads`` (first touch to opening)."""
    found = []
    for source, cycle in cycles.items():
        lead = leads.get(source, _lack("no_lead_time", 0, 1, f"first touches are known for {source}"))
        open_safe = cycle if isinstance(cycle, Missing) else safe_days(cycle, share)
        start_safe: SafeDays | Missing = _either(cycle, lead, share)
        for period in periods:
            found.append(
                Runway(
                    period=period,
                    source=source,
                    open_by=_day(period, source, open_safe),
                    start_by=_day(period, source, start_safe),
                )
            )
    return tuple(sorted(found, key=lambda r: (r.period.start, r.source)))


def in_time(ages: Ages, opened: date, end: date) -> float:
    """The chance that a deal opened on a day, if it is won at all, is won by the end of a day."""
    return ages.within((end - opened).days) if opened <= end else 0.0


def _either(cycle: Ages | Missing, lead: Ages | Missing, share: float) -> SafeDays | Missing:
    if isinstance(cycle, Missing):
        return cycle
    return lead if isinstance(lead, Missing) else safe_days(one_after_the_other(lead, cycle), share)


def _day(period: Period, source: str, safe: SafeDays | Missing) -> LastDay | Missing:
    return safe if isinstance(safe, Missing) else last_day(period, source, safe)


def _lack(code: str, n: int, needed: int, what: str) -> Missing:
    return Missing(code=code, n=n, needed=needed, text=f"{n} {what}; telling how long it takes needs {needed}.")


def _weighted(age: Floats, weight: Floats, limit: float, *, beyond: int) -> Ages:
    """``age`` sorted. Each win stands at the middle of its own step of F."""
    steps = np.cumsum(weight)
    days = np.interp(_LEVELS, (steps - weight / 2) / steps[-1], age)
    kish = float(weight.sum() ** 2 / np.sum(weight**2))
    return Ages(days=days, weight=kish, evidence=Evidence.RECORD, n=len(age), limit=limit, beyond=beyond)


def _lognormal(median: float, log_sd: float) -> Floats:
    return np.asarray(median * np.exp(log_sd * ndtri(_LEVELS)))


def _together(days: float, bound: float, log_sd: float) -> float:
    """Half the interval on the log scale, when the level itself is uncertain too."""
    return float(np.hypot(np.log(max(bound, 0.1) / max(days, 0.1)), ndtri(0.9) * log_sd))
