"""How does a file become a table of texts in the scratch database?

The fast path hands the file to DuckDB with its dialect spelled out; a file it refuses takes the careful path. Both
keep the same records, number them alike and give the same texts; an empty field is null in both. A clean file need not
become a table at all: read in place, it is the same relation, read anew at each use (see :func:`in_place`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import NO_REJECTS, Note, Progress, ReadOptions, silent
from ownit.connectors.reading import careful
from ownit.connectors.reading.scratch import told
from ownit.connectors.reading.sheet import Sheet, look
from ownit.connectors.reading.sql import FILE, RECORD, ident, literal
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb


_BUFFER = 8 << 20  # DuckDB's own 32 MB, several times over, are too much beside what is looked up in meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file as a table of VARCHAR columns in the scratch database.

    ``relation`` is a parenthesised SELECT that gives the staged columns (named as in the header) plus ``__file`` and
    ``__record``; use it wherever a FROM takes a relation. ``count`` records are in it; ``rejects`` names those that
    could not be read, so the file holds ``count + rejects.num_rows`` records.
    """

    table: str
    relation: str
    sheet: Sheet
    columns: tuple[str, ...]
    count: int
    rejects: pa.Table
    notes: tuple[Note, ...] = ()


def stage(
    con: duckdb.DuckDBPyConnection,
    source: Sheet | Path,
    options: ReadOptions,
    *,
    name: str,
    scratch: Path | None = None,
    columns: Sequence[str] | None = None,
    footer: bool = False,
    progress: Progress = silent,
) -> Staged:
    """Stage a file (a :class:`Sheet`, or a path that is looked at first, for which ``scratch`` is needed).

    ``name`` is the table to make; ``columns`` are those of ``sheet.columns`` that are wanted (default: all; asking for
    fewer is faster). ``footer`` says that records of fewer fields at the very end are the footer of a report export.
    """
    if isinstance(source, Path):
        if scratch is None:
            raise ValueError("a path can be staged only with a scratch folder to look at it in")
        source = look(source, options, scratch=scratch)
    wanted = tuple(source.columns if columns is None else columns) or source.columns[:1]
    # DuckDB 2.0 told of \r\n outright reads no record at all in strict mode, and says nothing; left to itself it reads
    # both \n and \r\n. So a lone \r goes the careful way, and so does a file it finds nothing in.
    quick = source.careful is None and source.newline != "\r"
    if quick and _fast(con, source, name, wanted, progress) and (found := _count(con, name)):
        return _staged(source, name, wanted, record="rowid + 1", count=found)
    tally = careful.Tally()
    with told(con, f"reading {source.file}", progress):
        _take(con, careful.read(source, wanted, tally, footer=footer), name)
    return _staged(source, name, wanted, record=RECORD, count=_count(con, name), tally=tally)


def in_place(sheet: Sheet, columns: Sequence[str]) -> str | None:
    """The relation of :class:`Staged` over the file itself; None if it is known not to be clean.

    Each use reads the file, which costs less than to have written it down, unless it is used many times. Whether the
    file is clean shows at the first use: it raises one of :func:`refusals` if not. Records are numbered only where
    ``__record`` is asked for.
    """
    if sheet.careful is not None or sheet.newline == "\r":
        return None
    chosen = ", ".join(map(ident, columns))
    return f"(SELECT {chosen}, row_number() OVER () AS {RECORD}, {literal(sheet.file)} AS {FILE} FROM {_reader(sheet)})"


def refusals() -> tuple[type[Exception], ...]:
    """What DuckDB raises at a file that is ragged or has a stray quote, a giant field, bytes that are not UTF-8."""
    import duckdb

    return duckdb.InvalidInputException, duckdb.ConversionException


def _reader(sheet: Sheet) -> str:
    types = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in sheet.columns)
    return (
        f"read_csv({literal(str(sheet.readable))}, columns = {{{types}}}, header = true, auto_detect = false,"
        f" delim = {literal(sheet.separator)}, quote = '\"', escape = '\"', strict_mode = true, nullstr = '',"
        f" null_padding = false, buffer_size = {_BUFFER})"
    )


def _fast(con: duckdb.DuckDBPyConnection, sheet: Sheet, name: str, wanted: Sequence[str], progress: Progress) -> bool:
    """Let DuckDB read the file; false if it is not clean enough for that: the careful path names what is wrong."""
    chosen = ", ".join(map(ident, wanted))
    try:
        with told(con, f"reading {sheet.file}", progress):
            con.execute(f"CREATE OR REPLACE TABLE {ident(name)} AS SELECT {chosen} FROM {_reader(sheet)}").fetchall()
    except refusals():
        return False
    return True


def _count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    found: int = con.execute(f"SELECT count(*) FROM {ident(name)}").fetchall()[0][0]
    return found


def _take(con: duckdb.DuckDBPyConnection, reader: pa.RecordBatchReader, name: str) -> None:
    con.register("__carefully_read", reader)
    try:
        con.execute(f"CREATE OR REPLACE TABLE {ident(name)} AS SELECT * FROM __carefully_read").fetchall()
    finally:
        con.unregister("__carefully_read")


def _staged(
    sheet: Sheet,
    name: str,
    wanted: tuple[str, ...],
    *,
    record: str,
    count: int,
    tally: careful.Tally | None = None,
) -> Staged:
    chosen = ", ".join(map(ident, wanted))
    number = record if record != RECORD else ident(RECORD)
    notes = sheet.notes
    if tally and tally.footer:
        lines = counted(tally.footer, "line at the end is", "lines at the end are")
        text = f"{sheet.file}: {lines} the report's footer, not data."
        notes = (*notes, Note(code="footer", count=tally.footer, text=text, limits=False))
    return Staged(
        table=name,
        relation=f"(SELECT {chosen}, {number} AS {RECORD}, {literal(sheet.file)} AS {FILE} FROM {ident(name)})",
        sheet=sheet,
        columns=wanted,
        count=count,
        rejects=tally.table(sheet.file) if tally else NO_REJECTS,
        notes=notes,
    )
