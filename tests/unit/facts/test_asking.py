"""Is a question worded once, and answered for each day, table and text it is asked with?"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest

from ownit.facts.asking import question

DEALS = pa.table(
    {
        "id": ["a", "b", "c"],
        "currency": ["EUR", "O'Ne", "asked_deals"],
        "closed": [date(2026, 1, 5), date(2026, 2, 5), None],
        "amount": pa.array([10, None, 30], pa.int64()),
    }
)
worded: list[str] = []


@question
def closed(deals: Any, *, until: Any, missing: Any, but: Any = "", names: tuple[str, ...] = ()) -> Any:
    """Those closed by a day."""
    worded.append("closed")
    there = deals.filter(deals["closed"] <= until, deals["currency"] != but)
    return there.select("id", amount=there["amount"].fill_null(missing), **dict.fromkeys(names, there["id"]))


@question
def counted(deals: Any) -> Any:
    """How many there are."""
    return deals.aggregate(n=deals.count())


def test_the_same_question_of_another_day_is_worded_once() -> None:
    """Days, numbers, texts and the rows of a table may differ; what changes its form is worded anew."""
    worded.clear()
    first = closed(deals=DEALS, until=date(2026, 1, 31), missing=7, but="USD").to_pyarrow()
    second = closed(deals=DEALS.slice(1), until=date(2026, 2, 28), missing=8, but="EUR").to_pyarrow()
    assert first.to_pylist() == [{"id": "a", "amount": 10}]
    assert second.to_pylist() == [{"id": "b", "amount": 8}]
    assert worded == ["closed"]
    named = closed(deals=DEALS, until=date(2026, 1, 31), missing=7, but="USD", names=("again",)).to_pyarrow()
    assert named.to_pylist() == [{"id": "a", "amount": 10, "again": "a"}]
    assert worded == ["closed"] * 2


@pytest.mark.parametrize("text", ["O'Ne", '"asked_deals"', "ASKED_MISSING()"])
def test_a_text_is_a_text_whatever_is_in_it(text: str) -> None:
    """Quotes in it end nothing, and what looks like a place to fill is not filled."""
    deals = DEALS.set_column(1, "currency", pa.array(["EUR", text, "USD"]))
    found = closed(deals=deals, until=date(2026, 12, 31), missing=0, but=text).to_pyarrow()
    assert found["id"].to_pylist() == ["a"]


def test_tables_of_an_engine_expressions_and_other_questions_may_be_asked_about() -> None:
    """All on the engine that the first of them is at home on; a kept answer has the columns' types."""
    engine = ibis.duckdb.connect()
    placed = engine.create_table("placed", ibis.memtable(DEALS), temp=True)
    some = placed.filter(placed["id"] != "a")
    asked = closed(deals=some, until=date(2026, 12, 31), missing=0)
    assert asked.engine is engine
    assert asked.to_pyarrow().to_pylist() == [{"id": "b", "amount": 0}]
    assert counted(deals=asked).to_pyarrow()["n"].to_pylist() == [1]
    kept = asked.keep("of_these")
    assert kept.schema() == engine.table("of_these", database=("temp", "main")).schema() == asked.schema
    assert counted(deals=kept).to_pyarrow()["n"].to_pylist() == [1]
    assert counted(deals=ibis.memtable(DEALS)).to_pyarrow()["n"].to_pylist() == [3]


def test_what_is_worked_out_from_memory_is_to_be_kept_first() -> None:
    """An engine other than Ibis' own would not find it."""
    some = ibis.memtable(DEALS).filter(lambda t: t["id"] != "a")
    with pytest.raises(TypeError, match="keep"):
        counted(deals=some)


def test_nothing_is_left_behind() -> None:
    """Tables in memory are at hand only while they are asked about."""
    engine = ibis.duckdb.connect()
    placed = engine.create_table("placed", ibis.memtable(DEALS), temp=True)

    @question
    def both(deals: Any, other: Any) -> Any:
        return deals.inner_join(other.select(key="id"), [deals["id"] == other["id"]]).select("id")

    before = _views(engine)
    found = both(deals=placed, other=DEALS.slice(1)).to_pyarrow()
    assert {row["id"] for row in found.to_pylist()} == {"b", "c"}
    assert _views(engine) == before


def _views(engine: Any) -> list[Any]:
    found: list[Any] = engine.con.execute("SELECT view_name FROM duckdb_views() ORDER BY 1").fetchall()
    return found
