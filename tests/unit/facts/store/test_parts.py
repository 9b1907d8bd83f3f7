"""Are the same rows the same bytes, and are unchanged ones not written again?"""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import pytest

from ownit.facts.store import Counts, parts
from ownit.facts.store.errors import StorageFailedError

from .conftest import Row, Shop, activity, deal, extracted

DAYS = (date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 31), None, date(1, 1, 1), date(9999, 12, 31))


def _files(shop: Shop) -> dict[str, bytes]:
    current = shop.store.require()
    return {str(p.relative_to(current.path)): p.read_bytes() for p in sorted(current.path.rglob("*.parquet"))}


def _links(shop: Shop) -> dict[str, int]:
    current = shop.store.require()
    return {str(p.relative_to(current.path)): p.stat().st_nlink for p in sorted(current.path.rglob("*.parquet"))}


def _many() -> list[Row]:
    return [activity(f"a{i:05d}", DAYS[i % len(DAYS)], minutes=i) for i in range(3_000)]


def test_activities_lie_by_month(shop: Shop) -> None:
    shop.import_(extracted("activity", _many()))

    assert list(_files(shop)) == [
        "activity/0001-01.parquet",
        "activity/2026-07.parquet",
        "activity/2026-08.parquet",
        "activity/9999-12.parquet",
        "activity/undated.parquet",
    ]
    assert sorted(row["id"] for row in shop.rows("activity")) == [row["id"] for row in _many()]
    assert shop.store.require().manifest.rows["activity"] == 3_000


def test_the_same_rows_in_another_order_are_the_same_bytes(shop: Shop, tmp_path: Path) -> None:
    deals = [deal(f"d{i:05d}", name=f"Deal {i % 91}") for i in range(3_000)]
    shop.import_(extracted("activity", _many()), extracted("opportunity", deals))
    other = Shop(root=tmp_path / "other", source=shop.source)
    shuffled, shuffled_deals = _many(), list(deals)
    random.Random(1).shuffle(shuffled)
    random.Random(2).shuffle(shuffled_deals)
    other.import_(extracted("activity", shuffled), extracted("opportunity", shuffled_deals))

    assert _files(other) == _files(shop)


def test_a_month_too_great_for_memory_is_sorted_by_the_engine(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "IN_MEMORY", 400)
    rows = _many()
    random.Random(3).shuffle(rows)
    shop.import_(extracted("activity", rows))

    august = [row["id"] for row in shop.rows("activity") if row.get("on") in DAYS[1:3]]
    assert august == sorted(august)
    assert len(august) == 1_000


def test_months_that_did_not_change_are_linked(shop: Shop) -> None:
    shop.import_(extracted("activity", _many()), extracted("account", [{"id": "a"}]))
    shop.import_(extracted("activity", [*_many(), activity("new", DAYS[0])]), extracted("account", [{"id": "a"}]))

    assert _links(shop) == {
        "account/account.parquet": 2,
        "activity/0001-01.parquet": 2,
        "activity/2026-07.parquet": 1,
        "activity/2026-08.parquet": 2,
        "activity/9999-12.parquet": 2,
        "activity/undated.parquet": 2,
    }
    assert shop.counts["activity"] == Counts(staged=3_001, unchanged=3_000)

    shop.import_(extracted("activity", _many()[6:]), extracted("account", [{"id": "a"}]))
    assert shop.counts["activity"] == Counts(staged=2_994, unchanged=2_994, gone=7)


def test_where_links_fail_files_are_copied(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, target: Path) -> None:
        raise OSError(os.EX_NOPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    shop.import_(extracted("account", [{"id": "a"}]), extracted("product", [{"id": "p"}]))
    shop.import_(extracted("account", [{"id": "a"}]), extracted("product", [{"id": "q"}]))

    assert set(_links(shop).values()) == {1}
    assert [row["id"] for row in shop.rows("account")] == ["a"]


def test_a_damaged_file_is_said(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a"}]))
    (shop.store.require().path / "account" / "account.parquet").write_bytes(b"PAR1 no parquet PAR1")

    with pytest.raises(StorageFailedError, match="account failed: a file of it is damaged"):
        shop.import_(extracted("account", [{"id": "b"}]))
    assert shop.left() == []


def test_the_same_facts_publish_nothing(shop: Shop) -> None:
    first = shop.import_(extracted("activity", _many()))
    second = shop.import_(extracted("activity", _many()), text="the same facts in another file")

    assert first is not None
    assert second is not None
    assert (first.changed, second.changed) == (True, False)
    assert second.snapshot.id == first.snapshot.id == shop.store.require().id
    assert shop.left() == []
    assert len(list((shop.root / "imports").iterdir())) == 1


def test_a_month_that_empties_goes(shop: Shop) -> None:
    shop.import_(extracted("activity", [activity("1", DAYS[0]), activity("2", DAYS[1])]))
    published = shop.import_(extracted("activity", [activity("1", DAYS[0])]))

    assert published is not None
    assert published.changed
    assert list(_files(shop)) == ["activity/2026-07.parquet"]


def test_a_table_that_empties_goes(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a"}]), extracted("product", [{"id": "p"}]))
    shop.import_(extracted("account", []))

    assert list(_files(shop)) == ["product/product.parquet"]
