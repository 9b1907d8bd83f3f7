"""Which snapshot is current, which are kept, and who may write?"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ownit.facts.store import inputs, placing, retention, shelf
from ownit.facts.store.durable import sync, write_whole
from ownit.facts.store.errors import (
    DiskFullError,
    InputMissingError,
    NoSnapshotError,
    NothingToUndoError,
    UnknownSnapshotError,
)
from ownit.facts.store.inputs import KeptInput
from ownit.facts.store.layout import CURRENT, IMPORTS, LOCK, Manifest, Snapshot
from ownit.facts.store.locking import writer_lock
from ownit.facts.store.steps import Step, no_step
from ownit.facts.store.storage import is_no_room, translating

if TYPE_CHECKING:
    from ownit.facts.store.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One kept snapshot: ``current``, ``earlier`` (what the current one came from) or ``undone``."""

    manifest: Manifest
    state: Literal["current", "earlier", "undone"]


class Store:
    """The facts of one organisation under ``root``. Readers never lock and resolve ``current`` once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Snapshot | None:
        """The snapshot readers use now, or None before the first import."""
        return shelf.current(self.root)

    def require(self) -> Snapshot:
        """The current snapshot; raises NoSnapshotError, whose sentence names the command."""
        snapshot = self.current()
        if snapshot is None:
            raise NoSnapshotError(self.root)
        return snapshot

    def snapshot(self, id_: str) -> Snapshot:
        """A kept snapshot by its id; raises UnknownSnapshotError."""
        if id_ not in shelf.ids(self.root):
            raise UnknownSnapshotError(self.root, id_)
        return shelf.load(self.root, id_)

    def snapshots(self) -> list[Listed]:
        """Every kept snapshot, newest first; raises CorruptedError for one that cannot be read."""
        found = {id_: shelf.load(self.root, id_).manifest for id_ in shelf.ids(self.root)}
        current = shelf.pointer(self.root)
        line, undone = shelf.ancestry(found, current), shelf.undone_at(self.root)

        def state(id_: str) -> Literal["current", "earlier", "undone"]:
            if id_ == current:
                return "current"
            never = current is None or id_ > current
            return "undone" if id_ not in line and (id_ in undone or never) else "earlier"

        return [Listed(manifest=found[id_], state=state(id_)) for id_ in sorted(found, reverse=True)]

    @contextmanager
    def writing(
        self,
        *,
        now: datetime,
        zone: str = "UTC",
        memory_limit: str = "700MB",
        waiting: Callable[[str], None] | None = None,
        step: Step = no_step,
    ) -> Iterator[Publication]:
        """Hold the writer lock (waiting for another writer) and build a snapshot.

        ``waiting`` is told after a second that another import is running. Leaving without ``publish``, or by an
        error, leaves the old snapshot current and no trace in staging.
        """
        from ownit.facts.store.publication import Publication  # DuckDB and PyArrow: only who writes pays for them

        with ExitStack() as stack:
            with translating(self.root):
                stack.enter_context(self._locked(waiting))
                step("lock")
                base = shelf.current(self.root)
                step("sweep")
                placing.sweep(self.root, base.id if base else None, now)
                newest = shelf.ids(self.root)[-1:]
                id_ = shelf.new_id(now, newest[0] if newest else None, base.id if base else "")
                publication = Publication(
                    self.root, base, id_, now=now, zone=zone, memory_limit=memory_limit, step=step
                )
            stack.callback(publication.close)
            try:
                yield publication
            except BaseException as error:  # a full disk meets whatever was being written
                if is_no_room(error):
                    raise DiskFullError(self.root) from error
                raise

    @contextmanager
    def _locked(self, waiting: Callable[[str], None] | None) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with writer_lock(self.root / LOCK, waiting):
            yield

    def undo(self, now: datetime) -> Snapshot | None:
        """Make the parent of the current snapshot current again and return it; None if that was the first.

        The undone one is kept until it is pruned. Raises NoSnapshotError, NothingToUndoError.
        """
        with translating(self.root), self._locked(None):
            current = self.require()
            parent = current.manifest.parent
            if parent is not None and parent not in shelf.ids(self.root):
                raise NothingToUndoError(current.id, parent)
            before = None if parent is None else shelf.load(self.root, parent)
            placing.mark_undone(self.root, current.id, now)
            if before is None:
                (self.root / CURRENT).unlink()
                sync(self.root)
            else:
                write_whole(self.root / CURRENT, before.id + "\n")
            return before

    def inputs(self) -> list[KeptInput]:
        """What the current snapshot is made of and is still kept, oldest first, for rebuild."""
        readings = self.require().manifest.readings
        over = retention.superseded(readings)
        found = []
        for place, reading in enumerate(readings):
            # One that later inputs gave in full may be gone; one that is needed may not, and is missed when read.
            with contextlib.suppress(InputMissingError) if place in over else ExitStack():
                kept = inputs.read_description(self.root / IMPORTS / reading.digest)
                found.append(replace(kept, at=reading.at, superseded=place in over))
        return found

    def restore_inputs(self, digest: str, to: Path) -> Path:
        """Unpack a kept input below ``to``; returns the source to read: the folder, or the file if it was one."""
        with translating(self.root):
            return inputs.restore(self.root / IMPORTS / digest, to)
