"""Which files are in a Salesforce export, what is each, and which of them are read?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.errors import EmptyFile, FileError, NamesBelow, NoSuchSource, NotDelimitedText
from ownit.connectors.reading import Sheet, look
from ownit.connectors.reading.delimited import EMPTY, files, holds, wrong_with
from ownit.connectors.salesforce.errors import NoOpportunities
from ownit.connectors.salesforce.knowledge import Knowledge
from ownit.connectors.salesforce.recognise import Layout, Recognised, is_known_and_unused, is_named, lacking, recognise

_SUFFIXES = (".csv", ".tsv", ".txt")
_BETTER: tuple[Layout, ...] = ("objects", "replicated", "report")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file that was recognised."""

    sheet: Sheet
    as_: Recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The files to read per object, the files of all versions beside them, and what to say of all others."""

    current: Mapping[str, tuple[Found, ...]]
    versions: Mapping[str, tuple[Found, ...]]
    notes: tuple[Note, ...]


def take_stock(source: Path, options: ReadOptions, scratch: Path, knowledge: Knowledge) -> Inventory:
    """Look at a file or at every file of a folder and decide what is read.

    Of one object in several layouts the best is read: objects before replicated tables before reports. Files that
    hold every version of an object serve for it where no other file does, and for its history otherwise.
    Errors: :class:`NoSuchSource`, :class:`NoOpportunities`, any :class:`FileError` of a file that would be read.
    """
    if not source.exists():
        raise NoSuchSource(source)
    found: list[Found] = []
    notes: list[Note] = []
    nearly: tuple[str, tuple[str, ...]] | None = None
    titled: list[NamesBelow] = []
    if source.is_file() and (what := wrong_with(source)):
        raise EmptyFile(source.name) if what == EMPTY else NotDelimitedText(source.name, what)
    for path, name in _files(source):
        if path.suffix.lower() not in _SUFFIXES:
            notes.append(_note("not_csv", f"{name} is not a CSV file and was not read"))
            continue
        result = _look(path, name, options, scratch, knowledge, titled)
        if isinstance(result, Found):
            found.append(result)
        elif isinstance(result, Note):
            notes.append(result)
        else:
            notes.append(_unrecognised(name, result, knowledge))
            lacks = lacking(name, result.columns, knowledge.objects["Opportunity"], knowledge)
            nearly = nearly or ((name, lacks) if lacks else None)
    current, versions, left = _choose(found)
    if "Opportunity" not in current:
        if titled and nearly is None:
            raise titled[0]
        raise NoOpportunities(source, holds(source) if source.is_dir() else None, nearly)
    return Inventory(current=MappingProxyType(current), versions=MappingProxyType(versions), notes=(*notes, *left))


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    """The file, or those directly in the folder: what lies deeper is no part of the export."""
    if source.is_file():
        yield source, source.name
        return
    for path in files(source):
        yield path, path.name


def _look(
    path: Path, name: str, options: ReadOptions, scratch: Path, knowledge: Knowledge, titled: list[NamesBelow]
) -> Found | Note | Sheet:
    """A file that was recognised, a note on one that is not read, or the sheet of one that nobody knows.

    What is wrong with one that begins with a title is added to ``titled``.
    """
    if is_known_and_unused(name, knowledge) and "history" not in name.lower():
        return _note("not_needed", f"{name} is of an object ownit has no use for")
    try:
        sheet = look(path, options, scratch=scratch, file=name)
    except FileError as error:
        if is_named(name, knowledge):
            raise
        if isinstance(error, NamesBelow):
            titled.append(error)
        return _note("unreadable_file", f"{name} was not read: {error}")
    as_ = recognise(name, sheet.columns, knowledge)
    if as_ is not None:
        return Found(sheet=sheet, as_=as_)
    if is_known_and_unused(name, knowledge):
        return _note("not_needed", f"{name} is of an object ownit has no use for")
    return sheet


def _unrecognised(name: str, sheet: Sheet, knowledge: Knowledge) -> Note:
    for object_ in is_named(name, knowledge):
        lacks = lacking(name, sheet.columns, knowledge.objects[object_], knowledge)
        if lacks:
            text = (
                f"{name} was not read: no column of it is known as {' or as '.join(lacks)}. Export it with "
                f"{'that' if len(lacks) == 1 else 'these'}, or say in a map which column is which"
            )
            return _note("unrecognised_file", text)
    objects = ", ".join(knowledge.objects)
    return _note(
        "unrecognised_file",
        f"{name} was not recognised: neither its name nor its columns are those of {objects}. If it is one of them, "
        "name it so (Task.csv), or say in a map which columns are which",
    )


def _choose(found: Sequence[Found]) -> tuple[dict[str, tuple[Found, ...]], dict[str, tuple[Found, ...]], list[Note]]:
    current: dict[str, tuple[Found, ...]] = {}
    versions: dict[str, tuple[Found, ...]] = {}
    notes: list[Note] = []
    for name in dict.fromkeys(file.as_.object for file in found):
        mine = [file for file in found if file.as_.object == name]
        plain = [file for file in mine if not file.as_.versions]
        all_versions = tuple(file for file in mine if file.as_.versions)
        if not plain:
            current[name] = versions[name] = all_versions
            continue
        best = min((file.as_.layout for file in plain), key=_BETTER.index)
        current[name] = tuple(file for file in plain if file.as_.layout == best)
        for file in plain:
            if file.as_.layout != best:
                text = f"{file.sheet.file} repeats {name} as a {file.as_.layout} and was not read: the {best} say more"
                notes.append(_note("other_layout", text))
        if all_versions and name == "Opportunity":
            versions[name] = all_versions
        for file in all_versions if name != "Opportunity" else ():
            text = f"{file.sheet.file} holds every version of {name} and was not read: only what is current is needed"
            notes.append(_note("versions_not_needed", text))
    return current, versions, notes


def _note(code: str, text: str) -> Note:
    return Note(code=f"salesforce.{code}", count=1, text=f"{text}.")
