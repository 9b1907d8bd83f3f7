"""Is a table that comes in order on a first import written once, and any other as it always was?"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from ownit.facts.store import landing, parts

from .conftest import Row, Shop, extracted

AT = datetime(2026, 8, 1, 8, tzinfo=UTC)
CHANGES: list[Row] = [
    {"opportunity_id": f"d{i // 3:04d}", "at": AT + timedelta(hours=i), "to_stage": f"s{i % 3}"} for i in range(1_000)
]


def _sorted_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tables that are sorted into their file, as they are."""
    seen: list[str] = []
    write = parts.write

    def noted(con: object, table: object, *rest: object) -> object:
        seen.append(table.name)  # type: ignore[attr-defined] # it is a Table
        return write(con, table, *rest)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(parts, "write", noted)
    return seen


def test_a_table_in_order_is_written_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "ROWS_PER_GROUP", 300)
    again = _sorted_again(monkeypatch)
    shop.import_(extracted("stage_change", CHANGES), extracted("account", [{"id": "a"}, {"id": "b"}]))

    assert again == []
    rows = shop.rows("stage_change")
    assert rows == [{"connector": "crm", **row, "inferred": False} for row in CHANGES]


@pytest.mark.parametrize("place", [1, 299, 300, 301, 999])
def test_one_row_out_of_order_is_sorted_in(shop: Shop, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    monkeypatch.setattr(landing, "ROWS_PER_GROUP", 300)
    again = _sorted_again(monkeypatch)
    shop.import_(extracted("stage_change", [*CHANGES[1 : place + 1], CHANGES[0], *CHANGES[place + 1 :]]))

    assert again == ["stage_change"]
    assert [row["at"] for row in shop.rows("stage_change")] == [row["at"] for row in CHANGES]


def test_of_a_key_that_comes_twice_the_last_is_kept(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a", "name": "old"}, {"id": "a", "name": "new"}, {"id": "b"}]))

    assert shop.rows("account") == [{"connector": "crm", "id": "a", "name": "new"}, {"connector": "crm", "id": "b"}]
    assert shop.counts["account"].duplicates == 1


def test_the_last_of_a_key_counts_where_the_order_broke_before_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "ROWS_PER_GROUP", 3)
    accounts: list[Row] = [{"id": id_, "name": str(place)} for place, id_ in enumerate("bcadbeac")]
    shop.import_(extracted("account", accounts))

    found = {row["id"]: row["name"] for row in shop.rows("account")}
    assert found == {"a": "6", "b": "4", "c": "7", "d": "3", "e": "5"}
    assert shop.counts["account"].duplicates == 3


def test_keys_with_nulls_lie_where_they_are_sorted_to(shop: Shop) -> None:
    rows: list[Row] = [{"person_id": "p", "from": None}, {"person_id": "p", "from": date(2026, 1, 1)}]
    shop.import_(extracted("position", rows))

    assert [row.get("from") for row in shop.rows("position")] == [date(2026, 1, 1), None]


def test_two_parts_of_a_table_are_merged(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "b"}, {"id": "c"}]), extracted("account", [{"id": "a"}]))

    assert [row["id"] for row in shop.rows("account")] == ["a", "b", "c"]


def test_the_same_rows_in_order_or_not_are_no_difference(shop: Shop) -> None:
    shop.import_(extracted("stage_change", CHANGES), text="one")
    mixed = list(CHANGES)
    random.Random(5).shuffle(mixed)

    again = shop.import_(extracted("stage_change", mixed), text="two")
    assert again is not None
    assert not again.changed
