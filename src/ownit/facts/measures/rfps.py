"""Which RFPs are open, whose, and worth what?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ownit.facts.known.joining import sure

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


def open_rfps(tables: Tables, known: ir.Table) -> tuple[Rfp, ...]:
    """The open deals of :func:`ownit.facts.known.deals` that are RFPs, by their field or their source, once each.

    Of a deal whose credit is split it is the owner's. The one that closes first comes first.
    """
    mine = known.filter(
        known["outcome"] == "open",
        sure(known["is_rfp"]) | sure(known["source_class"] == SOURCE),
        known["person_id"] == known["owner_id"],
        known["credit_kind"].fill_null("revenue") == "revenue",
    )
    columns = ("connector", "id", "person_id", "amount", "created_on", "expected_close")
    rows = mine.select(*columns).order_by("expected_close", "connector", "id").to_pyarrow().to_pylist()
    return _named(rows, tables)


def _named(rows: list[dict[str, Any]], tables: Tables) -> tuple[Rfp, ...]:
    """With the names a person knows them by."""
    if not rows:
        return ()
    opportunity = tables["opportunity"]
    told = opportunity.filter(opportunity["id"].isin([row["id"] for row in rows]))
    accounts = tables["account"].select("connector", account_id="id", account="name")
    named = told.left_join(accounts, ["connector", "account_id"]).select("connector", "id", "name", "account")
    names = {(row["connector"], row["id"]): row for row in named.to_pyarrow().to_pylist()}
    return tuple(
        Rfp(
            **row,
            name=names[row["connector"], row["id"]]["name"],
            account=names[row["connector"], row["id"]]["account"],
        )
        for row in rows
    )
