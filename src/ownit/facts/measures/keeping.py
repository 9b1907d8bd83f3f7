"""How is a table that many questions are asked of worked out only once?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from ownit.facts.asking import Asked, Relation

if TYPE_CHECKING:
    import ibis.expr.types as ir

_numbers = count(1)


@contextmanager
def kept(expression: Relation) -> Iterator[ir.Table]:
    """The expression as a temporary table of its own engine, dropped at the end."""
    import ibis

    name = f"measured_{next(_numbers)}"
    if isinstance(expression, Asked):
        backend: Any = expression.engine
        table = expression.keep(name)
    else:
        backend = ibis.get_backend(expression)
        table = backend.create_table(name, expression, temp=True)
    try:
        yield table
    finally:
        backend.raw_sql(f"DROP TABLE {name}")  # a name of our own making; Ibis's cache drops IF EXISTS, refused
