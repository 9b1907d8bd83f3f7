"""Which changes between two snapshots become history, and say that they are inferred?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from .conftest import START, Row, Shop, deal, extracted


def _changes(shop: Shop) -> list[Row]:
    return [{k: v for k, v in row.items() if k != "connector"} for row in shop.rows("stage_change")]


def test_a_stage_that_differs_is_a_change_at_the_import(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1", stage="A"), deal("2", stage="A")]))
    shop.import_(extracted("opportunity", [deal("1", stage="B", amount=Decimal(5)), deal("2", stage="A")]))

    assert _changes(shop) == [
        {
            "opportunity_id": "1",
            "at": shop.now,
            "from_stage": "A",
            "to_stage": "B",
            "amount": Decimal("5.0000"),
            "inferred": True,
        }
    ]
    assert shop.counts["stage_change"].inferred == 1


def test_amounts_and_expected_closes_are_dated_too(shop: Shop) -> None:
    day = date(2026, 9, 1)
    shop.import_(extracted("opportunity", [deal("1", amount=Decimal(5), expected_close=day), deal("2", amount=None)]))
    shop.import_(extracted("opportunity", [deal("1", amount=Decimal(6), expected_close=day), deal("2", amount=None)]))
    shop.import_(
        extracted("opportunity", [deal("1", amount=Decimal(6)), deal("2", amount=None)], columns=["expected_close"])
    )

    assert [(r["from_stage"], r["to_stage"], r["amount"], r.get("expected_close")) for r in _changes(shop)] == [
        ("Open", "Open", Decimal("6.0000"), day),
        ("Open", "Open", Decimal("6.0000"), None),
    ]


def test_an_owner_that_differs_is_a_change_of_owner(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1"), deal("2")]))
    shop.import_(extracted("opportunity", [deal("1", owner_id="bob"), deal("2")]))

    assert shop.rows("owner_change") == [
        {
            "connector": "crm",
            "opportunity_id": "1",
            "at": shop.now,
            "from_owner": "ann",
            "to_owner": "bob",
            "inferred": True,
        }
    ]
    assert shop.rows("stage_change") == []


def test_what_the_input_tells_itself_is_not_inferred(shop: Shop) -> None:
    told = [{"opportunity_id": "1", "at": START + timedelta(minutes=90), "to_stage": "B"}]
    shop.import_(extracted("opportunity", [deal("1", stage="A"), deal("2", stage="A")]))
    shop.import_(
        extracted("opportunity", [deal("1", stage="B"), deal("2", stage="B")]),
        extracted("stage_change", told),
    )

    assert [(r["opportunity_id"], r["inferred"]) for r in _changes(shop)] == [("1", False), ("2", True)]


def test_history_that_was_known_before_explains_no_new_difference(shop: Shop) -> None:
    told = [{"opportunity_id": "1", "at": START, "to_stage": "A"}]
    shop.import_(extracted("opportunity", [deal("1", stage="A")]), extracted("stage_change", told))
    shop.import_(extracted("opportunity", [deal("1", stage="B")]), extracted("stage_change", told))

    assert [(r["to_stage"], r["inferred"]) for r in _changes(shop)] == [("A", False), ("B", True)]


def test_columns_that_are_not_carried_are_no_difference(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1", amount=Decimal(5))]))
    shop.import_(extracted("opportunity", [deal("1", name="renamed")]))
    shop.import_(extracted("opportunity", [deal("1", stage="B")], "delta"))

    assert [r["to_stage"] for r in _changes(shop)] == ["B"]


def test_going_is_no_change_and_inferred_history_stays(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1", stage="A"), deal("2")]))
    shop.import_(extracted("opportunity", [deal("1", stage="B"), deal("2")]))
    shop.import_(extracted("opportunity", [deal("2")]))

    assert [r["to_stage"] for r in _changes(shop)] == ["B"]


def test_two_changes_at_one_instant_leave_the_later(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1", amount=Decimal(1))]))
    for amount in (2, 3):
        shop.now = START
        shop.import_(extracted("opportunity", [deal("1", amount=Decimal(amount))]))

    assert [r["amount"] for r in _changes(shop)] == [Decimal("3.0000")]
