"""How do the files of one object become one relation with API names and types, every record accounted for?

The relation ``sf_<Object>`` has every column ownit knows of the object (null where no file has it), ``__file`` and
``__record``, and ``__left``: why the record is no fact, or null. Records that cannot be read are not in it; footers of
reports are nowhere but in a note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import NO_REJECTS, ColumnReport, Note, Progress, ReadOptions, silent
from ownit.connectors.reading import FILE, RECORD, at_sight, ident, literal, stage, told, words
from ownit.connectors.reading.columns import AtOnce, plan, plan_at_once, sql_type
from ownit.connectors.reading.rejects import gather, reject_values
from ownit.connectors.reading.staging import in_place, refusals
from ownit.connectors.salesforce.ahead import WORTH, Ahead, Sight
from ownit.connectors.salesforce.footers import footer_note, without_footers
from ownit.connectors.salesforce.found import Found
from ownit.connectors.salesforce.knowledge import Knowledge, SourceObject
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.object_columns import column_types, days, laid_out, null, select
from ownit.connectors.salesforce.repeated import WITH_KEYS_OF_THEIR_OWN, only_last
from ownit.connectors.salesforce.report_dates import with_order
from ownit.connectors.salesforce.wanted import File

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """When a record that can be read is no fact: SQL over the typed columns, the column to blame, and why."""

    when: str
    column: str
    reason: str


def read_object(
    con: duckdb.DuckDBPyConnection,
    name: str,
    files: Sequence[Found],
    leaves: Sequence[Leave],
    *,
    knowledge: Knowledge,
    options: ReadOptions,
    progress: Progress,
    scratch: Path,
    as_: str | None = None,
    ahead: Ahead | None = None,
) -> Typed:
    """Make ``sf_<as_ or name>`` of the files: a view, or an empty table if there are none.

    Errors: any :class:`ColumnError` that is undecidable.

    Files that are plain at sight are read once, into a file of typed columns below ``scratch``; of the others, those
    that prove plain are read in place, each time the view is, and the rest are staged.
    """
    known = knowledge.objects[name]
    parts = []
    for i, found in enumerate(files):
        file = File(con=con, known=known, found=found, knowledge=knowledge, options=options, progress=progress)
        to = _place(scratch, as_ or name, i)
        part = _read_at_sight(file, leaves, to, ahead) or _read_in_place(file, leaves)
        parts.append(part or _read_staged(file, f"staged_{to.stem}"))
    selects = [part.select for part in parts]
    object_ = Typed(
        name=as_ or name,
        files=tuple(found.sheet.file for found in files),
        has=frozenset(column for found in files for column in found.as_.columns),
        each={found.sheet.file: frozenset(found.as_.columns) for found in files},
        read=sum(part.read for part in parts),
        unread=sum(part.unread for part in parts),
        unreadable=pa.concat_tables([part.unreadable for part in parts]) if parts else None,
        whole=bool(parts) and all(part.whole for part in parts),
        columns=_report(known, files),
        notes=tuple(note for part in parts for note in part.notes),
    )
    if not parts:
        _lay_empty(con, object_, known)
        return object_
    leaves = () if object_.whole else leaves
    _lay(con, object_, " UNION ALL BY NAME ".join(selects), leaves)
    if name not in WITH_KEYS_OF_THEIR_OWN and as_ in (None, name):
        return only_last(con, object_)
    return object_


def _lay(con: duckdb.DuckDBPyConnection, object_: Typed, records: str, leaves: Sequence[Leave]) -> None:
    con.execute(
        f"CREATE OR REPLACE VIEW {object_.relation} AS SELECT *, "
        f"{_first(leaves, lambda leave: leave.reason)} AS __left, "
        f"{_first(leaves, lambda leave: leave.column)} AS __left_column FROM ({records})"
    )


def _lay_empty(con: duckdb.DuckDBPyConnection, object_: Typed, known: SourceObject) -> None:
    """The relation of an object that the export lacks; most lack most, and a table is made sooner than a view."""
    types = {**column_types(known), FILE: "VARCHAR", RECORD: "BIGINT", "__left": "VARCHAR", "__left_column": "VARCHAR"}
    columns = ", ".join(f"{ident(name)} {type_}" for name, type_ in types.items())
    con.execute(f"CREATE OR REPLACE TABLE {object_.relation} ({columns})")


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
    whole: bool = False


def read_ahead(
    ahead: Ahead,
    name: str,
    files: Sequence[Found],
    *,
    knowledge: Knowledge,
    options: ReadOptions,
    scratch: Path,
) -> None:
    """Begin to read the large ones of an object's files, as :func:`read_object` will ask for them."""
    for i, found in enumerate(files):
        if found.as_.layout != "report" and found.sheet.path.stat().st_size >= WORTH:
            to, known = _place(scratch, name, i), knowledge.objects[name]
            file = partial(File, known=known, found=found, knowledge=knowledge, options=options, progress=silent)
            ahead.begin(to, partial(_begun, file, to))


def _begun(file: Callable[..., File], to: Path, con: duckdb.DuckDBPyConnection) -> int | None:
    return _write_at_sight(file(con=con), to)


def _place(scratch: Path, name: str, number: int) -> Path:
    return scratch / f"{name}_{number}.parquet"


def _read_at_sight(file: File, leaves: Sequence[Leave], to: Path, ahead: Ahead | None) -> _Part | None:
    """The file as a relation of typed columns that were written down in one reading, or None if it is not plain."""
    if file.found.as_.layout == "report":
        return None
    what = f"reading {file.found.sheet.file}"
    sight = ahead.sight(to, what, file.progress) if ahead is not None else None
    if sight is None:
        with told(file.con, what, file.progress):
            sight = Sight(rows=_write_at_sight(file, to))
    rows = sight.rows
    if rows is None:
        to.unlink(missing_ok=True)
        return None
    chosen = {name: ident(name) for name in (*(f.target for f in file.fields), *_days_of(file))}
    select = laid_out(file.known, chosen, at_sight.written(to, file.found.sheet.file))
    any_leave = " OR ".join(f"({leave.when})" for leave in leaves) or "false"
    left = file.con.execute(f"SELECT count(*) FROM ({select}) WHERE {any_leave}").fetchall()[0][0]
    return _Part(
        select=select,
        read=rows,
        unread=0,
        unreadable=NO_REJECTS,
        notes=file.found.sheet.notes,
        whole=left == 0,
    )


def _write_at_sight(file: File, to: Path) -> int | None:
    """Write the typed columns down in one reading: how many records there are, or None if the file is not plain."""
    source = in_place(file.found.sheet, file.wanted)
    return None if source is None else at_sight.write(file.look(source, file.options), to, beside=_days_of(file))


def _days_of(file: File) -> dict[str, str]:
    """The days beside the instants, as :func:`at_sight.write` has them written."""
    columns = [(f"v{i}", field.target, f"t{i}") for i, field in enumerate(file.fields)]
    return days(columns, file.types, file.options.zone)


def _read_in_place(file: File, leaves: Sequence[Leave]) -> _Part | None:
    """The file as a relation that reads it, or None if it is a report, or is not plain throughout.

    Records are told apart by their ids: where there are none, numbers are asked for too often.
    """
    if file.found.as_.layout == "report" or "Id" not in file.used:
        return None
    source = in_place(file.found.sheet, file.wanted)
    at_once = _looked_at_once(file, source, leaves) if source is not None else None
    if at_once is None:
        return None
    return _Part(
        select=select(file.known, at_once.plan, file.types, file.options.zone, None),
        read=at_once.plan.rows,
        unread=0,
        unreadable=NO_REJECTS,
        notes=file.found.sheet.notes,
        whole=at_once.also == 0,
    )


def _looked_at_once(file: File, source: str, leaves: Sequence[Leave]) -> AtOnce | None:
    """The plan, and how many records are left out; None too if DuckDB refuses the file."""
    any_leave = " OR ".join(f"({leave.when})" for leave in leaves) or "false"
    left = f"count(*) FILTER ({any_leave})"
    try:
        with told(file.con, f"reading {file.found.sheet.file}", file.progress):
            return plan_at_once(file.look(source, file.options), left, _as_they_stand(file))
    except refusals():  # the careful way names what is wrong
        return None


def _as_they_stand(file: File) -> dict[str, str]:
    """The columns by API name as far as reasons to leave a record out ask for them: flags, numbers, what is missing."""
    named = {ident(name): null(type_) for name, type_ in column_types(file.known).items()}
    for i, field_ in enumerate(file.fields):
        v, type_ = f"v{i}", sql_type(file.types[field_.target])
        value = words.flag(v) if field_.kind == "flag" else f"try_cast({v} AS {type_})" if field_.kind == "money" else v
        named[ident(field_.target)] = value
    return named


def _read_staged(file: File, table: str) -> _Part:
    con, found, known, options = file.con, file.found, file.known, file.options
    report = found.as_.layout == "report"
    staged = stage(con, found.sheet, options, name=table, columns=file.wanted, footer=report, progress=file.progress)
    source, footers = without_footers(con, known, found, staged, file.knowledge) if report else (staged.relation, 0)
    if report:
        options = with_order(con, source, file.fields, options)
    with told(con, f"understanding {found.sheet.file}", file.progress):
        planned = plan(file.look(source, options))
        rejects, notes = reject_values(con, planned)
    unread, unreadable = gather(con, rejects, [staged.rejects])
    return _Part(
        select=select(known, planned, file.types, options.zone, rejects),
        read=planned.rows + staged.rejects.num_rows,
        unread=unread,
        unreadable=unreadable,
        notes=(*staged.notes, *notes, *footer_note(found.sheet.file, footers)),
    )


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
