"""What does a rebuild keep of the snapshot it replaces, because no input tells it any more?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.facts.schema import TABLES
from ownit.facts.store import merging
from ownit.facts.store.layout import Reading, Snapshot
from ownit.facts.store.retention import supersedes
from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CARRIED = (merging.STAYING, "stage_change", "owner_change", "person")
"""The tables of which something is kept, in this order: what is kept of one says what is kept of the next."""

_NAMED = {merging.STAYING: ("owner_id", "created_by_id"), "owner_change": ("from_owner", "to_owner")}
"""The columns of what is kept that tell people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """The ``connectors`` of which a reading is lost between others, and which were read ``after`` a lost one, when.

    After: up to the first that says of all deals what the lost one said.
    """

    connectors: frozenset[str]
    after: tuple[tuple[str, datetime], ...]


def lacking(readings: Sequence[Reading], again: Sequence[Reading]) -> Lacking:
    """Which of all ``readings`` were not read ``again``, and which came after those."""
    read = {(reading.connector, reading.at) for reading in again}
    lost: dict[str, list[Reading]] = {}
    after: list[tuple[str, datetime]] = []
    for reading in readings:
        of_its = lost.setdefault(reading.connector, [])
        if (reading.connector, reading.at) not in read:
            of_its.append(reading)
        elif of_its:
            after.append((reading.connector, reading.at))
            of_its[:] = [one for one in of_its if not supersedes(reading, one, merging.STAYING)]
    return Lacking(connectors=frozenset(connector for connector, _ in after), after=tuple(after))


def carry_over(
    con: DuckDBPyConnection, replaced: Snapshot, relations: Mapping[str, str], lack: Lacking, folder: Path
) -> None:
    """Add to each relation what only ``replaced`` has of deals that were gone, of their history and their people.

    Where a reading between two others is lost, what changed in between is not what the later one changed: of deals
    that went, and of inferred history, ``replaced`` is believed then.
    """
    for name in CARRIED:
        table = TABLES[name]
        con.execute(f"CREATE OR REPLACE VIEW replaced_{name} AS {merging.stored(table, replaced.files(name))}")
        doubted, kept = _doubted(name, lack), _kept(name, relations)
        sql = f"""WITH told AS (SELECT * FROM {relations[name]} m WHERE NOT coalesce({doubted}, false))
        SELECT * FROM told UNION ALL BY NAME SELECT r.* FROM replaced_{name} r
        WHERE ({kept}) AND NOT EXISTS (SELECT 1 FROM told m WHERE {merging.same_key(table, "r", "m")})"""
        merging.settle(con, name, sql, folder)


def recorded_before(lack: Lacking) -> str:
    """SELECT of the deals as they were recorded before, where a lost reading may have been the first to tell of them.

    After :func:`carry_over`. Of other connectors, as the reading before the last has them.
    """
    listed = ", ".join(literal(connector) for connector in sorted(lack.connectors))
    return f"""SELECT * FROM replaced_{merging.STAYING} WHERE connector IN ({listed})
        UNION ALL BY NAME SELECT * FROM base_{merging.STAYING} WHERE connector NOT IN ({listed})"""


def _doubted(name: str, lack: Lacking) -> str:
    """Which rows ``m`` that the inputs give are not to be believed, for one that came between is lost."""
    if name == merging.STAYING:
        listed = ", ".join(literal(connector) for connector in sorted(lack.connectors))
        same = merging.same_key(TABLES[name], "r", "m")
        gone = f"EXISTS (SELECT 1 FROM replaced_{name} r WHERE {same} AND r.gone_on IS NOT NULL)"
        return f"m.connector IN ({listed}) AND m.gone_on IS NOT NULL AND {gone}" if listed else "false"
    if name in merging.HISTORY:
        moments = (f"({literal(c)}, TIMESTAMP WITH TIME ZONE {literal(at.isoformat())})" for c, at in lack.after)
        listed = ", ".join(moments)
        return f'm.inferred AND (m.connector, m."at") IN ({listed})' if listed else "false"
    return "false"


def _kept(name: str, relations: Mapping[str, str]) -> str:
    """Which rows ``r`` of the replaced snapshot stay, where the inputs do not give them."""
    if name == merging.STAYING:
        return "r.gone_on IS NOT NULL"
    if name in merging.HISTORY:  # CRMs keep it for months, and that of a deal as long as the deal
        given = f"(SELECT * FROM {relations[name]} WHERE NOT coalesce(inferred, false))"
        earlier = f'r."at" < (SELECT min(g."at") FROM {given} g WHERE g.connector = r.connector)'
        deal = "g.connector = r.connector AND g.opportunity_id = r.opportunity_id"
        none = f"NOT EXISTS (SELECT 1 FROM {given} g WHERE {deal})"
        there = (
            f"EXISTS (SELECT 1 FROM {merging.STAYING} d WHERE d.connector = r.connector AND d.id = r.opportunity_id)"
        )
        return f"r.inferred OR (({earlier} OR {none}) AND {there})"
    named = " UNION ALL ".join(
        f"SELECT connector, {quoted(column)} AS id FROM {table}"
        for table, columns in _NAMED.items()
        for column in columns
    )
    return f"EXISTS (SELECT 1 FROM ({named}) n WHERE n.connector = r.connector AND n.id = r.id)"
