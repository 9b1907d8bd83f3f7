"""How far is it? A line on a terminal that appears after two seconds, is redrawn in place, and leaves no trace."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from typing import TextIO

PATIENCE = 2.0  # seconds for which nothing is shown
PACE = 0.1  # seconds between two drawings
BAR = 24  # columns of the bar itself


class ProgressLine:
    """A connector's ``Progress``: call it with what is being done and the share that is done; any thread may."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._begun = clock()
        self._drawn: float | None = None  # when the line that stands there now was drawn
        self._lock = threading.Lock()

    def __call__(self, what: str, share: float) -> None:
        with self._lock:
            now = self._clock()
            if now - self._begun < PATIENCE or (self._drawn is not None and now - self._drawn < PACE):
                return
            self._drawn = now
            self._stream.write(f"\r\x1b[K{self._line(what, min(max(share, 0.0), 1.0), now - self._begun)}")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away, before anything else is written."""
        with self._lock:
            if self._drawn is not None:
                self._drawn = None
                self._stream.write("\r\x1b[K")
                self._stream.flush()

    def _line(self, what: str, share: float, seconds: float) -> str:
        done = round(BAR * share)
        line = f"{'#' * done}{'.' * (BAR - done)} {share:4.0%} {seconds:4.0f} s  {what}"
        return line[: shutil.get_terminal_size().columns - 1]
