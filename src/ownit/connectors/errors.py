"""What can be wrong with a file that a person hands over?

Each class composes its own message: what is wrong, where, and what to do about it.

    ConnectorError
    ├── FileError       the file as a whole cannot be read
    ├── ColumnError     one column is missing, doubled or cannot be decided
    └── MapError        the map says something that cannot be meant
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ownit.errors import OwnitError, meant


class ConnectorError(OwnitError):
    """A source cannot be understood."""


class FileError(ConnectorError):
    """The file as a whole cannot be read."""


class NoSuchSource(FileError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no such file or folder. Check the path.")


class NoFiles(FileError):
    """``holds`` is what was there instead, each file with what is wrong with it.

    ``itself``: the file may be given by itself, whatever it is called.
    """

    def __init__(self, source: Path, wanted: str, holds: Sequence[str] = (), *, itself: bool = False) -> None:
        if source.is_file():
            super().__init__(
                f"{source}: the map reads {wanted}, and this file is none. Give the folder that holds them."
            )
            return
        shown = f"{', '.join(holds[:8])}{' and more' if len(holds) > 8 else ''}"
        what = f"It holds {shown}." if holds else "It is empty."
        to = "the folder that holds them" + (", or at the file itself, whatever it is called" if itself else "")
        super().__init__(f"{source}: found no {wanted} here. {what} Point at {to}.")


class UnreadableFile(FileError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: cannot be opened ({reason}). Check that it exists and that you may read it.")


class EmptyFile(FileError):
    def __init__(self, file: str) -> None:
        super().__init__(f"{file}: the file is empty. Export it again; its first line must name the columns.")


class NotDelimitedText(FileError):
    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file}: this is {what}, not delimited text. Save it as CSV (UTF-8) and import that.")
        self.what = what


class UnknownEncoding(FileError):
    def __init__(self, name: str) -> None:
        super().__init__(f'--encoding "{name}" is not known. Use utf-8, utf-16 or cp1252.')


class BadSeparator(FileError):
    def __init__(self, separator: str) -> None:
        super().__init__(f"--separator {separator!r} cannot part columns. Use one character: comma, semicolon, tab, |.")


class BrokenHeader(FileError):
    def __init__(self, file: str, reason: str) -> None:
        super().__init__(
            f"{file}: the line that names the columns cannot be read ({reason}). Mend it, or export again."
        )


class NamesBelow(FileError):
    """A title, filters and the like stand above the names of the columns."""

    def __init__(self, file: str, title: str, line: int) -> None:
        super().__init__(
            f'{file}: its first line is no names of columns but "{title}"; those seem to stand in line {line}. Delete '
            "the lines above it, or export the details only, without a title, and import again."
        )


class NotThisEncoding(FileError):
    def __init__(self, file: str, encoding: str) -> None:
        # What failed is no advice; Excel on a Mac is the likeliest to write bytes that Windows-1252 has no letter for.
        other = "mac-roman" if encoding == "cp1252" else "cp1252"
        super().__init__(
            f"{file}: the column names are not {encoding}. Name the encoding with --encoding, e.g. {other}; or save the"
            " file again as CSV (UTF-8)."
        )


class ScratchFull(FileError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Reading needs more room than there is: {reason}. Free disk space; if there is plenty, export fewer years"
            " of tasks and events: two are enough."
        )


class ColumnError(ConnectorError):
    """One column cannot be used."""


class MissingColumn(ColumnError):
    def __init__(self, file: str, column: str, headers: Sequence[str]) -> None:
        shown = ", ".join(headers[:12]) + (", ..." if len(headers) > 12 else "")
        super().__init__(f'{file}: there is no column "{column}". The file has: {shown or "no columns"}.')


class NothingGives(ColumnError):
    def __init__(self, file: str, table: str, target: str) -> None:
        super().__init__(
            f"{file}: nothing gives {table}.{target}, which every {table} must have. Export that column, or name it in"
            " a map (ownit import csv FILE --propose-map writes a first one)."
        )


class DuplicateHeader(ColumnError):
    def __init__(self, file: str, column: str, count: int) -> None:
        super().__init__(
            f'{file}: {count} columns are called "{column}", so it is unclear which is meant. Rename or delete one.'
        )


class UndecidableDates(ColumnError):
    def __init__(self, file: str, column: str, example: str) -> None:
        super().__init__(
            f'{file}, column "{column}": "{example}" can be day first or month first, and no value in the column'
            ' decides. Say which with --dates dmy or --dates mdy (in a map: dates = "dmy").'
        )


class MixedDates(ColumnError):
    def __init__(self, file: str, column: str, day_first: tuple[int, str], month_first: tuple[int, str]) -> None:
        super().__init__(
            f'{file}, column "{column}": {day_first[0]:,} dates are day first (such as "{day_first[1]}") and'
            f' {month_first[0]:,} are month first (such as "{month_first[1]}"). Mend the file, or say which to believe'
            " with --dates dmy or --dates mdy: the others are then rejected."
        )


class UndecidableNumbers(ColumnError):
    def __init__(self, file: str, column: str, example: str) -> None:
        super().__init__(
            f'{file}, column "{column}": the mark in "{example}" can be a decimal mark or part thousands, and no value'
            ' in the column decides. Say which with --decimal "." or --decimal "," (in a map: decimal = ",").'
        )


class MapError(ConnectorError):
    """The map says something that cannot be meant; the message points at its key."""

    def __init__(self, name: str, key: str, problem: str) -> None:
        super().__init__(f"map {name}, {key}: {problem}")


class NoSuchMap(ConnectorError):
    def __init__(self, name: str, shipped: Sequence[str]) -> None:
        super().__init__(
            f'There is no map "{name}": neither a file nor one that comes with ownit ({", ".join(shipped)}).'
            f"{meant(name, shipped)}"
            " ownit import csv FILE --propose-map writes a first one for your files."
        )


class NoMap(ConnectorError):
    def __init__(self, shipped: Sequence[str]) -> None:
        super().__init__(
            "A map is needed to read these files: --map FILE, or one that comes with ownit"
            f" (--map {' | '.join(shipped)}). ownit import csv FILE --propose-map writes a first one."
        )


class CannotPropose(ConnectorError):
    def __init__(
        self,
        files: Sequence[str],
        why: str = "no column of few words tells won deals from lost ones",
        instead: str = "Write one by hand; the guide (import-csv) shows how.",
    ) -> None:
        super().__init__(f"No map can be proposed for {', '.join(files[:5])}: {why}. {instead}")
