"""How are large files read at sight before they are asked for, two or more side by side?

Each by one thread: threads that share a file must hand its records on in their order, which takes up to a third more of
the processor than when one thread reads it all. The others read other files meanwhile, or the import goes on with what
has been read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, ReadOptions
from ownit.connectors.reading import open_scratch, told

if TYPE_CHECKING:
    import duckdb

WORTH = 16 << 20
"""Bytes from which on a file is read ahead: a smaller one is read sooner than a thread is begun."""
SHARE = 0.2
"""Of the memory there is, for all files that are read ahead; with less than it needs, one is read when asked for."""
_PATIENCE = 0.05

Read = Callable[["duckdb.DuckDBPyConnection"], int | None]
"""Reads a file on a connection; how many records it has, or None if it is not plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What came of reading a file at sight: how many records were written, or None if it is not plain."""

    rows: int | None


class Ahead:
    """Files being read by some ``threads``, told apart by where they are written to.

    Nothing is opened before the first is begun.
    """

    def __init__(self, scratch: Path, options: ReadOptions, *, threads: int) -> None:
        self._scratch, self._options, self._threads = scratch, options, threads
        self._con: duckdb.DuckDBPyConnection | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._begun: dict[Path, tuple[duckdb.DuckDBPyConnection, Future[int | None]]] = {}
        self._ended = threading.Event()

    def begin(self, to: Path, read: Read) -> None:
        """Read a file once there is a thread for it; those begun first are read first."""
        if self._con is None or self._pool is None:
            self._con = open_scratch(self._scratch / "ahead", self._options, share=SHARE, threads=1)
            self._pool = ThreadPoolExecutor(max_workers=self._threads, thread_name_prefix="read-ahead")
        own = self._con.cursor()
        self._begun[to] = own, self._pool.submit(self._read, own, read)

    def sight(self, to: Path, what: str, progress: Progress) -> Sight | None:
        """Wait for a file that is being read; None if none of the threads has begun it, or it failed.

        Then whoever asks reads it: what went wrong goes wrong there, and is told as it always was.
        """
        if to not in self._begun or self._begun[to][1].cancel():
            return None
        con, result = self._begun[to]
        with told(con, what, progress):
            failed = result.exception()
        return Sight(rows=result.result()) if failed is None else None

    def end(self) -> None:
        """End what is still being read, and wait until it has ended."""
        self._ended.set()
        for con, result in self._begun.values():
            while not (result.cancel() or result.done()):
                con.interrupt()  # once may be too soon: before the statement began
                wait([result], timeout=_PATIENCE)
        if self._pool is not None:
            self._pool.shutdown()
        if self._con is not None:
            self._con.close()

    def _read(self, con: duckdb.DuckDBPyConnection, read: Read) -> int | None:
        return None if self._ended.is_set() else read(con)
