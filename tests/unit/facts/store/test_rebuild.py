"""Do the kept inputs, read again in order, give the same facts?"""

from __future__ import annotations

from datetime import UTC, datetime

from ownit.connectors.base import Extracted, Mode
from ownit.facts.store import Counts, KeptInput, Published

from .conftest import Row, Shop, deal, extracted


def _deals(shop: Shop, rows: list[Row], mode: Mode = "full") -> None:
    """Import deals; the source itself says them, one ``id stage`` per line after the mode."""
    text = "\n".join([mode, *(f"{row['id']} {row['stage']}" for row in rows)])
    shop.import_(extracted("opportunity", rows, mode), text=text)


def _rebuild(shop: Shop, kept: list[KeptInput]) -> Published:
    back = shop.root.parent / "back"
    with shop.store.writing(now=shop.now) as publication:
        publication.start_over()
        for one in kept:
            text = (shop.store.restore_inputs(one.digest, back / one.digest) / "export.csv").read_text()
            mode, *lines = text.splitlines()
            publication.reread(one)
            rows = [deal(line.split()[0], stage=line.split()[1]) for line in lines]
            publication.stage(extracted("opportunity", rows, "delta" if mode == "delta" else "full"))
            publication.merge()
            publication.derive(lambda _con, zone: {})
        publication.carry_over()
        publication.write()
        return publication.publish({"rebuilt": True})


def _story(shop: Shop) -> None:
    _deals(shop, [deal("1", stage="A"), deal("2", stage="A"), deal("3", stage="A")])
    _deals(shop, [deal("1", stage="B"), deal("2", stage="A")])
    _deals(shop, [deal("4", stage="A")], "delta")
    _deals(shop, [deal("1", stage="C"), deal("4", stage="A")])


def test_all_inputs_give_the_same_facts_again(shop: Shop) -> None:
    _story(shop)
    rebuilt = _rebuild(shop, shop.store.inputs())
    assert not rebuilt.changed


def test_what_the_last_inputs_cannot_tell_is_carried_over(shop: Shop) -> None:
    _story(shop)
    before = {table: shop.rows(table) for table in ("opportunity", "stage_change")}
    kept = [one for one in shop.store.inputs() if not one.superseded]
    assert len(kept) == 1

    rebuilt = _rebuild(shop, kept)
    assert not rebuilt.changed
    assert {table: shop.rows(table) for table in before} == before


def test_a_rebuild_mends_what_was_read_wrongly(shop: Shop) -> None:
    _deals(shop, [deal("1", stage="A"), deal("2", stage="A")])
    shop.import_(extracted("opportunity", [deal("wrong")]), text="full\n1 B\n2 A")
    assert [row["id"] for row in shop.rows("opportunity")] == ["1", "2", "wrong"]

    rebuilt = _rebuild(shop, shop.store.inputs())
    assert rebuilt.changed
    assert rebuilt.snapshot.manifest.parent is not None
    assert [(row["id"], row["stage"], row.get("gone_on")) for row in shop.rows("opportunity")] == [
        ("1", "B", None),
        ("2", "A", None),
    ]
    assert [row["to_stage"] for row in shop.rows("stage_change")] == ["B"]
    assert len(shop.store.inputs()) == 2


def test_rounds_are_counted_together_and_merged_once_each(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1"), deal("2")]), text="one")
    shop.import_(extracted("account", [{"id": "a"}, {"id": "a"}]), text="two", connector="other")
    tables = [extracted("opportunity", [deal("1"), deal("2")]), extracted("account", [{"id": "a"}, {"id": "a"}])]
    with shop.store.writing(now=shop.now) as publication:
        publication.start_over()
        for one, table in zip(shop.store.inputs(), tables, strict=True):
            publication.reread(one)
            publication.stage(table)
            publication.merge()
            publication.merge()
        publication.write()
        counts = publication.counts()
        assert not publication.publish({}).changed

    assert counts == {"opportunity": Counts(staged=2), "account": Counts(staged=2, duplicates=1)}
    assert len(shop.store.inputs()) == 2


def test_carrying_over_nothing_is_fine(shop: Shop) -> None:
    with shop.store.writing(now=shop.now) as publication:
        publication.keep_inputs(shop.source, connector="crm", kind="csv", options={})
        publication.stage(extracted("opportunity", [deal("1")]))
        publication.merge()
        publication.carry_over()
        publication.write()
        assert publication.publish({}).changed


def test_inputs_of_fewer_columns_need_the_one_that_had_them(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1", source="Fair")]))
    shop.import_(extracted("opportunity", [deal("1", stage="B")]))
    shop.import_(extracted("opportunity", [deal("1", stage="C")]))

    assert [one.superseded for one in shop.store.inputs()] == [False, True, False]
    assert shop.rows("opportunity")[0]["source"] == "Fair"


def _rebuild_of_the_last(shop: Shop, *tables: Extracted) -> Published:
    """Read again the one input that is needed, whose tables are these."""
    (last,) = [one for one in shop.store.inputs() if not one.superseded]
    with shop.store.writing(now=shop.now) as publication:
        publication.start_over()
        publication.reread(last)
        for table in tables:
            publication.stage(table)
        publication.merge()
        publication.carry_over()
        publication.write()
        return publication.publish({})


def test_history_that_the_crm_keeps_no_longer_is_carried_over(shop: Shop) -> None:
    """A CRM keeps field history for months: what was read once, no later export has."""
    old, new = (
        {"opportunity_id": "1", "at": datetime(2026, month, 5, tzinfo=UTC), "to_stage": stage}
        for month, stage in ((1, "A"), (7, "B"))
    )
    shop.import_(extracted("opportunity", [deal("1")]), extracted("stage_change", [old]))
    shop.import_(extracted("opportunity", [deal("1")]), extracted("stage_change", [new]))

    last = extracted("opportunity", [deal("1")]), extracted("stage_change", [new])
    assert not _rebuild_of_the_last(shop, *last).changed
    assert [row["to_stage"] for row in shop.rows("stage_change")] == ["A", "B"]


def test_people_whom_a_deal_that_is_gone_names_are_carried_over(shop: Shop) -> None:
    def export(id_: str, owner: str) -> tuple[Extracted, Extracted]:
        row = deal(id_) | {"owner_id": owner}
        return extracted("opportunity", [row]), extracted("person", [{"id": owner, "name": owner}], "adds")

    shop.import_(*export("1", "ann"))
    shop.import_(*export("2", "ben"))

    assert not _rebuild_of_the_last(shop, *export("2", "ben")).changed
    assert [row["id"] for row in shop.rows("person")] == ["ann", "ben"]
