"""Is an input recognised, kept whole, and given back as it was?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from ownit.facts.store import Kept, KeptFile, KeptInput
from ownit.facts.store.errors import InputChangedError, InputMissingError
from ownit.facts.store.keeping import Keeping

from .conftest import START, Shop, deal, extracted


def _keep(shop: Shop, **how: object) -> Kept:
    """What the store makes of the source as it is now."""
    settings = {"connector": "crm", "kind": "csv", "options": {"a": 1}, **how}
    with shop.store.writing(now=shop.now) as publication:
        return publication.keep_inputs(shop.source, **settings)  # type: ignore[arg-type] # settings are what it takes


def test_the_same_input_is_seen_before_it_is_read(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x")
    assert shop.import_(extracted("opportunity", [deal("2")]), text="x") is None
    assert [row["id"] for row in shop.rows("opportunity")] == ["1"]
    assert _keep(shop) == Kept(digest=shop.store.require().manifest.inputs, seen=True)


def test_another_content_of_the_same_size_is_another_input(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x")
    (shop.source / "export.csv").write_text("y")
    assert not _keep(shop).seen


def test_another_way_to_read_it_is_another_input(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x")
    assert not _keep(shop, options={"a": 2}).seen
    assert not _keep(shop, map_text="[table]").seen
    assert not _keep(shop, connector="other").seen


def test_another_file_beside_it_is_another_input_but_a_hidden_one_is_not(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x")
    (shop.source / ".lock").write_text("")
    assert _keep(shop).seen
    (shop.source / "more.csv").write_text("")
    assert not _keep(shop).seen
    assert _keep(shop, files=[shop.source / "export.csv"]).seen


def test_only_the_newest_input_of_a_connector_is_seen(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x")
    shop.import_(extracted("account", [{"id": "a"}]), text="other", connector="other")
    assert shop.import_(text="x") is None
    shop.import_(extracted("opportunity", [deal("2")]), text="y")
    assert shop.import_(extracted("opportunity", [deal("1")]), text="x") is not None
    assert len(list((shop.root / "imports").iterdir())) == 3


def test_an_input_that_was_undone_may_be_imported_again(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x")
    shop.import_(extracted("opportunity", [deal("2")]), text="y")
    shop.store.undo(START)
    assert shop.import_(extracted("opportunity", [deal("2")]), text="y") is not None


def test_inputs_come_back_as_they_were(shop: Shop, tmp_path: Path) -> None:
    (shop.source / "deep").mkdir()
    (shop.source / "deep" / "größe, 1.csv").write_bytes(bytes(range(256)) * 40_000)
    shop.import_(extracted("opportunity", [deal("1")]), text="x")

    (kept,) = shop.store.inputs()
    back = shop.store.restore_inputs(kept.digest, tmp_path / "back")

    assert back == tmp_path / "back"
    assert (back / "export.csv").read_text() == "x"
    assert (back / "deep" / "größe, 1.csv").read_bytes() == bytes(range(256)) * 40_000
    assert (kept.connector, kept.kind, kept.options, kept.map_text) == ("crm", "csv", {"a": 1}, None)
    assert kept.at == shop.now
    assert not kept.superseded


def test_a_single_file_comes_back_as_a_file(shop: Shop, tmp_path: Path) -> None:
    source = shop.source / "one.csv"
    source.write_text("a,b")
    with shop.store.writing(now=START) as publication:
        publication.keep_inputs(source, connector="crm", kind="csv", options={}, map_text="m")
        publication.stage(extracted("account", [{"id": "a"}]))
        publication.merge()
        publication.write()
        publication.publish({})

    (kept,) = shop.store.inputs()
    assert (kept.single, kept.map_text) == (True, "m")
    assert shop.store.restore_inputs(kept.digest, tmp_path / "back").read_text() == "a,b"


def test_what_an_earlier_version_kept_comes_back(shop: Shop, tmp_path: Path) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x" * 1000)
    (folder,) = (shop.root / "imports").iterdir()
    (folder / "0001.lz4").unlink()
    with pa.CompressedOutputStream(pa.OSFile(str(folder / "0001.zst"), "wb"), "zstd") as out:
        out.write(b"x" * 1000)
    described = (folder / "input.json").read_text()
    (folder / "input.json").write_text(described.replace("0001.lz4", "0001.zst"))

    assert (shop.store.restore_inputs(folder.name, tmp_path / "back") / "export.csv").read_text() == "x" * 1000


def test_damaged_inputs_are_said(shop: Shop, tmp_path: Path) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), text="x" * 1000)
    (folder,) = (shop.root / "imports").iterdir()
    stored = folder / "0001.lz4"
    whole = stored.read_bytes()

    def restored(text: bytes) -> str:
        stored.write_bytes(text)
        with pytest.raises(InputMissingError) as error:
            shop.store.restore_inputs(folder.name, tmp_path / "back")
        return str(error.value)

    assert "cannot be unpacked" in restored(b"nonsense")
    assert "damaged" in restored(whole.replace(b"x", b"y"))
    stored.unlink()
    with pytest.raises(InputMissingError, match="is not there"):
        shop.store.restore_inputs(folder.name, tmp_path / "back")
    (folder / "input.json").write_text("{}")
    with pytest.raises(InputMissingError, match="description is damaged"):
        shop.store.restore_inputs(folder.name, tmp_path / "back")
    with pytest.raises(InputMissingError, match="no longer kept"):
        shop.store.restore_inputs("0" * 32, tmp_path / "back")


def test_a_file_that_changes_while_it_is_read_is_said(shop: Shop) -> None:
    export = shop.source / "export.csv"
    export.write_text("still being written")
    listed = KeptFile(name="export.csv", size=5, digest="", stored="")
    fresh = KeptInput(
        digest="", connector="crm", kind="csv", options={}, map_text=None, single=False, files=(listed,), at=START
    )
    keeping = Keeping(fresh, [export], shop.source / "kept")
    with pytest.raises(InputChangedError, match=r"export.csv changed while"):
        keeping.finish()
    keeping.stop()


def test_an_input_that_later_ones_gave_in_full_is_superseded(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]))
    shop.import_(extracted("opportunity", [deal("2")], "delta"))
    shop.import_(extracted("opportunity", [deal("3")]))
    shop.import_(extracted("opportunity", [deal("4")], "delta"))
    assert [kept.superseded for kept in shop.store.inputs()] == [True, True, False, False]
    assert [kept.at - START for kept in shop.store.inputs()] == [timedelta(hours=n) for n in (1, 2, 3, 4)]
