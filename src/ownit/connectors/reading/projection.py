"""How does a relation of texts become one canonical table, with every record kept or rejected?

A record is kept whole or rejected whole: a value that cannot be read, a required value that is missing and a key that
was seen before reject it, and each such place is named with file, record number, column and reason. (A field may ask
for ``on_bad="blank"`` instead: then a note counts what was left empty.) ``read == kept + rejected``, always.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from ownit.connectors.base import ColumnReport, Extracted, Note, Progress, ReadOptions, silent
from ownit.connectors.errors import NothingGives
from ownit.connectors.reading.columns import Look, Plan, plan
from ownit.connectors.reading.fields import Field
from ownit.connectors.reading.rejects import gather, kept, reject_duplicates, reject_values, typed
from ownit.connectors.reading.scratch import told
from ownit.connectors.reading.sql import ident
from ownit.connectors.reading.sql import silent as silent_in
from ownit.connectors.reading.staging import Staged
from ownit.connectors.reading.streamed import streamed
from ownit.facts.schema import SILENT, Table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a canonical table is made from: anything a FROM takes, with the columns ``__file`` and ``__record``.

    One staged file is ``Relation.of(staged)``; a join or union is an SQL relation over ``staged.relation`` of several,
    with ``staged`` naming those whose records it stands for (their unreadable records count as read and rejected).
    ``file`` is what errors call it. ``silent``: of which canonical columns a file says nothing, while others do.
    """

    sql: str
    file: str
    staged: tuple[Staged, ...] = ()
    silent: Mapping[str, Collection[str]] = field(default_factory=dict)

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
    fields = [replace(f, required=True) if f.target in required else f for f in fields]
    source, left_out = _without(con, relation, without)
    with told(con, f"understanding {relation.file}", progress):
        plan_ = plan(Look(con=con, source=source, fields=fields, types=types, options=options, file=relation.file))
        rejects, blanked = reject_values(con, plan_)
        if key_unique:
            rejects = reject_duplicates(con, plan_, types, table, rejects)
    unread = [s.rejects for s in relation.staged if s.rejects.num_rows]
    rejected, named = gather(con, rejects, unread)
    read = plan_.rows + sum(t.num_rows for t in unread)
    return Extracted(
        table=table.name,
        mode=mode,
        read=read,
        kept=read - rejected,
        rejected=rejected,
        batches=_batches(con, plan_, types, table, rejects, silent_in(relation.silent)),
        rejects=named,
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


def _without(con: duckdb.DuckDBPyConnection, relation: Relation, without: Sequence[Without]) -> tuple[str, list[Note]]:
    """The relation less what is no fact of this table, and a note for each kind of that."""
    source, notes = relation.sql, []
    for leave in without:
        found = con.execute(f"SELECT count(*) FROM {source} WHERE {leave.condition}").fetchall()[0][0]
        if found:
            text = f"{relation.file}: {leave.text} ({found:,} left out)."
            notes.append(Note(code=leave.code, count=found, text=text, limits=False))
            source = f"(SELECT * FROM {source} WHERE NOT coalesce({leave.condition}, false))"
    return source, notes


def _batches(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    types: Mapping[str, pa.DataType],
    table: Table,
    rejects: str | None,
    silences: str | None,
) -> pa.RecordBatchReader:
    """The kept records as Arrow batches of canonical columns, read on a connection of their own."""
    by_target = {p.field.target: p for p in plan.fields}
    names = [n for n in table.names if n in by_target]
    chosen = ", ".join(f"{typed(by_target[n], types)} AS {ident(n)}" for n in names)
    schema = pa.schema([(n, types[n]) for n in names])
    if silences is not None:
        chosen, schema = f"{chosen}, {silences} AS {SILENT}", schema.append(pa.field(SILENT, pa.string()))
    return streamed(con, f"SELECT {chosen} FROM {kept(plan, rejects)}", schema)
