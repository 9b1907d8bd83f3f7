"""How many of the rows that came in changed nothing, and how many are missing now?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ownit.facts.schema import Table
from ownit.facts.store.merging import HISTORY, STAYING, Staged, key_hash, one
from ownit.facts.store.parts import Month, month_sql
from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def unchanged(con: DuckDBPyConnection, staged: Staged, final: str, differs: Collection[Month] | None) -> int:
    """Rows that came in and are stored as they were before, in every column that is not worked out by ownit.

    ``differs`` are the months in which any row differs (None: any may); in the others, all that came in is as it was.
    Numbers for rows are compared rather than rows: a row that differs is taken for unchanged once in 2^64.
    """
    table = staged.table
    here, mine = _within(table, differs), f"connector = {literal(staged.connector)}"
    equal = one(con, f"SELECT count(*) FROM {final} WHERE {mine} AND {_came_in(staged)} AND NOT {here}")
    if differs is not None and not differs:
        return equal
    before = f"SELECT {_row_hash(table)} FROM base_{table.name} WHERE {mine} AND {here}"
    where = f"{mine} AND {_came_in(staged)} AND {here} AND {_row_hash(table)} IN ({before})"
    return equal + one(con, f"SELECT count(*) FROM {final} WHERE {where}")


def gone(con: DuckDBPyConnection, staged: Staged, differs: Collection[Month] | None) -> int:
    """Rows of the connector that were there and are missing from a full input; those gone before do not count."""
    table = staged.table
    if staged.mode != "full" or table.name in HISTORY or (differs is not None and not differs):
        return 0
    still = " AND gone_on IS NULL" if table.name == STAYING else ""
    given = f"SELECT {key_hash(table)} FROM incoming_{table.name}"
    mine = f"connector = {literal(staged.connector)}{still} AND {_within(table, differs)}"
    return one(con, f"SELECT count(*) FROM base_{table.name} WHERE {mine} AND {key_hash(table)} NOT IN ({given})")


def _came_in(staged: Staged) -> str:
    """Whether a row of the connector came in: after a full import all of them did that are not kept from before."""
    table = staged.table
    if staged.mode == "full" and table.name not in HISTORY:
        return "gone_on IS NULL" if table.name == STAYING else "true"
    return f"{key_hash(table)} IN (SELECT {key_hash(table)} FROM incoming_{table.name})"


def _within(table: Table, months: Collection[Month] | None) -> str:
    """Whether a row lies in one of the months (None: in any)."""
    if months is None:
        return "true"
    listed = ", ".join(str(-1 if month is None else month) for month in months)
    return f"(coalesce({month_sql(table)}, -1) IN ({listed}))" if listed else "false"


def _row_hash(table: Table) -> str:
    read = [c.name for c in table.columns if not c.derived]
    return f"hash({', '.join(quoted(c) for c in ('connector', *read))})"
