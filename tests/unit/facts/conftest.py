"""How does a test tell its facts? As tables in its docstring: the story is the fixture.

    opportunity
    id | owner_id | created_on | source_class
    D1 | viktor   | 2026-03-01 | cold

An empty cell is null; ``connector`` is "crm" unless said; owner_id "viktor", stage "Open" and outcome "open" unless
said. ``older opportunity`` is a table of the older snapshot, ``previous opportunity`` what the previous import derived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ownit.facts.derive import derive
from ownit.facts.schema import TABLES, Table
from ownit.facts.store.layout import Manifest, Snapshot
from ownit.facts.tables import Tables

DEFAULTS: dict[str, dict[str, Any]] = {
    "opportunity": {"owner_id": "viktor", "stage": "Open", "outcome": "open"},
    "quota": {"period_start": date(2026, 1, 1), "amount": Decimal(1)},
}
Rows = list[dict[str, Any]]


@dataclass
class Story:
    """The facts of one test."""

    told: Mapping[str, Rows]
    folder: Path
    opened: list[Tables] = field(default_factory=list)

    def tables(self, *, today: str = "2026-08-12", older_on: str = "2026-06-30", zone: str = "UTC") -> Tables:
        """The tables of a snapshot whose data end ``today``, derived as on an import; asked again, the same."""
        if self.opened:
            return self.opened[0]
        derived = self.derived(zone=zone)
        now = self._snapshot("now", {n: derived[n] if n in derived else self.arrow(n) for n in TABLES}, today)
        older = {n.removeprefix("older "): rows for n, rows in self.told.items() if n.startswith("older ")}
        then = [self._snapshot("older", {n: _arrow(TABLES[n], r) for n, r in older.items()}, older_on)] if older else []
        tables = Tables(now, older=then)
        self.opened.append(tables)
        return tables

    def arrow(self, name: str) -> pa.Table:
        """A told table, whole."""
        return _arrow(TABLES[name], self.told.get(name, []))

    def derived(self, *, zone: str = "UTC") -> dict[str, pa.Table]:
        """What derive makes of the told tables."""
        con = _engine().cursor()  # with temporary tables of its own: nothing of another story is in it
        for name in TABLES:
            con.register(name, self.arrow(name))
        if "previous opportunity" in self.told:
            con.register("previous_opportunity", _arrow(TABLES["opportunity"], self.told["previous opportunity"]))
        relations = derive(con, zone=zone)
        found = {n: con.sql(f"SELECT * FROM {r}").to_arrow_table() for n, r in relations.items()}
        con.close()
        return {name: table.cast(TABLES[name].schema) for name, table in found.items()}

    def _snapshot(self, id_: str, tables: Mapping[str, pa.Table], through: str) -> Snapshot:
        path = self.folder / id_
        for name, table in tables.items():
            if table.num_rows:
                (path / name).mkdir(parents=True)
                pq.write_table(table, path / name / "all.parquet")
        day = date.fromisoformat(through)
        manifest = Manifest(
            id=id_,
            schema_version=1,
            published_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=1),
            parent=None,
            connector="crm",
            inputs="",
            rows={},
            data_from=None,
            data_through=day,
            report={},
        )
        return Snapshot(id=id_, path=path, manifest=manifest)


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One for all stories: waking it takes as long as deriving a story."""
    return duckdb.connect()


@pytest.fixture
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Story]:
    """The facts told in the test's docstring."""
    told = Story(told=parsed(request.function.__doc__ or ""), folder=tmp_path)
    yield told
    for tables in told.opened:
        tables.close()


@pytest.fixture(scope="session")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Story]]:
    """Stories told in a test's body, for cases and properties."""
    every: list[Story] = []

    def telling(text: str) -> Story:
        every.append(Story(told=parsed(text), folder=tmp_path_factory.mktemp("story")))
        return every[-1]

    yield telling
    for story in every:
        for tables in story.opened:
            tables.close()


def parsed(text: str) -> dict[str, Rows]:
    """The tables of a text: a line with a table's name, a line of columns, lines of cells."""
    told: dict[str, Rows] = {}
    name = ""
    columns: list[str] = []
    for line in (raw.strip() for raw in text.splitlines()):
        if line.split(" ")[-1] in TABLES and "|" not in line and len(line.split(" ")) <= 2:
            name, columns = line, []
            told[name] = []
        elif name and not line:
            name = ""
        elif name and not columns:
            columns = [c.strip() for c in line.split("|")]
        elif name:
            cells = [c.strip() for c in line.split("|")]
            assert len(cells) == len(columns), f"{line!r} does not fit {columns}"
            told[name].append(dict(zip(columns, cells, strict=True)))
    return told


def _arrow(table: Table, rows: Rows) -> pa.Table:
    types = {f.name: f.type for f in table.schema}
    defaults: dict[str, Any] = {"connector": "crm", **DEFAULTS.get(table.name, {})}
    columns = {
        name: [_cell(row[name], kind) if name in row else defaults.get(name) for row in rows]
        for name, kind in types.items()
    }
    unknown = {c for row in rows for c in row} - types.keys()
    assert not unknown, f"{table.name} has no {unknown}"
    return pa.table(columns, schema=table.schema)


def _cell(text: str, kind: pa.DataType) -> Any:
    if text == "":
        return None
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    if pa.types.is_decimal(kind):
        return Decimal(text)
    if pa.types.is_boolean(kind):
        return text == "yes"
    if pa.types.is_integer(kind):
        return int(text)
    return float(text) if pa.types.is_floating(kind) else text
