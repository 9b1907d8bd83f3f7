"""How many deals will be opened, and by whom, if everyone goes on as lately?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats, Ints, Origin
from ownit.method.law import Missing
from ownit.method.pooling import pool
from ownit.method.written import counted

RECENT_DAYS = (30, 61, 91, 182, 365)  # right edges, in days before as_of, of the bins in which openings are counted
LATELY = 3  # bins that make "lately": 91 days, a quarter
NEEDED = 5  # deals opened lately by all together
SPREAD = 1.0  # people may differ in how much they open far more than in how well they win; the record says how far
APART = 0.1  # one in ten works unlike the others, has stopped or just begun: effort is chosen, not drawn from a bell
LARGEST_DRIFT = 0.5  # log-variance between one quarter's effort and the next: bounded, since few people measure it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArrivalCells:
    """Deals opened lately. ``opened``: (people, 3 origins, bins of RECENT_DAYS); ``days``: (people, bins) on duty.

    ``opened`` counts each deal by its credited share, so a deal split in two is one deal in all.
    """

    opened: Floats
    days: Floats
    group: Ints  # like-for-like group of each person, (people,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals:
    """Openings per day, gamma distributed: ``shape`` and ``rate`` have shape (people, 3 origins); mean shape/rate.

    A rate known to be zero has shape 0. ``opened``: (people,) deals opened lately, the evidence count.
    """

    shape: Floats
    rate: Floats
    opened: Floats
    drift: float  # log-variance of a person's effort from one quarter to the next


def fit(cells: ArrivalCells) -> Arrivals | Missing:
    """Openings per day of each person and origin, from the last 91 days pooled with people like them.

    opened ~ Poisson(mu r days) with r the rate of all; mu by :func:`pooling.pool`. The gamma handed on matches mu's
    mean and its log-variance plus ``drift``, what effort varies by from quarter to quarter beyond chance.
    """
    opened = cells.opened[:, :, :LATELY].sum(axis=2)
    days = cells.days[:, :LATELY].sum(axis=1)
    total = float(opened.sum())
    if total < NEEDED or days.sum() <= 0:
        text = (
            f"{counted(int(total), 'deal was', 'deals were')} opened in the last {RECENT_DAYS[LATELY - 1]} days; "
            f"the run-rate takes {NEEDED}."
        )
        return Missing(code="too_few_openings", n=int(total), needed=NEEDED, text=text)
    drift = _drift(cells)
    shape, rate = np.zeros_like(opened), np.ones_like(opened)
    for origin in range(opened.shape[1]):
        per_day = opened[:, origin].sum() / days.sum()
        if per_day > 0:
            pooled = pool(opened[:, origin], per_day * days, cells.group, SPREAD, apart=APART)
            variance = np.expm1(pooled.log_sd**2 + drift)
            shape[:, origin] = 1.0 / np.maximum(variance, 1e-6)
            rate[:, origin] = shape[:, origin] / (pooled.mean * per_day)
    return Arrivals(shape=shape, rate=rate, opened=opened.sum(axis=1), drift=drift)


def nobody(people: int) -> Arrivals:
    """Nothing more is opened by anybody, for certain: renewals that are not registered yet are not invented."""
    nothing = np.zeros((people, len(Origin)))
    return Arrivals(shape=nothing, rate=np.ones_like(nothing), opened=np.zeros(people), drift=0.0)


def _drift(cells: ArrivalCells) -> float:
    """Log-variance v of effort between the last quarter's count a and the one before's, b, of people there in both.

    Var(a - b) = E(a + b) + 2 v E(a b), so v = sum((a - b)^2 - (a + b)) / (2 sum(a b)), from 0 to LARGEST_DRIFT.
    """
    there = cells.days[:, LATELY] >= 0.9 * (RECENT_DAYS[LATELY] - RECENT_DAYS[LATELY - 1])
    by_bin = cells.opened[there].sum(axis=1)
    a, b = by_bin[:, :LATELY].sum(axis=1), by_bin[:, LATELY]
    product = float(np.sum(a * b))
    if product <= 0:
        return 0.0
    return float(np.clip(np.sum((a - b) ** 2 - (a + b)) / (2.0 * product), 0.0, LARGEST_DRIFT))
