"""How does one import become a snapshot?

with store.writing(now=now, zone="Europe/Berlin") as publication:
    kept = publication.keep_inputs(source, connector="salesforce", kind="salesforce", options={...})
    if kept.seen:
        return ...                      # nothing to do: these files are what is current
    for extracted in extract(source, options, publication.scratch):
        publication.stage(extracted)
    publication.merge()
    publication.derive(derive)          # facts.derive
    staged = publication.write()        # a Snapshot in staging: quality and unlocks may read it
    published = publication.publish({**report, "tables": publication.counts()})
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ownit.facts.store import describing, placing, receiving, shelf
from ownit.facts.store.durable import discard
from ownit.facts.store.engine import connect
from ownit.facts.store.finishing import Finished, finish
from ownit.facts.store.inputs import KeptInput
from ownit.facts.store.keeping import Keeping
from ownit.facts.store.layout import MANIFEST, STAGING, Manifest, Reading, Snapshot
from ownit.facts.store.manifests import to_text
from ownit.facts.store.outcome import Counts, Kept, Published
from ownit.facts.store.rounds import Derive, Rounds
from ownit.facts.store.staging import Incoming
from ownit.facts.store.steps import Step
from ownit.facts.store.storage import translating


class Publication:
    """The one writer's unfinished snapshot. Made by ``Store.writing``; its calls come in the order above.

    ``base`` is the snapshot it builds on; ``scratch`` a folder for the connector's own use, swept with the rest.
    """

    def __init__(
        self, root: Path, base: Snapshot | None, id_: str, *, now: datetime, zone: str, memory_limit: str, step: Step
    ) -> None:
        self.root, self.base, self.id, self.now = root, base, id_, now
        self._zone, self._step = zone, step
        self._folder = root / STAGING / id_
        self.scratch = self._folder / "scratch"
        self._keeping: Keeping | None = None
        self._finished: Finished | None = None
        self._described: Snapshot | None = None
        step("open staging")
        self.scratch.mkdir(parents=True)
        self.con = connect(self._folder / "spill", memory_limit)
        self._rounds = Rounds(self.con, self._folder, base, root=root, now=now, zone=zone, step=step)

    def keep_inputs(
        self,
        source: Path,
        *,
        connector: str,
        kind: str,
        options: Mapping[str, Any],
        map_text: str | None = None,
        files: Iterable[Path] | None = None,
    ) -> Kept:
        """Recognise, then keep (compressed, in the background) the files under ``source`` (or just ``files``)."""
        with translating(self.root):
            self._step("keep inputs")
            fresh, paths = receiving.look(source, files, connector, kind, options, map_text, self.now)
            if (digest := receiving.seen(self.root, self._rounds.readings, fresh, paths)) is not None:
                return Kept(digest=digest, seen=True)
            self._rounds.read(Reading(digest="", connector=connector, at=self.now, modes={}))
            self._keeping = Keeping(fresh, paths, self._folder / "inputs")
            return Kept(digest=None, seen=False)

    def start_over(self) -> None:
        """Build on nothing rather than on the current snapshot (for rebuild); call before the first input."""
        self._rounds.start_over()

    def reread(self, kept: KeptInput) -> None:
        """Instead of ``keep_inputs``: the next tables come from an input that is kept already, as of ``kept.at``.

        Several rounds of reread, stage, merge (and derive) may come one after the other.
        """
        with translating(self.root):
            self._rounds.end()
            self._rounds.read(Reading(digest=kept.digest, connector=kept.connector, at=kept.at, modes={}))

    def stage(self, incoming: Incoming) -> int:
        """Write one table's batches to staging and return how many rows there were."""
        return self._rounds.stage(incoming)

    def merge(self) -> None:
        """Merge what was staged with what is current, table by table, by (connector, key); once is enough."""
        with translating(self.root):
            self._rounds.merge()

    def carry_over(self) -> None:
        """After the last merge of a rebuild: keep what no input tells any more of the snapshot that is replaced.

        Deals that were gone and rows of inferred history stay, unless the inputs gave rows of the same key.
        """
        if self.base is not None:
            with translating(self.root):
                self._rounds.carry_over(self.base)

    def derive(self, derive: Derive) -> None:
        """Let ``derive`` fill the derived columns."""
        with translating(self.root):
            self._rounds.derive(derive)

    def write(self) -> Snapshot:
        """Write the final Parquet to staging and return it as a snapshot that is not published yet."""
        with translating(self.root):
            self._finished = finish(self._rounds, self.base, self._target, self._folder / "split", self._step)
            self._described = self._describe()
            return self._described

    def counts(self) -> Mapping[str, Counts]:
        """Per table that was staged, in whatever round; complete once written.

        ``unchanged`` and ``gone`` compare the last round with what was there before it.
        """
        return dict(self._finished.counts if self._finished else self._rounds.counts)

    def publish(self, report: Mapping[str, Any]) -> Published:
        """Make what was written current; do nothing if it is what was current already."""
        if self._described is None or self._finished is None:
            raise RuntimeError("write comes before publish")
        if self.base is not None and not self._finished.changed:
            return Published(snapshot=self.base, changed=False)
        with translating(self.root):
            kept = self._keeping.finish() if self._keeping else None
            manifest = self._manifest(self._described.manifest, kept.digest if kept else "", report)
            self._step("write manifest")
            (self._target / MANIFEST).write_text(to_text(manifest), encoding="utf-8")
            inputs_folder = self._folder / "inputs" if kept else None
            files = self._finished.files
            placing.place(self.root, self.id, self._target, inputs_folder, manifest.inputs, files, self._step)
            placed = shelf.load(self.root, self.id)
        self._step("prune")
        # The import has landed; what could not be removed now is removed by the next one.
        with contextlib.suppress(OSError):
            placing.prune(self.root, placed.manifest, self.now)
        return Published(snapshot=placed, changed=True)

    def _manifest(self, described: Manifest, digest: str, report: Mapping[str, Any]) -> Manifest:
        """With what was read for it, of which the last has this ``digest``, and what is to be told of it."""
        read = self._rounds.readings
        readings = receiving.known(self.root, read, digest)
        return replace(
            described,
            connector=read[-1].connector if read else "",
            inputs=readings.last,
            zone=self._zone,
            readings=readings.kept,
            report=report,
        )

    def _describe(self) -> Snapshot:
        self._target.mkdir(parents=True, exist_ok=True)
        return describing.describe(
            self.con,
            self._target,
            id_=self.id,
            now=self.now,
            today=self.now.astimezone(ZoneInfo(self._zone)).date(),
            parent=self.base.id if self.base else None,
        )

    @property
    def _target(self) -> Path:
        return self._folder / "snapshot"

    def close(self) -> None:
        """Give back the connection and the thread, and leave no trace in staging."""
        if self._keeping is not None:
            self._keeping.stop()
        self.con.close()
        self._step("clear staging")
        discard(self._folder)
