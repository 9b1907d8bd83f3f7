"""Which object is a file, in which of the three layouts, and which of its columns is which?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Literal

from ownit.connectors.salesforce.knowledge import Knowledge, SourceObject, plain

Layout = Literal["objects", "replicated", "report"]

_REPLICA: tuple[str, ...] = ("fivetrandeleted", "fivetranactive", "fivetranstart", "fivetranend")
ALIKE = 4
"""So many columns of an object in a file make it likely that it is of it, whatever else it lacks."""
_BEFORE = ("", "sf", "sfdc", "salesforce", "extract", "export", "all", "my", "stgsalesforce", "stg", "raw")
_AFTER = ("", "data", "export", "extract", "report", "table", "all", "csv", "full", "tmp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """One file: its object, its layout, its columns by API name, and the headers nobody asked for.

    ``versions`` says that the file holds every version of a row since replication began (``_fivetran_start``).
    """

    object: str
    layout: Layout
    columns: Mapping[str, str]
    replica: Mapping[str, str]
    unused: tuple[str, ...]
    versions: bool = False

    def has(self, *columns: str) -> bool:
        """Whether the file has at least one of these columns, named as the API names them."""
        return any(column in self.columns for column in columns)


def recognise(file: str, headers: Sequence[str], knowledge: Knowledge) -> Recognised | None:
    """What the file is, or None. The name is believed if the columns allow it; else the columns alone decide.

    Among objects the columns allow, the one that understands most of them wins.
    """
    by_plain = _by_plain(headers)
    versions = {"fivetranstart", "fivetranend"} <= by_plain.keys()
    named = set(_named(file, knowledge, versions=versions))
    fitting = []
    for known in knowledge.objects.values():
        columns = _columns(known, by_plain)
        if _all_of(known.needs, columns) and (known.name in named or _told(known, columns, by_plain)):
            fitting.append((known.name in named, len(columns), known.name, columns))
    if not fitting:
        return None
    _, _, name, columns = max(fitting, key=lambda fit: fit[:2])
    kept = _REPLICA if versions else _REPLICA[:2]
    replica = {key: by_plain[key] for key in kept if key in by_plain}
    used = {*columns.values(), *replica.values()}
    return Recognised(
        object=name,
        layout=_layout(headers, by_plain),
        columns=MappingProxyType(columns),
        replica=MappingProxyType(replica),
        unused=tuple(header for header in headers if header not in used),
        versions=versions,
    )


def lacking(file: str, headers: Sequence[str], known: SourceObject, knowledge: Knowledge) -> tuple[str, ...]:
    """What a file lacks to be of this object: of each group that it needs and has nothing of, the first column.

    Empty where neither its name promises the object nor ALIKE of its columns are of it.
    """
    by_plain = _by_plain(headers)
    columns = _columns(known, by_plain)
    if known.name not in _named(file, knowledge, versions=False) and (
        len(columns) < ALIKE or known.lacks & by_plain.keys()
    ):
        return ()
    groups = [group for group in known.needs if not any(column in columns for column in group)]
    return tuple(group[0] for group in groups)


def is_named(file: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The objects that are read and that the file's name alone promises."""
    return tuple(_named(file, knowledge, versions=False))


def is_known_and_unused(file: str, knowledge: Knowledge) -> bool:
    """Whether the file's name is that of an object ownit knows and has no use for."""
    unused = {plain(name) for name in dict(knowledge.dictionaries["known"])["unused"]}
    return any(name in unused for name in _stems(file))


def _by_plain(headers: Iterable[str]) -> dict[str, str]:
    by_plain: dict[str, str] = {}
    for header in headers:
        by_plain.setdefault(plain(header), header)
    return by_plain


def _columns(known: SourceObject, by_plain: Mapping[str, str]) -> dict[str, str]:
    """API name -> header: a column's own name first for every column, then the other names, each header once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for own in (True, False):
        for column in known.columns.values():
            if column.name in found:
                continue
            for name in column.names:
                if (name == plain(column.name)) == own and name in by_plain and name not in taken:
                    found[column.name] = by_plain[name]
                    taken.add(name)
                    break
    return found


def _all_of(groups: Iterable[Iterable[str]], columns: Mapping[str, str]) -> bool:
    return all(any(column in columns for column in group) for group in groups)


def _told(known: SourceObject, columns: Mapping[str, str], by_plain: Mapping[str, str]) -> bool:
    return _all_of(known.tells, columns) and not known.lacks & by_plain.keys()


def _stems(file: str) -> list[str]:
    """What may be left of a file's name without its usual trimmings: ``sf_task_data.csv``, ``Task (2).csv``."""
    stem = re.sub(r"(\.(csv|tsv|txt))+$", "", PurePath(file).name.lower())
    whole = plain(stem)
    stems = []
    for text in (whole, re.sub(r"\d+$", "", whole), re.sub(r"^\d+", "", whole)):
        for before in _BEFORE:
            for after in _AFTER:
                if len(text) > len(before) + len(after) and text.startswith(before) and text.endswith(after):
                    inner = text[len(before) : len(text) - len(after)]
                    stems += [inner, re.sub(r"\d+$", "", inner)]
    return list(dict.fromkeys(stem for stem in stems if stem))


def _named(file: str, knowledge: Knowledge, *, versions: bool) -> list[str]:
    stems = _stems(file)
    if versions:
        stems += [stem.removesuffix("history") for stem in stems]
    return [known.name for known in knowledge.objects.values() if any(stem in known.files for stem in stems)]


def _layout(headers: Sequence[str], by_plain: Mapping[str, str]) -> Layout:
    if any(name.startswith("fivetran") for name in by_plain) or all(h == h.lower() and " " not in h for h in headers):
        return "replicated"
    return "report" if any(" " in header.strip() for header in headers) else "objects"
