"""What can keep a snapshot from being read or written, and what mends it?

StoreError
├── NoSnapshotError        nothing was imported yet
├── NothingToUndoError     the snapshot before this one is no longer kept
├── SchemaTooNewError      written by a later ownit
├── CorruptedError         the pointer or a manifest cannot be understood
├── FilesGoneError         a table of a snapshot has lost its files
├── UnknownSnapshotError   no snapshot of that name is kept
├── DiskFullError          no room, or a limit on file size
├── NotWritableError       a folder that may not be written
├── StorageFailedError     anything else the disk or the engine refused
├── InputChangedError      a file changed while it was read
└── InputMissingError      kept inputs that are not there, or not whole
"""

from __future__ import annotations

from pathlib import Path

from ownit.errors import OwnitError


class StoreError(OwnitError):
    """The fact store cannot do what was asked."""


class NoSnapshotError(StoreError):
    """Nothing was imported yet."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"There are no facts in {root} yet. Import some: `ownit import salesforce FOLDER`, "
            "or `ownit import csv FOLDER --map MAP`. Without a CRM begin with a plan: `ownit start`."
        )


class NothingToUndoError(StoreError):
    """There is no snapshot before this one."""

    def __init__(self, snapshot: str, parent: str) -> None:
        super().__init__(
            f"Snapshot {snapshot} cannot be undone: the one before it, {parent}, is no longer kept. "
            "Import again instead; `ownit facts list` shows what is kept."
        )


class SchemaTooNewError(StoreError):
    """Written by a later ownit."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"The facts in {path} were written by a later ownit (schema {found}; this one reads up to {known}). "
            "Install that version, or use another OWNIT_HOME."
        )


class CorruptedError(StoreError):
    """The pointer or a manifest cannot be understood."""

    def __init__(self, path: Path, reason: str, pointer: Path, whole: str | None) -> None:
        mend = (
            f"Write the name of a snapshot that is whole into {pointer}; the newest of the others is {whole}."
            if whole
            else f"No other snapshot is kept: remove {pointer} and import again."
        )
        super().__init__(f"{path} cannot be read: {reason}. The other snapshots are untouched. {mend}")


class FilesGoneError(StoreError):
    """A table of a snapshot has rows by its manifest, and no files."""

    def __init__(self, path: Path, rows: int) -> None:
        super().__init__(
            f"{path} has no files, and {rows:,} rows should be in it: somebody or something took them away. Put them "
            "back from a backup, or go back to the facts of before (ownit facts undo) and import again."
        )


class UnknownSnapshotError(StoreError):
    """No snapshot of that name is kept."""

    def __init__(self, root: Path, id_: str) -> None:
        super().__init__(f"No snapshot {id_!r} is kept in {root}. `ownit facts list` shows those that are.")


class DiskFullError(StoreError):
    """No room, or a limit on file size."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There was not enough room to write under {path}. Nothing was changed: the facts of before are still "
            "current. Free some space (or raise the limit on file size) and import again."
        )


class NotWritableError(StoreError):
    """A folder that may not be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} may not be written. Nothing was changed. Give your account the right to write there, "
            "or point OWNIT_HOME to a folder that is yours."
        )


class StorageFailedError(StoreError):
    """Anything else the disk or the engine refused."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Reading or writing {path} failed: {reason}. Nothing was changed: the facts of before are still current. "
            "Check the disk and try again."
        )


class InputChangedError(StoreError):
    """A file changed while it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} changed while it was being read. Nothing was changed. Wait until the export is complete "
            "and import again."
        )


class InputMissingError(StoreError):
    """Kept inputs that are not there, or not whole."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The kept input {path} cannot be used: {reason}. Import the original files again.")
