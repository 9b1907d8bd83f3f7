"""How does a relation of texts become one canonical table, with every record kept or rejected?

A record is kept whole or rejected whole: a value that cannot be read, a required value that is missing and a key that
was seen before reject it, and each such place is named with file, record number, column and reason. (A field may ask
for ``on_bad="blank"`` instead: then a note counts what was left empty.) ``read == kept + rejected``, always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from ownit.connectors.base import REJECTS, ColumnReport, Extracted, Note, Progress, ReadOptions, silent
from ownit.connectors.errors import NothingGives
from ownit.connectors.reading import words
from ownit.connectors.reading.columns import Planned, plan, sql_type
from ownit.connectors.reading.fields import Field
from ownit.connectors.reading.scratch import told
from ownit.connectors.reading.sql import FILE, RECORD, ident, literal
from ownit.connectors.reading.staging import Staged
from ownit.facts.schema import Table

if TYPE_CHECKING:
    import duckdb

_BATCH = 65_536
_serial = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a canonical table is made from: anything a FROM takes, with the columns ``__file`` and ``__record``.

    One staged file is ``Relation.of(staged)``; a join or union is an SQL relation over ``staged.relation`` of several,
    with ``staged`` naming those whose records it stands for (their unreadable records count as read and rejected).
    ``file`` is what errors call it.
    """

    sql: str
    file: str
    staged: tuple[Staged, ...] = ()

    @classmethod
    def of(cls, staged: Staged, *, joins: str = "", extra: str = "") -> Relation:
        """One staged file, called ``s``; ``joins`` is SQL after it, ``extra`` more select items (``, b.x AS y``)."""
        sql = staged.relation if not (joins or extra) else f"(SELECT s.*{extra} FROM {staged.relation} s {joins})"
        return cls(sql=sql, file=staged.sheet.file, staged=(staged,))

    @classmethod
    def union(cls, parts: Sequence[Staged]) -> Relation:
        """Several files of the same kind one after the other; columns are matched by name, absent ones are null."""
        sql = "(" + " UNION ALL BY NAME ".join(f"SELECT * FROM {p.relation}" for p in parts) + ")"
        return cls(sql=sql, file=", ".join(p.sheet.file for p in parts), staged=tuple(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """Records that are no facts of this table: they meet ``condition`` (SQL) and are counted in a note, not read."""

    condition: str
    code: str
    text: str


def project(
    con: duckdb.DuckDBPyConnection,
    relation: Relation | Staged,
    table: Table,
    fields: Sequence[Field],
    *,
    options: ReadOptions,
    mode: Literal["full", "delta"] = "full",
    key_unique: bool = True,
    without: Sequence[Without] = (),
    columns: ColumnReport | None = None,
    notes: Sequence[Note] = (),
    progress: Progress = silent,
) -> Extracted:
    """Read a relation as a canonical table.

    ``key_unique`` rejects later records of a key already seen (ids that differ only by case are different ids).
    ``columns`` defaults to what :func:`report` makes of the fields. Errors: :class:`NothingGives` if a required
    column has no field; any :class:`ColumnError`. The batches are read lazily and do not disturb the connection.
    """
    relation = Relation.of(relation) if isinstance(relation, Staged) else relation
    _check(table, fields, relation)
    types = {c.name: c.type for c in table.columns}
    required = {c.name for c in table.columns if c.required}
    fields = [_with_required(f, required) for f in fields]
    source, left_out = _without(con, relation, without)
    values = _values(source, fields)
    what = f"understanding {relation.file}"
    with told(con, what, progress):
        rows, plans = plan(con, values, fields, types, options, relation.file)
        rejects_table, blanked = _reject(con, values, plans, types)
        if key_unique:
            rejects_table = _reject_duplicates(con, values, plans, types, table, rejects_table)
    unread = [s.rejects for s in relation.staged if s.rejects.num_rows]
    rejected, rejects = _rejects(con, rejects_table, unread)
    unread_count = sum(t.num_rows for t in unread)
    read = rows + unread_count
    return Extracted(
        table=table.name,
        mode=mode,
        read=read,
        kept=read - rejected - unread_count,
        rejected=rejected + unread_count,
        batches=_batches(con, values, plans, types, table, rejects_table),
        rejects=rejects,
        columns=columns if columns is not None else report(relation.staged, table, fields),
        notes=(*(n for s in relation.staged for n in s.notes), *notes, *left_out, *blanked),
    )


def report(staged: Sequence[Staged], table: Table, fields: Sequence[Field]) -> ColumnReport:
    """Which columns of the staged files the fields use by name, and which are left."""
    used = {f.column: f.target for f in fields if f.column is not None}
    mapped, unmapped = {}, []
    for part in staged:
        for column in part.sheet.columns:
            if column in used:
                mapped[f"{part.sheet.file}:{column}"] = f"{table.name}.{used[column]}"
            else:
                unmapped.append(f"{part.sheet.file}:{column}")
    return ColumnReport(mapped=mapped, unmapped=tuple(unmapped))


def _check(table: Table, fields: Sequence[Field], relation: Relation) -> None:
    targets = [f.target for f in fields]
    for column in table.columns:
        if column.required and column.name not in targets:
            raise NothingGives(relation.file, table.name, column.name)
    wrong = set(targets) - {c.name for c in table.columns if not c.derived}
    if wrong or len(set(targets)) < len(targets):
        raise ValueError(f"fields of {table.name}: {sorted(wrong) or 'a target twice'}")


def _with_required(field: Field, required: set[str]) -> Field:
    from dataclasses import replace

    return replace(field, required=True) if field.target in required else field


def _without(con: duckdb.DuckDBPyConnection, relation: Relation, without: Sequence[Without]) -> tuple[str, list[Note]]:
    """The relation less what is no fact of this table, and a note for each kind of that."""
    source, notes = relation.sql, []
    for leave in without:
        found = con.execute(f"SELECT count(*) FROM {source} WHERE {leave.condition}").fetchall()[0][0]
        if found:
            notes.append(
                Note(code=leave.code, count=found, text=f"{relation.file}: {leave.text} ({found:,} left out).")
            )
            source = f"(SELECT * FROM {source} WHERE NOT coalesce({leave.condition}, false))"
    return source, notes


def _values(source: str, fields: Sequence[Field]) -> str:
    """One column of cleaned text per field, with the file and record it came from."""
    chosen = "".join(f", {words.value(f)} AS v{i}" for i, f in enumerate(fields))
    return f"(SELECT {FILE}, {RECORD}{chosen} FROM {source})"


def _reject(
    con: duckdb.DuckDBPyConnection, values: str, plans: Sequence[Planned], types: dict[str, pa.DataType]
) -> tuple[str | None, list[Note]]:
    """Name each place that rejects its record in a table (none if all is clean), and count what is left blank."""
    notes: list[Note] = []
    dirty = [p for p in plans if not p.clean]
    counted = _count_bad(con, values, dirty)
    parts = []
    for plan_, found in zip(dirty, counted, strict=True):
        for (condition, reason), n in zip(plan_.problems, found, strict=True):
            if n and plan_.field.on_bad == "blank" and condition not in _missing(plan_):
                text = f"{plan_.field.label}: {n:,} values could not be read and were left empty."
                notes.append(Note(code="left_empty", count=n, text=text))
            elif n:
                column = literal(plan_.field.label)
                parts.append(
                    f'SELECT {FILE}, {RECORD}, {column} AS "column", {reason} AS reason FROM {values} WHERE {condition}'
                )
    if not parts:
        return None, notes
    name = f"__rejects_{next(_serial)}"
    con.execute(f"CREATE TABLE {ident(name)} AS {' UNION ALL '.join(parts)}").fetchall()
    return name, notes


def _missing(planned: Planned) -> set[str]:
    """The condition that a required value is missing, which no field can ask to be forgiven."""
    return {planned.problems[0][0]} if planned.field.required else set()


def _count_bad(con: duckdb.DuckDBPyConnection, values: str, plans: Sequence[Planned]) -> list[list[int]]:
    conditions = [c for p in plans for c, _ in p.problems]
    if not conditions:
        return [[] for _ in plans]
    asked = ", ".join(f"count(*) FILTER ({c})" for c in conditions)
    found = iter(con.execute(f"SELECT {asked} FROM {values}").fetchall()[0])
    return [[next(found) for _ in p.problems] for p in plans]


def _kept(values: str, rejects: str | None) -> str:
    if rejects is None:
        return values
    return f"(SELECT * FROM {values} k ANTI JOIN {ident(rejects)} r USING ({FILE}, {RECORD}))"


def _typed(planned: Planned, types: dict[str, pa.DataType]) -> str:
    """The typed value as it is stored; where a field forgives, what it cannot believe is null."""
    typed = planned.typed
    if planned.field.on_bad == "blank" and not planned.clean:
        bad = " OR ".join(f"({c})" for c, _ in planned.problems if c not in _missing(planned))
        typed = f"CASE WHEN {bad} THEN NULL ELSE {typed} END" if bad else typed
    return f"CAST({typed} AS {sql_type(types[planned.field.target])})"


def _reject_duplicates(
    con: duckdb.DuckDBPyConnection,
    values: str,
    plans: Sequence[Planned],
    types: dict[str, pa.DataType],
    table: Table,
    rejects: str | None,
) -> str | None:
    """Reject later records of a key that was seen before; hashes first, since most files have none."""
    keys = [(i, p) for i, p in enumerate(plans) if p.field.target in table.key]
    kept = _kept(values, rejects)
    typed = ", ".join(f"{_typed(p, types)} AS k{i}" for i, p in keys)
    names = ", ".join(f"k{i}" for i, _ in keys)
    keyed = f"(SELECT {FILE}, {RECORD}, {typed} FROM {kept})"
    total, distinct = con.execute(f"SELECT count(*), count(DISTINCT hash({names})) FROM {keyed}").fetchall()[0]
    if total == distinct:
        return rejects
    name = f"__rejects_{next(_serial)}"
    shown = " || ', ' || ".join(f"coalesce(left(CAST(k{i} AS VARCHAR), 40), '')" for i, _ in keys)
    label = literal(", ".join(p.field.label for _, p in keys))
    con.execute(
        f"""CREATE TABLE {ident(name)} AS
        SELECT {FILE}, {RECORD}, {label} AS "column",
               'the key "' || {shown} || '" was there before: ' || first_file || ', record ' || first_record AS reason
        FROM (SELECT *, row_number() OVER w AS place, first_value({FILE}) OVER w AS first_file,
                     first_value({RECORD}) OVER w AS first_record
              FROM {keyed} WINDOW w AS (PARTITION BY {names} ORDER BY {FILE}, {RECORD}))
        WHERE place > 1"""
    ).fetchall()
    if rejects is not None:
        con.execute(f"INSERT INTO {ident(name)} SELECT * FROM {ident(rejects)}").fetchall()
    return name


def _rejects(con: duckdb.DuckDBPyConnection, name: str | None, unread: Sequence[pa.Table]) -> tuple[int, pa.Table]:
    """How many records are rejected by their values, and every reject in order."""
    if name is None:
        return 0, pa.concat_tables([REJECTS.empty_table(), *unread])
    counted = con.execute(f"SELECT count(*) FROM (SELECT DISTINCT {FILE}, {RECORD} FROM {ident(name)})").fetchall()
    found = con.sql(f'SELECT {FILE} AS file, {RECORD} AS record, "column", reason FROM {ident(name)} ORDER BY 1, 2, 3')
    rows: pa.Table = found.to_arrow_table().cast(REJECTS)
    return counted[0][0], pa.concat_tables([rows, *unread]).combine_chunks()


def _batches(
    con: duckdb.DuckDBPyConnection,
    values: str,
    plans: Sequence[Planned],
    types: dict[str, pa.DataType],
    table: Table,
    rejects: str | None,
) -> pa.RecordBatchReader:
    """The kept records as Arrow batches of canonical columns, read on a connection of their own."""
    by_target = {p.field.target: p for p in plans}
    names = [n for n in table.names if n in by_target]
    chosen = ", ".join(f"{_typed(by_target[n], types)} AS {ident(n)}" for n in names)
    schema = pa.schema([(n, types[n]) for n in names])
    own = con.cursor()
    query = f"SELECT {chosen} FROM {_kept(values, rejects)}"

    def generate() -> Iterator[pa.RecordBatch]:
        try:
            for batch in own.sql(query).to_arrow_reader(_BATCH):
                yield batch.cast(schema)
        finally:
            own.close()

    return pa.RecordBatchReader.from_batches(schema, generate())
