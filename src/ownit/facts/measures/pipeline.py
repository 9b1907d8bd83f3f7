"""What does a CRM's weighted pipeline weigh: what is open and said to close in time, and how often was it won?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.facts.queries import query
from ownit.method.cycle import HISTORY_DAYS
from ownit.method.deals import Floats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir
    import pyarrow as pa

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
    deals: Relation, roster: Roster, as_of: date, end: date, stage_changes: Relation | None = None
) -> Weighted:
    """Open revenue credits of :func:`ownit.facts.known.deals` expected to close by ``end`` or on no known day.

    A stage's win rate is that of the deals closed in the last two years that were in it before they closed, as far as
    ``stage_changes`` tell; a deal in a stage that fewer than NEEDED of them passed, or in no known one, has the rate of
    all. Losses that were never recorded make the rates too high, as they do in a CRM.
    """
    since = as_of - timedelta(days=HISTORY_DAYS)
    row = _closings(deals=deals, since=since).to_pyarrow().to_pylist()[0]
    by_stage: dict[str, float] = {}
    if stage_changes is not None:
        rates = _rates(deals=deals, changes=stage_changes, since=since, as_of=as_of).to_pyarrow().to_pylist()
        by_stage = {rate["stage"]: float(rate["won"]) for rate in rates}
    amount, without = _by_stage(deals, roster, end, tuple(by_stage))
    return Weighted(
        amount=amount,
        without_amount=without,
        rate=np.array([*by_stage.values(), float(row["won"] or 0.0)]),
        typical=float(row["typical"] or 0.0),
    )


def _by_stage(deals: Relation, roster: Roster, end: date, stages: Sequence[str]) -> tuple[Floats, Floats]:
    """Amounts open, and deals without one, per person and stage."""
    table = _open(deals=deals, roster=roster.table(), stages=_listed(stages), end=end, others=len(stages)).to_pyarrow()
    at = integers(table, "person"), integers(table, "place")
    amount, without = (np.zeros((roster.people, len(stages) + 1)) for _ in range(2))
    amount[at], without[at] = floats(table, "amount"), floats(table, "without")
    return amount, without


def _listed(stages: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    return pa.table({"name": pa.array(stages, pa.string()), "place": pa.array(range(len(stages)), pa.int64())})


@query
def _open(deals: ir.Table, roster: ir.Table, stages: ir.Table, end: ir.DateValue, others: ir.Value) -> ir.Table:
    """What is open by person and place of the stage; ``others`` is that of every stage that is not listed."""
    revenue = _revenue(deals)
    close = revenue["expected_close"]
    still = on_roster(revenue.filter(revenue["outcome"] == "open", close.isnull() | (close <= end)), roster)
    still = still.left_join(stages, [still["stage"] == stages["name"]])
    still = still.mutate(place=still["place"].fill_null(others).cast("int64"))
    return (
        still.group_by("person", "place")
        .aggregate(amount=still["amount"].sum().fill_null(0.0), without=still["amount"].isnull().sum().cast("int64"))
        .order_by("person", "place")
    )


@query
def _closings(deals: ir.Table, since: ir.DateValue) -> ir.Table:
    """The share won of all closed deals, and the mean won amount."""
    closed = _closed(deals, since)
    won = closed["outcome"] == "won"
    return closed.aggregate(won=won.mean(), typical=closed["amount"].mean(where=won))


@query
def _rates(deals: ir.Table, changes: ir.Table, since: ir.DateValue, as_of: ir.DateValue) -> ir.Table:
    """The share won of the closed deals that were ever in a stage; what the closing itself moved to is no stage."""
    import ibis

    closed = _closed(deals, since)
    once = closed.group_by(KEY).aggregate(closed_on=closed["closed_on"].max(), won=(closed["outcome"] == "won").max())
    past = changes.filter(changes["at"].date() <= as_of).rename(id="opportunity_id")
    there = past.inner_join(once, list(KEY)).mutate(on=past["at"].date())
    entered = there.filter(there["on"] < there["closed_on"]).select(*KEY, "won", stage="to_stage")
    left = there.select(*KEY, "won", stage="from_stage")
    passed = ibis.union(entered, left)
    passed = passed.filter(passed["stage"].notnull()).distinct()
    rates = passed.group_by("stage").aggregate(n=passed.count(), won=passed["won"].mean())
    return rates.filter(rates["n"] >= NEEDED).order_by("stage")


def _closed(deals: ir.Table, since: ir.DateValue) -> ir.Table:
    revenue = _revenue(deals)
    return revenue.filter(revenue["outcome"] != "open", revenue["closed_on"] > since)


def _revenue(deals: ir.Table) -> ir.Table:
    return deals.filter(is_revenue(deals))
