"""What is kept, and what goes?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ownit.facts.store import Manifest, Reading, retention

from .conftest import START, Shop, deal, extracted

DAY = timedelta(days=1)


def _manifest(n: int, age: timedelta, parent: int | None = None) -> Manifest:
    return Manifest(
        id=f"{n:03d}",
        schema_version=1,
        published_at=START - age,
        parent=None if parent is None else f"{parent:03d}",
        connector="crm",
        inputs=f"digest {n}",
        rows={},
        data_from=None,
        data_through=None,
        report={},
    )


def _kept(manifests: list[Manifest], current: int = -1, undone: dict[str, datetime] | None = None) -> list[int]:
    return sorted(int(id_) for id_ in retention.kept(manifests, manifests[current], undone or {}, START))


def test_thirty_days_are_kept_however_many() -> None:
    line = [_manifest(n, (40 - n) * DAY) for n in range(41)]
    assert _kept(line) == list(range(10, 41))


def test_ten_are_kept_however_old() -> None:
    line = [_manifest(n, 365 * DAY - n * DAY) for n in range(15)]
    assert _kept(line) == list(range(5, 15))


def test_the_current_one_and_what_it_came_from_are_kept() -> None:
    line = [_manifest(n, 365 * DAY - n * DAY, n - 1 if n else None) for n in range(20)]
    assert _kept(line, current=3) == [2, 3, *range(10, 20)]


def test_what_was_undone_within_a_day_is_kept() -> None:
    line = [_manifest(n, 365 * DAY - n * DAY) for n in range(15)]
    undone = {"000": START - timedelta(hours=23), "001": START - timedelta(hours=25)}
    assert _kept(line, undone=undone) == [0, *range(5, 15)]


def _reading(digest: str, connector: str = "crm", **modes: str) -> Reading:
    return Reading(digest=digest, connector=connector, at=START, modes=modes)


def test_a_reading_is_superseded_when_later_ones_gave_all_of_it_in_full() -> None:
    readings = [
        _reading("a", opportunity="full", lead="full"),
        _reading("b", opportunity="full"),
        _reading("c", connector="other", opportunity="full"),
        _reading("d", lead="full"),
        _reading("e", opportunity="delta"),
    ]
    assert retention.superseded(readings) == {0}
    assert retention.superseded(readings[:3]) == set()
    assert [r.digest for r in retention.without_lost(readings, {"b"})] == ["b", "c", "d", "e"]
    assert [r.digest for r in retention.without_lost(readings, {"a"})] == ["a", "b", "c", "d", "e"]


def test_a_reading_that_left_columns_alone_supersedes_those_that_said_no_more() -> None:
    """Week by week an export of fewer columns: only the last of them and the one of all columns are read again."""
    all_, few, fewer = "full", "full but source", "full but amount, source"
    assert retention.superseded([_reading(mode, opportunity=mode) for mode in (all_, few, fewer, few)]) == {1, 2}
    assert retention.superseded([_reading(mode, opportunity=mode) for mode in (few, fewer)]) == set()
    assert retention.superseded([_reading(mode, opportunity=mode) for mode in (fewer, all_)]) == {0}
    in_part = "full but source in part"  # a file of it said the source
    assert retention.superseded([_reading(mode, opportunity=mode) for mode in (all_, in_part)]) == set()
    assert retention.superseded([_reading(mode, opportunity=mode) for mode in (in_part, few)]) == set()
    assert retention.superseded([_reading(mode, opportunity=mode) for mode in (few, in_part)]) == {0}


def test_what_only_adds_keeps_no_reading() -> None:
    readings = [_reading("a", opportunity="full", person="adds"), _reading("b", opportunity="full", person="adds")]
    assert retention.superseded(readings) == {0}


def _names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


@pytest.fixture
def old(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Three imports in full, a day apart; two snapshots are enough."""
    monkeypatch.setattr(retention, "KEPT_AT_LEAST", 2)
    for n in range(3):
        shop.now = START + n * DAY
        shop.import_(extracted("opportunity", [deal(str(n))]))
        (shop.root / "reckoned" / shop.store.require().id / "2026-08-12").mkdir(parents=True)
    return shop


def test_an_import_prunes_what_is_no_longer_referred_to(old: Shop) -> None:
    ids = sorted(_names(old.root / "snapshots"))
    digests = [kept.digest for kept in old.store.inputs()]
    old.now = START + 60 * DAY
    old.import_(extracted("opportunity", [deal("new")]))

    current = old.store.require()
    assert _names(old.root / "snapshots") == {ids[2], current.id}
    assert _names(old.root / "reckoned") == {ids[2]}
    assert _names(old.root / "imports") == {digests[2], current.manifest.inputs}
    assert [r.digest for r in current.manifest.readings] == [*digests, current.manifest.inputs]
    assert [kept.digest for kept in old.store.inputs()] == [digests[2], current.manifest.inputs]
    assert old.left() == []

    old.now += DAY
    old.import_(extracted("opportunity", [deal("newer")]))
    assert [r.digest for r in old.store.require().manifest.readings][:-1] == [digests[2], current.manifest.inputs]


def test_inputs_that_a_rebuild_needs_are_kept(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "KEPT_AT_LEAST", 1)
    shop.import_(extracted("opportunity", [deal("1")]))
    for n in range(3):
        shop.now += 60 * DAY
        shop.import_(extracted("opportunity", [deal(f"new {n}")], "delta"))

    assert len(_names(shop.root / "snapshots")) == 2
    assert len(_names(shop.root / "imports")) == len(shop.store.inputs()) == 4


def test_a_snapshot_that_cannot_be_read_is_never_pruned_nor_are_inputs_then(old: Shop) -> None:
    first = min(_names(old.root / "snapshots"))
    (old.root / "snapshots" / first / "manifest.json").write_text("?")
    old.now = START + 60 * DAY
    old.import_(extracted("opportunity", [deal("new")]))

    assert first in _names(old.root / "snapshots")
    assert len(_names(old.root / "imports")) == 4


def test_what_a_dead_writer_left_is_swept(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]))
    (shop.root / "staging" / "dead" / "deep").mkdir(parents=True)
    (shop.root / "staging" / "dead" / "deep" / "file").write_text("x")
    (shop.root / "staging" / "file").write_text("x")
    shop.import_(extracted("opportunity", [deal("2")]))
    assert shop.left() == []
