"""How is a plain file read at once, each value proving itself as it passes?

Nothing is looked at beforehand: what is not plain (as ``columns.plan_at_once`` has it) stops the reading, and whoever
asked looks at the whole column after all. What does pass is read just as it would have been: of a date, an instant or a
number in plain form the value alone says what it is, whatever the rest of its column holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ownit.connectors.reading import dates, numbers, words
from ownit.connectors.reading.columns import Look, layered, sql_type
from ownit.connectors.reading.fields import Field
from ownit.connectors.reading.sql import FILE, RECORD, ident, literal

# Read a few times and thrown away: what matters is how soon it is written. Columns in which hardly a value repeats
# have no use for a dictionary.
_COPY = "FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 4096, WRITE_BLOOM_FILTER false"
STOP = "error('not plain')"


def write(look: Look, file: Path, *, beside: Mapping[str, str]) -> int | None:
    """Write the typed columns of a relation, named as their fields, to a Parquet file, and count its records.

    ``beside`` are further columns (name -> SQL over the texts ``v<i>`` and the typed ``t<i>``). None, and nothing to
    rely on, if any value is not plain, or there is no record. Records keep their order.
    """
    import duckdb

    typed = [_typed(f, f"v{i}", look) for i, f in enumerate(look.fields)]
    if any(f.required or f.dictionary is not None or f.empties or f.format is not None for f in look.fields):
        return None
    values = layered(
        look.values([False] * len(typed), range(len(typed)), staged=True),
        ({f"t{i}": sql for i, sql in enumerate(typed)},),
    )
    columns = {f.target: _proven(f, i, look) for i, f in enumerate(look.fields)} | dict(beside)
    chosen = ", ".join(f"{sql} AS {ident(name)}" for name, sql in columns.items())
    try:
        query = f"COPY (SELECT {chosen} FROM {values}) TO {literal(str(file))} ({_COPY})"
        rows: int = look.con.execute(query).fetchall()[0][0]
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.OutOfRangeException):
        return None
    return rows or None


def written(file: Path, name: str) -> str:
    """The relation of a file that was written: its columns, ``__file`` (``name``) and ``__record``."""
    read = f"read_parquet({literal(str(file))}, file_row_number = true)"
    return (
        f"(SELECT * EXCLUDE (file_row_number), {literal(name)} AS {FILE}, file_row_number + 1 AS {RECORD} FROM {read})"
    )


def _typed(field: Field, v: str, look: Look) -> str:
    if field.kind in ("date", "instant"):
        return dates.at_sight(field, v, look.options, STOP)
    if field.kind == "flag":
        return f"CASE WHEN {v} IS NOT NULL THEN coalesce({words.flag(v)}, CAST({STOP} AS BOOLEAN)) END"
    if field.kind == "money":
        return numbers.at_sight(v, sql_type(look.types[field.target]), look.options, STOP)
    return words.id18(v) if field.kind == "id18" else v


def _proven(field: Field, i: int, look: Look) -> str:
    """The value, if it can be believed; of texts, if no blanks have to be trimmed."""
    value = f"CAST(t{i} AS {sql_type(look.types[field.target])})"
    if field.kind in ("date", "instant"):
        return f"CASE WHEN {dates.SUSPECT.format(f't{i}')} THEN {STOP} ELSE {value} END"
    if field.kind in ("text", "id18"):
        return f"CASE WHEN {words.padded(f'r{i}')} THEN {STOP} ELSE {value} END"
    return value
