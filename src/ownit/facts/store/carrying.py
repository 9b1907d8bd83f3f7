"""What does a rebuild keep of the snapshot it replaces, because no input tells it any more?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.facts.schema import TABLES
from ownit.facts.store import merging
from ownit.facts.store.layout import Snapshot

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CARRIED: Mapping[str, str] = {
    "opportunity": "gone_on IS NOT NULL",
    "stage_change": "inferred",
    "owner_change": "inferred",
}
"""Which rows of which tables no file says: deals that were gone, and history that was inferred."""


def carry_over(con: DuckDBPyConnection, replaced: Snapshot, relations: Mapping[str, str], folder: Path) -> None:
    """Add such rows of ``replaced`` to each relation, unless it has a row of the same key."""
    for name, where in CARRIED.items():
        table = TABLES[name]
        con.execute(f"CREATE OR REPLACE VIEW replaced_{name} AS {merging.stored(table, replaced.files(name))}")
        sql = f"""SELECT * FROM {relations[name]} UNION ALL BY NAME SELECT r.* FROM replaced_{name} r
        WHERE {where} AND NOT EXISTS (
            SELECT 1 FROM {relations[name]} m WHERE {merging.same_key(table, "r", "m")})"""
        merging.settle(con, name, sql, folder)
