"""What were won deals worth, and how did that compare with what they were said to be worth while open?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.facts.queries import query
from ownit.method.amounts import AmountCells, RatioCells
from ownit.method.cycle import HISTORY_DAYS
from ownit.method.mixes import BIN_WIDTH

if TYPE_CHECKING:
    import ibis.expr.types as ir

RATIO_WIDTH = 0.05  # of the bins of the log of closed over then-known amount


def amount_cells(deals: Relation, roster: Roster, as_of: date) -> AmountCells:
    """Positive won amounts of the last two years, revenue credits only; people off the roster share one last row."""
    since = as_of - timedelta(days=HISTORY_DAYS)
    cells = _worths(deals=deals, roster=roster.table(), since=since, everyone=roster.people).to_pyarrow()
    person, n = integers(cells, "person"), floats(cells, "n")
    bins, which = np.unique(integers(cells, "bin"), return_inverse=True)
    people = roster.people + 1
    sold = np.bincount(person * len(bins) + which, weights=n, minlength=people * len(bins)).astype(np.float64)
    return AmountCells(
        count=np.bincount(person, weights=n, minlength=people).astype(np.float64),
        log_sum=np.bincount(person, weights=floats(cells, "log_sum"), minlength=people).astype(np.float64),
        log_square=np.bincount(person, weights=floats(cells, "square"), minlength=people).astype(np.float64),
        bin_count=np.bincount(which, weights=n).astype(np.float64),
        bin_sum=np.bincount(which, weights=floats(cells, "money")).astype(np.float64),
        sold=sold.reshape(people, len(bins)),
    )


@query
def _worths(deals: ir.Table, roster: ir.Table, since: ir.DateValue, everyone: ir.Value) -> ir.Table:
    worth = deals.filter(
        deals["outcome"] == "won",
        deals["closed_on"] > since,
        deals["amount"] > 0,
        is_revenue(deals),
    )
    there = on_roster(worth, roster, everyone)
    log = there["amount"].cast("float64").ln()
    there = there.mutate(log=log, bin=(log / BIN_WIDTH).floor().cast("int64"), worth=there["amount"].cast("float64"))
    return (
        there.group_by("person", "bin")
        .aggregate(
            n=there.count(), money=there["worth"].sum(), log_sum=there["log"].sum(), square=(there["log"] ** 2).sum()
        )
        .order_by("person", "bin")
    )


def ratio_cells(then: Relation, now: Relation) -> RatioCells:
    """Closed over then-known amount, of deals open in ``then`` and won since; both are :func:`known.deals` of a day.

    What was signed as it stood is counted apart from what was nearly: it makes a goal that it is just enough for.
    """
    cells = _ratios(then=then, now=now).to_pyarrow()
    return RatioCells(ratio=floats(cells, "ratio"), count=floats(cells, "n"))


@query
def _ratios(then: ir.Table, now: ir.Table) -> ir.Table:
    was = then.filter(then["outcome"] == "open", then["amount"] > 0, then["share"] > 0)
    became = now.filter(now["outcome"] == "won", now["amount"] > 0, now["share"] > 0)
    keys = ("connector", "id")
    was = was.group_by(keys).aggregate(then_amount=(was["amount"] / was["share"]).max())
    became = became.group_by(keys).aggregate(now_amount=(became["amount"] / became["share"]).max())
    both = was.inner_join(became, list(keys))
    ratio = both["now_amount"].cast("float64") / both["then_amount"].cast("float64")
    same = both["now_amount"] == both["then_amount"]
    both = both.mutate(ratio=ratio, bin=(ratio.ln() / RATIO_WIDTH).round().cast("int64"), same=same)
    return both.group_by("bin", "same").aggregate(ratio=both["ratio"].mean(), n=both.count()).order_by("bin", "same")
