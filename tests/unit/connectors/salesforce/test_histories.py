"""When did an opportunity change its stage, amount, close date or owner?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from .conftest import OPPORTUNITY, Export, Read, sid

HISTORY = """
    Id,OpportunityId,StageName,Amount,CloseDate,Probability,CreatedDate
    008000000000001AAA,006000000000002AAA,Prospecting,150,2026-04-30,10,2026-03-01T08:00:00.000Z
    008000000000002AAA,006000000000002AAA,Proposal,200,2026-04-30,50,2026-03-20T08:00:00.000Z
    008000000000003AAA,006000000000002AAA,Proposal,200,2026-05-15,50,2026-04-10T08:00:00.000Z
    008000000000004AAA,006000000000002AAA,Closed Won,200,2026-05-31,100,2026-05-12T21:30:00.000Z
"""


def steps(table: Read, deal: str) -> list[tuple[str | None, str | None]]:
    rows = sorted((r for r in table.rows if r["opportunity_id"] == deal), key=lambda r: r["at"])
    return [(row["from_stage"], row["to_stage"]) for row in rows]


def test_snapshots_tell_each_change_and_where_it_came_from(export: Export) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunityHistory.csv": HISTORY})["stage_change"]
    assert steps(table, sid("006", 2)) == [
        (None, "Prospecting"),
        ("Prospecting", "Proposal"),
        ("Proposal", "Proposal"),
        ("Proposal", "Closed Won"),
    ]
    third = sorted(table.rows, key=lambda r: r["at"])[2]
    assert (third["amount"], third["expected_close"]) == (Decimal("200.0000"), date(2026, 5, 15))


def test_the_entry_into_the_closed_stage_dates_the_end(export: Export) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunityHistory.csv": HISTORY})["opportunity"]
    won, lost = table.by()[sid("006", 2)], table.by()[sid("006", 3)]
    assert won["closed_at"] == datetime(2026, 5, 12, 21, 30, tzinfo=UTC)
    assert won["closed_on"] is None  # the local day is worked out in the owner's zone later
    assert won["expected_close"] == date(2026, 5, 15)  # what was expected just before
    assert (lost["closed_at"], lost["closed_on"]) == (None, date(2026, 4, 30))
    assert table.note("salesforce.closed_by_close_date").count == 1


def test_a_reopened_deal_closed_when_it_last_came_into_its_stage(export: Export) -> None:
    again = HISTORY + (
        "    008000000000005AAA,006000000000002AAA,Proposal,200,2026-06-30,50,2026-05-20T08:00:00.000Z\n"
        "    008000000000006AAA,006000000000002AAA,Closed Won,200,2026-06-30,100,2026-06-02T08:00:00.000Z\n"
        "    008000000000007AAA,006000000000002AAA,Closed Won,250,2026-06-30,100,2026-06-09T08:00:00.000Z\n"
    )
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunityHistory.csv": again})["opportunity"]
    assert table.by()[sid("006", 2)]["closed_at"] == datetime(2026, 6, 2, 8, tzinfo=UTC)


def test_entries_of_one_second_and_stage_are_one_and_a_note_counts_them(export: Export) -> None:
    twice = HISTORY + "    008000000000009AAA,006000000000002AAA,Proposal,210,2026-04-30,50,2026-03-20T08:00:00.000Z\n"
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunityHistory.csv": twice})["stage_change"]
    assert table.kept == 4
    second = sorted(table.rows, key=lambda r: r["at"])[1]
    assert second["amount"] == Decimal("210.0000")
    assert table.note("salesforce.repeated_history").count == 1


FIELDS = """
    Id,OpportunityId,Field,DataType,OldValue,NewValue,CreatedDate
    017000000000001AAA,006000000000001AAA,created,,,,2026-06-01T08:00:00.000Z
    017000000000002AAA,006000000000001AAA,StageName,DynamicEnum,Prospecting,Proposal,2026-06-10T08:00:00.000Z
    017000000000003AAA,006000000000001AAA,Amount,Currency,800,1000.5,2026-06-10T08:00:00.000Z
    017000000000004AAA,006000000000001AAA,CloseDate,DateOnly,2026-08-31,2026-09-30,2026-06-20T08:00:00.000Z
    017000000000005AAA,006000000000001AAA,Owner,Text,Ben,Ann,2026-06-25T08:00:00.000Z
    017000000000006AAA,006000000000001AAA,Owner,EntityId,005000000000002AAA,005000000000001,2026-06-25T08:00:00.000Z
    017000000000007AAA,006000000000001AAA,NextStep,Text,call,visit,2026-06-26T08:00:00.000Z
"""


def test_field_changes_of_one_moment_are_one_change_filled_with_what_was_known(export: Export) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunityFieldHistory.csv": FIELDS})["stage_change"]
    rows = sorted(table.rows, key=lambda r: r["at"])
    assert [(r["from_stage"], r["to_stage"]) for r in rows] == [
        (None, "Prospecting"),
        ("Prospecting", "Proposal"),
        ("Proposal", "Proposal"),
    ]
    assert [r["amount"] for r in rows] == [Decimal(800), Decimal("1000.5"), Decimal("1000.5")]
    assert [r["expected_close"] for r in rows] == [date(2026, 8, 31), date(2026, 8, 31), date(2026, 9, 30)]


def test_an_owner_change_told_by_name_and_by_id_is_one_change_by_id(export: Export) -> None:
    tables = export({"Opportunity.csv": OPPORTUNITY, "OpportunityFieldHistory.csv": FIELDS})
    assert tables["owner_change"].rows == [
        {
            "opportunity_id": sid("006", 1),
            "at": datetime(2026, 6, 25, 8, tzinfo=UTC),
            "from_owner": sid("005", 2),
            "to_owner": sid("005", 1),
        }
    ]
    told = tables["stage_change"].note("salesforce.field_history")
    assert told.count == 7  # every row of the file
    assert "4 rows of stage" in told.text
    assert "2 rows of the owner are 1 changes" in told.text
    assert "1 rows are of fields that are not needed" in told.text


def test_an_owner_told_by_name_alone_is_looked_up(export: Export) -> None:
    fields = """
        OpportunityId,Field,OldValue,NewValue,CreatedDate
        006000000000001AAA,Owner,Ben,Ann,2026-06-25T08:00:00.000Z
        """
    users = "Id,Name\n005000000000001AAA,Ann\n005000000000002AAA,Ben\n"
    tables = export({"Opportunity.csv": OPPORTUNITY, "OpportunityFieldHistory.csv": fields, "User.csv": users})
    change = tables["owner_change"].rows[0]
    assert (change["from_owner"], change["to_owner"]) == (sid("005", 2), sid("005", 1))


def test_where_both_histories_know_a_deal_the_snapshots_are_taken(export: Export) -> None:
    fields = """
        OpportunityId,Field,OldValue,NewValue,CreatedDate
        006000000000002AAA,StageName,Prospecting,Proposal,2026-03-20T08:00:00.000Z
        006000000000003AAA,StageName,Prospecting,Closed Lost,2026-04-20T08:00:00.000Z
        """
    files = {"Opportunity.csv": OPPORTUNITY, "OpportunityHistory.csv": HISTORY, "OpportunityFieldHistory.csv": fields}
    tables = export(files)
    assert len(steps(tables["stage_change"], sid("006", 2))) == 4
    assert steps(tables["stage_change"], sid("006", 3)) == [("Prospecting", "Closed Lost")]
    assert tables["opportunity"].by()[sid("006", 3)]["closed_at"] == datetime(2026, 4, 20, 8, tzinfo=UTC)
    assert (
        "1 of these rows are of deals OpportunityHistory knows better"
        in tables["stage_change"].note("salesforce.field_history").text
    )


def test_deleted_and_dateless_entries_are_rejected(export: Export) -> None:
    history = """
        Id,OpportunityId,StageName,Amount,CloseDate,Probability,CreatedDate,IsDeleted
        008000000000001AAA,006000000000002AAA,Proposal,150,2026-04-30,10,2026-03-01T08:00:00.000Z,false
        008000000000002AAA,006000000000002AAA,Proposal,150,2026-04-30,10,2026-03-02T08:00:00.000Z,true
        008000000000003AAA,006000000000002AAA,Proposal,150,2026-04-30,10,,false
        008000000000004AAA,006000000000002AAA,Proposal,150,2026-04-30,10,yesterday,false
        """
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunityHistory.csv": history})["stage_change"]
    assert (table.read, table.kept, table.rejected) == (4, 1, 3)
    assert {r["record"] for r in table.rejects} == {2, 3, 4}
