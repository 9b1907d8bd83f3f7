"""Which of several records with one Id counts?

The last: of the files in the order of their names, and of the records in the order in which they lie there. The others
are left out as any record that is no fact. So an export tells the same however its joins come out.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import TYPE_CHECKING

from ownit.connectors.reading import FILE, RECORD, ident
from ownit.connectors.reading.sql import literal
from ownit.connectors.salesforce.object import Typed

if TYPE_CHECKING:
    import duckdb

REASON = "its Id comes again later in the export: the last record of an Id counts"
WITH_KEYS_OF_THEIR_OWN = frozenset({"OpportunityHistory", "OpportunityFieldHistory"})
"""Objects whose rows are told apart by what they are about and when; of these the histories have their own rule."""


def only_last(con: duckdb.DuckDBPyConnection, object_: Typed) -> Typed:
    """Leave out of an object's relation all but the last record of each Id, where any comes again.

    Most files ascend by Id; that is seen soonest. Of the others the Ids are counted, by their hashes.
    """
    if "Id" not in object_.has or not _may_repeat(con, object_.relation):
        return object_
    table = ident(f"again_{object_.name}")
    files = ", ".join(map(literal, object_.files))
    order = f"list_position([{files}], {FILE}) DESC, {RECORD} DESC"
    con.execute(
        f"""CREATE OR REPLACE TABLE {table} AS
        SELECT {FILE}, {RECORD} FROM {object_.relation} WHERE __left IS NULL AND Id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY Id ORDER BY {order}) > 1"""
    ).fetchall()
    if not con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall():
        return object_
    before = ident(f"sf_{object_.name}_before")
    con.execute(f"ALTER VIEW {object_.relation} RENAME TO {before}")
    con.execute(
        f"""CREATE VIEW {object_.relation} AS
        SELECT o.* REPLACE (
            CASE WHEN a.{RECORD} IS NULL THEN o.__left ELSE {literal(REASON)} END AS __left,
            CASE WHEN a.{RECORD} IS NULL THEN o.__left_column ELSE 'Id' END AS __left_column)
        FROM {before} o LEFT JOIN {table} a ON a.{FILE} = o.{FILE} AND a.{RECORD} = o.{RECORD}"""
    )
    return replace(object_, whole=False)


def in_file_order(record: str, has: Set[str] = frozenset()) -> str:
    """SQL behind a source whose keys are not Ids: its rows in the order of the files, so that the last is certain."""
    return "" if "Id" in has else f"ORDER BY {record}.{FILE}, {record}.{RECORD}"


def _may_repeat(con: duckdb.DuckDBPyConnection, relation: str) -> bool:
    ids = f"(SELECT Id FROM {relation} WHERE __left IS NULL AND Id IS NOT NULL)"
    after = f"(SELECT Id, lag(Id) OVER () AS before FROM {ids})"
    if not con.execute(f"SELECT count(*) FROM {after} WHERE before >= Id").fetchall()[0][0]:
        return False
    return bool(con.execute(f"SELECT count(*) <> count(DISTINCT hash(Id)) FROM {ids}").fetchall()[0][0])
