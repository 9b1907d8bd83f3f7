"""What if the process's output leads nowhere, or cannot take what is written to it?"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ownit.errors import OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Told(io.FileIO):
    """A stream's descriptor, whose trouble has a name of its own: an OSError might be of any file that the work writes.

    It keeps the stream: were that let go, its descriptor would be closed, and be the next file's that is opened.
    """

    def __init__(self, stream: TextIO, descriptor: int) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._stream = stream

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:  # a reader that went away is no trouble
            raise
        except OSError as error:
            raise OutputError(error.strerror or str(error)) from error


def prepare() -> None:
    """Open the streams that the shell closed (``>&-``) to nowhere, and let trouble with stdout be told as that.

    What a terminal has no character for ("…") is written as "?", so that it still gets its answer.
    """
    if sys.stdout is not None:
        sys.stdout = _told(sys.stdout)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open as long as the process


def _told(stream: TextIO) -> TextIO:
    """This stream over a descriptor that tells its trouble; one that is no file's is left as it is."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.reconfigure(errors="replace")
    try:
        descriptor = stream.fileno()
    except OSError:  # a stream in memory
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Told(stream, descriptor)),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering or stream.write_through,
    )
