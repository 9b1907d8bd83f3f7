"""Which records cannot be kept, and why?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING

import pyarrow as pa

from ownit.connectors.base import NO_REJECTS, REJECTS, Note
from ownit.connectors.reading.columns import Plan, Planned, Problem, layered, sql_type
from ownit.connectors.reading.sql import FILE, RECORD, ident, literal
from ownit.facts.schema import Table

if TYPE_CHECKING:
    import duckdb

_serial = count()


def reject_values(con: duckdb.DuckDBPyConnection, plan: Plan) -> tuple[str | None, list[Note]]:
    """A table naming each place that rejects its record (None if all is clean), and notes of what is left empty."""
    dirty = [p for p in plan.fields if not p.clean]
    strict = [(p, x) for p in dirty for x in p.problems if x.condition not in forgiven(p)]
    return (_places(con, plan, strict) if strict else None), _left_empty(con, plan, dirty)


def _places(con: duckdb.DuckDBPyConnection, plan: Plan, problems: Sequence[tuple[Planned, Problem]]) -> str | None:
    """Every place at which a record meets a problem, in one pass; None if there is none."""
    met = {f"p{i}": problem.condition for i, (_, problem) in enumerate(problems)}
    each = ", ".join(
        f"CASE WHEN p{i} THEN {{'c': {literal(planned.field.label)}, 'before': {literal(problem.before)},"
        f" 'shown': {problem.shown or 'CAST(NULL AS VARCHAR)'}, 'after': {literal(problem.after)}}} END"
        for i, (planned, problem) in enumerate(problems)
    )
    reason = f"p.before || coalesce({_quoted('p.shown')}, '') || p.after"
    name, found = _table(
        con,
        f"""SELECT {FILE}, {RECORD}, p.c AS "column", {reason} AS reason
        FROM (SELECT {FILE}, {RECORD}, unnest([{each}]) AS p FROM {layered(plan.values, (met,))}
            WHERE {" OR ".join(met)})
        WHERE p IS NOT NULL""",
    )
    return name if found else None


def _quoted(text: str) -> str:
    """SQL of a value as reasons quote it: at most 40 characters, on one line."""
    shown = f"regexp_replace(left({text}, 40), '[\\x00-\\x1f]', ' ', 'g')"
    return f"'\"' || {shown} || CASE WHEN length({text}) > 40 THEN '…' ELSE '' END || '\"'"


def _left_empty(con: duckdb.DuckDBPyConnection, plan: Plan, dirty: Sequence[Planned]) -> list[Note]:
    """A note for each field that forgives, of how many values it could not read."""
    asked = [(p.field.label, " OR ".join(f"({c})" for c in conditions)) for p in dirty if (conditions := forgiven(p))]
    if not asked:
        return []
    counts = ", ".join(f"count(*) FILTER ({condition})" for _, condition in asked)
    found = con.execute(f"SELECT {counts} FROM {plan.values}").fetchall()[0]
    return [
        Note(code="left_empty", count=n, text=f"{label}: {n:,} values could not be read and were left empty.")
        for (label, _), n in zip(asked, found, strict=True)
        if n
    ]


def forgiven(planned: Planned) -> list[str]:
    """The conditions under which a field is left empty instead of rejecting its record (never: a missing value)."""
    if planned.clean or planned.field.on_bad != "blank":
        return []
    return [problem.condition for problem in planned.problems[1 if planned.field.required else 0 :]]


def _table(con: duckdb.DuckDBPyConnection, query: str) -> tuple[str, int]:
    """A new table of what a query finds, and how much that is."""
    name = f"__rejects_{next(_serial)}"
    ((found,),) = con.execute(f"CREATE TABLE {ident(name)} AS {query}").fetchall()
    return name, found


def kept(plan: Plan, rejects: str | None, which: Sequence[int] | None = None) -> str:
    """The relation of values (of the fields ``which``, or all) without the rejected records."""
    values = plan.values if which is None else plan.of(which)
    if rejects is None:
        return values
    return f"(SELECT * FROM {values} k ANTI JOIN {ident(rejects)} r USING ({FILE}, {RECORD}))"


def typed(planned: Planned, types: Mapping[str, pa.DataType]) -> str:
    """The value as it is stored; where a field forgives, what cannot be believed is null."""
    value = planned.typed
    if bad := " OR ".join(f"({c})" for c in forgiven(planned)):
        value = f"CASE WHEN {bad} THEN NULL ELSE {value} END"
    return f"CAST({value} AS {sql_type(types[planned.field.target])})"


def reject_duplicates(
    con: duckdb.DuckDBPyConnection, plan: Plan, types: Mapping[str, pa.DataType], table: Table, rejects: str | None
) -> str | None:
    """Reject later records of a key that was seen before; hashes first, since most files have none."""
    which = [i for i, p in enumerate(plan.fields) if p.field.target in table.key]
    keys = [plan.fields[i] for i in which]
    names = [f"k{i}" for i in range(len(keys))]
    chosen = ", ".join(f"{typed(p, types)} AS {n}" for p, n in zip(keys, names, strict=True))
    keyed = f"(SELECT {FILE}, {RECORD}, {chosen} FROM {kept(plan, rejects, which)})"
    key = ", ".join(names)
    total, distinct = con.execute(f"SELECT count(*), count(DISTINCT hash({key})) FROM {keyed}").fetchall()[0]
    if total == distinct:
        return rejects
    shown = " || ', ' || ".join(f"coalesce(left(CAST({n} AS VARCHAR), 40), '')" for n in names)
    label = literal(", ".join(p.field.label for p in keys))
    place = "row_number() OVER w AS place"
    first = f"first_value({FILE}) OVER w AS first_file, first_value({RECORD}) OVER w AS first_record"
    window = f"WINDOW w AS (PARTITION BY {key} ORDER BY {FILE}, {RECORD})"
    reason = f"'the key \"' || {shown} || '\" was there before: ' || first_file || ', record ' || first_record"
    name, _ = _table(
        con,
        f'SELECT {FILE}, {RECORD}, {label} AS "column", {reason} AS reason'
        f" FROM (SELECT *, {place}, {first} FROM {keyed} {window}) WHERE place > 1",
    )
    if rejects is not None:
        con.execute(f"INSERT INTO {ident(name)} SELECT * FROM {ident(rejects)}").fetchall()
    return name


def gather(con: duckdb.DuckDBPyConnection, name: str | None, unread: Sequence[pa.Table]) -> tuple[int, pa.Table]:
    """How many records are rejected in all, and every reject: by their values first, then the unreadable records."""
    unread_count = sum(t.num_rows for t in unread)
    if name is None:
        return unread_count, pa.concat_tables([NO_REJECTS, *unread])
    found = con.sql(f'SELECT {FILE} AS file, {RECORD} AS record, "column", reason FROM {ident(name)} ORDER BY 1, 2, 3')
    rows = found.to_arrow_table().cast(REJECTS)
    records = rows.group_by(["file", "record"]).aggregate([]).num_rows
    return records + unread_count, pa.concat_tables([rows, *unread]).combine_chunks()
