# ruff: noqa: E501 -- a record of a CSV file stands in one line
"""Do replicated tables become facts, with what is deleted or replaced left out and counted?"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .conftest import Export, Read, read_all, sid

SAMPLE = Path(__file__).parents[5] / "shared" / "data" / "salesforce_tables"


def test_snake_case_prefixes_and_suffixes_are_understood(export: Export) -> None:
    files = {
        "sf_opportunity_data.csv": """
            id,_fivetran_synced,_fivetran_active,is_deleted,name,stage_name,owner_id,close_date,is_closed,is_won,next_step_date_c,forecast_category_name
            006000000000001AAA,2026-08-01 00:00:00,true,false,Good,Proposal,005000000000001AAA,2026-09-30 00:00:00,false,false,2026-08-20 00:00:00,Commit
            006000000000002AAA,2026-08-01 00:00:00,true,true,Deleted,Proposal,005000000000001AAA,2026-09-30 00:00:00,false,false,,
            006000000000003AAA,2026-08-01 00:00:00,false,false,Replaced,Proposal,005000000000001AAA,2026-09-30 00:00:00,false,false,,
            """,
        "stg_salesforce__user.csv": """
            id,_fivetran_deleted,name,user_role_id
            005000000000001AAA,false,Ann,
            005000000000002AAA,true,Ben,
            """,
    }
    tables = export(files)
    table = tables["opportunity"]
    assert [row["name"] for row in table.rows] == ["Good"]
    assert str(table.rows[0]["next_step_on"]) == "2026-08-20"
    assert [(r["record"], r["column"], r["reason"]) for r in sorted(table.rejects, key=lambda r: r["record"])] == [
        (2, "IsDeleted", "deleted in the CRM"),
        (3, "_fivetran_active", "an older version, no longer active in the replica"),
    ]
    assert {note.count for note in table.notes if note.code == "salesforce.left_out"} == {1}
    assert table.mapped["sf_opportunity_data.csv:next_step_date_c"] == "opportunity.next_step_on"
    assert set(tables["person"].by()) == {sid("005", 1)}


VERSIONS = """
    id,_fivetran_start,_fivetran_end,_fivetran_active,is_deleted,name,stage_name,amount,owner_id,close_date,is_closed,is_won
    006000000000001AAA,2026-03-01 08:00:00,2026-03-09 23:59:59,false,false,A,Prospecting,100,005000000000001AAA,2026-06-30,false,false
    006000000000001AAA,2026-03-10 00:00:00,2026-03-19 23:59:59,false,false,A,Proposal,100,005000000000001AAA,2026-06-30,false,false
    006000000000001AAA,2026-03-20 00:00:00,2026-03-24 23:59:59,false,false,A,Proposal,100,005000000000001AAA,2026-06-30,false,false
    006000000000001AAA,2026-03-25 00:00:00,2026-04-09 23:59:59,false,false,A,Proposal,100,005000000000002AAA,2026-06-30,false,false
    006000000000001AAA,2026-04-10 00:00:00,9999-12-31 23:59:59,true,false,A,Closed Won,120,005000000000002AAA,2026-04-10,true,true
"""


def test_every_version_of_a_deal_is_its_history_and_the_active_one_the_deal(export: Export) -> None:
    tables = export({"opportunity.csv": VERSIONS})
    table = tables["opportunity"]
    assert (table.read, table.kept, table.rejected) == (5, 1, 4)
    assert (table.rows[0]["stage"], table.rows[0]["owner_id"]) == ("Closed Won", sid("005", 2))
    assert table.rows[0]["closed_at"] == datetime(2026, 4, 10, tzinfo=UTC)
    stages = sorted(tables["stage_change"].rows, key=lambda r: r["at"])
    assert [(r["from_stage"], r["to_stage"]) for r in stages] == [
        (None, "Prospecting"),
        ("Prospecting", "Proposal"),
        ("Proposal", "Closed Won"),
    ]
    owners = tables["owner_change"].rows
    assert [(r["at"], r["from_owner"], r["to_owner"]) for r in owners] == [
        (datetime(2026, 3, 25, tzinfo=UTC), sid("005", 1), sid("005", 2))
    ]
    assert tables["stage_change"].note("salesforce.versions").count == 5


def test_versions_beside_the_current_table_only_give_history(export: Export) -> None:
    current = "id,_fivetran_synced,name,stage_name,owner_id,is_closed,is_won\n" + (
        f"{sid('006', 1)},2026-08-01 00:00:00,A,Closed Won,{sid('005', 2)},true,true\n"
    )
    tables = export({"sf_opportunity_data.csv": current, "sf_opportunity_history_data.csv": VERSIONS})
    assert (tables["opportunity"].read, tables["opportunity"].kept) == (1, 1)
    assert tables["stage_change"].kept == 3


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    return read_all(SAMPLE, tmp_path_factory.mktemp("scratch"))


def rows_of(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_tables_import_with_every_row_accounted_for(sample: dict[str, Read]) -> None:
    one_for_one = {
        "opportunity": ["sf_opportunity_data.csv"],
        "person": ["sf_user_data.csv"],
        "account": ["sf_account_data.csv"],
        "contact": ["sf_contact_data.csv"],
        "product": ["sf_product_2_data.csv"],
        "lead": ["sf_lead_data.csv"],
        "activity": ["sf_task_data.csv", "sf_event_data.csv"],
    }
    for table, files in one_for_one.items():
        assert sample[table].read == sum(len(rows_of(file)) for file in files), table
        kept = {row["id"] for row in sample[table].rows}
        rejected = {(r["file"], r["record"]) for r in sample[table].rejects}
        for file in files:
            for record, row in enumerate(rows_of(file), start=1):
                assert (row["id"] in kept) != ((file, record) in rejected), (file, record)
    noted = {note.code: note for table in sample.values() for note in table.notes}
    assert noted["salesforce.roles"].count == len(rows_of("sf_user_role_data.csv"))
    assert noted["salesforce.line_items"].count == len(rows_of("sf_opportunity_line_item_data.csv"))
    assert sample["stage_change"].rejected == len(rows_of("sf_opportunity_history_data.csv"))
    told = " ".join(note.text for note in sample["opportunity"].notes)
    for file in ("sf_account_history_data.csv", "sf_contact_history_data.csv", "sf_order_data.csv", "LICENSE"):
        assert file in told


def test_the_sample_tables_say_what_is_in_them(sample: dict[str, Read]) -> None:
    assert sample["opportunity"].kept == 0  # the sample's deals are all deleted
    assert {r["reason"] for r in sample["opportunity"].rejects} == {"deleted in the CRM"}
    assert sample["person"].by()["0051G000005Mx8dQAC"]["name"] == "Eric Welsh"
    meetings = [row for row in sample["activity"].rows if row["channel"] == "meeting"]
    assert len(meetings) == len(rows_of("sf_event_data.csv"))
    assert {row["minutes"] for row in meetings} == {15, 30}
    assert {row["result"] for row in meetings} == {"held"}
