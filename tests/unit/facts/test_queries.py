"""Is a query worded once, and answered for each day, table and text it is asked with?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pytest

from ownit.facts.queries import Form, query
from ownit.method.deals import Origin

DEALS = pa.table(
    {
        "id": ["a", "b", "c"],
        "currency": ["EUR", "O'Ne", "__bound_deals"],
        "closed": [date(2026, 1, 5), date(2026, 2, 5), None],
        "amount": pa.array([10, None, 30], pa.int64()),
    }
)
worded: list[str] = []


@query
def closed(deals: Any, *, until: Any, missing: Any, but: Any = "", names: tuple[str, ...] = ()) -> Any:
    """Those closed by a day."""
    worded.append("closed")
    there = deals.filter(deals["closed"] <= until, deals["currency"] != but)
    return there.select("id", amount=there["amount"].fill_null(missing), **dict.fromkeys(names, there["id"]))


@query
def paired(deals: Any, other: Any) -> Any:
    """Those that are in both."""
    return deals.semi_join(other, "id").select("id")


@query
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


@pytest.mark.parametrize("text", ["O'Ne", '"__bound_deals"', "__BOUND_MISSING()"])
def test_a_text_is_a_text_whatever_is_in_it(text: str) -> None:
    """Quotes in it end nothing, and what looks like a place to fill is not filled."""
    deals = DEALS.set_column(1, "currency", pa.array(["EUR", text, "USD"]))
    found = closed(deals=deals, until=date(2026, 12, 31), missing=0, but=text).to_pyarrow()
    assert found["id"].to_pylist() == ["a"]


def test_tables_of_an_engine_expressions_and_other_queries_may_be_asked_about() -> None:
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
    before = _views(engine)
    found = paired(deals=placed, other=DEALS.slice(1)).to_pyarrow()
    assert {row["id"] for row in found.to_pylist()} == {"b", "c"}
    assert _views(engine) == before


def _tables(engine: Any) -> list[Any]:
    found: list[Any] = engine.con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    return found


def _views(engine: Any) -> list[Any]:
    found: list[Any] = engine.con.execute("SELECT view_name FROM duckdb_views() ORDER BY 1").fetchall()
    return found


def test_what_is_neither_a_value_nor_a_form_is_refused() -> None:
    """A moment, a fraction, an enum or NumPy's number would be put in as something else, or worded again and again."""
    for wrong in (datetime(2026, 1, 1, tzinfo=UTC), 0.5, Origin.OWN, np.int64(3)):
        with pytest.raises(TypeError, match=f"a {type(wrong).__name__} cannot"):
            closed(deals=DEALS, until=date(2026, 1, 31), missing=wrong)


def test_a_form_decides_the_words_and_a_value_does_not() -> None:
    """A limit is no value in Ibis: it is worded for each."""

    @query
    def first(deals: Any, limit: int) -> Any:
        return deals.order_by("id").limit(limit).select("id")

    found = [first(deals=DEALS, limit=Form(n)).to_pyarrow().num_rows for n in (1, 2)]
    assert found == [1, 2]


def test_days_before_the_year_1000_and_numbers_below_nothing() -> None:
    """They are told with all their digits and signs."""
    early = DEALS.set_column(2, "closed", pa.array([date(1, 1, 1), date(999, 12, 31), None]))
    found = closed(deals=early, until=date(999, 12, 31), missing=-5).to_pyarrow()
    assert found.to_pylist() == [{"id": "a", "amount": 10}, {"id": "b", "amount": -5}]


def test_tables_of_two_engines_are_not_asked_together() -> None:
    """One would not find the other's."""
    one, other = (ibis.duckdb.connect().create_table("placed", ibis.memtable(DEALS), temp=True) for _ in range(2))
    with pytest.raises(TypeError, match="two engines"):
        paired(deals=one, other=other)


def test_an_answer_that_fails_leaves_nothing_behind() -> None:
    """Neither the tables held for it nor the one it was to be kept in."""

    @query
    def wrong(deals: Any) -> Any:
        return deals.mutate(n=deals["id"].cast("int64"))

    engine = ibis.duckdb.connect()
    placed = engine.create_table("placed", ibis.memtable(DEALS), temp=True)
    failing = wrong(deals=paired(deals=placed, other=DEALS))
    before = _views(engine), _tables(engine)
    with pytest.raises(duckdb.Error):
        failing.keep("failed")
    assert (_views(engine), _tables(engine)) == before
    with paired(deals=placed, other=DEALS).kept() as kept:
        assert kept.count().to_pyarrow().as_py() == 3
    assert (_views(engine), _tables(engine)) == before
