"""What must somebody do each week whose number is a count: meetings held, or opportunities opened?

The count so far is certain. What is to come is Poisson with a gamma mean: of the effort planned, l a week for W weeks
(times the share of days worked), l = sum over channels of activities times yield; and of what comes by itself, b a
week, such as meetings on deals that are open already. With v and u the log-variances of both levels,
mean = W (l + b) and variance of the mean (W l)^2 (e^v - 1) + (W b)^2 (e^u - 1), so that the rest is negative binomial
of size mean^2 / variance. Lately's level is gamma(n + 1/2, T) after n in T days (:mod:`ownit.method.counts`), whose
log-variance is log(1 + 1 / (n + 1/2)): a plan that repeats the effort of lately, where nothing comes by itself, has the
law of *as you have been going*. Doing other things than lately adds ``mix_variance``. Where lately says nothing
(fewer than NEEDED, or the effort had all but stopped) the yields stand as they are, their doubts taken to go together:
v = (sum of w s)^2, w a channel's share of what is planned and s the log-sd of its yield.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy.special import betainc, gammainc

from ownit.method.deals import Floats, Window
from ownit.method.law import Future, Law
from ownit.method.plan import frontier
from ownit.method.plan.book import Worker
from ownit.method.plan.channels import Effort, mix_variance
from ownit.method.plan.ladder import binds, ladder
from ownit.method.plan.least import all_given, cautious, effort
from ownit.method.plan.made import Milestone, Plan
from ownit.method.plan.make import lines, mean_rung, way_costs
from ownit.method.rates import Evidence

DAYS = 7.0
_SURE = 1e7  # a size past which the mean of a count is known for certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """So many a week, and the variance of their log."""

    per_week: float
    variance: float


NONE = Stream(per_week=0.0, variance=0.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counter(Worker):
    """Whom a plan of a count is for. ``ways`` say per activity how many of what is counted it brings.

    ``lately``: what effort brought, as the law of *as you have been going* has it; None where that says nothing.
    ``beside``: what comes whatever is planned. ``measure``: what is counted. ``evidence``: whose lately's count is.
    """

    measure: str
    so_far: int
    window: Window
    lately: Stream | None
    beside: Stream = NONE
    present: float = 1.0
    evidence: Evidence = Evidence.RECORD

    @property
    def own(self) -> float:
        """The count so far, of which nothing is others'."""
        return float(self.so_far)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPart:
    """An inner period and its part of the count; ``so_far`` is what was done in it already."""

    name: str
    start: date
    end: date
    amount: float
    so_far: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """The chance of a count by what is done each week."""

    counter: Counter
    goal: float

    def chance(self, effort: Effort) -> float:
        """P(goal | plan carried out)."""
        return hit(law(self.counter, effort), self.goal)

    def mean(self, effort: Effort) -> float:
        """The mean of the period's count."""
        return law(self.counter, effort).mean


def law(counter: Counter, effort: Effort, *, present: float | None = None) -> Law:
    """The law of the period's count if an effort is made every week to come."""
    own = Stream(per_week=effort.opened, variance=_variance(counter, effort))
    return _law(counter, own, counter.present if present is None else present, Future.PLAN)


def hit(found: Law, goal: float) -> float:
    """P(count >= goal): of a goal that is no whole number, of the next one."""
    return found.p_hit(float(np.ceil(goal - 1e-9)))


def as_going(counter: Counter) -> Law | None:
    """The law if it goes on as lately; None where lately says nothing."""
    return None if counter.lately is None else _law(counter, counter.lately, 1.0, Future.AS_GOING)


def make(
    counter: Counter,
    goal: float,
    confidence: float,
    *,
    parts: Sequence[CountPart] = (),
    shown: Sequence[float] = (),
    whole: bool = False,
) -> Plan:
    """The plan, as :func:`ownit.method.plan.make.make` has it for money. What others bring adds nothing to a count."""
    chances = Counts(counter=counter, goal=goal)
    counter = cautious(counter, chances, confidence, whole=whole)
    fit, feasible = (all_given if whole else effort)(counter, chances, confidence)
    told, going = law(counter, fit.effort), as_going(counter)
    chance = hit(told, goal)
    return Plan(
        goal=goal,
        confidence=confidence,
        start=counter.window.start,
        end=counter.window.end,
        as_of=counter.window.as_of,
        feasible=feasible,
        chance=chance,
        with_help=chance,
        low=told.quantile(0.1),
        mean=told.mean,
        high=told.quantile(0.9),
        hours=fit.hours,
        opened=fit.effort.opened,
        lines=lines(counter, fit),
        ladder=ladder(counter, chances, fit, shown),
        by_mean=mean_rung(counter, chances, goal),
        binds=binds(counter, chances, fit),
        milestones=tuple(_milestone(counter, fit.effort, p) for p in parts if p.end > counter.window.as_of),
        way_costs=way_costs(counter, chances, fit, confidence),
        nothing_more=float(counter.so_far >= goal),
        made=counter.so_far >= goal,
        as_going=None if going is None else hit(going, goal),
        evidence={str(way.channel): way.evidence for way in counter.ways},
    )


def most_sure(counter: Counter, confidence: float) -> int:
    """The largest count that the most the week has room for makes with a confidence; 0 where none."""
    found = law(counter, frontier.most(counter).effort)
    enough = np.flatnonzero(found.at_least >= confidence)
    return int(found.support[enough[-1]])


def _milestone(counter: Counter, effort: Effort, part: CountPart) -> Milestone:
    window = Window(as_of=counter.window.as_of, start=part.start, end=part.end)
    within = replace(counter, window=window, so_far=part.so_far)
    return Milestone(
        name=part.name,
        start=part.start,
        end=part.end,
        amount=part.amount,
        opened=effort.opened * counter.present * _weeks(window),
        chance=hit(law(within, effort), part.amount),
    )


def _weeks(window: Window) -> float:
    return window.days_left / DAYS


def _variance(counter: Counter, effort: Effort) -> float:
    if counter.lately is not None:
        return counter.lately.variance + mix_variance(counter.ways, effort.activities)
    if effort.opened <= 0:
        return 0.0
    by_way = [(way.opens(effort.activities.get(way.channel, 0.0)), way.log_sd) for way in counter.ways]
    return (sum(n * sd for n, sd in by_way) / effort.opened) ** 2


def _law(counter: Counter, own: Stream, present: float, future: Future) -> Law:
    weeks = _weeks(counter.window) * present
    means = np.array([own.per_week, counter.beside.per_week]) * weeks
    variance = float(np.sum(means**2 * np.expm1([own.variance, counter.beside.variance])))
    mean = float(means.sum())
    if mean <= 0:
        at = np.array([float(counter.so_far)])
        return Law(future=future, mean=float(counter.so_far), support=at, at_least=np.array([1.0]))
    more = np.arange(0, int(mean + 10.0 * np.sqrt(mean + variance) + 20))
    return Law(
        future=future,
        mean=counter.so_far + mean,
        support=counter.so_far + more.astype(np.float64),
        at_least=np.append(1.0, _at_least(more[1:].astype(np.float64), mean, variance)),
    )


def _at_least(k: Floats, mean: float, variance: float) -> Floats:
    """P(N >= k), k >= 1, of a count with a gamma mean: I_p(k, size), p = variance / (variance + mean)."""
    if variance * _SURE <= mean**2:
        return np.asarray(gammainc(k, mean))
    return np.asarray(betainc(k, mean**2 / variance, variance / (variance + mean)))
