"""How many of the rows that came in changed nothing, and how many are missing now?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.schema import Table
from ownit.facts.store.merging import HISTORY, STAYING, Staged, key_hash, one
from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def unchanged(con: DuckDBPyConnection, staged: Staged, final: str) -> int:
    """Rows that came in and are stored as they were before, in every column that is not worked out by ownit.

    Numbers for rows are compared rather than rows: a row that differs is taken for unchanged once in 2^64.
    """
    table = staged.table
    mine = f"connector = {literal(staged.connector)}"
    given = f"SELECT {key_hash(table)} FROM incoming_{table.name}"
    before = f"SELECT {_row_hash(table)} FROM base_{table.name} WHERE {mine}"
    where = f"{mine} AND {key_hash(table)} IN ({given}) AND {_row_hash(table)} IN ({before})"
    return one(con, f"SELECT count(*) FROM {final} WHERE {where}")


def gone(con: DuckDBPyConnection, staged: Staged) -> int:
    """Rows of the connector that were there and are missing from a full input; those gone before do not count."""
    table = staged.table
    if staged.mode != "full" or table.name in HISTORY:
        return 0
    still = " AND gone_on IS NULL" if table.name == STAYING else ""
    given = f"SELECT {key_hash(table)} FROM incoming_{table.name}"
    where = f"connector = {literal(staged.connector)}{still} AND {key_hash(table)} NOT IN ({given})"
    return one(con, f"SELECT count(*) FROM base_{table.name} WHERE {where}")


def _row_hash(table: Table) -> str:
    read = [c.name for c in table.columns if not c.derived]
    return f"hash({', '.join(quoted(c) for c in ('connector', *read))})"
