"""Who is meant where an input calls people by name and has no ids for them?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ownit.facts.schema import TABLES
from ownit.facts.store.merging import one
from ownit.facts.tables import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEANT = frozenset({"person_id", "manager_id", "owner_id", "created_by_id", "from_owner", "to_owner"})
"""The columns that tell a person by id."""


def recognise(con: DuckDBPyConnection, tables: Collection[str]) -> bool:
    """Give the people whom an input calls by name alone the id that one person of that name is known by.

    ``tables``: those that came in, people among them. A name of several people is left as it is. Returns whether
    anybody was recognised.
    """
    con.execute(
        """CREATE OR REPLACE TEMP TABLE recognised AS
        SELECT i.name AS called, min(b.id) AS id
        FROM incoming_person i JOIN base_person b ON b.connector = i.connector AND b.name = i.name AND b.id <> b.name
        WHERE i.id = i.name GROUP BY i.name HAVING count(DISTINCT b.id) = 1"""
    )
    if not one(con, "SELECT count(*) FROM recognised"):
        return False
    for name in tables:
        _show(con, name)
    return True


def _show(con: DuckDBPyConnection, name: str) -> None:
    con.execute(f"DROP VIEW IF EXISTS named_{name}")
    con.execute(f"ALTER VIEW incoming_{name} RENAME TO named_{name}")
    con.execute(f"CREATE VIEW incoming_{name} AS {_with_ids(name)}")


def _with_ids(name: str) -> str:
    if name == "person":  # the input says no more of them than the name
        return "SELECT * FROM named_person WHERE id NOT IN (SELECT called FROM recognised)"
    columns = [column for column in TABLES[name].names if column in MEANT]
    if not columns:
        return f"SELECT * FROM named_{name}"
    known = ", ".join(f"coalesce(by_{c}.id, n.{quoted(c)}) AS {quoted(c)}" for c in columns)
    joins = " ".join(f"LEFT JOIN recognised by_{c} ON by_{c}.called = n.{quoted(c)}" for c in columns)
    return f"SELECT n.* REPLACE ({known}) FROM named_{name} n {joins}"
