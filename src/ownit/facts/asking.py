"""How is one question asked of many days, and put into the engine's words only once?

A measure says in Ibis what it asks; putting that into SQL takes Ibis many times as long as DuckDB takes to answer it
for a team. A record is asked the same of every past day, so a question is worded once in a process, for tables of its
columns, and each time it is asked the tables and the days are put into its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from ownit.facts.tables import literal, quoted

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from ibis import Schema
    from ibis.backends.duckdb import Backend


Relation: TypeAlias = "ir.Table | Asked"
"""What can be asked about: a table of the engine, or what another question asks for."""

_numbers = count(1)
_STANDS_FOR = re.compile(r'"asked_(?P<table>\w+)"|ASKED_(?P<value>\w+)\(\)')
"""What a table and a value are called in a question's words, :func:`_stands_for`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A question of certain tables on a certain day, in the engine's words: nothing is worked out yet."""

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
        """The answer as a temporary table of the engine, called ``name``."""
        import ibis.expr.operations as ops

        types = self.engine.compiler.type_mapper
        columns = ", ".join(f"{quoted(column)} {types.to_string(kind)}" for column, kind in self.schema.items())
        self.engine.con.execute(f"CREATE TEMP TABLE {quoted(name)} ({columns})")
        with self._at_hand():
            self.engine.con.execute(f"INSERT INTO {quoted(name)} {self.sql}")  # our own words
        here = ops.Namespace(catalog="temp", database="main")
        return ops.DatabaseTable(name, schema=self.schema, source=self.engine, namespace=here).to_expr()

    @contextmanager
    def _at_hand(self) -> Iterator[None]:
        for name, table in self.held.items():
            self.engine.con.register(name, table)
        try:
            yield
        finally:
            for name in self.held:
                self.engine.con.unregister(name)


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    sql: str
    schema: Schema


class Question:
    """What ``build`` asks of the tables, days, numbers and texts it is given by name; made by :func:`question`.

    To ask it, give tables (Ibis', Arrow's or another question asked), dates, whole numbers and texts by the names of
    ``build``, which is given Ibis tables and values for them. Anything else reaches ``build`` as it is, and each such
    value is worded for itself: what changes the form of a question (a flag, None, names) and not only a value in it.
    """

    def __init__(self, build: Callable[..., ir.Table]) -> None:
        self._build = build
        self._worded: dict[Hashable, _Words] = {}
        self.__doc__ = build.__doc__

    def __call__(self, **given: ir.Table | pa.Table | Hashable) -> Asked:
        """The question as it stands with these. Raises TypeError for what ``build`` does not take."""
        engine = _engine(given)
        words = self._words(engine, given)
        held: dict[str, pa.Table] = {}
        put = {name: _place(engine, value, held) if _is_table(value) else _said(value) for name, value in given.items()}
        sql = _STANDS_FOR.sub(lambda found: str(put[found["table"] or found["value"].lower()]), words.sql)
        return Asked(engine=engine, sql=sql, schema=words.schema, held=held)

    def _words(self, engine: Backend, given: Mapping[str, Any]) -> _Words:
        key = tuple((name, _form(value)) for name, value in sorted(given.items()))
        if key not in self._worded:
            expression = self._build(**{name: _stand_in(name, value) for name, value in given.items()})
            self._worded[key] = _Words(engine.compile(expression), expression.schema())
        return self._worded[key]


def question(build: Callable[..., ir.Table]) -> Question:
    """Decorates what says a question in Ibis, from tables and values given by name."""
    return Question(build)


def _engine(given: Mapping[str, Any]) -> Backend:
    """That of the first table which has one: tables in memory are at home in any."""
    import ibis
    import ibis.expr.operations as ops

    for value in given.values():
        if isinstance(value, Asked):
            return value.engine
        if isinstance(value, ibis.Table) and not isinstance(value.op(), ops.InMemoryTable):
            return ibis.get_backend(value)
    return ibis.get_backend()


def _is_table(value: object) -> bool:
    import ibis
    import pyarrow as pa

    return isinstance(value, (ibis.Table, pa.Table, Asked))


def _form(value: Hashable | pa.Table) -> Hashable:
    """What of a value decides how the question is worded: a table's columns, a value's type, or all of it."""
    import ibis
    import pyarrow as pa

    if isinstance(value, (Asked, ibis.Table)):
        columns: Hashable = value.schema if isinstance(value, Asked) else value.schema()
        return columns
    if isinstance(value, pa.Table):
        return _columns(value.schema)
    return value if _said(value) is None else type(value)


@cache
def _columns(schema: pa.Schema) -> Hashable:
    import ibis

    columns: Hashable = ibis.Schema.from_pyarrow(schema)
    return columns


def _stands_for(name: str) -> str:
    return f"asked_{name}"


def _stand_in(name: str, value: Any) -> Any:
    """What ``build`` is given for a value: a table of its columns, a function without arguments of its type."""
    import ibis

    if _is_table(value):
        return ibis.table(_form(value), name=_stands_for(name))
    if _said(value) is None:
        return value

    def said() -> Any: ...

    said.__annotations__["return"] = type(value)
    return ibis.udf.scalar.builtin(said, name=_stands_for(name))()


def _said(value: object) -> str | None:
    """A day, a whole number or a text in SQL; None for anything else."""
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        return literal(value)
    return repr(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _place(engine: Backend, table: Any, held: dict[str, pa.Table]) -> str:
    """Where a table is found in SQL; what lies in memory is noted in ``held``."""
    import ibis
    import ibis.expr.operations as ops

    if isinstance(table, Asked):
        held.update(table.held)
        return f"({table.sql})"
    if not isinstance(table, ibis.Table):
        name = f"held_{next(_numbers)}"
        held[name] = table
        return quoted(name)
    of = table.op()
    if isinstance(of, ops.DatabaseTable):
        return ".".join(quoted(part) for part in (of.namespace.catalog, of.namespace.database, of.name) if part)
    if isinstance(of, ops.InMemoryTable):
        return _place(engine, of.data.to_pyarrow(of.schema), held)
    if of.find(ops.InMemoryTable):
        raise TypeError("keep what is worked out from tables in memory before it is asked about")
    return f"({engine.compile(table)})"
