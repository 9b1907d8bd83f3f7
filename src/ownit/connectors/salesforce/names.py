"""Where a report gives a name instead of an id, whose is it?"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def index_names(
    con: duckdb.DuckDBPyConnection, table: str, relation: str, *, id_: str = "Id", name: str = "Name"
) -> None:
    """Make ``table`` (name, id) of the names that are one record's alone."""
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {name} AS name, min({id_}) AS id FROM {relation} "
        f"WHERE {name} IS NOT NULL AND {id_} IS NOT NULL GROUP BY {name} HAVING count(DISTINCT {id_}) = 1"
    ).fetchall()


def index_nothing(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make ``table`` (name, id) empty, where nobody will look a name up in it."""
    con.execute(f"CREATE OR REPLACE TABLE {table} (name VARCHAR, id VARCHAR)")


def owner(has: Set[str], record: str, lookup: str, what: str) -> str:
    """SQL of an id: the id itself, else the one the name belongs to, else the name as it stands."""
    return (
        f"coalesce({record}.{what}Id, {lookup}.id, {record}.{what}Name)"
        if f"{what}Name" in has
        else f"{record}.{what}Id"
    )


def named(has: Set[str], what: str, table: str, alias: str, record: str) -> str:
    """The JOIN that gives ``alias.id`` for a name; nothing where no file has a column of the name."""
    return f"LEFT JOIN {table} {alias} ON {alias}.name = {record}.{what}Name" if f"{what}Name" in has else ""


def once(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Keep one row per ``id`` of a table that is looked things up in, so that no record is doubled by a doubled id.

    Hashes are counted first: most exports have each id once, and grouping a million texts is dear.
    """
    twice = con.execute(f"SELECT count(*) <> count(DISTINCT hash(id)) FROM {table}").fetchall()[0][0]
    if twice:
        con.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT DISTINCT ON (id) * FROM {table}").fetchall()
