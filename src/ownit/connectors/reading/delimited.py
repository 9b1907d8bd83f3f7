"""Can this file be delimited text at all?"""

from __future__ import annotations

from pathlib import Path

from ownit.connectors.errors import NotDelimitedText, UnreadableFile
from ownit.connectors.reading.encoding import detect

EMPTY = "empty"
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))  # what text has none of, but for a few by accident


def holds(folder: Path) -> list[str]:
    """The files of a folder by name, each with what is wrong with it, if anything is."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    return [f"{p.name} ({what})" if (what := wrong_with(p)) else p.name for p in files]


def wrong_with(file: Path) -> str:
    """Why a file cannot be delimited text, in a few words; nothing if it may be."""
    try:
        with file.open("rb") as opened:
            head = opened.read(1 << 12)
        encoding = detect(file, None)
    except NotDelimitedText as error:
        return error.what
    except OSError as error:
        raise UnreadableFile(file, error.strerror or str(error)) from error
    if not head:
        return EMPTY
    control = len(head) - len(head.translate(None, _CONTROL))
    return "a binary file" if "16" not in encoding.name and control > max(8, 0.05 * len(head)) else ""
