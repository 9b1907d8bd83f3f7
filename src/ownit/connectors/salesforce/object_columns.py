"""Which columns has the relation of an object, and what is each: a file's, a day beside an instant, or null?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from ownit.connectors.reading import FILE, RECORD, ident, literal
from ownit.connectors.reading.columns import Plan, sql_type
from ownit.connectors.reading.rejects import kept, typed
from ownit.connectors.salesforce.knowledge import SourceObject
from ownit.connectors.salesforce.wanted import CHANGED, KINDS, REPLICA
from ownit.facts.schema import INSTANT


def select(known: SourceObject, plan: Plan, types: Mapping[str, pa.DataType], zone: str, rejects: str | None) -> str:
    """The typed columns by API name, and the days beside the instants."""
    chosen = {planned.field.target: typed(planned, types) for planned in plan.fields}
    beside = days([(f"v{i}", p.field.target, typed(p, types)) for i, p in enumerate(plan.fields)], types, zone)
    return laid_out(known, chosen | beside, kept(plan, rejects))


def days(columns: Sequence[tuple[str, str, str]], types: Mapping[str, pa.DataType], zone: str) -> dict[str, str]:
    """Beside an instant, ``<name>On`` is the plain date of a value without a time; of (text, name, typed value)."""
    return {
        f"{name}On": f"CASE WHEN NOT contains({text}, ':') THEN CAST(timezone({literal(zone)}, {value}) AS DATE) END"
        for text, name, value in columns
        if types[name] == INSTANT
    }


def laid_out(known: SourceObject, chosen: Mapping[str, str], relation: str) -> str:
    """Every column of an object, those that no file has as null."""
    listed = "".join(f", {sql} AS {ident(name)}" for name, sql in chosen.items())
    lacking = {name: type_ for name, type_ in column_types(known).items() if name not in chosen}
    nulls = "".join(f", {null(type_)} AS {ident(name)}" for name, type_ in lacking.items())
    return f"SELECT {FILE}, {RECORD}{listed}{nulls} FROM {relation}"


def column_types(known: SourceObject) -> dict[str, str]:
    """Every column of an object's relation but the file, the record and why it is left out, with its SQL type."""
    types = {}
    for column in known.columns.values():
        type_ = KINDS[column.type][1]
        types[column.name] = sql_type(type_)
        if type_ == INSTANT:
            types[f"{column.name}On"] = "DATE"
    if "OldValue" in known.columns:
        types |= {name: sql_type(KINDS[type_][1]) for name, (_, type_, _) in CHANGED.items()}
    types.setdefault("IsDeleted", "BOOLEAN")
    types |= {f"__{name}": "VARCHAR" for name in REPLICA}
    return types | {"__start": "TIMESTAMPTZ", "__startOn": "DATE"}


def null(type_: str) -> str:
    return f"CAST(NULL AS {type_})"
