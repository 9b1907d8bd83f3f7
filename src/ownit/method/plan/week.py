"""What does a week have for opening business, by the record: how long do winning and serving take?

Hours of winning per deal: minutes spent on winning over deals closed, drawn to all people's by DEALS deals; where
nobody's time is on record, USUAL_HOURS. What is spent on the deals open now is what was spent lately.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats
from ownit.method.plan.book import Limits

DEALS = 5.0  # deals closed that all people's hours count for beside one's own
USUAL_HOURS = 4.0  # of winning a deal, until it is won or lost: judgement
WEEK = 40.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spent:
    """Hours by motion, (people,) each: ``creating``, ``winning``, ``serving`` a week lately; ``won_hours`` of winning
    in all, and deals ``closed``, over the same longer time."""

    creating: Floats
    winning: Floats
    serving: Floats
    won_hours: Floats
    closed: Floats


def per_deal(spent: Spent) -> Floats:
    """Hours that winning one deal takes each person, won or lost, (people,)."""
    hours, closed = float(spent.won_hours.sum()), float(spent.closed.sum())
    if hours <= 0 or closed <= 0:
        return np.full(len(spent.closed), USUAL_HOURS)
    return np.asarray((spent.won_hours + DEALS * hours / closed) / (spent.closed + DEALS))


def limits(spent: Spent, person: int, *, week: float = WEEK) -> Limits:
    """What one person's week has, ``week`` being all that is worked.

    What winning and serving took lately is at most the week: a record of more is of other people's time, or of a week
    that was longer than is meant to be worked.
    """
    serving = min(float(spent.serving[person]), week)
    return Limits(
        week=week,
        serving=serving,
        winning_now=min(float(spent.winning[person]), week - serving),
        per_deal=float(per_deal(spent)[person]),
    )
