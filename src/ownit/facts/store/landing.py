"""How does a table that nothing has to be worked out for get to its final file at once?

On a first import most tables are stored as they came, if they came in the order of their keys, as exports mostly do:
then the rows are written once. Whether they did is seen on the way; if not, the file ends there, and is a part like any
other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ownit.facts.schema import Table
from ownit.facts.store import alike
from ownit.facts.store.ordering import Order
from ownit.facts.store.parts import ROWS_PER_GROUP, parquet_options
from ownit.facts.store.storage import translating


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """A file with every stored column of what came; ``in_order``: by key, and no key twice.

    If not, the ``rest`` of what came, behind the group of rows in which the order broke, is not in it.
    """

    file: Path
    rows: int
    in_order: bool
    rest: pa.RecordBatchReader


def land(batches: pa.RecordBatchReader, table: Table, connector: str, file: Path, root: Path) -> Landed:
    """Write what came as the final file of a table; what the disk refuses is an error about ``root``."""
    with translating(root):
        file.parent.mkdir(parents=True, exist_ok=True)
        writer = pq.ParquetWriter(file, table.schema, **parquet_options(table))
    rows, order, groups = 0, Order(table.key), _groups(batches)
    try:
        for group in groups:
            whole = _stored(group, table, connector)
            order.see(whole)
            rows += whole.num_rows
            with translating(root):
                writer.write_table(whole, row_group_size=ROWS_PER_GROUP)
            if not order.kept:
                break
    finally:
        with translating(root):
            writer.close()
    rest = pa.RecordBatchReader.from_batches(batches.schema, (b for group in groups for b in group.to_batches()))
    return Landed(file=file, rows=rows, in_order=order.kept, rest=rest)


def _groups(batches: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The batches as tables of one row group each."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        while rows >= ROWS_PER_GROUP:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, ROWS_PER_GROUP)
            waiting = table.slice(ROWS_PER_GROUP).to_batches()
            rows -= ROWS_PER_GROUP
    if rows:
        yield pa.Table.from_batches(waiting)


def _stored(group: pa.Table, table: Table, connector: str) -> pa.Table:
    """The group with every stored column: the connector, and what it lacks as null (``inferred``: false)."""
    columns, given = [], {"connector": alike.text(connector), "inferred": alike.no()}
    for field in table.schema:
        if field.name in group.column_names:
            columns.append(group[field.name].cast(field.type))
        elif field.name in given:
            columns.append(pa.repeat(given[field.name], group.num_rows))
        else:
            columns.append(pa.nulls(group.num_rows, field.type))
    return pa.table(columns, schema=table.schema)
