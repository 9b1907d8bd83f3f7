"""Of which columns does a part of a table, or the file that a row is from, say nothing, while another does?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.facts.schema import SILENT, Table
from ownit.facts.tables import SQL_TYPES, literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ownit.facts.store.merging import Part, Staged

WRITTEN_ONCE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "opportunity": {"created_on": "created_at", "closed_on": "closed_at"},
        "activity": {"on": "at"},
        "lead": {"on": "created_at"},
    }
)
"""Local dates and the instants they were derived from: where the instant is the same, the date is not shifted."""

Silence = Mapping[str, Collection[str]]
"""Of one part: by column, the texts in ``SILENT`` with which a row's file is silent of it ("": every row's is)."""


def with_its_pair(table: Table, said: frozenset[str]) -> frozenset[str]:
    """The columns that are said: a day and its instant are one."""
    for pair in WRITTEN_ONCE.get(table.name, {}).items():
        said = said.union(pair) if said.intersection(pair) else said
    return said


def of(con: DuckDBPyConnection, staged: Staged) -> list[Silence]:
    """The silences of each part of a table; what no part says is none.

    Only where something was known of the very rows that are silent, and would be lost: what a CRM never says of its
    calls stands nowhere, and a guess that is made alike each time hides nothing.
    """
    found = [_of_part(con, staged, part) for part in staged.parts]
    known = known_before(con, staged, {column for silence in found for column in silence})
    return [
        _of_what_was_known(con, staged, part, silence, known) for part, silence in zip(staged.parts, found, strict=True)
    ]


def _of_what_was_known(
    con: DuckDBPyConnection, staged: Staged, part: Part, silence: Silence, known: Collection[str]
) -> Silence:
    """The silences of a part without those that change nothing: its rows had no value before, or have the same now."""
    left: dict[str, list[str]] = {}
    for text in sorted({text for texts in silence.values() for text in texts}):
        columns = sorted(column for column, texts in silence.items() if text in texts and column in known)
        if not columns:
            continue
        counted = ", ".join(f"count(*) FILTER ({_would_change(staged, part, column)})" for column in columns)
        rows = f"(FROM {part.relation}" + (f" WHERE {SILENT} = {literal(text)})" if part.silent else ")")
        same = " AND ".join(f"i.{quoted(key)} IS NOT DISTINCT FROM b.{quoted(key)}" for key in staged.table.key)
        (found,) = con.execute(
            f"SELECT {counted} FROM base_{staged.table.name} b JOIN {rows} i ON {same} "
            f"WHERE b.connector = {literal(staged.connector)}"
        ).fetchall()
        for column, n in zip(columns, found, strict=True):
            if n:
                left.setdefault(column, []).append(text)
    return left


def _would_change(staged: Staged, part: Part, column: str) -> str:
    """SQL: whether what a row had would be lost; what is carried of it all the same is a guess."""
    had = f"b.{quoted(column)} IS NOT NULL"
    if column not in part.carried:
        return had
    type_ = SQL_TYPES[staged.table.schema.field(column).type]
    return f"{had} AND b.{quoted(column)} IS DISTINCT FROM CAST(i.{quoted(column)} AS {type_})"


def known_before(con: DuckDBPyConnection, staged: Staged, columns: Collection[str]) -> frozenset[str]:
    """Those of the columns in which the connector's rows had a value in the snapshot before."""
    if not columns:
        return frozenset()
    asked = sorted(columns)
    counted = ", ".join(f"count({quoted(column)})" for column in asked)
    mine = f"connector = {literal(staged.connector)}"
    (rows,) = con.execute(f"SELECT {counted} FROM base_{staged.table.name} WHERE {mine}").fetchall()
    return frozenset(column for column, n in zip(asked, rows, strict=True) if n)


def _of_part(con: DuckDBPyConnection, staged: Staged, part: Part) -> Silence:
    texts = [""]
    if part.silent:
        found = con.execute(f"SELECT DISTINCT {SILENT} FROM {part.relation} WHERE {SILENT} IS NOT NULL").fetchall()
        texts = [text for (text,) in found]
    silence: dict[str, list[str]] = {}
    for text in texts:
        said = with_its_pair(staged.table, part.carried.difference(text.split(",")))
        for column in staged.carried - said - {*staged.table.key}:
            silence.setdefault(column, []).append(text)
    return silence
