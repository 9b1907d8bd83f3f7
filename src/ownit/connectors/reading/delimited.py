"""Can this file be delimited text at all?"""

from __future__ import annotations

from pathlib import Path

from ownit.connectors.errors import NotDelimitedText, UnreadableFile
from ownit.connectors.reading.encoding import detect

EMPTY = "empty"
ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".psv")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))  # what text has none of, but for a few by accident


def files(folder: Path) -> list[Path]:
    """The files of a folder (not of folders in it), by name, hidden ones left out.

    Errors: UnreadableFile for what is named like a file of text and is none: left out, its records would seem gone.
    """
    found = _named(folder)
    for path in found:
        if (what := _no_file(path)) is not None:
            raise UnreadableFile(path, what)
    return found


def holds(folder: Path) -> list[str]:
    """The files of a folder by name, each with what is wrong with it, if anything is."""
    told = ((p.name, _no_file(p) or wrong_with(p)) for p in _named(folder))
    return [f"{name} ({what})" if what else name for name, what in told]


def _named(folder: Path) -> list[Path]:
    """What is a file, or is called as if it were one."""
    seen = (p for p in folder.iterdir() if not p.name.startswith("."))
    return sorted(p for p in seen if p.is_file() or p.suffix.lower() in ENDINGS)


def _no_file(path: Path) -> str | None:
    """Why a path is no file; None if it is one."""
    if path.is_file():
        return None
    if path.is_symlink() and not path.exists():
        return "a link to a file that is not there"
    return "a folder" if path.is_dir() else "no file but a pipe or a device"


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
