"""How do merged tables become files: the same bytes for the same rows, and unchanged ones not written again?

(A table that came in order on a first import is a file already, see ``landing``: the same rows, in other bytes.)
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ownit.facts.schema import Table
from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_PER_GROUP = 122_880
IN_MEMORY = 1_500_000  # rows of a month sorted in memory; more are sorted by the engine, which may spill
UNDATED = "undated"

_COPY = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROWS_PER_GROUP}"
# Dictionaries of columns in which hardly a value repeats cost time and save nothing; nor are Bloom filters read.
_NARROW = "DICTIONARY_SIZE_LIMIT 4096, WRITE_BLOOM_FILTER false"

Month = int | None
"""Months since year 0; None is undated. A table without dates is one part, month 0."""

Fingerprints = dict[Month, tuple[int, int]]
"""Month -> (rows, sum of the rows' hashes)."""


def month_sql(table: Table) -> str:
    """The part a row belongs to, as SQL: a number of months, null for undated, one part for a table without dates."""
    if table.monthly is None:
        return "0"
    day = quoted(table.monthly)
    return f"CAST(year({day}) * 12 + month({day}) - 1 AS INTEGER)"


def part_name(table: Table, month: Month) -> str:
    """The file name (without suffix) of a part: the table, or the month (2026-08), or undated."""
    if table.monthly is None:
        return table.name
    return UNDATED if month is None else f"{month // 12:04d}-{month % 12 + 1:02d}"


def columns(table: Table) -> str:
    """All columns of the stored table, as SQL."""
    return ", ".join(quoted(name) for name in table.schema.names)


def fingerprints(con: DuckDBPyConnection, table: Table, relation: str) -> Fingerprints:
    """How many rows each part has, and what their hashes come to, in any order of the rows."""
    rows = con.execute(
        f"""SELECT {month_sql(table)} AS part, count(*), sum(CAST(hash({columns(table)}) AS HUGEINT))
        FROM {relation} GROUP BY part"""
    ).fetchall()
    return {month: (int(count), int(total)) for month, count, total in rows}


def write(
    con: DuckDBPyConnection, table: Table, relation: str, folder: Path, scratch: Path, only: Collection[str] | None
) -> list[Path]:
    """Write a relation's parts (or ``only`` those named) sorted by key, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    if table.monthly is not None:
        return _write_months(con, table, relation, folder, scratch, only)
    target = folder / f"{table.name}.parquet"
    con.execute(_copy(table, relation, target))
    if pq.read_metadata(target).num_rows == 0:
        target.unlink()
        folder.rmdir()
        return []
    return [target]


def _copy(table: Table, relation: str, target: Path) -> str:
    order = ", ".join(f"{quoted(c)} NULLS LAST" for c in ("connector", *table.key))
    sql = f"SELECT {columns(table)} FROM {relation} ORDER BY {order}"
    return f"COPY ({sql}) TO {literal(str(target))} ({_COPY}, {_NARROW})"


def _write_months(
    con: DuckDBPyConnection, table: Table, relation: str, folder: Path, scratch: Path, only: Collection[str] | None
) -> list[Path]:
    """Split first, then sort each month by itself: a third of the time of one great sort, and less memory."""
    scratch.mkdir(parents=True, exist_ok=True)
    split = _split(con, table, relation, scratch, only)
    small = {name: path for name, (path, rows) in split.items() if rows <= IN_MEMORY}
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(lambda name: _sort_part(table, small[name], folder / f"{name}.parquet"), sorted(small)))
    for name in sorted(set(split) - set(small)):
        with pa.memory_map(str(split[name][0])) as source:
            con.register("great_part", pa.ipc.open_stream(source))
            con.execute(_copy(table, "great_part", folder / f"{name}.parquet"))
            con.unregister("great_part")
    return [folder / f"{name}.parquet" for name in sorted(split)]


def _split(
    con: DuckDBPyConnection, table: Table, relation: str, scratch: Path, only: Collection[str] | None
) -> dict[str, tuple[Path, int]]:
    """Deal the rows out to one Arrow file per month; returns the file and number of rows of each part."""
    schema = table.schema
    writers: dict[str, pa.ipc.RecordBatchStreamWriter] = {}
    rows: dict[str, int] = {}
    query = f"SELECT {columns(table)}, {month_sql(table)} AS part FROM {relation}"
    try:
        for batch in con.sql(query).to_arrow_reader(ROWS_PER_GROUP):
            for month, piece in _pieces(batch):
                name = part_name(table, month)
                if only is not None and name not in only:
                    continue
                if name not in writers:
                    writers[name] = pa.ipc.new_stream(str(scratch / f"{name}.arrow"), schema)
                writers[name].write_batch(piece.cast(schema))
                rows[name] = rows.get(name, 0) + piece.num_rows
    finally:
        for writer in writers.values():
            writer.close()
    return {name: (scratch / f"{name}.arrow", count) for name, count in rows.items()}


def _pieces(batch: pa.RecordBatch) -> list[tuple[Month, pa.RecordBatch]]:
    """A batch in one piece per month; the month is its last column."""
    months = batch.column(batch.num_columns - 1)
    order = pc.array_sort_indices(months)
    sorted_rows = batch.take(order)
    runs = pc.call_function("run_end_encode", [sorted_rows.column(batch.num_columns - 1)])
    ends, values = runs.run_ends.to_pylist(), runs.values.to_pylist()
    plain = sorted_rows.select(batch.schema.names[:-1])
    starts = [0, *ends[:-1]]
    return [(month, plain.slice(at, end - at)) for month, at, end in zip(values, starts, ends, strict=True)]


def _sort_part(table: Table, source: Path, target: Path) -> None:
    with pa.memory_map(str(source)) as mapped:
        part = pa.ipc.open_stream(mapped).read_all().combine_chunks()
        part = _in_order(part, [c for c in ("connector", *table.key) if c != "connector" or not _all_same(part[c])])
        pq.write_table(part, target, row_group_size=ROWS_PER_GROUP, **parquet_options(table))
    source.unlink()


def parquet_options(table: Table) -> dict[str, Any]:
    """How Arrow writes a table's final files; dictionaries only where values repeat.

    The least and the greatest value of a group of rows are told of days and instants only: of texts nobody asks.
    """
    unlike = {*table.key, "opportunity_id", "at", "logged_at", "created_at"}
    dated = [f.name for f in table.schema if pa.types.is_date(f.type) or pa.types.is_timestamp(f.type)]
    return {
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": [c for c in table.schema.names if c not in unlike],
        "store_schema": False,
        "store_decimal_as_integer": True,
        "write_statistics": dated or False,
    }


def _all_same(column: pa.ChunkedArray[Any]) -> bool:
    return bool(pc.all(pc.equal(column, column[0])).as_py())


def _in_order(part: pa.Table, key: list[str]) -> pa.Table:
    """A part sorted by its key. Exports mostly are, and seeing that costs a tenth of sorting."""
    if len(key) == 1:
        column = part[key[0]]
        if pc.all(pc.less(column[:-1], column[1:]), skip_nulls=False).as_py():
            return part
    return part.take(pc.sort_indices(part, [(c, "ascending") for c in key]))
