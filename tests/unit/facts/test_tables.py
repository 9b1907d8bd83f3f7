"""Can a snapshot be read whatever its files look like?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ownit.facts.schema import TABLES
from ownit.facts.store.errors import FilesGoneError
from ownit.facts.tables import Tables, UnknownEngineError


def test_a_table_the_snapshot_lacks_is_empty_and_typed(story: Any) -> None:
    tables = story.tables()
    for name, table in TABLES.items():
        found = tables[name].to_pyarrow()
        assert found.num_rows == 0
        assert found.schema.equals(table.schema), name
        assert tables[name].schema() == tables.connection.table(name).schema(), name


def test_columns_older_files_lack_are_null_and_parts_are_read_together(story: Any, tmp_path: Path) -> None:
    snapshot = story.tables().snapshot
    folder = tmp_path / "it's [1] snap*shot?"
    (folder / "activity").mkdir(parents=True)
    pq.write_table(pa.table({"id": ["A1"], "connector": ["crm"]}), folder / "activity" / "2026-01.parquet")
    pq.write_table(
        pa.table({"connector": ["crm"], "count": pa.array([2], pa.int32()), "id": ["A2"], "of_the_future": [1]}),
        folder / "activity" / "2026-02.parquet",
    )
    with Tables(replace(snapshot, path=folder), threads=1) as tables:
        found = tables["activity"].order_by("id").to_pyarrow()
        assert tables["activity"] is tables["activity"]
    assert found.schema.equals(TABLES["activity"].schema)
    assert found["id"].to_pylist() == ["A1", "A2"]
    assert found["count"].to_pylist() == [None, 2]


def test_a_table_that_lost_its_files_is_not_told_as_empty(story: Any, tmp_path: Path) -> None:
    """It was: no deal was ever won, said a record of 870 of them."""
    snapshot = story.tables(today="2026-08-12").snapshot
    lost = replace(snapshot, path=tmp_path, manifest=replace(snapshot.manifest, rows={"opportunity": 870, "lead": 0}))
    with Tables(lost, threads=1) as tables:
        assert tables["lead"].count().to_pyarrow().as_py() == 0
        with pytest.raises(FilesGoneError, match="870 rows should be in it"):
            tables["opportunity"]


def test_what_was_known_begins_when_the_data_end_or_when_it_was_published(story: Any) -> None:
    tables = story.tables(today="2026-08-12")
    assert tables.current_from == date(2026, 8, 12)
    later = replace(tables.snapshot, manifest=replace(tables.snapshot.manifest, data_through=date(2027, 1, 1)))
    undated = replace(tables.snapshot, manifest=replace(tables.snapshot.manifest, data_through=None))
    for snapshot in (later, undated):
        with Tables(snapshot) as other:
            assert other.current_from == date(2026, 8, 13)


def test_the_newest_older_snapshot_of_the_day_is_taken(story: Any) -> None:
    now = story.tables(today="2026-08-12").snapshot
    older = [
        replace(now, id=f"until-{day}", manifest=replace(now.manifest, data_through=date.fromisoformat(day)))
        for day in ("2026-03-01", "2026-06-01", "2026-05-01")
    ]
    with Tables(now, older=older) as tables:
        ids = {day: tables.then(date.fromisoformat(day)) for day in ("2026-02-28", "2026-05-31", "2026-06-01")}
    assert {day: None if s is None else s.id for day, s in ids.items()} == {
        "2026-02-28": None,
        "2026-05-31": "until-2026-05-01",
        "2026-06-01": "until-2026-06-01",
    }


def test_what_is_kept_can_be_given_back(story: Any) -> None:
    tables = story.tables()
    kept = tables.keep(ibis.memtable(pa.table({"a": [1, 2]})))
    assert kept.count().to_pyarrow().as_py() == 2
    tables.drop(kept)
    listed = tables.connection.con.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchone()
    assert listed == (0,)


def test_an_engine_there_is_not_is_refused(story: Any) -> None:
    with pytest.raises(UnknownEngineError, match="OWNIT_FACTS=duckdb"):
        Tables(story.tables().snapshot, engine="abacus")
