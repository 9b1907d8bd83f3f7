"""What did one method say of one subject's total on one day, and how good was it once it was known what came?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ownit.method import scores
from ownit.method.law import Law

LEVELS = (0.1, 0.5, 0.9)
"""The quantiles whose pinball loss is kept: both ends of the 80 % interval, and the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Who was looked at, how far ahead, from when: the coordinates of a case. ``start`` is the window's first day."""

    level: str  # person, team or company
    horizon: str  # month or quarter
    week: int  # whole weeks of the window that had passed
    as_of: date
    start: date
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One forecast and its scores, in the unit of the total.

    ``low`` and ``high`` are the ends of its PIT (:func:`scores.pit_between`); ``p_hit`` the chance told of reaching
    ``goal``, None where there is none.
    """

    look: Look
    method: str
    mean: float
    came: float
    crps: float
    low: float
    high: float
    pinball: tuple[float, float, float]
    goal: float | None
    p_hit: float | None


def case(look: Look, method: str, law: Law, came: float, goal: float | None) -> Case:
    """Score a law against what came."""
    low, high = scores.pit_between(law, came)
    return Case(
        look=look,
        method=method,
        mean=law.mean,
        came=came,
        crps=scores.crps(law, came),
        low=low,
        high=high,
        pinball=tuple(float(scores.pinball(law.quantile(q), came, q)) for q in LEVELS),  # type: ignore[arg-type] # three
        goal=goal,
        p_hit=None if goal is None else law.p_hit(goal),
    )
