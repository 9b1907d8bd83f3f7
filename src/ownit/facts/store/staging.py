"""How do a connector's batches get to the disk, in bounded memory and in the order they came?

They are written as they are (Arrow, uncompressed): that costs next to nothing, where a Parquet file that is read
once or twice and thrown away costs a third of the import. The engine reads them through :class:`Arrived`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import pyarrow as pa

from ownit.facts.schema import TABLES
from ownit.facts.store.merging import ARRIVAL, Part, Staged
from ownit.facts.store.storage import translating

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_PER_BATCH = 122_880
BYTES_PER_FILE = 64 << 20


class Incoming(Protocol):
    """What a connector yields for one table (see ``connectors.base.Extracted``)."""

    @property
    def table(self) -> str: ...
    @property
    def mode(self) -> Literal["full", "delta"]: ...
    @property
    def batches(self) -> pa.RecordBatchReader: ...


class Arrived:
    """Batches on the disk, as something the engine can scan again and again.

    Each scan maps one file after the other and lets go of it, so that memory holds what is being looked at. The rows
    are numbered in the order they came (the column ``ARRIVAL``).
    """

    def __init__(self, schema: pa.Schema, files: list[Path]) -> None:
        self.schema = schema.append(pa.field(ARRIVAL, pa.int64()))
        self._files = files

    def __arrow_c_schema__(self) -> Any:
        return self.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        reader: Any = pa.RecordBatchReader.from_batches(self.schema, self._batches())
        return reader.__arrow_c_stream__(requested_schema)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        before = 0
        for file in self._files:
            with pa.memory_map(str(file)) as mapped:
                for batch in pa.ipc.open_stream(mapped):
                    numbers = pa.array(np.arange(before, before + batch.num_rows))
                    before += batch.num_rows
                    yield pa.RecordBatch.from_arrays([*batch.columns, numbers], schema=self.schema)


def stage(
    con: DuckDBPyConnection, incoming: Incoming, connector: str, folder: Path, before: Staged | None, root: Path
) -> Staged:
    """Write one table's batches below ``folder``, after those that came ``before`` for the same table.

    A table is delta if any part of it is. Raises ValueError for columns that the canonical table does not have.
    """
    table = TABLES[incoming.table]
    schema = incoming.batches.schema
    if unknown := set(schema.names) - set(table.names):
        raise ValueError(f"{table.name} has no columns {sorted(unknown)}")
    parts = before.parts if before else ()
    files, rows = _write(incoming.batches, folder / f"{table.name}-{len(parts)}", root)
    relation = f"arrived_{folder.name}_{table.name}_{len(parts)}"
    con.register(relation, Arrived(schema, files))
    mode: Literal["full", "delta"] = "delta" if "delta" in (incoming.mode, before and before.mode) else "full"
    return Staged(
        table=table,
        connector=connector,
        mode=mode,
        parts=(*parts, Part(relation=relation, carried=frozenset(schema.names))),
        rows=rows + (before.rows if before else 0),
    )


def _write(batches: pa.RecordBatchReader, folder: Path, root: Path) -> tuple[list[Path], int]:
    """Write batches to files of a handy size; what the connector raises meanwhile is not the disk's fault."""
    with translating(root):
        folder.mkdir(parents=True)
    files: list[Path] = []
    rows, room = 0, 0
    writer: pa.ipc.RecordBatchStreamWriter | None = None
    try:
        for batch in batches:
            with translating(root):
                if writer is None or room <= 0:
                    if writer is not None:
                        writer.close()
                    files.append(folder / f"{len(files):06d}.arrow")
                    writer, room = pa.ipc.new_stream(str(files[-1]), batches.schema), BYTES_PER_FILE
                for start in range(0, batch.num_rows, ROWS_PER_BATCH):
                    writer.write_batch(batch.slice(start, ROWS_PER_BATCH))
            rows, room = rows + batch.num_rows, room - batch.nbytes
    finally:
        if writer is not None:
            with translating(root):
                writer.close()
    return files, rows
