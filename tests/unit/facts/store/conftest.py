"""What does a test need to import rows into a store of its own?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ownit.connectors.base import REJECTS, Extracted, Mode
from ownit.facts.schema import SILENT, TABLES
from ownit.facts.store import Counts, Published, Snapshot, Step, Store, no_step

START = datetime(2026, 8, 12, 12, tzinfo=UTC)
Row = dict[str, Any]


def extracted(table: str, rows: Sequence[Row], mode: Mode = "full", columns: Iterable[str] = ()) -> Extracted:
    """Rows as a connector would yield them, with the columns the rows name (and those in ``columns``)."""
    names = list(dict.fromkeys([*columns, *(name for row in rows for name in row)])) or ["id"]
    schema = pa.schema(
        [pa.field(name, pa.string()) if name == SILENT else TABLES[table].schema.field(name) for name in names]
    )
    batches = pa.Table.from_pylist(list(rows), schema=schema).to_reader()
    n = len(rows)
    return Extracted(table=table, mode=mode, read=n, kept=n, rejected=0, batches=batches, rejects=REJECTS.empty_table())


def rows_of(snapshot: Snapshot | None, table: str) -> list[Row]:
    """A table of a snapshot as it is stored, without its nulls, in the order of the files."""
    files = snapshot.files(table) if snapshot else []
    read = (row for file in files for row in pq.ParquetFile(file).read().to_pylist())
    return [{k: v for k, v in row.items() if v is not None} for row in read]


@dataclass
class Shop:
    """A store and a source folder whose one file says which import it is."""

    root: Path
    source: Path
    now: datetime = START
    steps: list[str] = field(default_factory=list)
    counts: Mapping[str, Counts] = field(default_factory=dict)
    number: int = 0

    @property
    def store(self) -> Store:
        return Store(self.root)

    def import_(
        self,
        *tables: Extracted,
        connector: str = "crm",
        text: str | None = None,
        derive: Callable[..., Mapping[str, str]] | None = None,
        step: Step = no_step,
        zone: str = "UTC",
    ) -> Published | None:
        """Import tables, an hour after the last import; None if the input was recognised before it was read."""
        self.number += 1
        self.now += timedelta(hours=1)
        (self.source / "export.csv").write_text(text or f"import {self.number}")
        with self.store.writing(now=self.now, zone=zone, step=step) as publication:
            if publication.keep_inputs(self.source, connector=connector, kind="csv", options={"a": 1}).seen:
                return None
            for table in tables:
                publication.stage(table)
            publication.merge()
            if derive is not None:
                publication.derive(derive)
            publication.write()
            self.counts = publication.counts()
            return publication.publish({"number": self.number})

    def rows(self, table: str) -> list[Row]:
        """A table as it is current now."""
        return rows_of(self.store.current(), table)

    def left(self) -> list[str]:
        """What lies in staging."""
        return [p.name for p in (self.root / "staging").iterdir()]


def deal(id_: str, **more: Any) -> Row:
    """An opportunity with what is required."""
    return {"id": id_, "owner_id": "ann", "stage": "Open", "outcome": "open", **more}


def activity(id_: str, on: date | None = None, **more: Any) -> Row:
    """An activity of a day, or of none."""
    return {"id": id_, "on": on, **more}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    source = tmp_path / "export"
    source.mkdir()
    return Shop(root=tmp_path / "facts", source=source)
