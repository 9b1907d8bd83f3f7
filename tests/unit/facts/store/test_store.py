"""Which snapshot is current, which are kept, and what is said when there is trouble?"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from ownit.facts import schema
from ownit.facts.derive import derive
from ownit.facts.store.errors import (
    CorruptedError,
    DiskFullError,
    NoSnapshotError,
    NothingToUndoError,
    NotWritableError,
    SchemaTooNewError,
    StorageFailedError,
    UnknownSnapshotError,
)
from ownit.facts.store.locking import WAITING, writer_lock
from ownit.facts.store.storage import told, translating
from ownit.facts.tables import Tables

from .conftest import START, Shop, activity, deal, extracted


def test_before_the_first_import_there_is_nothing_and_the_command_is_named(shop: Shop) -> None:
    assert shop.store.current() is None
    assert shop.store.snapshots() == []
    with pytest.raises(NoSnapshotError, match="`ownit import salesforce FOLDER`"):
        shop.store.require()
    with pytest.raises(NoSnapshotError):
        shop.store.undo(START)


def test_a_snapshot_says_what_it_is(shop: Shop) -> None:
    days = {"created_on": date(2026, 7, 1), "closed_on": date(2027, 1, 1)}
    published = shop.import_(
        extracted("opportunity", [deal("1", **days)]), extracted("activity", [activity("1", date(2026, 8, 11))])
    )

    assert published is not None
    snapshot = shop.store.require()
    assert published.snapshot == snapshot == shop.store.snapshot(snapshot.id)
    assert snapshot.id.startswith("20260812T130000Z-")
    manifest = snapshot.manifest
    assert (manifest.published_at, manifest.parent, manifest.connector) == (shop.now, None, "crm")
    assert (manifest.rows["opportunity"], manifest.rows["activity"], manifest.rows["lead"]) == (1, 1, 0)
    assert (manifest.data_from, manifest.data_through) == (date(2026, 7, 1), date(2026, 8, 11))
    assert manifest.report == {"number": 1}
    with pytest.raises(UnknownSnapshotError, match="ownit facts list"):
        shop.store.snapshot("20200101T000000Z-000000")


def test_ids_sort_in_the_order_of_publishing_whatever_the_clock_says(shop: Shop) -> None:
    for hours in (1, 0, -30):
        shop.now = START + timedelta(hours=hours)
        shop.import_(extracted("account", [{"id": str(hours)}]))

    listed = shop.store.snapshots()
    assert [one.manifest.report["number"] for one in listed] == [3, 2, 1]
    assert [one.state for one in listed] == ["current", "earlier", "earlier"]
    assert [one.manifest.parent for one in listed[:2]] == [one.manifest.id for one in listed[1:]]


def test_undo_goes_back_one_by_one_and_can_be_told(shop: Shop) -> None:
    for n in range(3):
        shop.import_(extracted("account", [{"id": str(n)}]))

    assert shop.store.undo(shop.now) == shop.store.require()
    assert [row["id"] for row in shop.rows("account")] == ["1"]
    assert [one.state for one in shop.store.snapshots()] == ["undone", "current", "earlier"]

    shop.import_(extracted("account", [{"id": "9"}]))
    assert [one.state for one in shop.store.snapshots()] == ["current", "undone", "earlier", "earlier"]

    shop.store.undo(shop.now)
    shop.store.undo(shop.now)
    assert shop.store.undo(shop.now) is None
    assert shop.store.current() is None
    assert [one.state for one in shop.store.snapshots()] == ["undone"] * 4
    shop.import_(extracted("account", [{"id": "10"}]))
    assert shop.store.require().manifest.parent is None


def test_what_is_no_longer_kept_cannot_be_gone_back_to(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))
    before = shop.store.require()
    shop.import_(extracted("account", [{"id": "2"}]))
    before.path.rename(shop.root / "elsewhere")

    with pytest.raises(NothingToUndoError, match=before.id):
        shop.store.undo(shop.now)


def test_an_import_that_fails_or_is_left_changes_nothing_and_leaves_nothing(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))

    def interrupt(name: str) -> None:
        if name == "merge":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shop.import_(extracted("account", [{"id": "2"}]), step=interrupt)
    with shop.store.writing(now=START) as publication, pytest.raises(RuntimeError, match="write comes before"):
        publication.publish({})

    assert [row["id"] for row in shop.rows("account")] == ["1"]
    assert shop.left() == []


@pytest.mark.parametrize("step", ["sync snapshots", "replace pointer"])
def test_failing_with_the_snapshot_in_place_takes_it_back(shop: Shop, step: str) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))

    def fail(name: str) -> None:
        if name == step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DiskFullError, match="Nothing was changed"):
        shop.import_(extracted("account", [{"id": "2"}]), step=fail)
    assert [row["id"] for row in shop.rows("account")] == ["1"]
    assert len(shop.store.snapshots()) == 1
    assert shop.left() == []


def test_no_room_for_the_connector_is_no_room(shop: Shop) -> None:
    with pytest.raises(DiskFullError), shop.store.writing(now=START):
        raise OSError(errno.EFBIG, "too large", "scratch.csv")
    with pytest.raises(DiskFullError), shop.store.writing(now=START):
        raise duckdb.IOException("Could not write file: No space left on device")
    with pytest.raises(FileNotFoundError), shop.store.writing(now=START):
        Path("not there").read_bytes()


def test_each_refusal_has_its_sentence(tmp_path: Path) -> None:
    assert isinstance(told(OSError(errno.EROFS, "read-only", "/a/b"), tmp_path), NotWritableError)
    assert "/a/b may not be written" in str(told(OSError(errno.EACCES, "no", "/a/b"), tmp_path))
    assert isinstance(told(duckdb.IOException("Permission denied"), tmp_path), NotWritableError)
    assert isinstance(told(duckdb.OutOfMemoryException("failed to offload data block"), tmp_path), DiskFullError)
    with pytest.raises(StorageFailedError, match="Input/output error"), translating(tmp_path):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_newer_schema_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))
    path = shop.store.require().path / "manifest.json"
    body = json.loads(path.read_text())
    body |= {"schema_version": schema.SCHEMA_VERSION + 1, "rows": "something else"}
    path.write_text(json.dumps(body))

    for read in (shop.store.current, shop.store.snapshots, lambda: shop.import_(extracted("account", [{"id": "2"}]))):
        with pytest.raises(SchemaTooNewError, match=f"schema {schema.SCHEMA_VERSION + 1}; this one reads up to"):
            read()


def test_unknown_keys_and_missing_new_ones_are_fine(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))
    snapshot = shop.store.require()
    path = snapshot.path / "manifest.json"
    body = json.loads(path.read_text())
    del body["readings"]
    path.write_text(json.dumps({**body, "something": "new"}))

    assert shop.store.require().manifest.rows == snapshot.manifest.rows
    assert shop.store.require().manifest.readings == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema_version": 1}', '{"schema_version": "x"}', None])
def test_a_corrupted_manifest_is_said_with_the_way_out(shop: Shop, text: str | None) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))
    before = shop.store.require()
    shop.import_(extracted("account", [{"id": "2"}]))
    path = shop.store.require().path / "manifest.json"
    path.unlink()
    if text is not None:
        path.write_text(text)

    with pytest.raises(CorruptedError) as error:
        shop.store.current()
    assert str(path) in str(error.value)
    assert f"the newest of the others is {before.id}" in str(error.value)
    (shop.root / "current").write_text(before.id)
    assert shop.store.require() == before


def test_a_corrupted_pointer_is_said_with_the_way_out(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))
    whole = shop.store.require().id
    for wrong in ("", "../../etc", "20200101T000000Z-000000"):
        (shop.root / "current").write_text(wrong)
        with pytest.raises(CorruptedError, match=whole):
            shop.store.current()
    (shop.root / "snapshots" / whole).rename(shop.root / "elsewhere")
    with pytest.raises(CorruptedError, match=r"remove .*current and import again"):
        shop.store.current()


def test_a_snapshot_without_a_column_is_read_with_nulls_and_built_upon(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "1", "name": "A"}]), extracted("activity", [activity("1", START.date())]))
    snapshot = shop.store.require()
    for file in (*snapshot.files("account"), *snapshot.files("activity")):
        older = pq.ParquetFile(file).read().drop_columns(["country" if "account" in file else "minutes"])
        Path(file).unlink()
        pq.write_table(older, file)

    with Tables(shop.store.require()) as tables:
        assert tables["account"].country.to_pyarrow().to_pylist() == [None]
    shop.import_(
        extracted("account", [{"id": "2", "country": "DE"}], "delta"),
        extracted("activity", [activity("2", START.date(), minutes=3)], "delta"),
    )
    assert [row.get("country") for row in shop.rows("account")] == [None, "DE"]
    assert [row.get("minutes") for row in shop.rows("activity")] == [None, 3]


def test_derived_relations_are_what_is_stored(shop: Shop) -> None:
    rows = [{"id": "1", "at": START}, {"id": "2", "at": START.replace(month=5)}]
    shop.import_(extracted("activity", rows), extracted("opportunity", [deal("1")]), derive=derive, zone="Asia/Tokyo")
    shop.import_(
        extracted("activity", rows), extracted("opportunity", [deal("1", stage="B")]), derive=derive, zone="Asia/Tokyo"
    )

    assert [row["on"] for row in shop.rows("activity")] == [date(2026, 5, 12), date(2026, 8, 12)]
    assert [row["count"] for row in shop.rows("activity")] == [1, 1]
    assert [row["origin"] for row in shop.rows("opportunity")] == ["unknown"]
    assert shop.counts["activity"].unchanged == 2
    assert shop.counts["opportunity"].unchanged == 0


def test_one_who_waits_is_told_and_then_goes_on(tmp_path: Path) -> None:
    said: list[str] = []
    held, taken = threading.Event(), []

    def second() -> None:
        held.wait()
        with writer_lock(tmp_path / "lock", said.append):
            taken.append(time.monotonic())

    waiter = threading.Thread(target=second)
    waiter.start()
    with writer_lock(tmp_path / "lock"):
        held.set()
        time.sleep(1.3)
        assert taken == []
        released = time.monotonic()
    waiter.join(10)
    assert said == [WAITING]
    assert taken[0] >= released


def test_readers_need_neither_duckdb_nor_a_lock(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "1"}]))
    code = f"""
import sys
from pathlib import Path
from ownit.facts.store import Store
print(Store(Path({str(shop.root)!r})).require().id, "duckdb" in sys.modules)
"""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[4] / "src")}
    with writer_lock(shop.root / "lock"):
        found = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert found.stdout.split() == [shop.store.require().id, "False"]
