"""What is a table after an import?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from ownit.facts.derive import derive
from ownit.facts.schema import SILENT
from ownit.facts.store import Counts, LeftAlone

from .conftest import START, Shop, activity, deal, extracted


def test_a_first_import_is_what_came_in(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("2"), deal("1", amount=Decimal("10"))]))

    assert [row["id"] for row in shop.rows("opportunity")] == ["1", "2"]
    assert shop.rows("opportunity")[0]["amount"] == Decimal("10.0000")
    assert shop.rows("opportunity")[0]["connector"] == "crm"
    assert shop.counts == {"opportunity": Counts(staged=2)}


def test_a_deal_missing_from_a_full_import_stays_and_says_since_when(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1"), deal("2")]))
    shop.import_(extracted("opportunity", [deal("1")]))

    assert [row.get("gone_on") for row in shop.rows("opportunity")] == [None, START.date()]
    assert shop.counts["opportunity"] == Counts(staged=1, unchanged=1, gone=1)


def test_the_day_it_went_is_the_local_one_and_stays_the_first(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1"), deal("2")]))
    shop.now = datetime(2026, 8, 12, 22, 30, tzinfo=UTC)
    shop.import_(extracted("opportunity", [deal("1")]), zone="Europe/Berlin")
    shop.now += timedelta(days=3)
    shop.import_(extracted("opportunity", [deal("1", name="other")]))

    assert shop.rows("opportunity")[1]["gone_on"] == date(2026, 8, 13)
    assert shop.counts["opportunity"].gone == 0


def test_a_deal_that_comes_back_is_not_gone(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1"), deal("2")]))
    shop.import_(extracted("opportunity", [deal("1")]))
    shop.import_(extracted("opportunity", [deal("1"), deal("2")]))

    assert [row.get("gone_on") for row in shop.rows("opportunity")] == [None, None]


def test_rows_of_other_tables_go_and_are_counted(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a"}, {"id": "b"}]))
    shop.import_(extracted("account", [{"id": "b"}]))

    assert [row["id"] for row in shop.rows("account")] == ["b"]
    assert shop.counts["account"] == Counts(staged=1, unchanged=1, gone=1)


def test_a_full_import_leaves_other_connectors_and_other_tables_alone(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1")]), extracted("account", [{"id": "a"}]), connector="one")
    shop.import_(extracted("opportunity", [deal("1"), deal("9")]), connector="two")

    assert [(row["connector"], row["id"], row.get("gone_on")) for row in shop.rows("opportunity")] == [
        ("one", "1", None),
        ("two", "1", None),
        ("two", "9", None),
    ]
    assert [row["id"] for row in shop.rows("account")] == ["a"]
    assert shop.counts["opportunity"] == Counts(staged=2)


def test_a_delta_replaces_rows_and_keeps_the_columns_it_does_not_carry(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a", "name": "A", "country": "DE"}, {"id": "b", "name": "B"}]))
    shop.import_(extracted("account", [{"id": "a", "name": "A2"}, {"id": "c", "name": "C"}], "delta"))

    assert [(r["id"], r["name"], r.get("country")) for r in shop.rows("account")] == [
        ("a", "A2", "DE"),
        ("b", "B", None),
        ("c", "C", None),
    ]
    assert shop.counts["account"] == Counts(staged=2)


def test_a_delta_says_nothing_of_deals_it_leaves_out_and_brings_gone_ones_back(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1"), deal("2"), deal("3")]))
    shop.import_(extracted("opportunity", [deal("1")]))
    shop.import_(extracted("opportunity", [deal("3")], "delta"))

    assert [row.get("gone_on") for row in shop.rows("opportunity")] == [None, START.date(), None]


def test_what_a_full_import_says_nothing_of_stands_and_is_told(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]))
    shop.import_(extracted("account", [{"id": "a", "country": "DE"}]))

    assert shop.rows("account") == [{"connector": "crm", "id": "a", "name": "A", "country": "DE"}]
    assert shop.counts["account"] == Counts(staged=1, gone=1, left_alone=LeftAlone(wholly=("name",)))


def test_of_what_a_rows_own_file_says_nothing_it_stands_and_is_told(shop: Shop) -> None:
    """Of two files one has no creation date, source and end; what it has is as it says, and a new deal has none."""
    born, won = date(2026, 7, 1), {"outcome": "won", "closed_on": date(2026, 8, 1)}
    both = {"created_on": born, "source": "Web"}
    shop.import_(extracted("opportunity", [deal(i) | both | won for i in ("1", "2", "3")]))
    less = {"created_on": None, "source": None, "closed_on": None, SILENT: "closed_on,created_on,source"}
    rows = [deal("1") | both | won, deal("2") | less | {"outcome": "won"}, deal("3") | less, deal("4") | less]
    shop.import_(extracted("opportunity", rows))

    told = [tuple(row.get(c) for c in ("created_on", "source", "closed_on")) for row in shop.rows("opportunity")]
    assert told == [(born, "Web", date(2026, 8, 1))] * 2 + [(born, "Web", None), (None, None, None)]
    alone = LeftAlone(partly=("closed_on", "created_on", "source"))
    assert shop.counts["opportunity"].left_alone == alone
    assert [one.superseded for one in shop.store.inputs()] == [False, False]


def test_a_part_that_lacks_a_column_of_another_leaves_it_as_it_was(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]))
    shop.import_(extracted("account", [{"id": "a", "name": "C"}]), extracted("account", [{"id": "b", "country": "DE"}]))

    assert [(row.get("name"), row.get("country")) for row in shop.rows("account")] == [("C", None), ("B", "DE")]


def test_what_a_full_import_says_is_empty_is_empty(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": "a", "name": "A"}]))
    shop.import_(extracted("account", [{"id": "a", "name": None}]))

    assert shop.rows("account") == [{"connector": "crm", "id": "a"}]


def test_a_deal_that_is_open_again_has_no_day_it_closed_though_the_import_says_nothing_of_one(shop: Shop) -> None:
    ends = {"outcome": "lost", "closed_on": date(2026, 7, 1)}
    shop.import_(extracted("opportunity", [deal("1") | ends, deal("2") | ends]))
    shop.import_(extracted("opportunity", [deal("1"), deal("2") | {"outcome": "lost"}]))

    assert [row.get("closed_on") for row in shop.rows("opportunity")] == [None, date(2026, 7, 1)]


def test_a_day_follows_its_instant_though_only_that_is_said(shop: Shop) -> None:
    """The day is worked out of the instant, so it was said with it: one that stands from before is another's."""
    before, after = datetime(2026, 8, 10, 9, tzinfo=UTC), datetime(2026, 8, 11, 9, tzinfo=UTC)
    shop.import_(extracted("opportunity", [deal("1", created_at=before)]), derive=derive)
    shop.import_(extracted("opportunity", [deal("1", created_at=after)]), derive=derive)

    assert shop.rows("opportunity")[0]["created_on"] == after.date()
    assert shop.counts["opportunity"].left_alone == LeftAlone()


def test_rows_that_only_add_give_way_to_what_is_known(shop: Shop) -> None:
    ann = {"id": "ann", "name": "Ann", "email": "ann@example.com"}
    shop.import_(extracted("person", [ann, {"id": "boss", "name": "Boss"}]))
    shop.import_(extracted("person", [{"id": "ann", "name": None}, {"id": "new", "name": "New"}], "adds"))

    assert shop.rows("person") == [
        {"connector": "crm", **ann},
        {"connector": "crm", "id": "boss", "name": "Boss"},
        {"connector": "crm", "id": "new", "name": "New"},
    ]
    assert shop.counts["person"].gone == 0


def test_of_a_repeated_key_the_last_record_is_kept_and_the_others_counted(shop: Shop) -> None:
    shop.import_(
        extracted("account", [{"id": "a", "name": "first"}, {"id": "b", "name": "B"}]),
        extracted("account", [{"id": "a", "name": "second"}, {"id": "a", "name": "last"}]),
    )

    assert [row["name"] for row in shop.rows("account")] == ["last", "B"]
    assert shop.counts["account"] == Counts(staged=4, duplicates=2)


def test_the_last_of_many_is_the_last_that_came(shop: Shop) -> None:
    shop.import_(extracted("account", [{"id": str(i % 7), "name": str(i)} for i in range(50_000)]))

    assert sorted(int(row["name"]) for row in shop.rows("account")) == list(range(49_993, 50_000))


def test_keys_with_nulls_match_each_other(shop: Shop) -> None:
    position = {"person_id": "ann", "from": None}
    shop.import_(extracted("position", [{**position, "role": "hunter"}, {**position, "role": "farmer"}]))
    assert shop.counts["position"].duplicates == 1

    shop.import_(extracted("position", [{**position, "role": "leader"}], "delta"))
    assert [row["role"] for row in shop.rows("position")] == ["leader"]

    shop.import_(extracted("position", [{**position, "role": "leader"}, {**position, "from": START.date()}]))
    assert shop.counts["position"] == Counts(staged=2, unchanged=1)


def test_history_is_only_added_to(shop: Shop) -> None:
    at = START - timedelta(days=9)
    shop.import_(extracted("stage_change", [{"opportunity_id": "1", "at": at, "to_stage": "A"}]))
    shop.import_(
        extracted(
            "stage_change",
            [
                {"opportunity_id": "1", "at": at, "to_stage": "A", "from_stage": "Z"},
                {"opportunity_id": "1", "at": START, "to_stage": "B"},
            ],
        )
    )
    shop.import_(extracted("stage_change", [{"opportunity_id": "2", "at": at, "to_stage": "A"}]))

    assert [
        (r["opportunity_id"], r["to_stage"], r.get("from_stage"), r["inferred"]) for r in shop.rows("stage_change")
    ] == [
        ("1", "A", "Z", False),
        ("1", "B", None, False),
        ("2", "A", None, False),
    ]
    assert shop.counts["stage_change"].gone == 0


@pytest.mark.parametrize("moved", ["the organisation", "a person"])
def test_a_local_day_once_written_is_not_shifted_while_its_instant_stays(shop: Shop, moved: str) -> None:
    rows = [{"id": "same", "at": START}, {"id": "moved", "at": START}]
    person = {"id": "ann", "timezone": "Europe/Berlin"}
    shop.import_(
        extracted("activity", [{**row, "on": date(2026, 8, 11)} for row in rows]), extracted("person", [person])
    )
    rows[1]["at"] = START + timedelta(days=1)
    if moved == "a person":
        person["timezone"] = "Asia/Tokyo"
    zone = "UTC" if moved == "a person" else "Asia/Tokyo"
    shop.import_(extracted("activity", rows), extracted("person", [person]), zone=zone)

    assert {row["id"]: row.get("on") for row in shop.rows("activity")} == {"same": date(2026, 8, 11), "moved": None}


def test_a_day_is_worked_out_anew_where_nobody_moved(shop: Shop) -> None:
    late = datetime(2026, 8, 12, 23, 30, tzinfo=UTC)
    rows = [{"id": "1", "at": late}]
    shop.import_(extracted("activity", rows), derive=derive, zone="Asia/Tokyo")
    shop.import_(extracted("activity", [{"id": "1", "at": late, "minutes": 3}]), derive=derive, zone="Asia/Tokyo")
    assert [row["on"] for row in shop.rows("activity")] == [date(2026, 8, 13)]

    shop.import_(extracted("activity", rows), derive=derive, zone="UTC")
    assert [row["on"] for row in shop.rows("activity")] == [date(2026, 8, 13)]


def test_a_delta_that_moves_an_instant_leaves_its_day_to_be_worked_out(shop: Shop) -> None:
    shop.import_(extracted("activity", [{"id": "1", "at": START, "on": date(2026, 8, 11)}]))
    shop.import_(extracted("activity", [{"id": "1", "minutes": 3}], "delta"))
    assert shop.rows("activity")[0]["on"] == date(2026, 8, 11)

    shop.import_(extracted("activity", [{"id": "1", "at": START + timedelta(days=1)}], "delta"))
    assert "on" not in shop.rows("activity")[0]


def test_a_deal_reopened_by_the_file_loses_its_closing_day(shop: Shop) -> None:
    shop.import_(extracted("opportunity", [deal("1", closed_on=date(2026, 8, 1))]))
    shop.import_(extracted("opportunity", [deal("1")], columns=["closed_on", "closed_at"]))

    assert "closed_on" not in shop.rows("opportunity")[0]


def test_parts_of_one_table_are_one_table_and_delta_if_any_is(shop: Shop) -> None:
    shop.import_(extracted("activity", [activity("0")]))
    shop.import_(extracted("activity", [activity("1")]), extracted("activity", [activity("2", minutes=3)], "delta"))

    assert [row["id"] for row in shop.rows("activity")] == ["0", "1", "2"]


def test_columns_that_no_table_has_are_a_mistake_of_the_connector(shop: Shop) -> None:
    wrong = extracted("account", [{"id": "a"}])
    object.__setattr__(wrong, "table", "rate")

    with pytest.raises(ValueError, match=r"rate has no columns \['id'\]"):
        shop.import_(wrong)


def test_an_import_of_nothing_is_no_snapshot(shop: Shop) -> None:
    published = shop.import_(extracted("account", []))

    assert published is not None
    assert shop.rows("account") == []


def test_staging_comes_after_the_inputs(shop: Shop) -> None:
    with shop.store.writing(now=START) as publication, pytest.raises(RuntimeError, match="keep_inputs"):
        publication.stage(extracted("account", [{"id": "a"}]))
