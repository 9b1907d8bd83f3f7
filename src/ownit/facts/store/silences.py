"""Of which columns does a part of a table, or the file that a row is from, say nothing, while another does?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.facts.schema import SILENT, Table

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
    """The silences of each part of a table; what no part says anything of is none of them."""
    return [_of_part(con, staged, part) for part in staged.parts]


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
