"""How do the rows of a query leave the engine, a batch at a time?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.reading.scratch import cursor, room

if TYPE_CHECKING:
    import duckdb

BATCH = 65_536


def streamed(con: duckdb.DuckDBPyConnection, query: str, schema: pa.Schema) -> pa.RecordBatchReader:
    """Rows of ``schema``, read on a connection of their own once someone asks. Raises ScratchFull while they come."""
    own = cursor(con)

    def generate() -> Iterator[pa.RecordBatch]:
        try:
            with room():
                for batch in own.sql(query).to_arrow_reader(BATCH):
                    yield batch.cast(schema)
        finally:
            own.close()

    return pa.RecordBatchReader.from_batches(schema, generate())
