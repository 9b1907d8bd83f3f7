"""How does any file or folder of delimited text become canonical tables, by a map?"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import ColumnReport, Extracted, Note, Progress, ReadOptions, silent
from ownit.connectors.csv.currency import as_written, where_none_is_named
from ownit.connectors.csv.files import choose
from ownit.connectors.csv.map import Map, Part, Spec, load, shipped
from ownit.connectors.csv.relations import Source, Used, in_file, relation, wanted_columns
from ownit.connectors.csv.told import left_out, not_listed
from ownit.connectors.errors import NoMap, NothingGives
from ownit.connectors.reading import Field, Relation, Staged, ident, look, open_scratch, project, stage
from ownit.connectors.reading.fields import Kind
from ownit.connectors.reading.sources import classes
from ownit.facts.schema import OPPORTUNITY, TABLES, Table

if TYPE_CHECKING:
    import duckdb

_KINDS: Mapping[pa.DataType, Kind] = {
    pa.string(): "text",
    pa.int64(): "count",
    pa.float64(): "share",
    pa.bool_(): "flag",
    pa.date32(): "date",
}


def extract(
    source: Path, options: ReadOptions, scratch: Path, progress: Progress = silent
) -> Generator[Extracted, None, None]:
    """Yield each table the map fills; ``options.map`` names the map, and what the options declare wins over it.

    Errors: :class:`NoMap`, :class:`MapError`, :class:`NoFiles`, any ``FileError`` or ``ColumnError``.
    """
    if options.map is None:
        raise NoMap(shipped())
    map_ = load(options.map)
    options = declared(options, map_)
    # Not closed here: batches may be read after the last table was yielded, and keep the database until then.
    yield from tables(open_scratch(scratch, options), source, map_, options, scratch, progress)


def declared(options: ReadOptions, map_: Map) -> ReadOptions:
    """The options with what the map declares where they say nothing."""
    return replace(
        options,
        date_order=options.date_order or map_.dates,
        decimal=options.decimal or map_.decimal,
        currency=options.currency or map_.currency,
        encoding=options.encoding or map_.encoding,
        separator=options.separator or map_.separator,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Import:
    """One import under way: its map, its options, and every file staged, by the pattern that means it."""

    con: duckdb.DuckDBPyConnection
    map: Map
    options: ReadOptions
    staged: Mapping[tuple[str, ...], Sequence[Staged]]
    used: Used
    progress: Progress


def tables(
    con: duckdb.DuckDBPyConnection,
    source: Path,
    map_: Map,
    options: ReadOptions,
    scratch: Path,
    progress: Progress,
) -> Iterator[Extracted]:
    """Yield each table of the map in a scratch database that is already open."""
    staged = _stage_all(con, source, map_, options, scratch, progress)
    job = _Import(con=con, map=map_, options=options, staged=staged, used=Used(), progress=progress)
    told: set[str] = set()
    planned = [(t, *_relation(job, t)) for t in map_.tables()]
    for name, relation_, fields, notes in planned:
        if relation_ is None:
            continue
        extracted = project(
            con,
            replace(relation_, staged=tuple(_quiet(s, told) for s in relation_.staged)),
            TABLES[name],
            fields,
            options=options,
            mode=next(p.mode for p in map_.parts if p.table == name),
            columns=_report(job, relation_, name, told),
            notes=notes,
            progress=progress,
        )
        told |= {s.sheet.file for s in relation_.staged}
        yield extracted


def _quiet(staged: Staged, told: set[str]) -> Staged:
    """A staged file without its notes, if they were told with an earlier table."""
    return replace(staged, notes=()) if staged.sheet.file in told else staged


def _stage_all(
    con: duckdb.DuckDBPyConnection,
    source: Path,
    map_: Map,
    options: ReadOptions,
    scratch: Path,
    progress: Progress,
) -> dict[tuple[str, ...], list[Staged]]:
    """Every file the map means, each staged once with the columns that are wanted of it."""
    chosen = choose(source, map_)
    sheets = {path: look(path, options, scratch=scratch) for paths in chosen.values() for path in paths}
    wanted: dict[Path, set[str]] = {path: set() for path in sheets}
    for part in map_.parts:
        for path in chosen[part.files]:
            wanted[path] |= set(wanted_columns(part, sheets[path]))
    for lookup in map_.lookups.values():
        for path in chosen[lookup.files]:
            wanted[path] |= set(sheets[path].columns)
    staged = {
        path: stage(
            con,
            sheet,
            options,
            name=f"file_{i}",
            columns=[c for c in sheet.columns if c in wanted[path]],
            progress=progress,
        )
        for i, (path, sheet) in enumerate(sheets.items())
    }
    return {pattern: [staged[path] for path in paths] for pattern, paths in chosen.items()}


def _relation(job: _Import, name: str) -> tuple[Relation | None, list[Field], list[Note]]:
    """The relation of a table over all its parts and files, the fields read from it, and what was left out."""
    parts = [p for p in job.map.parts if p.table == name]
    lookups = {n: job.staged[lookup.files][0] for n, lookup in job.map.lookups.items()}
    sqls: list[str] = []
    labels: dict[str, str] = {}
    read: list[Staged] = []
    own: list[Staged] = []
    notes: list[Note] = []
    silent_: dict[str, frozenset[str]] = {}
    for part in parts:
        part = _with_currency(part, job.options)
        given: dict[str, frozenset[str]] = {}
        for staged in job.staged[part.files]:
            again = sum(staged.sheet.file == r.sheet.file for r in read)
            source = Source(part=part, staged=staged, lookups=lookups, again=again)
            sql, called = relation(source, job.map, job.used)
            sqls.append(_new_only(sql, sqls, TABLES[name], called) if part.distinct else sql)
            labels = called | labels
            given[in_file(staged, again)] = _given(TABLES[name], called)
            notes += left_out(job.con, part, staged)
            read.append(staged)
            if not part.distinct and not again:
                own.append(staged)
        said = frozenset().union(*given.values())
        silent_ |= {file: said - columns for file, columns in given.items()}
    if not sqls:
        return None, [], []
    for column in TABLES[name].columns:
        if column.required and column.name not in labels:
            raise NothingGives(job.staged[parts[0].files][0].sheet.file, name, column.name)
    union = "(" + " UNION ALL BY NAME ".join(f"SELECT * FROM {s}" for s in sqls) + ")"
    file = ", ".join(dict.fromkeys(s.sheet.file for p in parts for s in job.staged[p.files]))
    fields = [_field(job.map, TABLES[name], target, label) for target, label in labels.items()]
    if "amount" in labels:
        union, fields, told = _in_a_currency(job, union, fields, parts)
        notes += told
    if name == OPPORTUNITY.name:
        notes += not_listed(job.con, job.map, union, labels)
    if "source" in labels and "source_class" not in labels and "source_class" in TABLES[name].names:
        fields.append(_source_class(job, union))
    return Relation(sql=union, file=file, staged=tuple(own), silent=silent_), fields, notes


def _given(table: Table, called: Mapping[str, str]) -> frozenset[str]:
    """The canonical columns that a file says something of; a source says its class with it."""
    return frozenset(called) | ({"source_class"} & {*table.names} if "source" in called else set())


def _in_a_currency(
    job: _Import, union: str, fields: list[Field], parts: Sequence[Part]
) -> tuple[str, list[Field], list[Note]]:
    """The relation, its fields and what to say of them, where amounts bear the currency that no column names."""
    named = any(field.target == "currency" for field in fields)
    if named and any("currency" in part.columns for part in parts):
        union, notes = where_none_is_named(job.con, union, job.options.currency)
        return union, fields, notes
    written, notes = as_written(job.con, union, job.options.currency)
    if written is not None:
        fields = [*(field for field in fields if field.target != "currency"), written]
    return union, fields, notes


def _with_currency(part: Part, options: ReadOptions) -> Part:
    """A part whose amounts have no currency gets the one that was declared."""
    missing = "currency" in TABLES[part.table].names and "currency" not in part.columns
    if not missing or options.currency is None:
        return part
    return replace(part, columns={**part.columns, "currency": (Spec(constant=options.currency),)})


def _new_only(sql: str, before: Sequence[str], table: Table, given: Mapping[str, str]) -> str:
    """The records of a part that repeats itself whose key no part before it gives."""
    if not before:
        return sql
    key = ", ".join(ident(k) for k in table.key if k in given)
    known = " UNION ALL ".join(f"SELECT {key} FROM {b}" for b in before)
    return f"(SELECT n.* FROM {sql} n ANTI JOIN ({known}) b USING ({key}))"


def _field(map_: Map, table: Table, target: str, label: str) -> Field:
    """How the text of a canonical column is read, as the first spec that says something says."""
    specs = [s for p in map_.parts if p.table == table.name for s in p.columns.get(target, ())]
    type_ = next(c.type for c in table.columns if c.name == target)
    kind = _KINDS.get(type_) or ("money" if pa.types.is_decimal(type_) else "instant")
    strict = next((s.words for s in specs if s.unlisted == "reject" and s.words), None)
    if target == "outcome":
        strict = {"open": "open", "won": "won", "lost": "lost"}
    return Field(
        target=target,
        column=target,
        label_as=label,
        kind=kind,
        dictionary=None if strict is None else {w: w for w in strict.values()},
        unlisted="keep" if strict is None else "reject",
        format=next((s.format for s in specs if s.format), None),
        zone=next((s.zone for s in specs if s.zone), map_.zone),
        times=next((s.times for s in specs if s.times), None),
        on_bad=next((s.on_bad for s in specs if s.on_bad != "reject"), "reject"),
    )


def _source_class(job: _Import, union: str) -> Field:
    """The source class of each word there is in the source column."""
    found = job.con.execute(
        f"SELECT DISTINCT trim(source) FROM {union} WHERE source IS NOT NULL LIMIT 100000"
    ).fetchall()
    words = classes((w for (w,) in found), job.map.sources)
    return Field(target="source_class", column="source", dictionary=words, unlisted="empty")


def _report(job: _Import, relation_: Relation, name: str, told: set[str]) -> ColumnReport:
    """What the table used of its files; what no table uses is named with the first table of the file."""
    mapped = {
        f"{file}:{column}": ", ".join(t for t in targets)
        for file, columns in job.used.columns.items()
        for column, targets in columns.items()
        if any(t.startswith(f"{name}.") or t.startswith(f"{name} ") for t in targets)
    }
    unmapped = [
        f"{s.sheet.file}:{c}"
        for s in relation_.staged
        if s.sheet.file not in told
        for c in s.sheet.columns
        if c not in job.used.columns.get(s.sheet.file, {})
    ]
    return ColumnReport(mapped=mapped, unmapped=tuple(unmapped))
