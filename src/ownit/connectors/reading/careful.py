"""How is a file read that is not clean: record by record, keeping what can be kept and naming what cannot?

A record is rejected when it has more or fewer fields than the header, a stray or unclosed quote, a NUL byte, or bytes
that are not of the file's encoding. One extra empty field at the end (a trailing separator) is forgiven. Blank lines
are no records. Records are counted from 1 after the header, the rejected ones too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from ownit.connectors.base import REJECTS
from ownit.connectors.reading.encoding import Encoding
from ownit.connectors.reading.sheet import FIELD_LIMIT, Sheet, open_text, records
from ownit.connectors.reading.sql import RECORD

_BATCH = 20_000
_BATCH_CHARACTERS = 1 << 24
_BROKEN = re.compile("[\udc80-\udcff]")  # what surrogateescape makes of a byte it cannot read
_REPLACED = re.compile("\ufffd")  # what stands for a broken place in UTF-16


@dataclass(slots=True)
class Tally:
    """What a careful reading found; complete once the batches are drained."""

    kept: int = 0
    rejects: list[tuple[int, str]] = field(default_factory=list)
    footer: int = 0

    def table(self, file: str) -> pa.Table:
        """The rejects in the shape every connector gives."""
        numbers = [n for n, _ in self.rejects]
        empty = pa.nulls(len(numbers), pa.string())
        files = pa.array([file] * len(numbers), pa.string())
        reasons = pa.array([r for _, r in self.rejects], pa.string())
        return pa.table([files, pa.array(numbers, pa.int64()), empty, reasons], schema=REJECTS)


def read(sheet: Sheet, columns: Sequence[str], tally: Tally, *, footer: bool = False) -> pa.RecordBatchReader:
    """The wanted columns and the record number, in batches; empty fields are null.

    With ``footer``, records of fewer fields at the very end (as report exports add them) are left out and counted in
    ``tally.footer`` instead of being rejected.
    """
    schema = pa.schema([pa.field(RECORD, pa.int64())] + [pa.field(c, pa.string()) for c in columns])
    places = [sheet.columns.index(c) for c in columns]
    return pa.RecordBatchReader.from_batches(schema, _batches(sheet, places, schema, tally, footer=footer))


def _batches(
    sheet: Sheet, places: list[int], schema: pa.Schema, tally: Tally, *, footer: bool
) -> Iterator[pa.RecordBatch]:
    width = len(sheet.columns)
    kept: list[list[str]] = []
    numbers: list[int] = []
    size = 0
    short: list[tuple[int, str]] = []  # records that may turn out to be the footer
    for number, record, problem in _numbered(sheet, width):
        if problem is not None or record is None:
            # Lines of a report's footer stand alone in their line: one field.
            (short if footer and record is not None and len(record) < width else tally.rejects).append(
                (number, problem or "")
            )
            continue
        if short:
            tally.rejects.extend(short)
            short.clear()
        kept.append(record)
        numbers.append(number)
        size += sum(map(len, record))
        if len(kept) >= _BATCH or size >= _BATCH_CHARACTERS:
            tally.kept += len(kept)
            yield _batch(kept, numbers, places, schema)
            kept, numbers, size = [], [], 0
    tally.footer = len(short)
    tally.kept += len(kept)
    yield _batch(kept, numbers, places, schema)


def _batch(kept: list[list[str]], numbers: list[int], places: list[int], schema: pa.Schema) -> pa.RecordBatch:
    columns = [pa.array([r[p] or None for r in kept], pa.string()) for p in places]
    return pa.record_batch([pa.array(numbers, pa.int64()), *columns], schema=schema)


def _numbered(sheet: Sheet, width: int) -> Iterator[tuple[int, list[str] | None, str | None]]:
    """Each record after the header with its number and, if it cannot be kept, the reason."""
    encoding = sheet.encoding if sheet.readable is sheet.path else Encoding(name="utf-8")
    broken = _REPLACED if encoding.name.startswith("utf-16") else _BROKEN
    with open_text(sheet.readable, encoding) as file:
        reader = records(iter(file), sheet.separator)
        next(record for record in reader if record)
        number = 0
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield number, None, _explain(str(error))
                continue
            if not record and width > 1:
                continue
            number += 1
            record = record or [""]
            if len(record) == width + 1 and not record[-1]:
                record.pop()
            yield number, record, _problem(record, width, broken)


def _problem(record: list[str], width: int, broken: re.Pattern[str]) -> str | None:
    if len(record) != width:
        return f"{len(record)} fields where the header has {width}"
    text = "".join(record)
    if "\0" in text:
        return "a NUL byte"
    if not text.isascii() and broken.search(text):
        return "bytes that are not of the file's encoding"
    return None


def _explain(error: str) -> str:
    if "field larger" in error:
        return f"a field of more than {FIELD_LIMIT >> 20} MB: a quote may not be closed"
    if "end of data" in error:
        return "a quoted field is never closed: everything after it in the file is inside it"
    return "a stray quote inside a quoted field (a quote inside is written twice)"
