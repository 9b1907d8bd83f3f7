"""Rows leave the engine a batch at a time, and what there is no room for is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import ScratchFull
from ownit.connectors.reading import open_scratch
from ownit.connectors.reading.scratch import cursor
from ownit.connectors.reading.streamed import BATCH, streamed

SMALL = ReadOptions(connector="test", memory_limit="128MB")


def test_rows_come_in_batches(tmp_path: Path) -> None:
    con = open_scratch(tmp_path, SMALL)
    rows = streamed(con, f"SELECT range AS n FROM range({BATCH + 1})", pa.schema([("n", pa.int64())]))
    assert [batch.num_rows for batch in rows] == [BATCH, 1]


def test_too_little_memory_while_rows_come_is_a_sentence(tmp_path: Path) -> None:
    con = open_scratch(tmp_path, SMALL)
    query = "SELECT unnest(list(repeat('x', 1000))) AS x FROM range(200000)"  # a list cannot be spilled
    rows = streamed(con, query, pa.schema([("x", pa.string())]))
    with pytest.raises(ScratchFull, match="Free disk space"):
        rows.read_all()


def test_joins_and_sorts_leave_room_for_the_rows_on_their_way(tmp_path: Path) -> None:
    own = cursor(open_scratch(tmp_path, SMALL))
    names = "current_setting('memory_limit'), current_setting('operator_memory_limit')"
    assert own.execute(f"SELECT {names}").fetchall() == [("61.0 MiB", "45.7 MiB")]
