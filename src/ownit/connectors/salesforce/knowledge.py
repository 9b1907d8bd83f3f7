"""What does ownit know about Salesforce before it sees a file: objects, columns, words?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from ownit.connectors.salesforce.errors import BadMap

Type = Literal["id", "text", "date", "instant", "flag", "number"]
Dictionary = tuple[tuple[str, tuple[str, ...]], ...]
"""(value, the phrases that mean it) in the order they are tried; a value may stand twice."""


def plain(name: str) -> str:
    """A name as names are compared: letters and digits in lower case (``Stage Name`` = ``stage_name``)."""
    return re.sub(r"[\W_]+", "", name.lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn:
    """One column of an object: API name, type, what it feeds, and every plain name it answers to, best first."""

    name: str
    type: Type
    to: str | None
    lenient: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceObject:
    """One Salesforce object: how its files and columns may be called, and by which columns it is told."""

    name: str
    files: frozenset[str]
    needs: tuple[tuple[str, ...], ...]
    tells: tuple[tuple[str, ...], ...]
    lacks: frozenset[str]
    columns: Mapping[str, SourceColumn]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All objects and all dictionaries, the shipped ones with a map's laid over them."""

    objects: Mapping[str, SourceObject]
    dictionaries: Mapping[str, Dictionary]


def load(map_: Path | None = None) -> Knowledge:
    """The shipped knowledge, with the aliases and phrases of a TOML map tried first.

    A map holds ``[columns.Opportunity] NextStepDate = "Next touch"`` (or a list), ``[files] Task = ["calls_2026"]``
    and ``[words.stage] won = ["order received"]``. Raises :class:`BadMap` naming what does not fit.
    """
    shipped = _shipped()
    if map_ is None:
        return shipped
    given = _read_map(map_)
    return Knowledge(
        objects=MappingProxyType(_with_aliases(shipped.objects, given, map_)),
        dictionaries=MappingProxyType(_with_words(shipped.dictionaries, given, map_)),
    )


@cache
def _shipped() -> Knowledge:
    folder = resources.files("ownit.connectors.salesforce")
    objects = tomllib.loads(folder.joinpath("objects.toml").read_text(encoding="utf-8"))
    words = tomllib.loads(folder.joinpath("dictionaries.toml").read_text(encoding="utf-8"))
    return Knowledge(
        objects=MappingProxyType({name: _object(name, spec) for name, spec in objects.items()}),
        dictionaries=MappingProxyType(
            {name: tuple((value, tuple(phrases)) for value, phrases in table.items()) for name, table in words.items()}
        ),
    )


def _object(name: str, spec: Mapping[str, Any]) -> SourceObject:
    return SourceObject(
        name=name,
        files=frozenset({plain(name), *map(plain, spec.get("files", ()))}),
        needs=tuple(map(tuple, spec["needs"])),
        tells=tuple(map(tuple, spec.get("tells", ()))),
        lacks=frozenset(map(plain, spec.get("lacks", ()))),
        columns=MappingProxyType({c: _column(c, s) for c, s in spec["columns"].items()}),
    )


def _column(name: str, spec: Mapping[str, Any]) -> SourceColumn:
    names = tuple(dict.fromkeys(plain(n) for n in (name, *spec.get("also", ()))))
    lenient = spec.get("lenient", False)
    return SourceColumn(name=name, type=spec["type"], to=spec.get("to"), lenient=lenient, names=names)


def _read_map(path: Path) -> Mapping[str, Any]:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadMap(path, f"it cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMap(path, f"it is not TOML ({error})") from error
    unknown = sorted(set(given) - {"columns", "files", "words"})
    if unknown:
        raise BadMap(
            path, f"it has [{unknown[0]}], but only [columns.OBJECT], [files] and [words.TABLE] are understood"
        )
    return given


def _with_aliases(objects: Mapping[str, SourceObject], given: Mapping[str, Any], path: Path) -> dict[str, SourceObject]:
    result = dict(objects)
    for name in (*given.get("columns", {}), *given.get("files", {})):
        if name not in objects:
            raise BadMap(path, f"it names the object {name}; ownit reads {', '.join(objects)}")
    for name, aliases in given.get("columns", {}).items():
        result[name] = _over(result[name], columns=_renamed(objects[name], aliases, path))
    for name, files in given.get("files", {}).items():
        result[name] = _over(
            result[name], files=result[name].files | {plain(Path(f).stem) for f in _texts(files, path)}
        )
    return result


def _over(known: SourceObject, **changes: Any) -> SourceObject:
    fields = {name: getattr(known, name) for name in ("name", "files", "needs", "tells", "lacks", "columns")}
    return SourceObject(**(fields | changes))


def _renamed(known: SourceObject, aliases: Mapping[str, Any], path: Path) -> Mapping[str, SourceColumn]:
    columns = dict(known.columns)
    for column, names in aliases.items():
        if column not in columns:
            raise BadMap(path, f"{known.name} has no column {column}; it may name {', '.join(columns)}")
        old = columns[column]
        new = (*map(plain, _texts(names, path)), *old.names)
        columns[column] = SourceColumn(
            name=column, type=old.type, to=old.to, lenient=old.lenient, names=tuple(dict.fromkeys(new))
        )
    return MappingProxyType(columns)


def _with_words(dictionaries: Mapping[str, Dictionary], given: Mapping[str, Any], path: Path) -> dict[str, Dictionary]:
    result = dict(dictionaries)
    for table, values in given.get("words", {}).items():
        if table not in dictionaries:
            raise BadMap(path, f"it has [words.{table}]; the tables are {', '.join(dictionaries)}")
        known = {value for value, _ in dictionaries[table]}
        for value in values:
            if value not in known:
                raise BadMap(path, f"[words.{table}] has {value}; it may have {', '.join(sorted(known))}")
        first = tuple((value, _texts(phrases, path)) for value, phrases in values.items())
        result[table] = first + dictionaries[table]
    return result


def _texts(given: Any, path: Path) -> tuple[str, ...]:
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadMap(path, f"{given!r} should be a text or a list of texts")
    return tuple(texts)
