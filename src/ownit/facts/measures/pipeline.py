"""What does a CRM's weighted pipeline weigh: what is open and said to close in time, and how often was it won?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.method.cycle import HISTORY_DAYS
from ownit.method.deals import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighted:
    """Per person (people,) ``amount`` open and the deals ``without_amount``; of all, ``rate`` won of closed and the
    mean won amount ``typical``.
    """

    amount: Floats
    without_amount: Floats
    rate: float
    typical: float


def weighted(deals: ir.Table, roster: Roster, as_of: date, end: date) -> Weighted:
    """Open revenue credits of :func:`ownit.facts.known.deals` expected to close by ``end`` or on no known day.

    The win rate and the mean amount are those of deals closed in the last two years; losses that were never recorded
    make the rate too high, as they do in a CRM.
    """
    import ibis

    revenue = deals.filter(deals["credit_kind"].fill_null("revenue") != "overlay")
    close = revenue["expected_close"]
    still = on_roster(
        revenue.filter(revenue["outcome"] == "open", close.isnull() | (close <= ibis.literal(end))), roster
    )
    table = (
        still.group_by("person")
        .aggregate(amount=still["amount"].sum().fill_null(0.0), without=still["amount"].isnull().sum().cast("int64"))
        .to_pyarrow()
    )
    since = ibis.literal(as_of - timedelta(days=HISTORY_DAYS))
    closed = revenue.filter(revenue["outcome"] != "open", revenue["closed_on"] > since)
    past = closed.aggregate(
        won=(closed["outcome"] == "won").mean(), typical=closed["amount"].mean(where=closed["outcome"] == "won")
    )
    row = past.to_pyarrow().to_pylist()[0]
    who = integers(table, "person")
    return Weighted(
        amount=np.bincount(who, weights=floats(table, "amount"), minlength=roster.people).astype(np.float64),
        without_amount=np.bincount(who, weights=floats(table, "without"), minlength=roster.people).astype(np.float64),
        rate=float(row["won"] or 0.0),
        typical=float(row["typical"] or 0.0),
    )
