"""Which files does a map mean?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ownit.connectors.csv.map import Map
from ownit.connectors.errors import (
    ConnectorError,
    EmptyFile,
    NoFiles,
    NoSuchSource,
    NotDelimitedText,
)
from ownit.connectors.reading.delimited import EMPTY, ENDINGS, files, holds, wrong_with


def in_source(source: Path) -> list[Path]:
    """The delimited files of a folder (not of folders in it), by name; or the one file.

    Errors: NoSuchSource; UnreadableFile; NotDelimitedText for one file that is no text.
    """
    if source.is_dir():
        return [p for p in files(source) if p.suffix.lower() in ENDINGS]
    if not source.exists():
        raise NoSuchSource(source)
    what = wrong_with(source)
    if what not in ("", EMPTY):
        raise NotDelimitedText(source.name, what)
    return [source]


def choose(source: Path, map_: Map) -> dict[tuple[str, ...], tuple[Path, ...]]:
    """The files each pattern of the map means, without regard to case; patterns of optional parts may mean none.

    A map whose tables all read one pattern takes a single file whatever it is called. Errors: :class:`NoFiles`.
    """
    there = in_source(source)
    patterns = {p.files: p.optional or map_.optional for p in reversed(map_.parts)}
    patterns |= {lookup.files: False for lookup in map_.lookups.values()}
    if len(patterns) == 1 and not source.is_dir():
        return {next(iter(patterns)): (source,)}
    chosen = {}
    for wanted, optional in patterns.items():
        found = tuple(dict.fromkeys(_matching(there, wanted)))
        if not found and not optional:
            raise _none(source, wanted, itself=len(patterns) == 1)
        chosen[wanted] = found
    if not any(chosen.values()):
        raise _none(source, sorted({f for w in patterns for f in w}), itself=len(patterns) == 1)
    return chosen


def _none(source: Path, patterns: Sequence[str], *, itself: bool) -> ConnectorError:
    """Why no file was found; a file that is empty is told so, whatever its name."""
    wanted = " or ".join(patterns)
    if source.is_dir():
        any_text = " (* stands for any text)" if "*" in wanted else ""
        return NoFiles(source, f"file called {wanted}{any_text}", holds(source), itself=itself)
    return EmptyFile(source.name) if wrong_with(source) == EMPTY else NoFiles(source, wanted)


def _matching(files: list[Path], wanted: tuple[str, ...]) -> Iterator[Path]:
    for pattern in wanted:
        yield from (f for f in files if fnmatch(f.name.lower(), pattern.lower()))
