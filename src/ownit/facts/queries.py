"""How is one query asked of many days, and put into the engine's words only once?

A measure says in Ibis what it asks; putting that into SQL takes Ibis many times as long as DuckDB takes to answer it
for a team. A record is asked the same of every past day, so a query is worded once, for tables of its columns, and each
time it is asked the tables and the days are put into its words. Other processes find them (:mod:`ownit.facts.words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from ownit.facts import words
from ownit.facts.bound import Bound, Relation
from ownit.facts.tables import in_memory, literal, quoted
from ownit.facts.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from ibis import Schema
    from ibis.backends.duckdb import Backend

_numbers = count(1)
_STANDS_FOR = re.compile(r'"__bound_(?P<table>\w+)"|__BOUND_(?P<value>\w+)\(\)')
"""What a table and a value are called in a query's words, :func:`_stands_for`."""


@dataclass(frozen=True, slots=True)
class Form:
    """A number or a text that decides how a query is worded, and is not only a value in it."""

    value: Hashable


class Query:
    """What ``build`` asks of the tables, days, whole numbers and texts it is given by name; made by :func:`query`.

    Tables (Ibis', Arrow's or another query bound to some) and these values reach ``build`` as Ibis tables and values,
    so that others take their place without a word changed. None, flags, tuples and a :class:`Form` reach it as they
    are, and the query is worded for each of them. A small set of keys is best given as a table.
    """

    def __init__(self, build: Callable[..., ir.Table]) -> None:
        self._build = build
        self.__doc__ = build.__doc__

    def __repr__(self) -> str:
        return f"<query {self._build.__module__}.{self._build.__qualname__}>"

    def __call__(self, **given: Relation | pa.Table | Hashable) -> Bound:
        """The query bound to these.

        Raises TypeError for a value that is none of the above, for tables of two engines, and for what ``build`` does
        not take.
        """
        engine = _engine(given)
        worded = self._words(engine, given)
        held: dict[str, pa.Table] = {}
        put = {name: _place(engine, value, held) if _is_table(value) else _said(value) for name, value in given.items()}
        sql = _STANDS_FOR.sub(lambda found: str(put[found["table"] or found["value"].lower()]), worded.sql)
        return Bound(engine=engine, sql=sql, schema=worded.schema, held=held)

    def _words(self, engine: Backend, given: Mapping[str, Any]) -> Words:
        form = tuple((name, _form(given[name])) for name in sorted(given))
        if (self, form) not in _worded:
            _worded[self, form] = self._looked_up(engine, given, form)
        return _worded[self, form]

    def _looked_up(self, engine: Backend, given: Mapping[str, Any], form: Hashable) -> Words:
        if not self._build.__module__.startswith("ownit.facts."):  # an edition is told by the code of ``facts``
            return self._put(engine, given)
        asked = f"{self!r} {form!r}"
        found = words.kept(asked)
        if found is None:
            found = self._put(engine, given)
            words.keep(asked, found)
        return found

    def _put(self, engine: Backend, given: Mapping[str, Any]) -> Words:
        expression = self._build(**{name: _stand_in(name, value) for name, value in given.items()})
        return Words(engine.compile(expression), expression.schema())


_worded: dict[tuple[Query, Hashable], Words] = {}


def forget() -> None:
    """Let go of the words of every query in this process: each is looked up or worded when it is next asked."""
    _worded.clear()


def query(build: Callable[..., ir.Table]) -> Query:
    """Decorates what says a query in Ibis, from tables and values given by name."""
    return Query(build)


def _engine(given: Mapping[str, Any]) -> Backend:
    """The one that tables are at home in; those in memory are at home in any."""
    import ibis
    import ibis.expr.operations as ops

    engines: list[Backend] = []
    for value in given.values():
        if isinstance(value, Bound):
            engines.append(value.engine)
        elif isinstance(value, ibis.Table) and not isinstance(value.op(), ops.InMemoryTable):
            engines.append(ibis.get_backend(value))
    if any(engine is not engines[0] for engine in engines):
        raise TypeError("tables of two engines cannot be asked together")
    return engines[0] if engines else in_memory()


def _is_table(value: object) -> bool:
    import ibis
    import pyarrow as pa

    return isinstance(value, (ibis.Table, pa.Table, Bound))


def _form(value: Any) -> Hashable:
    """What of a value decides how the query is worded: a table's columns, a value's type, or all of it."""
    if _is_table(value):
        columns: Hashable = _schema(value)
        return columns
    spelt, kind = repr(value), type(value).__name__
    return kind if _said(value) is not None else (kind, spelt)  # by its spelling: 1, 1.0 and True are equal


def _schema(table: Any) -> Schema:
    import pyarrow as pa

    if isinstance(table, Bound):
        return table.schema
    found: Schema = _columns(table.schema) if isinstance(table, pa.Table) else table.schema()
    return found


@cache
def _columns(schema: pa.Schema) -> Schema:
    import ibis

    return ibis.Schema.from_pyarrow(schema)


def _stands_for(name: str) -> str:
    return f"__bound_{name}"


def _stand_in(name: str, value: Any) -> Any:
    """What ``build`` is given for a value: a table of its columns, a function without arguments of its type."""
    import ibis

    if _is_table(value):
        return ibis.table(_schema(value), name=_stands_for(name))
    if _said(value) is None:
        return value.value if isinstance(value, Form) else value

    def said() -> Any: ...

    said.__annotations__["return"] = type(value)
    return ibis.udf.scalar.builtin(said, name=_stands_for(name))()


def _said(value: object) -> str | None:
    """A day, a whole number or a text in SQL; None for what decides the form."""
    if value is None or isinstance(value, (bool, tuple, Form)):
        return None
    if type(value) is date:
        return f"DATE '{value.isoformat()}'"
    if type(value) is str:
        return literal(value)
    if type(value) is int:
        return f"CAST({value} AS BIGINT)"
    raise TypeError(f"a {type(value).__name__} cannot be put into a query")


def _place(engine: Backend, table: Any, held: dict[str, pa.Table]) -> str:
    """Where a table is found in SQL; what lies in memory is noted in ``held``."""
    import ibis
    import ibis.expr.operations as ops

    if isinstance(table, Bound):
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
