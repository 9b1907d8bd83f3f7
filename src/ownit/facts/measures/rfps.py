"""Which RFPs are open, whose, and worth what?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.known.joining import sure
from ownit.facts.measures.called import called
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables

SOURCE = "rfp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rfp:
    """An open RFP; ``amount`` is its owner's share in the reporting currency."""

    connector: str
    id: str
    name: str | None
    account: str | None
    person_id: str
    amount: float | None
    created_on: date | None
    expected_close: date | None


def open_rfps(tables: Tables, known: Relation) -> tuple[Rfp, ...]:
    """The open deals of :func:`ownit.facts.known.deals` that are RFPs, by their field or their source, once each.

    Of a deal whose credit is split it is the owner's. The one that closes first comes first.
    """
    rows = _open(known=known).to_pyarrow().to_pylist()
    names = called(tables, {(row["connector"], row["id"]) for row in rows})
    found = ((row, names[row["connector"], row["id"]]) for row in rows)
    return tuple(Rfp(**row, name=by.name, account=by.account) for row, by in found)


@query
def _open(known: ir.Table) -> ir.Table:
    mine = known.filter(
        known["outcome"] == "open",
        sure(known["is_rfp"]) | sure(known["source_class"] == SOURCE),
        known["person_id"] == known["owner_id"],
        known["credit_kind"].fill_null("revenue") == "revenue",
    )
    columns = ("connector", "id", "person_id", "amount", "created_on", "expected_close")
    return mine.select(*columns).order_by("expected_close", "connector", "id")
