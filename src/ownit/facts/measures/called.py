"""What are a few deals called, and the accounts they are with?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """The names by which a person knows a deal, and its source as exported; None where nobody said."""

    name: str | None
    account: str | None
    source: str | None


def called(tables: Tables, keys: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Called]:
    """Of each deal (connector, id) among ``keys`` that is there."""
    import pyarrow as pa

    if not keys:
        return {}
    connectors, ids = zip(*sorted(keys), strict=True)
    wanted = pa.table({"connector": pa.array(connectors, pa.string()), "id": pa.array(ids, pa.string())})
    asked = _called(opportunity=tables["opportunity"], account=tables["account"], wanted=wanted)
    rows = asked.to_pyarrow().to_pylist()
    return {(row.pop("connector"), row.pop("id")): Called(**row) for row in rows}


@query
def _called(opportunity: ir.Table, account: ir.Table, wanted: ir.Table) -> ir.Table:
    told = opportunity.semi_join(wanted, ["connector", "id"])
    accounts = account.select("connector", account_id="id", account="name")
    named = told.left_join(accounts, ["connector", "account_id"])
    return named.select("connector", "id", "name", "account", "source")
