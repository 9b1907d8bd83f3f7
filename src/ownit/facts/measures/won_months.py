"""How much money was won in each month, by whom, and in deals of which size?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.facts.queries import query
from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MonthlyWins:
    """Won money by person and month (an index into the months asked for), arrays (n,); people off the roster share one.

    ``money`` and ``squares``: sums of the amounts credited and of their squares; ``deals``: how many.
    """

    person: Ints
    month: Ints
    money: Floats
    squares: Floats
    deals: Floats


def first_won(deals: Relation) -> date | None:
    """The day on which the record of won deals with an amount begins; None where there are none."""
    day = _first(deals=deals).to_pyarrow()["first"][0].as_py()
    return day if isinstance(day, date) else None


@query
def _first(deals: ir.Table) -> ir.Table:
    won = _won(deals)
    return won.aggregate(first=won["closed_on"].min())


def won_by_month(deals: Relation, roster: Roster, months: Sequence[tuple[date, date]]) -> MonthlyWins:
    """Money won in each of ``months`` (first and last day, apart from one another); ``deals`` as known on a day.

    Revenue credits with an amount above zero; an overlay would count a deal twice.
    """
    cells = _by_month(deals=deals, roster=roster.table(), months=_listed(months), everyone=roster.people).to_pyarrow()
    return MonthlyWins(
        person=integers(cells, "person"),
        month=integers(cells, "month"),
        money=floats(cells, "money"),
        squares=floats(cells, "squares"),
        deals=floats(cells, "deals"),
    )


def _listed(months: Sequence[tuple[date, date]]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "month": pa.array(range(len(months)), pa.int64()),
            "first": pa.array([first for first, _ in months], pa.date32()),
            "last": pa.array([last for _, last in months], pa.date32()),
        }
    )


@query
def _by_month(deals: ir.Table, roster: ir.Table, months: ir.Table, everyone: ir.Value) -> ir.Table:
    there = on_roster(_won(deals), roster, everyone)
    there = there.inner_join(months, [there["closed_on"] >= months["first"], there["closed_on"] <= months["last"]])
    there = there.mutate(worth=there["amount"].cast("float64"))
    cells = there.group_by("person", "month").aggregate(
        money=there["worth"].sum(), squares=(there["worth"] ** 2).sum(), deals=there.count()
    )
    return cells.order_by("person", "month")


def _won(deals: ir.Table) -> ir.Table:
    return deals.filter(
        deals["outcome"] == "won",
        deals["closed_on"].notnull(),
        deals["amount"] > 0,
        is_revenue(deals),
    )
