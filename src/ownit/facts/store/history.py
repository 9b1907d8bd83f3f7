"""What changed between two snapshots that no history row tells?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ownit.facts.schema import OWNER_CHANGE, STAGE_CHANGE, Table
from ownit.facts.store.merging import Staged, one, same_key
from ownit.facts.tables import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def infer(con: DuckDBPyConnection, staged: Mapping[str, Staged], at: datetime) -> dict[str, int]:
    """Make ``inferred_stage_change`` and ``inferred_owner_change``; returns how many rows each has.

    A deal that both snapshots have and whose stage, amount or expected close differs gives one row dated at the
    import, unless this very input brings history of that deal that was not there before; the owner likewise.
    Columns that the input does not carry are not compared.
    """
    deals = staged.get("opportunity")
    carried = deals.carried if deals else frozenset()
    instant = f"TIMESTAMP WITH TIME ZONE {literal(at.isoformat())}"
    stages = f"""{instant} AS "at", b.stage AS from_stage, m.stage AS to_stage, m.amount, m.expected_close"""
    owners = f"""{instant} AS "at", b.owner_id AS from_owner, m.owner_id AS to_owner"""
    return {
        STAGE_CHANGE.name: _infer(con, staged, STAGE_CHANGE, stages, carried & {"stage", "amount", "expected_close"}),
        OWNER_CHANGE.name: _infer(con, staged, OWNER_CHANGE, owners, carried & {"owner_id"}),
    }


def _infer(
    con: DuckDBPyConnection, staged: Mapping[str, Staged], table: Table, columns: str, compared: Iterable[str]
) -> int:
    differs = " OR ".join(f"m.{c} IS DISTINCT FROM b.{c}" for c in sorted(compared)) or "false"
    name = f"inferred_{table.name}"
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {name} AS
        SELECT m.connector, m.id AS opportunity_id, {columns}, true AS inferred
        FROM opportunity m JOIN base_opportunity b ON b.connector = m.connector AND b.id = m.id
        WHERE m.gone_on IS NULL AND ({differs})"""
    )
    if table.name in staged:
        con.execute(
            f"""DELETE FROM {name} WHERE opportunity_id IN (
            SELECT g.opportunity_id FROM incoming_{table.name} g
            WHERE NOT EXISTS (SELECT 1 FROM base_{table.name} k WHERE {same_key(table, "g", "k")}))"""
        )
        con.execute(f"""DELETE FROM {name} n USING incoming_{table.name} g WHERE {same_key(table, "n", "g")}""")
    return one(con, f"SELECT count(*) FROM {name}")
