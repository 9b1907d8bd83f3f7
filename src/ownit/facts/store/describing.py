"""What does a snapshot say of itself once its files are written?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from ownit.facts.local_dates import in_utc
from ownit.facts.schema import SCHEMA_VERSION, TABLES
from ownit.facts.store.layout import Manifest, Snapshot
from ownit.facts.tables import select

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HAPPENED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "opportunity": ("created_on", "closed_on"),
        "stage_change": ("CAST(" + in_utc('"at"') + " AS DATE)",),
        "activity": ('"on"',),
        "lead": ('"on"',),
    }
)
"""Per table, the dates on which something is recorded to have happened."""


def describe(
    con: DuckDBPyConnection,
    folder: Path,
    *,
    id_: str,
    now: datetime,
    today: date,
    parent: str | None,
) -> Snapshot:
    """The snapshot of the files in ``folder``, inputs and report left open.

    Days after ``today`` are not what happened and do not count.
    """
    first, last = _span(con, folder, today)
    manifest = Manifest(
        id=id_,
        schema_version=SCHEMA_VERSION,
        published_at=now,
        parent=parent,
        connector="",
        inputs="",
        rows={t: sum(pq.read_metadata(f).num_rows for f in _files(folder, t)) for t in TABLES},
        data_from=first,
        data_through=last,
        report={},
    )
    return Snapshot(id=id_, path=folder, manifest=manifest)


def _files(folder: Path, table: str) -> list[str]:
    return sorted(str(p) for p in (folder / table).glob("*.parquet"))


def _span(con: DuckDBPyConnection, folder: Path, today: date) -> tuple[date | None, date | None]:
    days = [
        f"SELECT min({day}) AS a, max({day}) AS z FROM ({select(TABLES[table], files)}) WHERE {day} <= $today"
        for table, columns in HAPPENED.items()
        if (files := _files(folder, table))
        for day in columns
    ]
    if not days:
        return None, None
    found = con.execute(f"SELECT min(a), max(z) FROM ({' UNION ALL '.join(days)})", {"today": today}).fetchall()
    return found[0][0], found[0][1]
