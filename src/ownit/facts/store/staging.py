"""How do a connector's batches get to the disk, in bounded memory and in the order they came?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import pyarrow as pa

from ownit.facts.schema import TABLES
from ownit.facts.store.merging import Staged, one
from ownit.facts.tables import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Incoming(Protocol):
    """What a connector yields for one table (see ``connectors.base.Extracted``)."""

    @property
    def table(self) -> str: ...
    @property
    def mode(self) -> Literal["full", "delta"]: ...
    @property
    def batches(self) -> pa.RecordBatchReader: ...


def stage(con: DuckDBPyConnection, incoming: Incoming, connector: str, folder: Path, before: Staged | None) -> Staged:
    """Write one table's batches to a Parquet file of its own, after those that came ``before`` for the same table.

    A table is delta if any part of it is. Raises ValueError for columns that the canonical table does not have.
    """
    table = TABLES[incoming.table]
    carried = frozenset(incoming.batches.schema.names)
    if unknown := carried - set(table.names):
        raise ValueError(f"{table.name} has no columns {sorted(unknown)}")
    files = list(before.files) if before else []
    target = folder / f"{table.name}-{len(files):04d}.parquet"
    folder.mkdir(parents=True, exist_ok=True)
    con.register("incoming_batches", incoming.batches)
    try:
        con.execute(f"COPY incoming_batches TO {literal(str(target))} (FORMAT parquet, COMPRESSION lz4_raw)")
    finally:
        con.unregister("incoming_batches")
    rows = one(con, f"SELECT count(*) FROM read_parquet({literal(str(target))})")
    mode: Literal["full", "delta"] = "delta" if "delta" in (incoming.mode, before and before.mode) else "full"
    return Staged(
        table=table,
        connector=connector,
        mode=mode,
        files=[*files, str(target)],
        carried=carried | (before.carried if before else frozenset()),
        rows=rows + (before.rows if before else 0),
    )
