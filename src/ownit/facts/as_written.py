"""How are joins made in the order in which they are written, each with its small table behind?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@contextmanager
def as_written(con: DuckDBPyConnection) -> Iterator[None]:
    """Inside the block, the engine puts the right side of each join into memory and passes the left side by.

    Left to guess, it cannot tell how many rows are on their way: it took five million activities into memory to look
    up the zones of a hundred people. For statements only that are written with this in mind.
    """
    con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        con.execute("SET disabled_optimizers = ''")
