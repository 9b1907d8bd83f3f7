"""What does carrying more open deals than lately do to winning them?

A plan that opens more leaves more open: by Little's law L = openings a day x mean days open. Where the record shows
that a seller's load matters, the hazard of winning is multiplied by m(L plan) / m(L lately): a plan equal to recent
effort changes nothing, so plan and standing stay one law. m is read between the classes of load, linearly in the log of
load over one's usual, flat beyond them: a step would leave chances that no plan has.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.method.cycle import AGE_EDGES, Cycle
from ownit.method.deals import Floats, Origin
from ownit.method.plan.book import Book, Seller, Worker
from ownit.method.plan.growing import Winning
from ownit.method.priors import Measure, published

CENTRES = np.log(np.array([0.5, 1.0, 2.0]))  # of the classes of load: fewer, as many, more than usual
LONGEST = 730.0  # days; what is open longer is no work any more


def winning(seller: Worker) -> Winning:
    """From what is open now to what the plan opens, while as long passes as a deal is open on average.

    Of who is held to a count no cycle is read, so that the published one is taken.
    """
    days = published(Measure.CYCLE_DAYS).value
    if isinstance(seller, Seller):
        days = max(open_days(seller.book.cycle), 1.0)
    return Winning(now=seller.limits.winning_now, days=days)


def loaded(book: Book, per_day: float) -> Book:
    """The book with the winning that opening ``per_day`` deals of one's own leaves room for."""
    load, cycle = book.cycle.load, book.cycle
    if load is None or not cycle.load_real or np.isnan(load.usual[0]):
        return book
    mean = book.arrivals.shape[0] / book.arrivals.rate[0]
    days = open_days(cycle)
    usual = float(load.usual[0])
    lately = _multiplier(load.multiplier, mean.sum() * days, usual)
    planned = _multiplier(load.multiplier, (mean.sum() - mean[Origin.OWN] + per_day) * days, usual)
    return replace(book, cycle=replace(cycle, person_mean=cycle.person_mean * planned / lately))


def open_days(cycle: Cycle) -> float:
    """How long a deal is open on average: the integral of its survival, up to LONGEST."""
    hazard = (cycle.won_shape / cycle.won_rate + cycle.lost_shape / cycle.lost_rate)[0]
    edges = np.minimum(np.append(np.array(AGE_EDGES, dtype=np.float64), LONGEST), LONGEST)
    width = np.diff(edges)
    at_start = np.exp(-np.append(0.0, np.cumsum(hazard * width))[:-1])
    inside = np.where(hazard > 0, -np.expm1(-hazard * width) / np.maximum(hazard, 1e-12), width)
    return float((1.0 - cycle.zero_won - cycle.zero_lost) * np.sum(at_start * inside))


def _multiplier(by_class: Floats, deals: float, usual: float) -> float:
    return float(np.interp(np.log((deals + 1.0) / (usual + 1.0)), CENTRES, by_class))
