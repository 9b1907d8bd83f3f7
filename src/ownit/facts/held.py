"""How does a measure get at facts that lie in memory and were never published?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.facts.derive import derive
from ownit.facts.schema import SCHEMA_VERSION, TABLES
from ownit.facts.store.layout import Manifest, Snapshot
from ownit.facts.tables import Tables, quoted

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


class HeldTables(Tables):
    """Canonical Arrow tables, derived as on an import, as if a snapshot of the day ``through`` had them.

    A table that is not given is empty. For simulations and tests: nothing is written, nothing is merged.
    """

    def __init__(self, given: Mapping[str, pa.Table], *, through: date, zone: str = "UTC", threads: int = 1) -> None:
        super().__init__(_snapshot(through), threads=threads)
        for name, table in TABLES.items():
            self.connection.con.register(name, given.get(name, table.schema.empty_table()))
        relations = derive(self.connection.con, zone=zone)
        self._relations = {name: relations.get(name, name) for name in TABLES}

    def __getitem__(self, name: str) -> ir.Table:
        """The canonical table ``name``."""
        if (self.snapshot.id, name) not in self._seen:
            kept = f"held_{name}"
            self.connection.raw_sql(f"CREATE TEMP TABLE {kept} AS SELECT * FROM {quoted(self._relations[name])}")
            self._seen[self.snapshot.id, name] = self.connection.table(kept)
        return self._seen[self.snapshot.id, name]


def _snapshot(through: date) -> Snapshot:
    manifest = Manifest(
        id="held",
        schema_version=SCHEMA_VERSION,
        published_at=datetime.combine(through, time(23), UTC),
        parent=None,
        connector="",
        inputs="",
        rows={},
        data_from=None,
        data_through=through,
        report={},
    )
    return Snapshot(id="held", path=Path("held"), manifest=manifest)
