"""Which snapshot is current, which are kept, and who may write?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from ownit.facts.store.inputs import KeptInput
from ownit.facts.store.layout import Manifest, Snapshot
from ownit.facts.store.publication import Publication
from ownit.facts.store.steps import Step, no_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One kept snapshot: ``current``, ``earlier`` (an ancestor of it) or ``undone``."""

    manifest: Manifest
    state: Literal["current", "earlier", "undone"]


class Store:
    """The facts of one organisation under ``root``. Readers never lock and resolve ``current`` once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Snapshot | None:
        """The snapshot readers use now, or None before the first import."""
        raise NotImplementedError

    def require(self) -> Snapshot:
        """The current snapshot; raises NoSnapshot, whose sentence names the command."""
        raise NotImplementedError

    def snapshot(self, id_: str) -> Snapshot:
        """A kept snapshot by its id."""
        raise NotImplementedError

    def snapshots(self) -> list[Listed]:
        """Every kept snapshot, newest first."""
        raise NotImplementedError

    def writing(
        self,
        *,
        now: datetime,
        zone: str = "UTC",
        memory_limit: str = "700MB",
        waiting: Callable[[str], None] | None = None,
        step: Step = no_step,
    ) -> AbstractContextManager[Publication]:
        """Hold the writer lock (waiting for another writer) and build a snapshot.

        ``waiting`` is told after a second that another import is running. Leaving without ``publish``, or by an
        error, leaves the old snapshot current and no trace in staging.
        """
        raise NotImplementedError

    def undo(self, now: datetime) -> Snapshot | None:
        """Make the parent of the current snapshot current again and return it; None if that was the first."""
        raise NotImplementedError

    def inputs(self) -> list[KeptInput]:
        """What the current snapshot is made of and is still kept, oldest first, for rebuild."""
        raise NotImplementedError

    def restore_inputs(self, digest: str, to: Path) -> Path:
        """Unpack a kept input below ``to``; returns the source to read: the folder, or the file if it was one."""
        raise NotImplementedError
