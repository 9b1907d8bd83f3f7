"""What has one person won, on which days, and what is open of theirs, but for what others brought?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.measures.deals import Roster, on_roster
from ownit.facts.queries import query
from ownit.method.deals import Origin

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """Money ``won`` by the day it was won, and money ``open``; deals without an amount are in neither."""

    won: tuple[tuple[date, float], ...]
    open: float


def had(deals: Relation, roster: Roster) -> Had:
    """Of :func:`ownit.facts.known.deals` what is whose, by the ``roster``: all of it of one person."""
    rows = _had(deals=deals, roster=roster.table()).to_pyarrow().to_pylist()
    return Had(
        won=tuple((row["closed_on"], row["worth"]) for row in rows if row["outcome"] == "won"),
        open=sum(row["worth"] for row in rows if row["outcome"] == "open"),
    )


@query
def _had(deals: ir.Table, roster: ir.Table) -> ir.Table:
    """Unknown origins are in it, as in what a person says that they won; help is icing, and in no base (R1)."""
    there = on_roster(deals.filter(deals["amount"].notnull()), roster)
    there = there.filter(
        (there["outcome"] == "open") | ((there["outcome"] == "won") & there["closed_on"].notnull()),
        there["origin_code"] != int(Origin.OTHERS),
    )
    keys = ("outcome", "closed_on")
    return there.group_by(keys).aggregate(worth=there["amount"].cast("float64").sum()).order_by(keys)
