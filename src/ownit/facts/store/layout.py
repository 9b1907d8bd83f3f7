"""What does a snapshot look like on disk?

facts/
  current                    the id of the snapshot readers use; replaced atomically
  lock                       held by the one writer; the kernel drops it when the process dies
  snapshots/<id>/manifest.json
  snapshots/<id>/<table>/<part>.parquet        one file per table; activities one per month (2026-08.parquet)
  staging/<id>/              a snapshot being built; whatever is left here by a dead writer is removed under the lock
  imports/<input digest>/    the inputs as they came, compressed, and how they were read
  reckoned/<snapshot>/<as_of>/   laws worked out from a snapshot
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ownit.facts.store.errors import FilesGoneError

CURRENT = "current"
LOCK = "lock"
SNAPSHOTS = "snapshots"
STAGING = "staging"
IMPORTS = "imports"
RECKONED = "reckoned"
MANIFEST = "manifest.json"
UNDONE = "undone.json"  # lies in the folder of a snapshot that was undone, and says when


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One input that a snapshot is made of: which, under what key, when, and how each table was declared."""

    digest: str
    connector: str
    at: datetime
    modes: Mapping[str, str]  # table -> full | delta | adds, and what it left alone: retention.as_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot says of itself; stored as ``manifest.json`` (additive: unknown keys are ignored on reading)."""

    id: str
    schema_version: int
    published_at: datetime
    parent: str | None
    connector: str
    inputs: str  # digest under imports/
    rows: Mapping[str, int]  # per table
    data_from: date | None
    data_through: date | None  # the last day on which anything is recorded to have happened
    report: Mapping[str, Any]  # the import report, as `ownit import --json` prints it
    readings: tuple[Reading, ...] = ()  # every input this snapshot is made of, oldest first
    zone: str | None = None  # the organisation's, in which local days were worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A published snapshot: an id, its folder, its manifest."""

    id: str
    path: Path
    manifest: Manifest

    def files(self, table: str) -> list[str]:
        """The Parquet files of a table in name order; empty when the snapshot has none. Raises FilesGoneError."""
        found = sorted(str(p) for p in (self.path / table).glob("*.parquet"))
        if not found and (rows := self.manifest.rows.get(table, 0)):
            raise FilesGoneError(self.path / table, rows)
        return found
