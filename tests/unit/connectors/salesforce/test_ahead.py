"""Are files that are read ahead read as any other, and does nothing go on once nobody waits for it?"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import duckdb
import pytest

from ownit.connectors.base import ReadOptions, silent
from ownit.connectors.salesforce import typed
from ownit.connectors.salesforce.ahead import Ahead, Read, Sight
from ownit.connectors.salesforce.extract import extract

from .conftest import read_all

OPTIONS = ReadOptions(connector="crm")
DEALS = """Id,OwnerId,Name,StageName,Amount,CloseDate,CreatedDate,IsWon,IsClosed,IsDeleted
0065g0000008nZ2AAI,0055g0000008nZ2AAI,One,Open,100,2024-03-01,2024-01-05T08:00:00.000Z,false,false,false
0065g0000008nZ3AAI,0055g0000008nZ2AAI,Two,Closed Won,{},2024-03-02,2024-01-06T08:00:00.000Z,true,true,false
0065g0000008nZ4AAI,0055g0000008nZ2AAI,Three,Open,,2024-03-03,2024-01-07T08:00:00.000Z,false,false,true
"""
TASKS = """Id,OwnerId,WhatId,Subject,ActivityDate,Status,CreatedDate
00T5g0000008nZ2AAI,0055g0000008nZ2AAI,0065g0000008nZ2AAI,Call,2024-01-05,Completed,2024-01-05T08:00:00.000Z
00T5g0000008nZ3AAI,0055g0000008nZ2AAI,0065g0000008nZ3AAI,Mail,2024-01-08,Open,2024-01-07T08:00:00.000Z
"""


def _export(folder: Path, amount: str = "200") -> Path:
    folder.mkdir()
    (folder / "Opportunity.csv").write_text(DEALS.format(amount), encoding="utf-8")
    (folder / "Task.csv").write_text(TASKS, encoding="utf-8")
    return folder


def _ahead_still() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("read-ahead")]


@pytest.mark.parametrize("amount", ["200", "1.234,50"])  # the second is not plain: the careful ways follow
def test_what_is_read_ahead_is_read_as_it_is_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: str
) -> None:
    export = _export(tmp_path / "export", amount)
    asked = read_all(export, tmp_path / "asked")
    begun: list[str] = []
    begin = Ahead.begin

    def noted(self: Ahead, to: Path, read: Read) -> None:
        begun.append(to.stem)
        begin(self, to, read)

    monkeypatch.setattr(Ahead, "begin", noted)
    monkeypatch.setattr(typed, "WORTH", 0)

    assert read_all(export, tmp_path / "ahead") == asked
    assert begun == ["Opportunity_0", "Task_0"]
    assert _ahead_still() == []


def test_small_files_begin_no_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted(*_: object) -> None:
        raise AssertionError("a thread for a file of a few records")

    monkeypatch.setattr(Ahead, "begin", unwanted)
    assert read_all(_export(tmp_path / "export"), tmp_path / "scratch")["opportunity"].kept == 2


def test_whoever_leaves_early_leaves_no_thread_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "WORTH", 0)
    tables = extract(_export(tmp_path / "export"), OPTIONS, tmp_path / "scratch")
    next(tables)
    tables.close()
    assert _ahead_still() == []


def test_what_failed_is_left_to_whoever_asks(tmp_path: Path) -> None:
    ahead = Ahead(tmp_path, OPTIONS, threads=1)
    full = duckdb.IOException("No space left on device")

    def failing(_: duckdb.DuckDBPyConnection) -> int:
        raise full

    ahead.begin(tmp_path / "a", failing)
    ahead.begin(tmp_path / "b", lambda con: len(con.execute("FROM range(3)").fetchall()))
    assert ahead.sight(tmp_path / "b", "reading b", silent) in (Sight(rows=3), None)  # None: not begun yet
    assert ahead.sight(tmp_path / "a", "reading a", silent) is None
    assert ahead.sight(tmp_path / "c", "reading c", silent) is None
    ahead.end()


def test_a_long_reading_is_ended(tmp_path: Path) -> None:
    ahead, began = Ahead(tmp_path, OPTIONS, threads=1), threading.Event()

    def long(con: duckdb.DuckDBPyConnection) -> int:
        began.set()
        return int(con.execute("SELECT count(*) FROM range(10000000) a, range(100000) b").fetchall()[0][0])

    ahead.begin(tmp_path / "a", long)
    ahead.begin(tmp_path / "b", long)
    assert began.wait(10)
    before = time.monotonic()
    ahead.end()
    assert time.monotonic() - before < 5
    assert _ahead_still() == []
