"""What does a second, smaller export of a CRM leave of what the first one said?"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import workspace_at
from tests.contract.exports import ACCOUNTS, FEWER, SMALLER, TASKS, USERS, WHOLE, imported

from ownit.connectors.base import ReadOptions
from ownit.facts.store import Store
from ownit.flows import history, importing, requests, settle
from ownit.flows.people import rows
from ownit.flows.workspace import Workspace

pytestmark = pytest.mark.django_db


def test_columns_and_people_that_it_does_not_name_stand(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=USERS)
    report = imported(workspace, Opportunity=SMALLER)

    snapshot = Store(workspace.facts).current()
    assert snapshot is not None
    assert {p["id"][14]: (p["name"], p["email"]) for p in rows(snapshot, "person")} == {
        "1": ("Ann", "ann@example.com"),
        "2": ("Bo", None),
    }
    (deal,) = rows(snapshot, "opportunity")
    said = (deal["currency"], str(deal["created_on"]), deal["source"], deal["outcome"], deal["amount"])
    assert said == ("EUR", "2026-05-04", "Referral", "won", 900)
    told = next(w.text for w in report.warnings if w.code == "left_alone.opportunity")
    assert "no column for name, currency, source, created, RFP of deals" in told


def test_a_file_of_it_that_lacks_a_column_leaves_that_as_it_was(tmp_path: Path) -> None:
    """The open deals and the closed ones in a report each, with other columns: what moves over keeps what it had."""
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=USERS)
    open_ = WHOLE.replace("006000000000001AAA,One", "006000000000002AAA,Two").replace("Referral", "Web")
    report = imported(workspace, User=USERS, Opportunity_1=open_, Opportunity_2=SMALLER)

    snapshot = Store(workspace.facts).require()
    told = [(str(d["created_on"]), d["source"], d["name"], d["outcome"]) for d in rows(snapshot, "opportunity")]
    assert told == [("2026-05-04", "Referral", "One", "won"), ("2026-05-04", "Web", "Two", "open")]
    assert "left_alone_in_part.opportunity" in {w.code for w in report.warnings}
    assert not history.rebuild(workspace).changed


def standing_beside(workspace: Workspace) -> list[tuple[object, ...]]:
    """What is known of Ann's place, of her account and of her call."""
    snapshot = Store(workspace.facts).require()
    columns = {
        "person": ("name", "email"),
        "position": ("manager_id", "role"),
        "account": ("name", "owner_id", "industry", "country"),
        "activity": ("on", "minutes", "purpose", "opportunity_id"),
    }
    known = {table: sorted(rows(snapshot, table), key=lambda row: str(row.get("person_id"))) for table in columns}
    return [tuple(str(known[table][0][column])[-10:] for column in of) for table, of in columns.items()]


STANDING_BESIDE = [
    ("Ann B", "xample.com"),
    ("0000002AAA", "None"),
    ("Acme Ltd", "0000001AAA", "Chemicals", "DE"),
    ("2026-08-04", "10", "win", "0000001AAA"),
]


def test_what_stands_beside_deals_stands_too(tmp_path: Path) -> None:
    """Of people, accounts and activities the second export has fewer columns."""
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=USERS, Account=ACCOUNTS, Task=TASKS)
    report = imported(workspace, Opportunity=WHOLE, **FEWER, Period="Id,StartDate,EndDate\n")

    assert standing_beside(workspace) == STANDING_BESIDE
    told = [w.text for w in report.warnings if w.code.startswith("left_alone")]
    assert [text.split(": ")[0] for text in told] == [
        "This export has no column for email of people",
        "This export has no column for role, manager of positions",
        "This export has no column for owner, industry of accounts",
        "This export has no column for minutes, opportunity of activities",
    ]
    assert not history.rebuild(workspace).changed


def test_a_file_of_people_accounts_or_tasks_that_lacks_a_column_leaves_that_as_it_was(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=USERS, Account=ACCOUNTS, Task=TASKS)
    others = {
        "User_1": "Id,Name,Email,ManagerId\n005000000000003AAA,Cy,cy@example.com,005000000000002AAA\n",
        "Account_1": ACCOUNTS.replace("001AAA,Acme", "002AAA,Beta"),
        "Task_1": TASKS.replace("00T000000000001AAA", "00T000000000002AAA"),
    }
    imported(workspace, Opportunity=WHOLE, **others, **{f"{name}_2": text for name, text in FEWER.items()})

    assert standing_beside(workspace) == STANDING_BESIDE
    assert not history.rebuild(workspace).changed


QUOTAS = (
    "Id,QuotaOwnerId,StartDate,QuotaAmount,CurrencyIsoCode,ForecastingTypeId,PeriodId{family}\n"
    "0J9000000000001AAA,005000000000001AAA,2026-07-01,300000,EUR,0Db000000000001AAA,026000000000001AAA{one}\n"
)


@pytest.mark.parametrize("parts", [{"family": "", "one": ""}, {"family": ",ProductFamily", "one": ",Pumps"}])
def test_a_quota_stays_of_what_it_was(tmp_path: Path, parts: dict[str, str]) -> None:
    """The second export has neither the types of forecasts nor their periods, and no currencies."""
    workspace = workspace_at(tmp_path / "workspace")
    types = "Id,DeveloperName,MasterLabel\n0Db000000000001AAA,NewRecurringRevenue,New recurring revenue\n"
    periods = "Id,StartDate,EndDate\n026000000000001AAA,2026-07-01,2026-09-30\n"
    whole = QUOTAS.format(**parts)
    imported(workspace, Opportunity=WHOLE, User=USERS, ForecastingQuota=whole, ForecastingType=types, Period=periods)
    fewer = whole.replace("CurrencyIsoCode", "Note").replace("EUR", "").replace("300000", "310000")
    report = imported(workspace, Opportunity=WHOLE, User=USERS, ForecastingQuota=fewer)

    (quota,) = rows(Store(workspace.facts).require(), "quota")
    held = (quota["measure"], str(quota["period_end"]), quota["currency"], quota["amount"])
    assert held == ("new_recurring", "2026-09-30", "EUR", 310000)
    told = next(w.text for w in report.warnings if w.code == "left_alone.quota")
    assert "no column for period end, currency of quotas" in told


def test_what_changed_while_an_export_that_is_lost_was_read_is_as_it_was_told_then(tmp_path: Path) -> None:
    """The first export alone has all columns; of those after it only the last is kept. Day by day One goes on and is
    won, and Two goes on, and goes.
    """
    first = WHOLE + WHOLE.splitlines()[1].replace("001AAA,One", "002AAA,Two") + "\n"
    one, two = "006000000000001AAA", "006000000000002AAA"
    later = [
        f"{one},Negotiation,1000,2026-09-30,005000000000001AAA\n{two},Negotiation,1000,2026-09-30,005000000000001AAA\n",
        f"{one},Negotiation,1000,2026-09-30,005000000000001AAA\n",
        f"{one},Closed Won,900,2026-08-15,005000000000001AAA\n",
    ]
    digests = []
    for n, text in enumerate([first, *("Id,StageName,Amount,CloseDate,OwnerId\n" + rows_ for rows_ in later)]):
        workspace = workspace_at(tmp_path / "workspace", date(2026, 8, 12 + n))
        folder = tmp_path / f"day_{n}"
        folder.mkdir()
        (folder / "Opportunity.csv").write_text(text)
        importing.run(workspace, requests.request(workspace, "salesforce", folder, ReadOptions(connector="")))
        digests.append(Store(workspace.facts).require().manifest.inputs)
    for lost in digests[1:3]:
        shutil.rmtree(workspace.facts / "imports" / lost)

    assert not history.rebuild(workspace).changed
    snapshot = Store(workspace.facts).require()
    deals = {d["name"]: (d["stage"], d["gone_on"]) for d in rows(snapshot, "opportunity")}
    assert deals == {"One": ("Closed Won", None), "Two": ("Negotiation", date(2026, 8, 14))}
    steps = sorted((c["opportunity_id"][14], c["at"].day, c["to_stage"]) for c in rows(snapshot, "stage_change"))
    assert steps == [("1", 13, "Negotiation"), ("1", 15, "Closed Won"), ("2", 13, "Negotiation")]


def test_a_report_that_names_owners_is_of_the_people_who_are_known(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=USERS)
    report = (
        "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Close Date\n"
        "006000000000001AAA,One,Ann,Closed Won,2026-08-11\n006000000000002AAA,Two,Cy,Proposal,2026-09-11\n"
    )
    imported(workspace, report=report)

    snapshot = Store(workspace.facts).require()
    assert {p["id"][-4:]: p["name"] for p in rows(snapshot, "person")} == {"1AAA": "Ann", "2AAA": "Bo", "Cy": "Cy"}
    assert [d["owner_id"][-4:] for d in rows(snapshot, "opportunity")] == ["1AAA", "Cy"]
    assert rows(snapshot, "owner_change") == []
    assert not history.rebuild(workspace).changed


def test_a_report_that_names_accounts_is_of_the_accounts_that_are_known(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path / "workspace")
    accounts = "Id,Name\n001000000000001AAA,Acme\n001000000000002AAA,Beta\n001000000000003AAA,Beta\n"
    imported(workspace, Opportunity=WHOLE, User=USERS, Account=accounts)
    imported(
        workspace,
        report="Opportunity ID,Opportunity Name,Account Name,Opportunity Owner,Stage,Close Date\n"
        "006000000000001AAA,One,Acme,Ann,Closed Won,2026-08-11\n006000000000002AAA,Two,Beta,Ann,Proposal,2026-09-11\n"
        "006000000000003AAA,Three,Acme Ltd,Bo,Proposal,2026-09-11\n",
    )
    snapshot = Store(workspace.facts).require()
    assert [d["account_id"][-4:] for d in rows(snapshot, "opportunity")] == ["1AAA", "Beta", " Ltd"]
    assert len(rows(snapshot, "account")) == 3
    assert not history.rebuild(workspace).changed


def test_a_name_of_two_people_is_not_guessed_at(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=f"{USERS}005000000000003AAA,Ann,other@example.com,\n")
    imported(workspace, report="Opportunity Name,Opportunity Owner,Stage,Close Date\nTwo,Ann,Proposal,2026-09-11\n")

    deals = rows(Store(workspace.facts).require(), "opportunity")
    assert [d["owner_id"] for d in deals if d["name"] == "Two"] == ["Ann"]


def test_undoing_says_what_is_withdrawn_and_not_that_all_of_it_are_people(tmp_path: Path) -> None:
    """Two people, and that one leads the other: three entries, no goal."""
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE, User=USERS)
    settle.take_in(workspace)
    told = history.undo(workspace).text
    assert told.endswith("what it proposed of people, who leads them and their goals (3 entries) is withdrawn.")


def test_the_source_that_was_recorded_first_counts_after_a_rebuild_too(tmp_path: Path) -> None:
    """Somebody calls a deal of the web a referral of their own, once it looks won."""
    workspace = workspace_at(tmp_path / "workspace")
    imported(workspace, Opportunity=WHOLE.replace("Referral", "Web"), User=USERS)
    workspace = workspace_at(tmp_path / "workspace", date(2026, 8, 13))
    imported(workspace, Opportunity=WHOLE, User=USERS, Account=ACCOUNTS)

    def came() -> tuple[str, str]:
        (deal,) = rows(Store(workspace.facts).require(), "opportunity")
        return deal["origin"], deal["origin_reason"]

    assert came() == ("others", "claimed_others+changed")
    assert not history.rebuild(workspace).changed

    first = Store(workspace.facts).require().manifest.readings[0].digest
    shutil.rmtree(workspace.facts / "imports" / first)  # as with inputs that are no longer kept
    assert not history.rebuild(workspace).changed
    assert came() == ("others", "claimed_others+changed")
