"""How does SQL over typed Salesforce objects become one canonical table, counted before it is yielded?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import NO_REJECTS, REJECTS, ColumnReport, Extracted, Mode, Note
from ownit.connectors.reading import FILE, RECORD, ident
from ownit.connectors.reading.columns import sql_type
from ownit.connectors.reading.streamed import BATCH, streamed
from ownit.connectors.salesforce.object import Typed
from ownit.facts.schema import SILENT, Table

if TYPE_CHECKING:
    import duckdb

_MANY = 20_000
_serial = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """One canonical table as SQL: ``select`` gives each column's expression over ``source`` (what follows FROM).

    Every record of ``objects`` is accounted for: it is a row, or it is left out by its ``__left``, or it could not be
    read. The rows of a table that is ``worked_out`` are not its objects' records one for one: there what is read is the
    rows and the records left out, and a note tells of the rest. ``reports`` are further objects whose columns and
    notes are told with this table. ``rows`` is how many rows there are, if that is known without counting. ``silent``
    is ``facts.schema.SILENT`` of a row as SQL, where files differ in what they say; ``apart`` as in
    ``Extracted``.
    """

    table: Table
    select: Mapping[str, str]
    source: str
    objects: tuple[Typed, ...] = ()
    reports: tuple[Typed, ...] = ()
    worked_out: bool = False
    mode: Mode = "full"
    rows: int | None = None
    silent: str | None = None
    notes: tuple[Note, ...] = ()
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def extracted(
    con: duckdb.DuckDBPyConnection, canonical: Canonical, scratch: Path, notes: tuple[Note, ...] = ()
) -> Extracted:
    """Count what is kept and what is left out, and stream the rest when asked for."""
    left = {typed.name: _left(con, typed) for typed in canonical.objects}
    rejected = sum(typed.unread for typed in canonical.objects) + sum(sum(n.values()) for n in left.values())
    read = sum(typed.read for typed in canonical.objects)
    if canonical.worked_out:
        rows = canonical.rows
        if rows is None:
            rows = con.execute(f"SELECT count(*) FROM {canonical.source}").fetchall()[0][0]
        read = rejected + rows
    return Extracted(
        table=canonical.table.name,
        mode=canonical.mode,
        read=read,
        kept=read - rejected,
        rejected=rejected,
        batches=_batches(con, canonical),
        rejects=_rejects(con, canonical.objects, left, scratch),
        columns=_columns(canonical),
        notes=(*notes, *_object_notes(canonical), *_left_notes(left), *canonical.notes),
        apart=canonical.apart,
    )


def _left(con: duckdb.DuckDBPyConnection, typed: Typed) -> dict[str, int]:
    """Reason -> how many records are left out for it."""
    if typed.whole:
        return {}
    query = f"SELECT __left, count(*) FROM {typed.relation} WHERE __left IS NOT NULL GROUP BY 1 ORDER BY 1"
    return dict(con.execute(query).fetchall())


def _object_notes(canonical: Canonical) -> Iterator[Note]:
    for typed in dict.fromkeys((*canonical.objects, *canonical.reports)):
        yield from typed.notes


def _left_notes(left: Mapping[str, Mapping[str, int]]) -> Iterator[Note]:
    for name, reasons in left.items():
        for reason, found in reasons.items():
            text = f"{name}: {found:,} left out: {reason}."
            yield Note(code="salesforce.left_out", count=found, text=text, limits=False)


def _columns(canonical: Canonical) -> ColumnReport:
    objects = tuple(dict.fromkeys((*canonical.objects, *canonical.reports)))
    mapped: dict[str, str] = {}
    for typed in objects:
        mapped |= typed.columns.mapped
    return ColumnReport(mapped=mapped, unmapped=tuple(column for typed in objects for column in typed.columns.unmapped))


def _batches(con: duckdb.DuckDBPyConnection, canonical: Canonical) -> pa.RecordBatchReader:
    """The rows in canonical types and order, read on a connection of their own once someone asks."""
    types = {column.name: column.type for column in canonical.table.columns}
    names = [name for name in canonical.table.names if name in canonical.select]
    chosen = ", ".join(f"CAST({canonical.select[n]} AS {sql_type(types[n])}) AS {ident(n)}" for n in names)
    schema = pa.schema([(name, types[name]) for name in names])
    if canonical.silent is not None:
        chosen, schema = f"{chosen}, {canonical.silent} AS {SILENT}", schema.append(pa.field(SILENT, pa.string()))
    return streamed(con, f"SELECT {chosen} FROM {canonical.source}", schema)


def _rejects(
    con: duckdb.DuckDBPyConnection, objects: tuple[Typed, ...], left: Mapping[str, Mapping[str, int]], scratch: Path
) -> pa.Table:
    tables = [typed.unreadable for typed in objects if typed.unreadable is not None]
    tables += [_left_rows(con, typed, sum(left[typed.name].values()), scratch) for typed in objects]
    return pa.concat_tables([NO_REJECTS, *tables])


def _left_rows(con: duckdb.DuckDBPyConnection, typed: Typed, found: int, scratch: Path) -> pa.Table:
    """The records that are left out. Millions (open tasks) go to a file that is mapped, not loaded."""
    if not found:
        return NO_REJECTS
    query = (
        f'SELECT {FILE} AS file, {RECORD} AS record, __left_column AS "column", __left AS reason '
        f"FROM {typed.relation} WHERE __left IS NOT NULL"
    )
    reader = con.cursor().sql(query).to_arrow_reader(BATCH)
    if found <= _MANY:
        few: pa.Table = reader.read_all().cast(REJECTS)
        return few
    path = scratch / f"left_{typed.name}_{next(_serial)}.arrow"
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, REJECTS) as writer:
        for batch in reader:
            writer.write_batch(batch.cast(REJECTS))
    rows: pa.Table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    return rows
