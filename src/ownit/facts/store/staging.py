"""How does what a connector yields get to the disk, in bounded memory and in the order it came?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from ownit.facts.schema import TABLES
from ownit.facts.store import arrivals
from ownit.facts.store.merging import Part, Staged

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


class Incoming(Protocol):
    """What a connector yields for one table (see ``connectors.base.Extracted``)."""

    @property
    def table(self) -> str: ...
    @property
    def mode(self) -> Literal["full", "delta"]: ...
    @property
    def batches(self) -> pa.RecordBatchReader: ...


def stage(
    con: DuckDBPyConnection, incoming: Incoming, connector: str, folder: Path, before: Staged | None, root: Path
) -> Staged:
    """Write one table's batches below ``folder``, after those that came ``before`` for the same table.

    A table is delta if any part of it is. Raises ValueError for columns that the canonical table does not have.
    """
    table, names = TABLES[incoming.table], incoming.batches.schema.names
    if unknown := set(names) - set(table.names):
        raise ValueError(f"{table.name} has no columns {sorted(unknown)}")
    parts = before.parts if before else ()
    arrived = arrivals.write(incoming.batches, folder / f"{table.name}-{len(parts)}", root=root, numbered=True)
    relation = f"arrived_{folder.name}_{table.name}_{len(parts)}"
    con.register(relation, arrived)
    mode: Literal["full", "delta"] = "delta" if "delta" in (incoming.mode, before and before.mode) else "full"
    return Staged(
        table=table,
        connector=connector,
        mode=mode,
        parts=(*parts, Part(relation=relation, carried=frozenset(names))),
        rows=arrived.rows + (before.rows if before else 0),
    )
