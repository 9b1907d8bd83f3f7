"""Which of several records with one Id counts: always the last, and are the others named?"""

from __future__ import annotations

from ownit.connectors.salesforce.repeated import REASON

from .conftest import Export, sid

HEAD = "Id,Name,StageName,OwnerId,AccountId\n"
OWNER, ACCOUNT = sid("005", 1), sid("001", 1)


def _deal(number: int, name: str) -> str:
    return f"{sid('006', number)},{name},Proposal,{OWNER},{ACCOUNT}\n"


def test_of_records_with_one_id_the_last_counts_and_the_others_are_named(export: Export) -> None:
    # Many, so that joins have every chance to come out in another order than they went in.
    first = "".join(_deal(n, f"early {n}") for n in range(3_000))
    later = "".join(_deal(n, f"late {n}") for n in range(0, 3_000, 500))
    tables = export(
        {
            "Opportunity.csv": HEAD + first + later,
            "Account.csv": f"Id,Name\n{ACCOUNT},Acme\n{ACCOUNT},Acme again\n",
            "User.csv": f"Id,Name,Title\n{OWNER},Ann,SDR\n{OWNER},Ann,Account Executive\n",
        }
    )

    deals = tables["opportunity"]
    assert deals.kept == 3_000
    assert {deals.by()[sid("006", n)]["name"] for n in range(0, 3_000, 500)} == {
        f"late {n}" for n in range(0, 3_000, 500)
    }
    assert [(r["record"], r["column"], r["reason"]) for r in deals.rejects] == [
        (n + 1, "Id", REASON) for n in range(0, 3_000, 500)
    ]
    assert [row["name"] for row in tables["account"].rows] == ["Acme again"]
    assert len(tables["position"].rows) == 1


def test_of_two_files_the_later_by_name_counts(export: Export) -> None:
    tables = export(
        {
            "Opportunity.csv": HEAD + _deal(1, "old") + _deal(3, "three"),
            "Opportunity_2.csv": HEAD + _deal(0, "nought") + _deal(1, "new"),
        }
    )

    deals = tables["opportunity"]
    assert {row["name"] for row in deals.rows} == {"new", "nought", "three"}
    assert [(r["file"], r["record"]) for r in deals.rejects] == [("Opportunity.csv", 1)]


def test_a_record_that_is_no_fact_does_not_displace_one_that_is(export: Export) -> None:
    files = {"Opportunity.csv": "Id,Name,StageName,OwnerId,IsDeleted\n"}
    rows = [f"{sid('006', 1)},{name},Proposal,{OWNER},{gone}\n" for name, gone in (("kept", "false"), ("gone", "true"))]
    files["Opportunity.csv"] += "".join(rows)

    deals = export(files)["opportunity"]
    assert [row["name"] for row in deals.rows] == ["kept"]
    assert [r["reason"] for r in deals.rejects] == ["deleted in the CRM"]
