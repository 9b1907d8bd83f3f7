"""What is in a delimited file, before it is read: its encoding, its separator and the names of its columns?"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.errors import (
    BadSeparator,
    BrokenHeader,
    DuplicateHeader,
    EmptyFile,
    MissingColumn,
    NamesBelow,
    NoSuchSource,
    NotDelimitedText,
    NotThisEncoding,
    UnreadableFile,
)
from ownit.connectors.reading import encoding as encodings
from ownit.connectors.reading.encoding import Encoding

SEPARATORS = (",", ";", "\t", "|")
FIELD_LIMIT = 1 << 26
_SAMPLE = 1 << 18
_NAMES = 3  # so many values in so many records: a table below a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One delimited file and how it is to be read.

    ``headers`` are as written (blank ones too); ``columns`` are the names the staged table gives them: the same, but
    made distinct without regard to case (``Name``, ``Name (2)``, ``column 7``). ``readable`` is the file itself, or its
    copy in UTF-8. ``careful`` says why the fast path need not be tried.
    """

    path: Path
    file: str
    encoding: Encoding
    separator: str
    newline: str
    headers: tuple[str, ...]
    columns: tuple[str, ...]
    readable: Path
    careful: str | None = None
    notes: tuple[Note, ...] = ()

    def find(self, *aliases: str) -> str | None:
        """The column one of the aliases means, in their order, or None.

        Case, spaces, underscores, dots and dashes do not count. Errors: :class:`DuplicateHeader`.
        """
        known = self._folded()
        for alias in aliases:
            places = known.get(fold(alias), [])
            if len(places) > 1:
                exact = [p for p in places if self.headers[p] == alias]
                if len(exact) != 1:
                    raise DuplicateHeader(self.file, self.headers[places[0]], len(places))
                places = exact
            if places:
                return self.columns[places[0]]
        return None

    def column(self, name: str) -> str:
        """The column of this name. Errors: :class:`MissingColumn`, :class:`DuplicateHeader`."""
        found = self.find(name)
        if found is None:
            raise MissingColumn(self.file, name, self.headers)
        return found

    def _folded(self) -> Mapping[str, list[int]]:
        known: dict[str, list[int]] = {}
        for place, header in enumerate(self.headers):
            if header:
                known.setdefault(fold(header), []).append(place)
        return known


def fold(header: str) -> str:
    """A header without what does not count: case, spaces, underscores, dots and dashes."""
    return re.sub(r"[\s_.\-]+", "", header).casefold()


def look(path: Path, options: ReadOptions, *, scratch: Path, file: str | None = None) -> Sheet:
    """Look at a file: decide encoding, separator and headers; copy it as UTF-8 into ``scratch`` if it is not.

    ``file`` is what it is called in rejects and reports (default: its name). Errors: any :class:`FileError`.
    """
    name = file or path.name
    try:
        if path.stat().st_size == 0:
            raise EmptyFile(name)
        return _look(path, options, scratch, name)
    except FileNotFoundError:
        raise NoSuchSource(path) from None
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def open_text(path: Path, encoding: Encoding) -> io.TextIOWrapper:
    """The file as text with its line ends kept; bytes that cannot be read become lone surrogates."""
    raw = path.open("rb")
    raw.seek(encoding.mark)
    return io.TextIOWrapper(raw, encoding=encoding.name, errors=_broken(encoding), newline="")


def _broken(encoding: Encoding) -> str:
    """UTF-16 has no surrogate escape: there a broken place becomes U+FFFD, which the reader rejects too."""
    return "replace" if encoding.name.startswith("utf-16") else "surrogateescape"


def _look(path: Path, options: ReadOptions, scratch: Path, name: str) -> Sheet:
    if options.separator is not None and (len(options.separator) != 1 or options.separator in '"\r\n\0'):
        raise BadSeparator(options.separator)
    encoding = encodings.detect(path, options.encoding)
    readable, careful = path, None
    if encoding.name != "utf-8":
        scratch.mkdir(parents=True, exist_ok=True)
        copy = scratch / f"{path.name}.{abs(hash(str(path))):x}.utf8"
        if encodings.transcode(path, encoding, copy):
            readable = copy
        else:
            careful = "bytes that are not of its encoding"
    text_encoding = Encoding(name="utf-8") if readable is not path else encoding
    with open_text(readable, text_encoding) as file:
        sample = file.read(_SAMPLE)
    body = sample.lstrip("\r\n")
    if not body.strip("\ufeff \t\r\n\0"):
        raise EmptyFile(name)
    separator = options.separator or separator_of(body, complete=len(sample) < _SAMPLE)
    headers = _headers(readable, text_encoding, separator, name)
    if sum(map(bool, headers)) == 1 and (line := _names_below(sample)):
        raise NamesBelow(name, next(filter(None, headers))[:60], line)
    if careful is None:
        careful = _why_careful(readable, sample, headers)
    return Sheet(
        path=path,
        file=name,
        encoding=encoding,
        separator=separator,
        newline=_newline(sample),
        headers=headers,
        columns=_distinct(headers),
        readable=readable,
        careful=careful,
        notes=_notes(name, encoding),
    )


def _notes(name: str, encoding: Encoding) -> tuple[Note, ...]:
    if encoding.guess is None:
        return ()
    return (Note(code="encoding", count=1, text=f"{name}: {encoding.guess}."),)


def _why_careful(path: Path, sample: str, headers: tuple[str, ...]) -> str | None:
    """What the fast path would refuse, or would read otherwise than the careful one does."""
    if sample[:1] in "\r\n":
        return "blank lines before the column names"
    if len(headers) < 2:
        return "a single column, where a blank line is a record"
    room = bytearray(1 << 20)  # one place for all of it: room for each piece anew costs as much as reading it
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(room):
            if room.find(0, 0, read) >= 0:
                return "NUL bytes"
    return None


def _newline(sample: str) -> str:
    """The line end of the first line (a line feed if there is none)."""
    match = re.search(r"\r\n|\n|\r", sample)
    return match[0] if match else "\n"


def records(lines: Iterator[str], separator: str) -> Iterator[list[str]]:
    """The records of delimited text, strictly: a stray quote raises ``csv.Error``."""
    csv.field_size_limit(FIELD_LIMIT)
    return csv.reader(lines, delimiter=separator, strict=True)


def separator_of(text: str, *, complete: bool = True) -> str:
    """The separator under which most records have as many fields as the header, and the header the most."""
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = _widths(text, separator, complete=complete)
        if not widths or widths[0] < 2:
            continue
        agreeing = sum(w == widths[0] for w in widths) / len(widths)
        score = (1.0 if agreeing >= 0.8 else agreeing, widths[0])
        if score > best_score:
            best, best_score = separator, score
    return best


def _widths(text: str, separator: str, *, complete: bool) -> list[int]:
    widths: list[int] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if record:
                widths.append(len(record))
            if len(widths) >= 100:
                return widths
    except csv.Error:  # cut within a quoted field: the records before it tell enough
        return widths
    return widths if complete or len(widths) < 2 else widths[:-1]


def _names_below(sample: str) -> int | None:
    """The line of the first of several records with three values or more, below a title alone in its own; else None."""
    for separator in SEPARATORS:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        lines = []
        with contextlib.suppress(csv.Error):  # cut within a quoted field
            for record in reader:
                if sum(bool(value.strip()) for value in record) >= _NAMES:
                    lines.append(reader.line_num)
                if len(lines) == _NAMES:
                    return lines[0]
    return None


def _headers(path: Path, encoding: Encoding, separator: str, name: str) -> tuple[str, ...]:
    with open_text(path, encoding) as file:
        try:
            first = next(record for record in records(iter(file), separator) if record)
        except StopIteration:
            raise EmptyFile(name) from None
        except csv.Error as error:
            raise BrokenHeader(name, str(error)) from None
    headers = tuple(h.lstrip("\ufeff").replace("\0", "").strip() for h in first)
    if any("\udc80" <= c <= "\udcff" or c == "\ufffd" for h in headers for c in h):
        if any(c < " " and not c.isspace() for h in first for c in h):  # no name holds a control character
            raise NotDelimitedText(name, "a binary file")
        raise NotThisEncoding(name, encoding.name)
    if not any(headers):
        raise BrokenHeader(name, "every name is blank")
    return headers


def _distinct(headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers made distinct without regard to case; blank ones are called by their place."""
    taken: set[str] = {h.lower() for h in headers}
    seen: Counter[str] = Counter()
    names = []
    for place, header in enumerate(headers, start=1):
        base = header or f"column {place}"
        seen[base.lower()] += 1
        name, n = base, seen[base.lower()]
        while n > 1 and (name := f"{base} ({n})").lower() in taken:
            n += 1
        taken.add(name.lower())
        names.append(name)
    return tuple(names)
