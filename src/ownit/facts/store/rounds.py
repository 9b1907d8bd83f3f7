"""What do the tables look like after one input and the next are merged, round after round?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownit.facts.schema import TABLES
from ownit.facts.store import carrying, history, merging, naming, silences, staging
from ownit.facts.store.engine import put_down
from ownit.facts.store.layout import Reading, Snapshot
from ownit.facts.store.merging import Change, Staged
from ownit.facts.store.outcome import Counts, LeftAlone
from ownit.facts.store.retention import as_read
from ownit.facts.store.staging import Incoming
from ownit.facts.store.steps import Step
from ownit.facts.tables import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Derive = Callable[..., Mapping[str, str]]
"""``derive(con, *, zone)``: {table: relation to store instead}; every canonical table is a view of its name."""

PREVIOUS = "previous_opportunity"
"""The view of the deals of the snapshot before, for ``derive``; there only when there is one."""


class Rounds:
    """The tables as they stand, on one connection: a round reads one input, stages it, merges it and derives.

    ``files``: by table, what the round builds on; ``staged``: what came in; ``relations``: once it is merged, what
    holds each table; ``ready``: files that hold just what is stored of a table. ``number``: how many rounds are over.
    """

    def __init__(
        self,
        con: DuckDBPyConnection,
        folder: Path,
        base: Snapshot | None,
        *,
        root: Path,
        now: datetime,
        zone: str,
        step: Step,
    ) -> None:
        self.con = con
        self._root, self._parent, self._now, self._zone, self._step = root, folder, now, zone, step
        self.files = {t: base.files(t) if base else [] for t in TABLES}
        self.readings = base.manifest.readings if base else ()
        self._zone_before = base.manifest.zone if base else None
        self._reading: Reading | None = None
        self.staged: dict[str, Staged] = {}
        self.relations: dict[str, str] = {}
        self.ready: dict[str, Path] = {}
        self.counts: dict[str, Counts] = {}
        self.number = 0

    @property
    def _folder(self) -> Path:
        return self._parent / f"round_{self.number}"

    def start_over(self) -> None:
        """Build on nothing."""
        self.files = {t: [] for t in TABLES}
        self.readings = ()

    def read(self, reading: Reading) -> None:
        """Say which input what is staged next comes from."""
        self._reading = reading

    def stage(self, incoming: Incoming) -> int:
        """Write one table's batches to the disk; how many rows there were."""
        if self._reading is None or self.relations:
            raise RuntimeError("keep_inputs or reread comes before stage, and merge after it")
        self._step("stage")
        before, first = self.staged.get(incoming.table), not self.files[incoming.table]
        staged = staging.stage(
            self.con, incoming, self._reading.connector, self._folder, before, self._root, first=first
        )
        self.staged[incoming.table] = staged
        return staged.rows - (before.rows if before else 0)

    def merge(self) -> None:
        """Merge what was staged with what the round builds on, by (connector, key); once is enough."""
        if self.relations:
            return
        self._step("merge")
        for name, table in TABLES.items():
            merging.show_base(self.con, table, self.files[name])
            if staged := self.staged.get(name):
                silence = silences.of(self.con, staged)
                repeated = merging.show_incoming(self.con, staged, silence, self._folder / "unique")
                # Of a part it is plain that it does not say all.
                told = staged.mode == "full" and bool(self.files[name])
                alone = merging.left_alone(self.con, staged, silence) if told else LeftAlone()
                self._count(name, staged=staged.rows, duplicates=repeated, left_alone=alone)
        self._recognise()
        self._merge_tables()
        self.relations = {name: quoted(name) for name in TABLES}
        if self._reading is not None:
            modes = {n: as_read(s.mode, self.counts[n].left_alone) for n, s in self.staged.items()}
            self.readings = (*self.readings, replace(self._reading, modes=modes))

    def _recognise(self) -> None:
        """Where an input has no file of people, or of accounts, it may call those who are known by name."""
        for whom in naming.MEANT:
            told = self.staged.get(whom)
            if self._reading is None or not self.files[whom] or (told is not None and told.mode != "adds"):
                continue
            changed = naming.recognise(self.con, whom, self.staged, self._reading.connector)
            # No file holds what is stored then.
            self.staged |= {name: replace(self.staged[name], ready=None) for name in changed}

    def _merge_tables(self) -> None:
        """In their order: where people live says whose days hold, and deals say what history is inferred."""
        inferred: Mapping[str, int] = {}
        days_hold = False
        for name in TABLES:
            self._merge_table(name, inferred.get(name, 0), days_hold=days_hold)
            if name == "person":
                days_hold = self._zone_before == self._zone and merging.zones_hold(self.con)
            if name == merging.STAYING and self.files[name]:
                inferred = self._infer_history()
        for name, count in inferred.items():
            if count:
                self._count(name, inferred=count)

    def _merge_table(self, name: str, inferred: int, *, days_hold: bool) -> None:
        staged = self.staged.get(name)
        change = Change(
            first=not self.files[name],
            inferred=inferred,
            days_hold=days_hold,
            on=self._at.astimezone(ZoneInfo(self._zone)).date(),
            folder=self._folder / "merged",
        )
        merging.merge(self.con, TABLES[name], staged, change)
        if staged is not None and staged.ready is not None and change.first and not inferred:
            self.ready[name] = staged.ready

    def _infer_history(self) -> Mapping[str, int]:
        self._step("infer history")
        inferred = history.infer(self.con, self.staged, self._at)
        self.con.execute(f"CREATE OR REPLACE VIEW {PREVIOUS} AS SELECT * FROM base_{merging.STAYING}")
        return inferred

    @property
    def _at(self) -> datetime:
        """When what the round reads was so."""
        return self._reading.at if self._reading else self._now

    def _count(
        self,
        name: str,
        *,
        staged: int = 0,
        duplicates: int = 0,
        inferred: int = 0,
        left_alone: LeftAlone | None = None,
    ) -> None:
        so_far = self.counts.get(name, Counts())
        self.counts[name] = replace(
            so_far,
            staged=so_far.staged + staged,
            duplicates=so_far.duplicates + duplicates,
            inferred=so_far.inferred + inferred,
            left_alone=so_far.left_alone if left_alone is None else left_alone,
        )

    def carry_over(self, replaced: Snapshot) -> None:
        """Keep what no input tells any more of the snapshot that is replaced."""
        before = replaced.manifest.readings
        lack = carrying.lacking(before, self.readings)
        carrying.carry_over(self.con, replaced, self.relations, lack, self._folder / "carried")
        if lack.connectors:
            self.con.execute(f"CREATE OR REPLACE VIEW {PREVIOUS} AS {carrying.recorded_before(lack)}")
        again = {(reading.connector, reading.at): reading for reading in self.readings}
        listed = tuple(again.pop((reading.connector, reading.at), reading) for reading in before)
        self.readings = (*listed, *again.values())  # those that are lost with the others: so that it is known
        for name in carrying.CARRIED:
            self.ready.pop(name, None)

    def derive(self, derive: Derive) -> None:
        """Let ``derive`` fill the derived columns."""
        self._step("derive")
        for name, relation in derive(self.con, zone=self._zone).items():
            self.relations[name] = relation
            self.ready.pop(name, None)
            if self.files[name] and TABLES[name].monthly is None:
                # It is compared as well as written: worked out once.
                self.relations[name] = f"final_{name}"
                merging.settle(self.con, f"final_{name}", f"SELECT * FROM {relation}", self._folder / "derived")

    def end(self) -> None:
        """Write down what was merged so far, so that the next round builds on it."""
        if not self.relations:
            return
        self.files |= put_down(self.con, self.relations, self._folder / "result")
        self._zone_before = self._zone
        self.staged, self.relations, self.ready = {}, {}, {}
        self.number += 1
