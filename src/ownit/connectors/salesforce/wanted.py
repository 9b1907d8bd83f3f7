"""What is wanted of a file, and how is each of its columns read?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import Progress, ReadOptions
from ownit.connectors.reading import Field, Kind, ident, literal
from ownit.connectors.reading.columns import Look
from ownit.connectors.salesforce.found import Found
from ownit.connectors.salesforce.knowledge import Knowledge, SourceColumn, SourceObject, Type
from ownit.facts.schema import DATE, FLAG, INSTANT, MONEY, TEXT

if TYPE_CHECKING:
    import duckdb

KINDS: Mapping[Type, tuple[Kind, pa.DataType]] = MappingProxyType(
    {
        "id": ("id18", TEXT),
        "text": ("text", TEXT),
        "date": ("date", DATE),
        "instant": ("instant", INSTANT),
        "flag": ("flag", FLAG),
        "number": ("money", MONEY),
    }
)
CHANGED: Mapping[str, tuple[str, Type, str]] = MappingProxyType(
    {  # old and new values of a field history, read as what the field holds
        "OldAmount": ("OldValue", "number", "amount"),
        "NewAmount": ("NewValue", "number", "amount"),
        "OldDate": ("OldValue", "date", "closedate"),
        "NewDate": ("NewValue", "date", "closedate"),
    }
)
REPLICA = ("fivetrandeleted", "fivetranactive", "fivetranend")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of an object, and with what it is read."""

    con: duckdb.DuckDBPyConnection
    known: SourceObject
    found: Found
    knowledge: Knowledge
    options: ReadOptions
    progress: Progress

    @property
    def used(self) -> dict[str, str]:
        """API name -> header of the columns that feed something."""
        columns = self.found.as_.columns.items()
        return {name: column for name, column in columns if self.known.columns[name].to is not None}

    @property
    def replica(self) -> dict[str, str]:
        """The columns a replication adds, as far as they are asked for."""
        as_ = self.found.as_
        return {name: column for name, column in as_.replica.items() if name in REPLICA or as_.versions}

    @property
    def wanted(self) -> list[str]:
        """The headers that are read, in the order of the file; of a report the first, which tells footers, too."""
        columns = self.found.sheet.columns
        wanted = {*self.used.values(), *self.replica.values()}
        wanted |= set(columns[:1]) if self.found.as_.layout == "report" else set()
        return [column for column in columns if column in wanted]

    @property
    def fields(self) -> list[Field]:
        """How each column is read, those worked out of others behind."""
        fields = [_field(self.known.columns[name], column) for name, column in self.used.items()]
        fields += _changed(self.known, self.used)
        kept = {name: column for name, column in self.replica.items() if name in REPLICA}
        fields += [Field(target=f"__{name}", column=column) for name, column in kept.items()]
        if self.found.as_.versions:
            fields.append(Field(target="__start", column=self.found.as_.replica["fivetranstart"], kind="instant"))
        return fields

    @property
    def types(self) -> dict[str, pa.DataType]:
        """The Arrow type of each field."""
        types = {name: KINDS[self.known.columns[name].type][1] for name in self.used}
        types |= {name: KINDS[type_][1] for name, (_, type_, _) in CHANGED.items()}
        hidden = (f for f in self.fields if f.target.startswith("__"))
        return types | {f.target: INSTANT if f.kind == "instant" else TEXT for f in hidden}

    def look(self, source: str, options: ReadOptions) -> Look:
        """The file's relation with what is asked of it."""
        file = self.found.sheet.file
        return Look(con=self.con, source=source, fields=self.fields, types=self.types, options=options, file=file)


def _field(column: SourceColumn, header: str) -> Field:
    kind, _ = KINDS[column.type]
    return Field(target=column.name, column=header, kind=kind, on_bad="blank" if column.lenient else "reject")


def _changed(known: SourceObject, used: Mapping[str, str]) -> list[Field]:
    if not {"Field", "OldValue", "NewValue"} <= known.columns.keys() & used.keys():
        return []
    plain_field = f"regexp_replace(lower({ident(used['Field'])}), '[^a-z]', '', 'g')"
    return [
        Field(
            target=name,
            expression=f"CASE WHEN {plain_field} = {literal(field)} THEN {ident(used[value])} END",
            kind=KINDS[type_][0],
            on_bad="blank",
        )
        for name, (value, type_, field) in CHANGED.items()
    ]
