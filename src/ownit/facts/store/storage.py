"""What happened to the disk, in a sentence?"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ownit.facts.store.errors import DiskFullError, NotWritableError, StorageFailedError, StoreError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

# The engine gives no number, only the text the C library has for it.
NO_ROOM_WORDS = ("no space left", "file too large", "disk quota", "not enough disk space", "failed to offload")
NO_RIGHT_WORDS = ("permission denied", "read-only file system", "operation not permitted")


@contextmanager
def translating(root: Path) -> Iterator[None]:
    """Turn what the disk or the engine refuses into a StoreError about ``root``; leave everything else alone."""
    import duckdb

    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise told(error, root) from error


def told(error: Exception, root: Path) -> StoreError:
    """The error as a person may read it."""
    words = str(error).lower()
    number = error.errno if isinstance(error, OSError) else None
    place = Path(error.filename) if isinstance(error, OSError) and isinstance(error.filename, str) else root
    if number in NO_ROOM or any(w in words for w in NO_ROOM_WORDS):
        return DiskFullError(root)
    if number in NO_RIGHT or any(w in words for w in NO_RIGHT_WORDS):
        return NotWritableError(place)
    return StorageFailedError(place, (str(error).splitlines() or [type(error).__name__])[0])


def is_no_room(error: BaseException) -> bool:
    """Whether something outside the store, but under its roof, ran out of room."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    import duckdb

    return isinstance(error, duckdb.Error) and any(w in str(error).lower() for w in NO_ROOM_WORDS)
