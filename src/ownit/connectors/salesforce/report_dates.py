"""In which order does a report write its dates?

A report is written in one person's locale, so that one column may decide for all of its columns: "9/30/2026" under
Close Date tells how to read "6/1/2026" under Created Date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ownit.connectors.base import ReadOptions
from ownit.connectors.reading import Field, ident

if TYPE_CHECKING:
    import duckdb

_NUMERIC = r"^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b"


def with_order(
    con: duckdb.DuckDBPyConnection, source: str, fields: Sequence[Field], options: ReadOptions
) -> ReadOptions:
    """The options with the order that the report's own dates show, if they show one and agree, and none is declared."""
    columns = [field.column for field in fields if field.kind in ("date", "instant") and field.column is not None]
    if options.date_order is not None or not columns:
        return options
    texts = " UNION ALL ".join(f"SELECT {ident(column)} AS text FROM {source}" for column in columns)
    first, second = (f"try_cast(regexp_extract(text, '{_NUMERIC}', {place}) AS INTEGER)" for place in (1, 2))
    days, months = con.execute(
        f"SELECT count(*) FILTER (a BETWEEN 13 AND 31 AND b <= 12), count(*) FILTER (b BETWEEN 13 AND 31 AND a <= 12) "
        f"FROM (SELECT {first} AS a, {second} AS b FROM ({texts}))"
    ).fetchall()[0]
    if bool(days) == bool(months):
        return options
    return replace(options, date_order="dmy" if days else "mdy")
