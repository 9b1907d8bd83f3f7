"""What is a query bound to certain tables and a certain day, and how is its answer had?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from ibis import Schema
    from ibis.backends.duckdb import Backend

_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """A query (:mod:`ownit.facts.queries`) in the engine's words, bound to what it is asked of: not worked out yet.

    It is of one connection, and asked by one thread at a time.
    """

    engine: Backend
    sql: str
    schema: Schema
    held: Mapping[str, pa.Table]  # tables in memory, by the names they have in ``sql``

    def to_pyarrow(self) -> pa.Table:
        """The answer."""
        from ibis.formats.pyarrow import PyArrowData

        with self._at_hand():
            found = self.engine.con.sql(self.sql).to_arrow_table()
        answer: pa.Table = PyArrowData.convert_table(found, self.schema)
        return answer

    def keep(self, name: str) -> ir.Table:
        """The answer as a temporary table of the engine, called ``name``; there is none if it cannot be worked out."""
        import ibis.expr.operations as ops

        types = self.engine.compiler.type_mapper
        columns = ", ".join(f'"{column}" {types.to_string(kind)}' for column, kind in self.schema.items())
        self.engine.con.execute(f'CREATE TEMP TABLE "{name}" ({columns})')
        try:
            with self._at_hand():
                self.engine.con.execute(f'INSERT INTO "{name}" {self.sql}')  # our own words
        except BaseException:  # Ctrl-C, too, leaves no half-filled table
            self._drop(name)
            raise
        here = ops.Namespace(catalog="temp", database="main")
        return ops.DatabaseTable(name, schema=self.schema, source=self.engine, namespace=here).to_expr()

    @contextmanager
    def kept(self) -> Iterator[ir.Table]:
        """The answer as a temporary table that many queries are asked of, dropped at the end."""
        name = f"measured_{next(_numbers)}"
        table = self.keep(name)
        try:
            yield table
        finally:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self.engine.con.execute(f'DROP TABLE "{name}"')

    @contextmanager
    def _at_hand(self) -> Iterator[None]:
        with ExitStack() as registered:
            for name, table in self.held.items():
                self.engine.con.register(name, table)
                registered.callback(self.engine.con.unregister, name)
            yield


Relation: TypeAlias = Union["ir.Table", Bound]
"""What a measure can be asked of: a table of the engine, or a query bound to one."""
