"""Who and which account is meant where an input calls them by name and has no ids for them?

A text that is no known id, and the name of exactly one who is known of the same connector, is that one's id. A name of
several stays a name, as somebody of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.facts.schema import TABLES
from ownit.facts.store.merging import one
from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEANT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "person": frozenset({"person_id", "manager_id", "owner_id", "created_by_id", "from_owner", "to_owner"}),
        "account": frozenset({"account_id"}),
    }
)
"""The columns that tell a person, or an account, by id."""


def recognise(con: DuckDBPyConnection, whom: str, tables: Collection[str], connector: str) -> frozenset[str]:
    """Give whom an input calls by name alone the id they are known by; ``whom`` is person or account.

    ``tables``: those that came in. Returns those of which something is not as it came.
    """
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE recognised_{whom} AS
        WITH known AS (SELECT id, name FROM base_{whom} WHERE connector = {literal(connector)} AND name IS NOT NULL)
        SELECT name AS called, min(id) AS id FROM known ANTI JOIN known ids ON ids.id = known.name
        GROUP BY name HAVING count(DISTINCT id) = 1"""
    )
    found = frozenset(name for name in tables if _names_any(con, name, whom))
    for name in found:
        con.execute(f"DROP VIEW IF EXISTS named_{name}_{whom}")
        con.execute(f"ALTER VIEW incoming_{name} RENAME TO named_{name}_{whom}")
        con.execute(f"CREATE VIEW incoming_{name} AS {_with_ids(name, whom)}")
    return found


def _names_any(con: DuckDBPyConnection, name: str, whom: str) -> bool:
    named = [f"{quoted(column)} IN (SELECT called FROM recognised_{whom})" for column in _columns(name, whom)]
    return bool(named) and bool(one(con, f"SELECT count(*) FROM incoming_{name} WHERE {' OR '.join(named)}"))


def _columns(name: str, whom: str) -> list[str]:
    if name == whom:
        return ["id"]
    return [column for column in TABLES[name].names if column in MEANT[whom]]


def _with_ids(name: str, whom: str) -> str:
    came, columns = f"named_{name}_{whom}", _columns(name, whom)
    if name == whom:  # the input says no more of them than the name
        return f"SELECT * FROM {came} WHERE id NOT IN (SELECT called FROM recognised_{whom})"
    known = ", ".join(f"coalesce(by_{c}.id, n.{quoted(c)}) AS {quoted(c)}" for c in columns)
    joins = " ".join(f"LEFT JOIN recognised_{whom} by_{c} ON by_{c}.called = n.{quoted(c)}" for c in columns)
    return f"SELECT n.* REPLACE ({known}) FROM {came} n {joins}"
