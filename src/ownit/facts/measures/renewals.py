"""How many renewals were decided, by whom, and how long after they fell due?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.known.joining import sure
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.facts.queries import query
from ownit.method.cycle import HISTORY_DAYS
from ownit.method.cycle.renewals import RenewalCells

if TYPE_CHECKING:
    import ibis.expr.types as ir

RENEWAL = "renewal"


def renewal_cells(deals: Relation, roster: Roster, as_of: date) -> RenewalCells:
    """Renewals with a due date decided in the last two years; revenue credits, each deal counted whole.

    CRMs that overwrite the expected close by the day of closing show no delay; then decisions fall on the due day.
    """
    given = {"deals": deals, "roster": roster.table(), "since": as_of - timedelta(days=HISTORY_DAYS)}
    delays = _delays(**given, everyone=roster.people).to_pyarrow()
    table, people = _decisions(**given, everyone=roster.people).to_pyarrow(), roster.people + 1
    won, n = (np.bincount(integers(table, "person"), weights=floats(table, c), minlength=people) for c in ("won", "n"))
    return RenewalCells(
        won=won.astype(np.float64),
        lost=(n - won).astype(np.float64),
        delay=floats(delays, "delay"),
        count=floats(delays, "n"),
        group=np.append(roster.groups, 0),
    )


@query
def _delays(deals: ir.Table, roster: ir.Table, since: ir.DateValue, everyone: ir.Value) -> ir.Table:
    there = _decided(deals, roster, since, everyone)
    return there.group_by("delay").aggregate(n=there.count()).order_by("delay")


@query
def _decisions(deals: ir.Table, roster: ir.Table, since: ir.DateValue, everyone: ir.Value) -> ir.Table:
    there = _decided(deals, roster, since, everyone)
    is_won = there["outcome"] == "won"
    return there.group_by("person").aggregate(won=is_won.cast("int64").sum(), n=there.count()).order_by("person")


def _decided(deals: ir.Table, roster: ir.Table, since: ir.DateValue, everyone: ir.Value) -> ir.Table:
    decided = deals.filter(
        sure(deals["kind"] == RENEWAL),
        deals["expected_close"].notnull(),
        deals["outcome"] != "open",
        deals["closed_on"] > since,
        is_revenue(deals),
    )
    there = on_roster(decided, roster, everyone)
    return there.mutate(delay=there["closed_on"].delta(there["expected_close"], unit="day").cast("int64"))


@query
def but_renewals(deals: ir.Table) -> ir.Table:
    """The deals that are hunted: all but renewals with a due date."""
    return deals.filter(~sure((deals["kind"] == RENEWAL) & deals["expected_close"].notnull()))
