"""How do the files of one object become one relation with API names and types, every record accounted for?

The relation ``sf_<Object>`` has every column ownit knows of the object (null where no file has it), ``__file`` and
``__record``, and ``__left``: why the record is no fact, or null. Records that cannot be read are not in it; footers of
reports are nowhere but in a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import ColumnReport, Note, Progress, ReadOptions
from ownit.connectors.reading import FILE, RECORD, Field, Kind, ident, literal, stage, told
from ownit.connectors.reading.columns import Look, Plan, plan, sql_type
from ownit.connectors.reading.rejects import gather, kept, reject_values, typed
from ownit.connectors.reading.staging import Staged
from ownit.connectors.salesforce.found import Found
from ownit.connectors.salesforce.knowledge import Knowledge, SourceColumn, SourceObject, Type
from ownit.connectors.salesforce.report_dates import with_order
from ownit.connectors.salesforce.words import begins
from ownit.facts.schema import DATE, FLAG, INSTANT, MONEY, TEXT

if TYPE_CHECKING:
    import duckdb

_KINDS: Mapping[Type, tuple[Kind, pa.DataType]] = MappingProxyType(
    {
        "id": ("id18", TEXT),
        "text": ("text", TEXT),
        "date": ("date", DATE),
        "instant": ("instant", INSTANT),
        "flag": ("flag", FLAG),
        "number": ("money", MONEY),
    }
)
_CHANGED: Mapping[str, tuple[str, Type, str]] = MappingProxyType(
    {  # old and new values of a field history, read as what the field holds
        "OldAmount": ("OldValue", "number", "amount"),
        "NewAmount": ("NewValue", "number", "amount"),
        "OldDate": ("OldValue", "date", "closedate"),
        "NewDate": ("NewValue", "date", "closedate"),
    }
)
_REPLICA = ("fivetrandeleted", "fivetranactive", "fivetranend")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """When a record that can be read is no fact: SQL over the typed columns, the column to blame, and why."""

    when: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Typed:
    """An object's relation ``sf_<name>``; without files it is empty.

    ``read`` counts the data records of its files, ``unread`` those that could not be read (named in ``unreadable``,
    a table of the scratch database, or not at all when there are none).
    """

    name: str
    files: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    read: int = 0
    unread: int = 0
    unreadable: pa.Table | None = None
    columns: ColumnReport = field(default_factory=ColumnReport)
    notes: tuple[Note, ...] = ()

    @property
    def relation(self) -> str:
        return ident(f"sf_{self.name}")

    def __bool__(self) -> bool:
        return bool(self.files)


def read_object(
    con: duckdb.DuckDBPyConnection,
    name: str,
    files: Sequence[Found],
    leaves: Sequence[Leave],
    *,
    knowledge: Knowledge,
    options: ReadOptions,
    progress: Progress,
    as_: str | None = None,
) -> Typed:
    """Stage the files and make the view ``sf_<as_ or name>``. Errors: any :class:`ColumnError` that is undecidable."""
    known = knowledge.objects[name]
    parts = [
        _read_file(con, known, found, f"{as_ or name}_{i}", knowledge=knowledge, options=options, progress=progress)
        for i, found in enumerate(files)
    ]
    selects = [part.select for part in parts] or [f"SELECT {_nulls(known)} WHERE false"]
    object_ = Typed(
        name=as_ or name,
        files=tuple(found.sheet.file for found in files),
        has=frozenset(column for found in files for column in found.as_.columns),
        read=sum(part.read for part in parts),
        unread=sum(part.unread for part in parts),
        unreadable=pa.concat_tables([part.unreadable for part in parts]) if parts else None,
        columns=_report(known, files),
        notes=tuple(note for part in parts for note in part.notes),
    )
    every = " UNION ALL BY NAME ".join(selects)
    leaves = leaves if files else ()
    con.execute(
        f"CREATE OR REPLACE VIEW {object_.relation} AS SELECT *, "
        f"{_first(leaves, lambda leave: leave.reason)} AS __left, "
        f"{_first(leaves, lambda leave: leave.column)} AS __left_column FROM ({every})"
    )
    return object_


def _first(leaves: Sequence[Leave], what: Callable[[Leave], str]) -> str:
    cases = " ".join(f"WHEN {leave.when} THEN {literal(what(leave))}" for leave in leaves)
    return f"CASE {cases} END" if cases else "CAST(NULL AS VARCHAR)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    select: str
    read: int
    unread: int
    unreadable: pa.Table
    notes: tuple[Note, ...]


def _read_file(
    con: duckdb.DuckDBPyConnection,
    known: SourceObject,
    found: Found,
    table: str,
    *,
    knowledge: Knowledge,
    options: ReadOptions,
    progress: Progress,
) -> _Part:
    report = found.as_.layout == "report"
    used = {name: column for name, column in found.as_.columns.items() if known.columns[name].to is not None}
    replica = {name: column for name, column in found.as_.replica.items() if name in _REPLICA or found.as_.versions}
    wanted = dict.fromkeys([*used.values(), *replica.values(), *(found.sheet.columns[:1] if report else ())])
    staged = stage(
        con,
        found.sheet,
        options,
        name=f"staged_{table}",
        columns=[column for column in found.sheet.columns if column in wanted],
        footer=report,
        progress=progress,
    )
    source, footers = _without_footers(con, known, found, staged, knowledge) if report else (staged.relation, 0)
    fields = [_field(known.columns[name], column) for name, column in used.items()]
    fields += _changed(known, used)
    fields += [Field(target=f"__{name}", column=column) for name, column in replica.items() if name in _REPLICA]
    if found.as_.versions:
        fields.append(Field(target="__start", column=found.as_.replica["fivetranstart"], kind="instant"))
    types = {name: _KINDS[known.columns[name].type][1] for name in used}
    types |= {name: _KINDS[type_][1] for name, (_, type_, _) in _CHANGED.items()}
    types |= {f.target: INSTANT if f.kind == "instant" else TEXT for f in fields if f.target.startswith("__")}
    if report:
        options = with_order(con, source, fields, options)
    look = Look(con=con, source=source, fields=fields, types=types, options=options, file=found.sheet.file)
    with told(con, f"understanding {found.sheet.file}", progress):
        planned = plan(look)
        rejects, notes = reject_values(con, planned)
    unread, unreadable = gather(con, rejects, [staged.rejects])
    return _Part(
        select=_select(known, planned, types, options.zone, rejects),
        read=planned.rows + staged.rejects.num_rows,
        unread=unread,
        unreadable=unreadable,
        notes=(*staged.notes, *notes, *_footer_note(found.sheet.file, footers)),
    )


def _field(column: SourceColumn, header: str) -> Field:
    kind, _ = _KINDS[column.type]
    return Field(target=column.name, column=header, kind=kind, on_bad="blank" if column.lenient else "reject")


def _changed(known: SourceObject, used: Mapping[str, str]) -> list[Field]:
    if not {"Field", "OldValue", "NewValue"} <= known.columns.keys() & used.keys():
        return []
    plain_field = f"regexp_replace(lower({ident(used['Field'])}), '[^a-z]', '', 'g')"
    return [
        Field(
            target=name,
            expression=f"CASE WHEN {plain_field} = {literal(field)} THEN {ident(used[value])} END",
            kind=_KINDS[type_][0],
            on_bad="blank",
        )
        for name, (value, type_, field) in _CHANGED.items()
    ]


def _without_footers(
    con: duckdb.DuckDBPyConnection, known: SourceObject, found: Found, staged: Staged, knowledge: Knowledge
) -> tuple[str, int]:
    """The relation less its footers: a first cell with a footer's words beside none of what the object needs."""
    first = ident(found.sheet.columns[0])
    lacking = []
    for group in known.needs:
        cells = [ident(found.as_.columns[c]) for c in group if c in found.as_.columns]
        rest = [cell for cell in cells if cell != first]
        lacking.append(" AND ".join(f"{cell} IS NULL" for cell in rest) or "false")
    words = [phrase for _, phrases in knowledge.dictionaries["footer"] for phrase in phrases]
    blank = " AND ".join(f"{ident(column)} IS NULL" for column in staged.columns)
    footer = f"(({begins(first, words)}) AND ({' OR '.join(lacking)})) OR ({blank})"
    count = con.execute(f"SELECT count(*) FROM {staged.relation} WHERE {footer}").fetchall()[0][0]
    return f"(SELECT * FROM {staged.relation} WHERE NOT coalesce({footer}, false))", count


def _footer_note(file: str, count: int) -> tuple[Note, ...]:
    if not count:
        return ()
    text = f"{file}: {count} lines are totals or footers of the report, not data."
    return (Note(code="salesforce.footer", count=count, text=text),)


def _select(known: SourceObject, plan: Plan, types: Mapping[str, pa.DataType], zone: str, rejects: str | None) -> str:
    """The typed columns by API name; beside an instant, ``<name>On`` is the plain date of a value without a time."""
    chosen = {}
    for i, planned in enumerate(plan.fields):
        name, value = planned.field.target, typed(planned, types)
        chosen[name] = value
        if types[name] == INSTANT:
            day = f"CAST(timezone({literal(zone)}, {value}) AS DATE)"
            chosen[f"{name}On"] = f"CASE WHEN NOT contains(v{i}, ':') THEN {day} END"
    listed = "".join(f", {sql} AS {ident(name)}" for name, sql in chosen.items())
    nulls = "".join(f", {sql} AS {ident(name)}" for name, sql in _null_columns(known).items() if name not in chosen)
    return f"SELECT {FILE}, {RECORD}{listed}{nulls} FROM {kept(plan, rejects)}"


def _null_columns(known: SourceObject) -> dict[str, str]:
    nulls = {}
    for column in known.columns.values():
        type_ = _KINDS[column.type][1]
        nulls[column.name] = f"CAST(NULL AS {sql_type(type_)})"
        if type_ == INSTANT:
            nulls[f"{column.name}On"] = "CAST(NULL AS DATE)"
    if "OldValue" in known.columns:
        nulls |= {name: f"CAST(NULL AS {sql_type(_KINDS[type_][1])})" for name, (_, type_, _) in _CHANGED.items()}
    nulls.setdefault("IsDeleted", "CAST(NULL AS BOOLEAN)")
    nulls |= {f"__{name}": "CAST(NULL AS VARCHAR)" for name in _REPLICA}
    return nulls | {"__start": "CAST(NULL AS TIMESTAMPTZ)", "__startOn": "CAST(NULL AS DATE)"}


def _nulls(known: SourceObject) -> str:
    listed = "".join(f", {sql} AS {ident(name)}" for name, sql in _null_columns(known).items())
    return f"CAST(NULL AS VARCHAR) AS {FILE}, CAST(NULL AS BIGINT) AS {RECORD}{listed}"


def _report(known: SourceObject, files: Sequence[Found]) -> ColumnReport:
    mapped, unmapped = {}, []
    for found in files:
        for name, header in found.as_.columns.items():
            to = known.columns[name].to
            if to is None:
                unmapped.append(f"{found.sheet.file}:{header}")
            else:
                mapped[f"{found.sheet.file}:{header}"] = to
        mapped |= {f"{found.sheet.file}:{header}": known.name for header in found.as_.replica.values()}
        unmapped += [f"{found.sheet.file}:{header}" for header in found.as_.unused]
    return ColumnReport(mapped=MappingProxyType(mapped), unmapped=tuple(unmapped))
