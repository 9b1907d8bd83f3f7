"""Which opportunities are there, how did each end, and when?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ownit.connectors.errors import EmptyFile, NoSuchSource, NotDelimitedText, UndecidableDates
from ownit.connectors.salesforce.errors import NoOpportunities

from .conftest import OPPORTUNITY, Export, read_all, sid


def test_an_object_export_becomes_opportunities(export: Export) -> None:
    deals = export({"Opportunity.csv": OPPORTUNITY}, currency="EUR")["opportunity"].by()
    assert deals[sid("006", 1)] == {
        "id": sid("006", 1),
        "account_id": sid("001", 1),
        "owner_id": sid("005", 1),
        "created_by_id": sid("005", 2),
        "name": "Scope",
        "amount": Decimal("1000.5000"),
        "currency": "EUR",
        "stage": "Proposal",
        "source": "Cold Call",
        "source_class": "cold",
        "kind": "new",
        "created_at": datetime(2026, 6, 1, 8, tzinfo=UTC),
        "created_on": None,
        "expected_close": date(2026, 9, 30),
        "outcome": "open",
        "closed_on": None,
        "closed_at": None,
        "is_rfp": False,
    }
    assert [deals[sid("006", n)]["outcome"] for n in (1, 2, 3)] == ["open", "won", "lost"]
    assert [deals[sid("006", n)]["kind"] for n in (1, 2, 3)] == ["new", "renewal", "expansion"]
    assert [deals[sid("006", n)]["is_rfp"] for n in (1, 2, 3)] == [False, False, True]
    assert [deals[sid("006", n)]["source_class"] for n in (1, 2, 3)] == ["cold", "marketing", "rfp"]


def test_what_an_export_has_no_column_for_is_not_said_to_be_empty(export: Export) -> None:
    deals = f"Id,Name,StageName,CloseDate,OwnerId\n{sid('006', 1)},One,Proposal,2026-09-30,{sid('005', 1)}\n"
    said = set(export({"Opportunity.csv": deals})["opportunity"].rows[0])
    assert not said & {"amount", "currency", "created_at", "created_on", "source", "kind", "account_id", "product"}
    with_amount = deals.replace("Name", "Name,Amount", 1).replace("One", "One,")
    assert "amount" in export({"Opportunity.csv": with_amount})["opportunity"].rows[0]


CONVERTED = (
    "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Opportunity Currency,"
    "Amount (converted) Currency,Amount (converted)\n006000000000001,One,Ann Lee,Proposal,GBP,EUR,1200.00\n"
)


def test_a_converted_amount_is_in_the_currency_it_was_converted_to(export: Export) -> None:
    row = export({"report.csv": CONVERTED})["opportunity"].rows[0]
    assert (row["amount"], row["currency"]) == (Decimal(1200), "EUR")


def test_the_amount_itself_comes_before_the_converted_one(export: Export) -> None:
    header, line = CONVERTED.strip().splitlines()
    both = f"{header},Amount\n{line},1000.00\n"
    row = export({"report.csv": both})["opportunity"].rows[0]
    assert (row["amount"], row["currency"]) == (Decimal(1000), "GBP")


def test_without_history_the_close_date_dates_the_end_and_a_note_says_so(export: Export) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY})["opportunity"]
    assert table.by()[sid("006", 2)]["closed_on"] == date(2026, 5, 31)
    assert table.by()[sid("006", 2)]["expected_close"] == date(2026, 5, 31)
    assert table.note("salesforce.closed_by_close_date").count == 2


def test_the_currency_of_a_record_wins_over_the_declared_one(export: Export) -> None:
    text = """
    Id,Name,StageName,OwnerId,CurrencyIsoCode
    006000000000001AAA,A,Proposal,005000000000001AAA,CHF
    006000000000002AAA,B,Proposal,005000000000001AAA,
    """
    deals = export({"Opportunity.csv": text}, currency="EUR")["opportunity"].by()
    assert [deals[sid("006", n)]["currency"] for n in (1, 2)] == ["CHF", "EUR"]


OUTCOMES = [
    ("Closed Won", "", "", "won"),
    ("Closed - Lost", "", "", "lost"),
    ("Verbal agreement", "", "100", "open"),
    ("Signed", "Closed", "", "won"),
    ("Lost to wonderful competitor", "", "", "lost"),
    ("Wonderland", "", "", "open"),
    ("Negotiation", "Commit", "90", "open"),
]


def test_without_flags_the_words_of_the_stage_tell_the_outcome(export: Export) -> None:
    lines = [f"{sid('006', i)},A,{s},{sid('005', 1)},{c},{p}" for i, (s, c, p, _) in enumerate(OUTCOMES)]
    text = "\n".join(["Id,Name,StageName,OwnerId,ForecastCategory,Probability", *lines])
    deals = export({"Opportunity.csv": text})["opportunity"].rows
    assert {d["stage"]: d["outcome"] for d in deals} == {stage: outcome for stage, _, _, outcome in OUTCOMES}


def test_flags_are_understood_in_all_their_spellings(export: Export) -> None:
    words = ["yes", "Y", "TRUE", "on", "1", "t"]
    lines = [f"{sid('006', i)},{word},Done,{sid('005', 1)},{word},{word}" for i, word in enumerate(words)]
    text = "\n".join(["Id,Name,StageName,OwnerId,IsClosed,IsWon", *lines])
    deals = export({"Opportunity.csv": text})["opportunity"].rows
    assert {d["name"]: d["outcome"] for d in deals} == dict.fromkeys(words, "won")


def test_custom_fields_for_the_next_step_and_an_rfp_are_recognised(export: Export) -> None:
    text = """
    Id,Name,StageName,OwnerId,Next_Step_Date__c,RFP__c,HasOpenActivity
    006000000000001AAA,A,Proposal,005000000000001AAA,2026-08-20,true,true
    006000000000002AAA,B,Proposal,005000000000001AAA,soon,false,true
    """
    table = export({"Opportunity.csv": text})["opportunity"]
    assert table.by()[sid("006", 1)]["next_step_on"] == date(2026, 8, 20)
    assert table.by()[sid("006", 1)]["is_rfp"] is True
    assert table.by()[sid("006", 2)]["next_step_on"] is None
    assert table.note("left_empty").count == 1
    assert table.unmapped == ("Opportunity.csv:HasOpenActivity",)


def test_what_is_no_opportunity_is_rejected_with_its_reason(export: Export) -> None:
    text = """
    Id,Name,StageName,OwnerId,IsDeleted,Amount
    006000000000001AAA,Good,Proposal,005000000000001AAA,false,1
    006000000000002AAA,Deleted,Proposal,005000000000001AAA,true,1
    ,No id,Proposal,005000000000001AAA,false,1
    006000000000004AAA,No owner,Proposal,,false,1
    006000000000005AAA,No stage,,005000000000001AAA,false,1
    006000000000006AAA,Bad amount,Proposal,005000000000001AAA,false,plenty
    """
    table = export({"Opportunity.csv": text})["opportunity"]
    assert [row["name"] for row in table.rows] == ["Good"]
    assert (table.read, table.kept, table.rejected) == (6, 1, 5)
    assert {(r["record"], r["column"], r["reason"]) for r in table.rejects} == {
        (2, "IsDeleted", "deleted in the CRM"),
        (3, "Id", "it has no Id"),
        (4, "OwnerId", "it has no owner"),
        (5, "StageName", "it has no stage"),
        (6, "Amount", 'unreadable amount "plenty"'),
    }


def test_several_files_of_one_object_are_one(export: Export) -> None:
    header = "Id,Name,StageName,OwnerId\n"
    files = {
        "Opportunity_1.csv": f"{header}{sid('006', 1)},A,Proposal,{sid('005', 1)}\n",
        "Opportunity_2.csv": f"OwnerId,StageName,Id,Name\n{sid('005', 1)},Proposal,{sid('006', 2)},B\n",
    }
    table = export(files)["opportunity"]
    assert {row["name"] for row in table.rows} == {"A", "B"}
    assert table.read == 2


def test_a_single_file_will_do(tmp_path: Path) -> None:
    path = tmp_path / "deals of mine.csv"
    path.write_text(
        "Id,Name,StageName,OwnerId,CloseDate\n006000000000001AAA,A,Proposal,005000000000001AAA,2026-09-30\n"
    )
    assert read_all(path, tmp_path / "scratch")["opportunity"].kept == 1


def test_the_main_product_is_the_dearest_line_item(export: Export) -> None:
    files = {
        "Opportunity.csv": OPPORTUNITY,
        "OpportunityLineItem.csv": """
            Id,OpportunityId,Product2Id,TotalPrice
            00k000000000001AAA,006000000000001AAA,01t000000000001AAA,100
            00k000000000002AAA,006000000000001AAA,01t000000000002AAA,900
            """,
        "Product2.csv": """
            Id,Name,Family
            01t000000000001AAA,Lens,Parts
            01t000000000002AAA,Microscope,Machines
            """,
    }
    tables = export(files)
    assert tables["opportunity"].by()[sid("006", 1)]["product"] == "Microscope"
    assert tables["product"].by()[sid("01t", 2)]["family"] == "Machines"


def test_a_folder_without_opportunities_is_a_clear_error(export: Export) -> None:
    with pytest.raises(NoOpportunities, match=r"No opportunities were found.*Account\.csv.*Opportunity Name"):
        export({"Account.csv": "Id,Name\n001000000000001AAA,Acme\n"})


@pytest.mark.parametrize(
    ("file", "headers", "told"),
    [
        ("Opportunity.csv", "Id,Name,Amount", r"Opportunity\.csv seems.*as StageName\. .*StageName = .*--map FILE"),
        ("bericht.csv", "Opportunity-Name,Betrag,Schlusstermin,Inhaber", r"bericht\.csv seems.*as StageName\. "),
        ("weather.csv", "Name,Amount,Day", r"It has weather\.csv"),
    ],
)
def test_a_file_that_lacks_one_column_to_be_of_opportunities_is_told_which(
    export: Export, file: str, headers: str, told: str
) -> None:
    with pytest.raises(NoOpportunities, match=told):
        export({file: f"{headers}\n{','.join('1' for _ in headers.split(','))}\n"})


def test_a_report_with_german_labels_is_read(export: Export) -> None:
    text = """
    Opportunity-Inhaber;Accountname;Opportunity-Name;Phase;Betrag;Betrag Währung;Schlusstermin;Erstelldatum;Leadquelle
    Ada Quist;Acme;Linse;Angebot;1.000,50;EUR;30.09.2026;01.06.2026;Cold Call
    Ada Quist;Beta;Lampe;Geschlossen und gewonnen;2.000,00;EUR;31.05.2026;02.01.2026;Web
    Ada Quist;Beta;Kabel;Verloren;500,00;EUR;15.05.2026;02.01.2026;Web
    Gesamtsumme;;;;3.500,50;;;;
    Vertrauliche Informationen - Nicht weitergeben;;;;;;;;
    """
    table = export({"bericht.csv": text})["opportunity"]
    found = {row["name"]: row for row in table.by().values()}
    assert {name: row["outcome"] for name, row in found.items()} == {"Linse": "open", "Lampe": "won", "Kabel": "lost"}
    assert (found["Linse"]["amount"], found["Linse"]["currency"]) == (Decimal("1000.5000"), "EUR")
    assert found["Linse"]["expected_close"] == date(2026, 9, 30)
    assert found["Linse"]["source_class"] == "cold"
    assert table.note("salesforce.footer").count == 2


def test_what_cannot_be_a_csv_is_said_to_be_none(tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(NotDelimitedText, match=r"picture\.csv: this is a binary file"):
        read_all(picture, tmp_path / "scratch")
    with pytest.raises(NoOpportunities, match=r"It has picture\.csv \(a binary file\)"):
        read_all(tmp_path, tmp_path / "scratch")


def test_an_empty_folder_and_no_folder_are_clear_errors(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoOpportunities, match="It has no CSV file"):
        read_all(tmp_path / "empty", tmp_path / "scratch")
    with pytest.raises(NoSuchSource):
        read_all(tmp_path / "nowhere", tmp_path / "scratch")


def test_an_empty_file_of_a_known_object_is_an_error_and_of_an_unknown_one_a_note(export: Export) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY, "shopping.csv": ""})["opportunity"]
    assert "shopping.csv" in table.note("salesforce.unreadable_file").text
    with pytest.raises(EmptyFile):
        export({"Opportunity.csv": ""})


def test_a_header_without_records_is_no_opportunities(export: Export) -> None:
    table = export({"Opportunity.csv": "Id,Name,StageName,OwnerId\n"})["opportunity"]
    assert (table.read, table.rows) == (0, [])


def test_dates_nothing_decides_are_an_error_that_names_the_flag(export: Export) -> None:
    text = "Id,Name,StageName,OwnerId,CloseDate\n006000000000001AAA,A,Proposal,005000000000001AAA,03/04/2026\n"
    with pytest.raises(UndecidableDates, match="--dates"):
        export({"Opportunity.csv": text})
    assert export({"Opportunity.csv": text}, date_order="mdy")["opportunity"].rows[0]["expected_close"] == date(
        2026, 3, 4
    )


def test_unrecognised_files_are_named_with_what_was_expected(export: Export) -> None:
    table = export(
        {"Opportunity.csv": OPPORTUNITY, "recipes.csv": "dish,minutes\nsoup,20\n", "Campaign.csv": "Id\n1\n"}
    )["opportunity"]
    assert "recipes.csv" in table.note("salesforce.unrecognised_file").text
    assert "OpportunityHistory" in table.note("salesforce.unrecognised_file").text
    assert "Campaign.csv" in table.note("salesforce.not_needed").text


def test_a_file_that_is_named_so_and_lacks_a_column_is_told_which(export: Export) -> None:
    accounts = "Id,Industry\n001000000000001,Chemicals\n"
    table = export({"Opportunity.csv": OPPORTUNITY, "Account.csv": accounts})["opportunity"]
    told = table.note("salesforce.unrecognised_file").text
    assert told.startswith("Account.csv was not read: no column of it is known as Name. Export it with that,")
