"""How do rows on their way lie on the disk, so that the engine can read them again and again?

They are written as they are (Arrow, uncompressed): that costs next to nothing, where a Parquet file that is read once
or twice and thrown away costs a third of an import.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ownit.facts.store.ordering import Order
from ownit.facts.store.storage import translating

ARRIVAL = "__arrival"
"""The column in which rows are numbered in the order they came."""

ROWS_PER_BATCH = 122_880
BYTES_PER_FILE = 64 << 20


class Arrived:
    """Batches on the disk as an Arrow stream that can be asked for any number of times.

    Each scan maps one file after the other and lets go of it, so that memory holds only what is being looked at.
    """

    def __init__(self, schema: pa.Schema, files: list[Path], rows: int, *, numbered: bool = False) -> None:
        self.schema = schema.append(pa.field(ARRIVAL, pa.int64())) if numbered else schema
        self.rows = rows
        self._files = files
        self._numbered = numbered

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
                    yield self._number(batch, before) if self._numbered else batch
                    before += batch.num_rows

    def _number(self, batch: pa.RecordBatch, before: int) -> pa.RecordBatch:
        # Not pa.array(): given NumPy's own, it imports pandas, which takes a second.
        counted = np.arange(before, before + batch.num_rows, dtype=np.int64)
        numbers = pa.Array.from_buffers(pa.int64(), len(counted), [None, pa.py_buffer(counted.tobytes())])
        return pa.RecordBatch.from_arrays([*batch.columns, numbers], schema=self.schema)


def write(
    batches: pa.RecordBatchReader,
    folder: Path,
    *,
    root: Path | None = None,
    numbered: bool = False,
    order: Order | None = None,
) -> Arrived:
    """Write batches to files of a handy size in a new ``folder``; ``order`` watches them pass.

    Given ``root``, what the disk refuses is an error about it; what the source of the batches raises is left alone.
    """

    def writing() -> AbstractContextManager[None]:
        return translating(root) if root else nullcontext()

    with writing():
        folder.mkdir(parents=True)
    files: list[Path] = []
    rows, room = 0, 0
    writer: pa.ipc.RecordBatchStreamWriter | None = None
    try:
        for batch in batches:
            if order is not None:
                order.see(batch)
            with writing():
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
            with writing():
                writer.close()
    return Arrived(batches.schema, files, rows, numbered=numbered)
