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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ownit.facts.schema import TABLES, Table
from ownit.facts.store import carrying, comparing, describing, history, merging, placing, receiving, shelf, staging
from ownit.facts.store.durable import discard
from ownit.facts.store.engine import connect, put_down
from ownit.facts.store.inputs import KeptInput
from ownit.facts.store.keeping import Keeping
from ownit.facts.store.layout import MANIFEST, STAGING, Reading, Snapshot
from ownit.facts.store.manifests import to_text
from ownit.facts.store.merging import Change, Staged
from ownit.facts.store.outcome import Counts, Kept, Published
from ownit.facts.store.staging import Incoming
from ownit.facts.store.steps import Step
from ownit.facts.store.storage import translating
from ownit.facts.store.writing import write_table
from ownit.facts.tables import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Derive = Callable[..., Mapping[str, str]]
"""``derive(con, *, zone)``: {table: relation to store instead}; every canonical table is a view of its name."""

PREVIOUS = "previous_opportunity"
"""The view of the deals of the snapshot before, for ``derive``; there only when there is one."""


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
        self._files = {t: base.files(t) for t in TABLES} if base else {t: [] for t in TABLES}
        self._readings = base.manifest.readings if base else ()
        self._zone_before = base.manifest.zone if base else None
        self._reading: Reading | None = None
        self._keeping: Keeping | None = None
        self._staged: dict[str, Staged] = {}
        self._relations: dict[str, str] = {}
        self._ready: dict[str, Path] = {}  # files that hold just what is stored of a table
        self._counts: dict[str, Counts] = {}
        self._rounds = 0
        self._written: set[Path] = set()
        self._changed = False
        self._described: Snapshot | None = None
        step("open staging")
        self.scratch.mkdir(parents=True)
        self.con: DuckDBPyConnection = connect(self._folder / "spill", memory_limit)

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
            if (digest := receiving.seen(self.root, self._readings, fresh, paths)) is not None:
                return Kept(digest=digest, seen=True)
            self._reading = Reading(digest="", connector=connector, at=self.now, modes={})
            self._keeping = Keeping(fresh, paths, self._folder / "inputs")
            return Kept(digest=None, seen=False)

    def start_over(self) -> None:
        """Build on nothing rather than on the current snapshot (for rebuild); call before the first input."""
        self._files = {t: [] for t in TABLES}
        self._readings = ()

    def reread(self, kept: KeptInput) -> None:
        """Instead of ``keep_inputs``: the next tables come from an input that is kept already, as of ``kept.at``.

        Several rounds of reread, stage, merge (and derive) may come one after the other.
        """
        with translating(self.root):
            self._end_round()
            self._reading = Reading(digest=kept.digest, connector=kept.connector, at=kept.at, modes={})

    def stage(self, incoming: Incoming) -> int:
        """Write one table's batches to staging and return how many rows there were."""
        if self._reading is None or self._relations:
            raise RuntimeError("keep_inputs or reread comes before stage, and merge after it")
        self._step("stage")
        before, folder = self._staged.get(incoming.table), self._round_folder
        first = not self._files[incoming.table]
        staged = staging.stage(self.con, incoming, self._reading.connector, folder, before, self.root, first=first)
        self._staged[incoming.table] = staged
        return staged.rows - (before.rows if before else 0)

    def merge(self) -> None:
        """Merge what was staged with what is current, table by table, by (connector, key); once is enough."""
        if self._relations:
            return
        with translating(self.root):
            self._step("merge")
            for name, table in TABLES.items():
                merging.show_base(self.con, table, self._files[name])
                if staged := self._staged.get(name):
                    repeated = merging.show_incoming(self.con, staged, self._round_folder / "unique")
                    so_far = self._counts.get(name, Counts())
                    self._counts[name] = replace(
                        so_far, staged=so_far.staged + staged.rows, duplicates=so_far.duplicates + repeated
                    )
            self._merge_tables()
            if self._reading is not None:
                modes = {name: staged.mode for name, staged in self._staged.items()}
                self._readings = (*self._readings, replace(self._reading, modes=modes))

    def _merge_tables(self) -> None:
        inferred: Mapping[str, int] = {}
        days_hold = False
        at = self._reading.at if self._reading else self.now
        for name, table in TABLES.items():
            change = Change(
                first=not self._files[name],
                inferred=inferred.get(name, 0),
                days_hold=days_hold,
                on=at.astimezone(ZoneInfo(self._zone)).date(),
                folder=self._round_folder / "merged",
            )
            staged = self._staged.get(name)
            merging.merge(self.con, table, staged, change)
            if staged is not None and staged.ready is not None and change.first and not change.inferred:
                self._ready[name] = staged.ready
            if name == "person":
                days_hold = self._zone_before == self._zone and merging.zones_hold(self.con)
            if name == merging.STAYING and self._files[name]:
                self._step("infer history")
                inferred = history.infer(self.con, self._staged, at)
                self.con.execute(f"CREATE OR REPLACE VIEW {PREVIOUS} AS SELECT * FROM base_{name}")
        for name, count in inferred.items():
            if count:
                so_far = self._counts.get(name, Counts())
                self._counts[name] = replace(so_far, inferred=so_far.inferred + count)
        self._relations = {name: quoted(name) for name in TABLES}

    def carry_over(self) -> None:
        """After the last merge of a rebuild: keep what no input tells any more of the snapshot that is replaced.

        Deals that were gone and rows of inferred history stay, unless the inputs gave rows of the same key.
        """
        if self.base is None:
            return
        with translating(self.root):
            carrying.carry_over(self.con, self.base, self._relations, self._round_folder / "carried")
            for name in carrying.CARRIED:
                self._ready.pop(name, None)

    def derive(self, derive: Derive) -> None:
        """Let ``derive`` fill the derived columns."""
        with translating(self.root):
            self._step("derive")
            for name, relation in derive(self.con, zone=self._zone).items():
                self._relations[name] = relation
                self._ready.pop(name, None)
                if self._files[name] and TABLES[name].monthly is None:
                    # It is compared as well as written: worked out once.
                    self._relations[name] = f"final_{name}"
                    merging.settle(
                        self.con, f"final_{name}", f"SELECT * FROM {relation}", self._round_folder / "derived"
                    )

    def write(self) -> Snapshot:
        """Write the final Parquet to staging and return it as a snapshot that is not published yet."""
        with translating(self.root):
            for table in TABLES.values():
                before = self.base.files(table.name) if self.base else []
                if before or self._files[table.name] or table.name in self._counts:
                    self._write(table, before)
            self._described = self._describe()
            return self._described

    def _write(self, table: Table, before: list[str]) -> None:
        """Write one table, and count what became of the rows that came in."""
        name, relation = table.name, self._relations[table.name]
        scratch = self._folder / "split" / name
        ready = self._ready.get(name)
        done = write_table(self.con, table, relation, before, self._target / name, scratch, self._step, ready=ready)
        self._written |= done.files
        self._changed |= done.changed
        if name in self._staged and self._files[name]:
            # A rebuild compares with the input it read before, not with the parent: any part may differ.
            differs = done.differs if self._rounds == 0 else None
            self._counts[name] = replace(
                self._counts[name],
                unchanged=comparing.unchanged(self.con, self._staged[name], relation, differs),
                gone=comparing.gone(self.con, self._staged[name], differs),
            )

    def counts(self) -> Mapping[str, Counts]:
        """Per table that was staged, in whatever round; complete once written.

        ``unchanged`` and ``gone`` compare the last round with what was there before it.
        """
        return dict(self._counts)

    def publish(self, report: Mapping[str, Any]) -> Published:
        """Make what was written current; do nothing if it is what was current already."""
        if self._described is None:
            raise RuntimeError("write comes before publish")
        if self.base is not None and not self._changed:
            return Published(snapshot=self.base, changed=False)
        with translating(self.root):
            kept = self._keeping.finish() if self._keeping else None
            readings = receiving.known(self.root, self._readings, kept.digest if kept else "")
            manifest = replace(
                self._described.manifest,
                connector=self._readings[-1].connector if self._readings else "",
                inputs=readings.last,
                zone=self._zone,
                readings=readings.kept,
                report=report,
            )
            self._step("write manifest")
            (self._target / MANIFEST).write_text(to_text(manifest), encoding="utf-8")
            inputs_folder = self._folder / "inputs" if kept else None
            placing.place(self.root, self.id, self._target, inputs_folder, manifest.inputs, self._written, self._step)
            placed = shelf.load(self.root, self.id)
        self._step("prune")
        # The import has landed; what could not be removed now is removed by the next one.
        with contextlib.suppress(OSError):
            placing.prune(self.root, placed.manifest, self.now)
        return Published(snapshot=placed, changed=True)

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

    @property
    def _round_folder(self) -> Path:
        return self._folder / f"round_{self._rounds}"

    def _end_round(self) -> None:
        """Write down what was merged so far, so that the next round builds on it."""
        if not self._relations:
            return
        self._files |= put_down(self.con, self._relations, self._round_folder / "result")
        self._zone_before = self._zone
        self._staged, self._relations, self._ready = {}, {}, {}
        self._rounds += 1

    def close(self) -> None:
        """Give back the connection and the thread, and leave no trace in staging."""
        if self._keeping is not None:
            self._keeping.stop()
        self.con.close()
        self._step("clear staging")
        discard(self._folder)
