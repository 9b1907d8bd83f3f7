"""How does a measure get at the facts of a snapshot?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ownit.errors import OwnitError
from ownit.facts.bound import Bound, Relation
from ownit.facts.schema import COUNT, DATE, FLAG, INSTANT, MONEY, SHARE, TABLES, TEXT, Table

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis import Schema
    from ibis.backends.duckdb import Backend

    from ownit.facts.store.layout import Snapshot  # the store itself reads with select()

SQL_TYPES: MappingProxyType[pa.DataType, str] = MappingProxyType(
    {
        TEXT: "VARCHAR",
        INSTANT: "TIMESTAMP WITH TIME ZONE",
        DATE: "DATE",
        MONEY: "DECIMAL(18,4)",
        COUNT: "BIGINT",
        FLAG: "BOOLEAN",
        SHARE: "DOUBLE",
        pa.decimal128(18, 8): "DECIMAL(18,8)",
    }
)


class UnknownEngineError(OwnitError):
    """The facts were asked for by an engine that ownit does not have."""

    def __init__(self, engine: str) -> None:
        super().__init__(f"There is no engine called {engine!r} for the facts; set OWNIT_FACTS=duckdb.")


class Tables:
    """The canonical tables of one snapshot as Ibis tables on one connection of its own.

    ``tables["opportunity"]`` has every canonical column in its canonical type: a table the snapshot lacks is empty, a
    column an older snapshot lacks is null. ``older`` are earlier snapshots, whose values date what they say (see
    :mod:`ownit.facts.known`). Instants are UTC. Use it as a context manager, or call :meth:`close`.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        engine: str = "duckdb",
        *,
        older: Sequence[Snapshot] = (),
        memory_limit: str = "1GB",
        threads: int | None = None,
    ) -> None:
        if engine != "duckdb":
            raise UnknownEngineError(engine)
        self.snapshot = snapshot
        self.older = tuple(sorted(older, key=_current_from, reverse=True))
        self.connection = _connect(memory_limit, threads)
        self._seen: dict[tuple[str, str], ir.Table] = {}
        self._once: dict[str, ir.Table] = {}
        self._numbers = count(1)

    def __getitem__(self, name: str) -> ir.Table:
        """The canonical table ``name`` of the snapshot."""
        return self._table(self.snapshot, name)

    @property
    def current_from(self) -> date:
        """The first day on which what this snapshot says is what was known: its data's last day, or its publication."""
        return _current_from(self.snapshot)

    def then(self, as_of: date) -> Snapshot | None:
        """The newest of ``older`` that was already the state of things on ``as_of``; None if none was."""
        return next((s for s in self.older if _current_from(s) <= as_of), None)

    def earlier(self, snapshot: Snapshot, name: str) -> ir.Table:
        """The canonical table ``name`` of one of ``older``."""
        return self._table(snapshot, name)

    def keep(self, expression: Relation) -> ir.Table:
        """Work an expression out now, for many measures of it; it is kept until :meth:`drop` or :meth:`close`."""
        name = f"kept_{next(self._numbers)}"
        if isinstance(expression, Bound):
            return expression.keep(name)
        return self.connection.create_table(name, expression, temp=True)

    def once(self, name: str, expression: Callable[[], Relation]) -> ir.Table:
        """What does not depend on the day that is asked about, worked out when first asked for and kept till the end.

        So the activities, of which there are many times as many as deals, are gone through once for all days.
        """
        if name not in self._once:
            self._once[name] = self.keep(expression())
        return self._once[name]

    def talks(self, expression: Callable[[], Relation]) -> ir.Table:
        """As :meth:`once`, of talks (:func:`ownit.facts.known.gate.talks`), for those on deals that are here."""
        return self.once("talks", expression)

    def drop(self, kept: ir.Table) -> None:
        """Give back what :meth:`keep` took."""
        self.connection.raw_sql(f"DROP TABLE {kept.get_name()}")  # a qualified name of our own making

    def _table(self, snapshot: Snapshot, name: str) -> ir.Table:
        key = (snapshot.id, name)
        if key not in self._seen:
            view = name if snapshot is self.snapshot else f"{snapshot.id}.{name}"
            self.connection.raw_sql(f"CREATE VIEW {quoted(view)} AS {select(TABLES[name], snapshot.files(name))}")
            self._seen[key] = _found(self.connection, view, name)
        return self._seen[key]

    def close(self) -> None:
        """Give the connection back; every table of it is dead afterwards."""
        self.connection.disconnect()

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _found(engine: Backend, view: str, name: str) -> ir.Table:
    """The canonical table ``name`` in ``view``: what columns it has the engine need not be asked."""
    import ibis.expr.operations as ops

    return ops.DatabaseTable(view, schema=_schema(name), source=engine).to_expr()


@cache
def _schema(name: str) -> Schema:
    import ibis
    from ibis.backends.sql.datatypes import DuckDBType

    return ibis.schema({f.name: DuckDBType.from_string(SQL_TYPES[f.type]) for f in TABLES[name].schema})


def select(table: Table, files: Sequence[str]) -> str:
    """The DuckDB query that reads a canonical table from its Parquet files, whatever columns they have."""
    if not files:
        empty = ", ".join(f"CAST(NULL AS {SQL_TYPES[f.type]}) AS {quoted(f.name)}" for f in table.schema)
        return f"SELECT {empty} WHERE false"
    have = {name for file in files for name in pq.read_schema(file).names}
    columns = ", ".join(
        f"CAST({quoted(f.name) if f.name in have else 'NULL'} AS {SQL_TYPES[f.type]}) AS {quoted(f.name)}"
        for f in table.schema
    )
    listed = ", ".join(literal(file) for file in files)
    return f"SELECT {columns} FROM read_parquet([{listed}], union_by_name = true)"


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


@cache
def in_memory() -> Backend:
    """An engine for tables in memory alone, set as that of a snapshot is."""
    return _connect("1GB", None)


def _current_from(snapshot: Snapshot) -> date:
    published = snapshot.manifest.published_at.date()
    through = snapshot.manifest.data_through
    return published if through is None else min(through, published)


def _connect(memory_limit: str, threads: int | None) -> Backend:
    import ibis  # 1.5 s: only commands that measure pay for it

    # DuckDB's own default is a folder in the working directory; one per user, since /tmp is everybody's.
    spill = Path(tempfile.gettempdir()) / f"ownit-spill-{os.getuid()}"
    settings = {"memory_limit": memory_limit, "temp_directory": str(spill)}
    if threads is not None:
        settings["threads"] = str(threads)
    ibis.options.sql.fuse_selects = False  # DuckDB joins what is nested by itself; Ibis takes a fifth longer to
    connection: Backend = ibis.duckdb.connect(**settings)
    connection.raw_sql("SET TimeZone = 'UTC'")
    return connection
