"""Where does reading keep what it has read so far?

In a DuckDB database of its own whose memory is bounded and which spills into the ``scratch`` folder. (Measured on
1 GB of CSV: an in-memory database that spills stages twice as fast as a database file under the same limit.)
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, ReadOptions, silent
from ownit.connectors.errors import ScratchFull

if TYPE_CHECKING:
    import duckdb

OF_OPERATORS = 0.75
"""The part of the memory that joins and sorts may hold; past it they spill. Left to take all of it, the joins of twenty
million activities left no room for the rows on their way, and now and then ended the import."""

_TICK = 0.25
_UNITS = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40}


def open_scratch(
    scratch: Path, options: ReadOptions, *, share: float = 0.5, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A fresh database that holds at most a ``share`` of ``options.memory_limit`` in memory; it spills to ``scratch``.

    The rest is left to whoever consumes the batches. ``threads``: as many as there are cores, if it is left open.
    Instants are UTC; the order of files is kept, so that a record's number is its place. Batches handed out keep the
    database alive; closing the connection ends them too.
    """
    import duckdb

    spill = scratch / "spill"
    spill.mkdir(parents=True, exist_ok=True)
    limit = int(_bytes(options.memory_limit) * share)
    con = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{max(limit, 64_000_000)}B",
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "preserve_insertion_order": "true",
            **({"threads": str(threads)} if threads is not None else {}),
        },
    )
    con.execute("SET GLOBAL TimeZone = 'UTC'")
    con.execute("SET enable_progress_bar = true")
    con.execute("SET enable_progress_bar_print = false")
    return con


def cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Another connection to the same database, whose joins and sorts leave room for the rows on their way."""
    own = con.cursor()
    limit = own.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
    own.execute(f"SET SESSION operator_memory_limit = '{int(_bytes(limit) * OF_OPERATORS)}B'")
    return own


@contextmanager
def told(con: duckdb.DuckDBPyConnection, what: str, progress: Progress = silent) -> Iterator[None]:
    """Tell ``progress`` how far the statement run inside the block is, from a thread, until it ends."""
    import duckdb

    if progress is silent:
        with room():
            yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_TICK):
            try:
                share = con.query_progress() / 100
            except duckdb.Error:
                return  # the connection was closed under us: nothing is left to tell
            if 0 <= share < 1:
                progress(what, share)

    progress(what, 0.0)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        with room():
            yield
    finally:
        done.set()
        watcher.join()
    progress(what, 1.0)


@contextmanager
def room() -> Iterator[None]:
    """Say it in a sentence when memory and disk are both used up; while rows stream, Arrow wraps the engine's error."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise ScratchFull(str(error).splitlines()[0]) from error
    except OSError as error:
        if not str(error).startswith("Out of Memory Error"):
            raise
        raise ScratchFull(str(error).splitlines()[0]) from error


def _bytes(limit: str) -> float:
    """``1GB`` as a number of bytes."""
    match = re.fullmatch(r"\s*([\d.]+)\s*([a-z]+)\s*", limit.lower())
    if not match or match[2] not in _UNITS:
        raise ValueError(f"a memory limit is written like 1GB or 512MB, not {limit!r}")
    return float(match[1]) * _UNITS[match[2]]
