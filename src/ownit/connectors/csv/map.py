"""What does a map say about where the canonical columns come from?

A map is TOML. :func:`load` reads one by the name of a shipped map or by its path and checks every key, so that what
is wrong is said with its line and what to do. docs/guide/import-csv.md describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Literal

ANY_PIPELINE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One way to fill a canonical column: from the first of ``columns`` that is there, or a ``constant``."""

    columns: tuple[str, ...] = ()
    constant: str | None = None
    words: Mapping[str, str] | None = None
    unlisted: Literal["keep", "empty", "reject"] = "keep"
    empties: tuple[str, ...] = ()
    format: str | None = None
    zone: str | None = None
    times: str | None = None
    only_when: tuple[str, ...] = ()
    zero_is_empty_when: tuple[str, ...] = ()
    lookup: str | None = None
    by: str | None = None
    optional: bool = False
    stages: bool = False
    on_bad: Literal["reject", "blank"] = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file (pattern) that gives records of a canonical table; a column's specs are tried until one has a value."""

    table: str
    files: tuple[str, ...]
    columns: Mapping[str, tuple[Spec, ...]]
    mode: Literal["full", "delta"] = "full"
    distinct: bool = False
    optional: bool = False
    pipeline: tuple[str, ...] = ()
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A file in which other columns are looked up by ``key``."""

    name: str
    files: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a pipeline: what it means for the outcome, its place and the probability it is given (0-1)."""

    outcome: Literal["open", "won", "lost"]
    order: int | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """All that a map says; ``name`` is the connector's key."""

    name: str
    title: str
    parts: tuple[Part, ...]
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    stages: Mapping[str, Mapping[str, Stage]] = field(default_factory=dict)
    other_stages: Literal["open", "by_name", "reject"] = "reject"
    sources: Mapping[str, str] = field(default_factory=dict)
    empties: tuple[str, ...] = ()
    zone: str | None = None
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    decimal: Literal[".", ","] | None = None
    currency: str | None = None
    encoding: str | None = None
    separator: str | None = None
    optional: bool = False

    def tables(self) -> tuple[str, ...]:
        """The canonical tables it fills, in the map's order."""
        return tuple(dict.fromkeys(p.table for p in self.parts))


def shipped() -> tuple[str, ...]:
    """The names of the maps that come with ownit."""
    folder = resources.files("ownit.connectors.csv").joinpath("maps")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def load(named: str | Path) -> Map:
    """The shipped map of this name, or the map in this file. Errors: :class:`MapError`."""
    from ownit.connectors.csv.parse import parse
    from ownit.connectors.errors import NoSuchMap, UnreadableFile

    path = Path(named)
    if str(named) in shipped():
        text = resources.files("ownit.connectors.csv").joinpath("maps", f"{named}.toml").read_text(encoding="utf-8")
        return parse(text, str(named))
    if not path.is_file():
        raise NoSuchMap(str(named), shipped())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, "it is not UTF-8 text") from error
    return parse(text, path.name)
