"""Who may write now?"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WAITING = "another import is running; waiting"
PATIENCE = 1.0  # seconds before the one who waits is told
_INTERVAL = 0.05


@contextmanager
def writer_lock(path: Path, waiting: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the one writer's lock; wait for whoever holds it, and say so after a second.

    It is the kernel's (``flock``): it ends with the process, however that ends, and leaves nothing to clean up.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, waiting)
        yield
    finally:
        os.close(handle)


def _take(handle: int, waiting: Callable[[str], None] | None) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_INTERVAL)
        else:
            return
    if waiting is not None:
        waiting(WAITING)
    fcntl.flock(handle, fcntl.LOCK_EX)
