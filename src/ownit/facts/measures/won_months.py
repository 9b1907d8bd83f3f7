"""How much money was won in each month, by whom, and in deals of which size?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir


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


def first_won(deals: ir.Table) -> date | None:
    """The day on which the record of won deals with an amount begins; None where there are none."""
    day = _won(deals)["closed_on"].min().to_pyarrow().as_py()
    return day if isinstance(day, date) else None


def won_by_month(deals: ir.Table, roster: Roster, months: Sequence[tuple[date, date]]) -> MonthlyWins:
    """Money won in each of ``months`` (first and last day, apart from one another); ``deals`` as known on a day.

    Revenue credits with an amount above zero; an overlay would count a deal twice.
    """
    import ibis
    import pyarrow as pa

    listed = ibis.memtable(
        pa.table(
            {
                "month": pa.array(range(len(months)), pa.int64()),
                "first": pa.array([first for first, _ in months], pa.date32()),
                "last": pa.array([last for _, last in months], pa.date32()),
            }
        )
    )
    there = on_roster(_won(deals), roster.in_memory(), roster.people)
    there = there.inner_join(listed, [there["closed_on"] >= listed["first"], there["closed_on"] <= listed["last"]])
    there = there.mutate(worth=there["amount"].cast("float64"))
    cells = (
        there.group_by("person", "month")
        .aggregate(money=there["worth"].sum(), squares=(there["worth"] ** 2).sum(), deals=there.count())
        .order_by("person", "month")
        .to_pyarrow()
    )
    return MonthlyWins(
        person=integers(cells, "person"),
        month=integers(cells, "month"),
        money=floats(cells, "money"),
        squares=floats(cells, "squares"),
        deals=floats(cells, "deals"),
    )


def _won(deals: ir.Table) -> ir.Table:
    return deals.filter(
        deals["outcome"] == "won",
        deals["closed_on"].notnull(),
        deals["amount"] > 0,
        deals["credit_kind"].fill_null("revenue") != "overlay",
    )
