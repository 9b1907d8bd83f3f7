"""What does a table look like after an import, given what it was before and what came in?

Everything here is a view or a temporary table of one DuckDB connection:

``incoming_T`` what came in, every canonical column, one row per key · ``base_T`` what the snapshot before has ·
``T`` the merged table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from ownit.facts.schema import SILENT, Table
from ownit.facts.store import arrivals, silences
from ownit.facts.store.arrivals import ARRIVAL
from ownit.facts.store.errors import StorageFailedError
from ownit.facts.store.outcome import LeftAlone
from ownit.facts.store.silences import WRITTEN_ONCE, Silence
from ownit.facts.tables import SQL_TYPES, literal, quoted, select

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Mode = Literal["full", "delta", "adds"]
"""How what comes in stands to what is there (see :func:`merge`)."""

HISTORY = frozenset({"stage_change", "owner_change"})
"""Tables to which rows are only ever added, whatever the input is declared to be."""

STAYING = "opportunity"
"""The table whose rows stay when they are gone, marked ``gone_on``."""

ENDS = frozenset({"closed_on", "closed_at"})
"""When a deal ended: of no deal that is open again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Batches that a connector yielded: the relation that reads them, and which columns they carry.

    ``silent``: the rows say themselves of which of these their file says nothing.
    """

    relation: str
    carried: frozenset[str]
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What came in for one table, in parts in the order they came."""

    table: Table
    connector: str
    mode: Mode
    parts: tuple[Part, ...]
    rows: int
    ready: Path | None = None  # a file that holds just this, as it would be stored
    in_order: bool = False  # it came in the order of its keys, none of them twice
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by name, how ids begin that it has nothing of

    @property
    def carried(self) -> frozenset[str]:
        """The columns that any part carries."""
        return frozenset().union(*(part.carried for part in self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What else decides how a table is merged.

    ``first``: the table was not there before, so there is nothing to join; ``inferred``: how many rows of history
    were worked out; ``days_hold``: the same instant is the same local day as before; ``on``: the day of the import;
    ``folder``: where what took a join is written down.
    """

    first: bool
    inferred: int
    days_hold: bool
    on: date
    folder: Path


def one(con: DuckDBPyConnection, sql: str) -> int:
    """The one whole number a query gives."""
    return int(con.execute(sql).fetchall()[0][0])


def key_hash(table: Table) -> str:
    """A number for a row's key, null-safe; distinct keys share one about once in 2^64 pairs."""
    return f"hash({', '.join(quoted(c) for c in ('connector', *table.key))})"


def same_key(table: Table, left: str, right: str) -> str:
    """Whether two rows have the same key, where null equals null."""
    pairs = ((f"{left}.{quoted(c)}", f"{right}.{quoted(c)}") for c in ("connector", *table.key))
    return " AND ".join(f"{a} IS NOT DISTINCT FROM {b}" for a, b in pairs)


def show_incoming(con: DuckDBPyConnection, staged: Staged, found: Sequence[Silence], folder: Path) -> int:
    """Make ``incoming_T`` of what was staged; returns how many rows repeated a key and gave way to the last.

    ``found`` are the silences of its parts (``silences.of``).
    """
    table, name = staged.table, f"incoming_{staged.table.name}"
    settle(con, name, _arrived(staged, found), folder / "filled", only_view=not any(found))
    if staged.in_order:
        return 0
    distinct = one(con, f"SELECT count(DISTINCT {key_hash(table)}) FROM {name}")
    if distinct == staged.rows:
        return 0
    key = ", ".join(quoted(c) for c in table.key)
    numbered = _arrived(staged, found, numbered=True)
    sql = f"""SELECT * EXCLUDE (part, number) FROM ({numbered})
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY part DESC, number DESC) = 1"""
    settle(con, name, sql, folder)
    return staged.rows - one(con, f"SELECT count(*) FROM {name}")


def _arrived(staged: Staged, found: Sequence[Silence], *, numbered: bool = False) -> str:
    """All parts as one table of canonical columns; if ``numbered``, with their order of arrival.

    Where a row's file is silent of a column, it is as it was.
    """
    selects = []
    for place, (part, silence) in enumerate(zip(staged.parts, found, strict=True)):
        columns = [_incoming_column(staged, part, column, silence) for column in staged.table.schema.names]
        columns += [f"{place} AS part", f"i.{ARRIVAL} AS number"] if numbered else []
        came = f"(SELECT *, {literal(staged.connector)} AS connector FROM {part.relation}) i"
        if silence:
            came += f" LEFT JOIN base_{staged.table.name} b ON {same_key(staged.table, 'i', 'b')}"
        selects.append(f"SELECT {', '.join(columns)} FROM {came}")
    return " UNION ALL ".join(selects)


def _incoming_column(staged: Staged, part: Part, column: str, silence: Silence) -> str:
    type_ = SQL_TYPES[staged.table.schema.field(column).type]
    value = "NULL"
    if column == "connector" or column in part.carried:
        value = f"i.{quoted(column)}"
    elif column == "inferred":
        value = "false"
    if texts := silence.get(column):
        told = f"i.{SILENT} IN ({', '.join(literal(text) for text in texts)})" if part.silent else "true"
        before = f"coalesce({as_before(column)}, {value})"  # what is carried all the same is a guess, for new rows
        value = f"CASE WHEN {told} THEN {before} ELSE {value} END"
    return f"CAST({value} AS {type_}) AS {quoted(column)}"


def show_base(con: DuckDBPyConnection, table: Table, files: Sequence[str]) -> None:
    """Make ``base_T``: what was there before, or an empty table of the same columns."""
    con.execute(f"CREATE OR REPLACE VIEW base_{table.name} AS {stored(table, files)}")


def stored(table: Table, files: Sequence[str]) -> str:
    """The query that reads a table of a snapshot; raises StorageFailedError if a file is damaged."""
    try:
        return select(table, files)
    except pa.ArrowInvalid as error:
        raise StorageFailedError(Path(files[0]).parent, f"a file of it is damaged ({error})") from error


def zones_hold(con: DuckDBPyConnection) -> bool:
    """Whether everyone lives where they lived in the snapshot before; asked once ``person`` is merged."""
    moved = """SELECT count(*) FROM person m LEFT JOIN base_person b ON b.connector = m.connector AND b.id = m.id
        WHERE m.timezone IS DISTINCT FROM b.timezone"""
    return one(con, moved) == 0


def merge(con: DuckDBPyConnection, table: Table, staged: Staged | None, change: Change) -> None:
    """Make ``T`` of ``base_T``, ``incoming_T`` and, for history, ``inferred_T``.

    full: the rows of the connector that are missing are dropped; opportunities stay with ``gone_on``, history and what
    is ``apart`` stay.
    delta: rows replace those of the same key, and none is dropped. adds: they only fill in what is not there.
    Columns that the input does not carry keep their value.
    """
    name = table.name
    if staged is None and not change.inferred:
        settle(con, name, f"SELECT * FROM base_{name}", change.folder, only_view=True)
    elif staged is not None and change.first and not change.inferred:
        settle(con, name, f"SELECT * FROM incoming_{name}", change.folder, only_view=True)
    else:
        fresh, joined = _fresh(con, staged, change) if staged else ("", True)
        parts = [fresh, _rest(table, staged, change), f"SELECT * FROM inferred_{name}" if change.inferred else ""]
        joined = joined or name in HISTORY or name == STAYING or (staged is not None and staged.mode != "full")
        settle(con, name, " UNION ALL BY NAME ".join(p for p in parts if p), change.folder, only_view=not joined)


def _fresh(con: DuckDBPyConnection, staged: Staged, change: Change) -> tuple[str, bool]:
    """The rows that came in, with what they keep of the rows they replace, and whether that needed a join."""
    table = staged.table
    kept = _kept_columns(con, staged, change)
    if not kept:
        return f"SELECT * FROM incoming_{table.name}", False
    replaced = ", ".join(f"{value} AS {quoted(column)}" for column, value in kept.items())
    return (
        f"SELECT i.* REPLACE ({replaced}) FROM incoming_{table.name} i "
        f"LEFT JOIN base_{table.name} b ON {same_key(table, 'i', 'b')}"
    ), True


def _kept_columns(con: DuckDBPyConnection, staged: Staged, change: Change) -> dict[str, str]:
    table, kept = staged.table, {}
    if staged.mode == "adds":
        return {c: f"coalesce(b.{quoted(c)}, i.{quoted(c)})" for c in table.names if c not in table.key}
    kept = {column: as_before(column) for column in _left_wholly(con, staged)}
    for day, instant in WRITTEN_ONCE.get(table.name, {}).items():
        at, before = f"i.{quoted(instant)}", f"b.{quoted(instant)}"
        hold = change.days_hold and staged.mode == "full"  # worked out anew, the day is the same: no join for that
        if not hold and instant in staged.carried and _lacks_days(con, table, day, instant):
            kept[day] = f"coalesce(i.{quoted(day)}, if({at} = {before}, b.{quoted(day)}, NULL))"
    return kept


def left_alone(con: DuckDBPyConnection, staged: Staged, found: Sequence[Silence]) -> LeftAlone:
    """The columns that the input, or a file of it, says nothing of, and of which something was known."""
    if staged.table.name in HISTORY or staged.mode == "adds":
        return LeftAlone()
    return LeftAlone(
        wholly=_left_wholly(con, staged),
        partly=tuple(sorted({column for silence in found for column in silence})),
        records=tuple(name for name, begins in staged.apart.items() if _were(con, staged, begins)),
    )


def _left_wholly(con: DuckDBPyConnection, staged: Staged) -> tuple[str, ...]:
    if staged.table.name in HISTORY:
        return ()
    said = silences.with_its_pair(staged.table, staged.carried)
    missing = [c.name for c in staged.table.columns if not (c.derived or c.name in said)]
    known = silences.known_before(con, staged, missing)
    return tuple(column for column in missing if column in known)


def _were(con: DuckDBPyConnection, staged: Staged, begins: Sequence[str]) -> bool:
    """Whether the connector had records whose ids begin so."""
    mine = f"connector = {literal(staged.connector)} AND ({_begins(staged.table, begins)})"
    return bool(one(con, f"SELECT count(*) FROM (SELECT 1 FROM base_{staged.table.name} b WHERE {mine} LIMIT 1)"))


def _begins(table: Table, begins: Sequence[str]) -> str:
    return " OR ".join(f"starts_with(b.{quoted(table.key[0])}, {literal(begin)})" for begin in begins)


def as_before(column: str) -> str:
    """The value a row had; the day it closed only where it ended as it does now."""
    value = f"b.{quoted(column)}"
    return f"if(i.outcome = b.outcome, {value}, NULL)" if column in ENDS else value


def _lacks_days(con: DuckDBPyConnection, table: Table, day: str, instant: str) -> bool:
    where = f"{quoted(day)} IS NULL AND {quoted(instant)} IS NOT NULL"
    return bool(one(con, f"SELECT count(*) FROM incoming_{table.name} WHERE {where}"))


def _rest(table: Table, staged: Staged | None, change: Change) -> str:
    """The rows that were there before and are not replaced."""
    base = f"FROM base_{table.name} b WHERE"
    replaced_by = [f"incoming_{table.name}"] if staged else []
    replaced_by += [f"inferred_{table.name}"] if change.inferred else []
    unmatched = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {rows} i WHERE {same_key(table, 'i', 'b')})" for rows in replaced_by
    )
    if staged is None or staged.mode != "full" or table.name in HISTORY:
        return f"SELECT b.* {base} {unmatched}"
    others = f"b.connector <> {literal(staged.connector)}"
    if table.name == STAYING:
        gone = f"if({others}, b.gone_on, coalesce(b.gone_on, DATE '{change.on.isoformat()}'))"
        return f"SELECT b.* REPLACE ({gone} AS gone_on) {base} {unmatched}"
    apart = " OR ".join(_begins(table, begins) for begins in staged.apart.values())
    return f"SELECT b.* {base} {others}" + (f" OR ({apart}) AND {unmatched}" if apart else "")


def settle(con: DuckDBPyConnection, name: str, sql: str, folder: Path, *, only_view: bool = False) -> None:
    """Make a view ``name``; what took a join is written down once rather than joined at each use."""
    if not only_view:
        rows = arrivals.write(con.sql(sql).to_arrow_reader(arrivals.ROWS_PER_BATCH), folder / name)
        relation = f"settled_{folder.parent.name}_{folder.name}_{name}"
        con.register(relation, rows)
        sql = f"SELECT * FROM {relation}"
    con.execute(f"CREATE OR REPLACE VIEW {quoted(name)} AS {sql}")
