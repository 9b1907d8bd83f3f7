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

NEEDED = 20  # closed deals that were ever in a stage before it has a win rate of its own
KEY = ("connector", "id")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighted:
    """What is open per person and stage, and the share of closed deals won; the last stage is every other one.

    ``amount`` open and deals ``without_amount``: (people, stages); ``rate``: (stages,), the last of all closed deals;
    ``typical``: the mean won amount.
    """

    amount: Floats
    without_amount: Floats
    rate: Floats
    typical: float


def weighted(
    deals: ir.Table, roster: Roster, as_of: date, end: date, stage_changes: ir.Table | None = None
) -> Weighted:
    """Open revenue credits of :func:`ownit.facts.known.deals` expected to close by ``end`` or on no known day.

    A stage's win rate is that of the deals closed in the last two years that were in it before they closed, as far as
    ``stage_changes`` tell; a deal in a stage that fewer than NEEDED of them passed, or in no known one, has the rate of
    all. Losses that were never recorded make the rates too high, as they do in a CRM.
    """
    import ibis

    revenue = deals.filter(deals["credit_kind"].fill_null("revenue") != "overlay")
    since = ibis.literal(as_of - timedelta(days=HISTORY_DAYS))
    closed = revenue.filter(revenue["outcome"] != "open", revenue["closed_on"] > since)
    won = closed["outcome"] == "won"
    row = closed.aggregate(won=won.mean(), typical=closed["amount"].mean(where=won)).to_pyarrow().to_pylist()[0]
    by_stage = {} if stage_changes is None else _by_stage(closed, stage_changes, as_of)
    amount, without = _open(revenue, roster, end, tuple(by_stage))
    return Weighted(
        amount=amount,
        without_amount=without,
        rate=np.array([*by_stage.values(), float(row["won"] or 0.0)]),
        typical=float(row["typical"] or 0.0),
    )


def _open(revenue: ir.Table, roster: Roster, end: date, stages: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Amounts open, and deals without one, per person and stage."""
    import ibis

    close = revenue["expected_close"]
    still = on_roster(
        revenue.filter(revenue["outcome"] == "open", close.isnull() | (close <= ibis.literal(end))), roster.in_memory()
    )
    cases = [(still["stage"] == name, i) for i, name in enumerate(stages)]
    place = ibis.cases(*cases, else_=len(stages)) if cases else ibis.literal(0)
    still = still.mutate(place=place.cast("int64"))
    table = (
        still.group_by("person", "place")
        .aggregate(amount=still["amount"].sum().fill_null(0.0), without=still["amount"].isnull().sum().cast("int64"))
        .order_by("person", "place")
        .to_pyarrow()
    )
    at = integers(table, "person"), integers(table, "place")
    amount, without = (np.zeros((roster.people, len(stages) + 1)) for _ in range(2))
    amount[at], without[at] = floats(table, "amount"), floats(table, "without")
    return amount, without


def _by_stage(closed: ir.Table, changes: ir.Table, as_of: date) -> dict[str, float]:
    """The share won of the closed deals that were ever in a stage; what the closing itself moved to is no stage."""
    import ibis

    once = closed.group_by(KEY).aggregate(closed_on=closed["closed_on"].max(), won=(closed["outcome"] == "won").max())
    past = changes.filter(changes["at"].date() <= ibis.literal(as_of)).rename(id="opportunity_id")
    there = past.inner_join(once, list(KEY)).mutate(on=past["at"].date())
    entered = there.filter(there["on"] < there["closed_on"]).select(*KEY, "won", stage="to_stage")
    left = there.select(*KEY, "won", stage="from_stage")
    passed = ibis.union(entered, left)
    passed = passed.filter(passed["stage"].notnull()).distinct()
    rates = passed.group_by("stage").aggregate(n=passed.count(), won=passed["won"].mean())
    rows = rates.filter(rates["n"] >= NEEDED).order_by("stage").to_pyarrow().to_pylist()
    return {row["stage"]: float(row["won"]) for row in rows}
