"""Do a Friday's answers and what the CRM has of the same week add up once?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import On, Pipe, workspace_at

from ownit.connectors.base import ReadOptions
from ownit.flows import importing, journal, requests
from ownit.flows.journal import answered, keep
from ownit.flows.settle import take_in
from ownit.flows.workspace import Workspace
from ownit.promises.journal import selectors as lines
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import identify

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("viktor")]


FRIDAY = date(2026, 8, 14)


USERS = "Id,Name,Email\n005000000000001AAA,Viktor Hale,viktor@northline.example\n"


ACCOUNTS = "Id,Name,OwnerId\n001000000000001AAA,Acme,005000000000001AAA\n"


DEALS = (
    "Id,Name,AccountId,OwnerId,CreatedById,StageName,IsWon,IsClosed,CreatedDate,CloseDate,Amount\n"
    "006000000000001AAA,Old,001000000000001AAA,005000000000001AAA,005000000000001AAA,Proposal,false,false,"
    "2026-06-03T09:00:00.000Z,2026-12-01,30000\n"
)


NEW_DEAL = (
    "006000000000002AAA,New,001000000000001AAA,005000000000001AAA,005000000000001AAA,Proposal,false,false,"
    "2026-08-13T09:00:00.000Z,2026-12-01,30000\n"
)


TASKS = "Id,OwnerId,Type,Status,IsClosed,ActivityDate,CreatedDate,CompletedDateTime,CallDurationInSeconds,Subject\n"


def call(n: int, day: str) -> str:
    at = f"{day}T09:00:00.000Z"
    return f"00T00000000000{n}AAA,005000000000001AAA,Call,Completed,true,{day},{at},{at},60,Call\n"


def crm(workspace: Workspace, folder: Path, deals: str, tasks: str) -> None:
    folder.mkdir(parents=True)
    for name, text in {"User": USERS, "Account": ACCOUNTS, "Opportunity": deals, "Task": TASKS + tasks}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    importing.run(workspace, requests.request(workspace, "salesforce", folder, ReadOptions(connector="")))
    take_in(workspace)


def test_what_a_later_import_brings_takes_the_place_of_the_answers_of_the_days_it_covers(
    viktor: int, tmp_path: Path
) -> None:
    """The CRM was read on Wednesday; on Friday the rest of the week is asked; the next import has Thursday."""
    wednesday = workspace_at(tmp_path, date(2026, 8, 12))
    identify(OPERATOR, viktor, "salesforce", "005000000000001AAA", at=wednesday.now())
    crm(wednesday, tmp_path / "a", DEALS, call(1, "2026-08-11"))
    friday = workspace_at(tmp_path, FRIDAY)
    week = journal.week_numbers(friday)
    assert {n.key: (n.ask, n.count) for n in week.numbers if n.key in ("dials", "opened")} == {
        "dials": (True, 1),
        "opened": (True, 0),
    }
    since = {n.key: n.since(week.start, week.on) for n in week.asked}
    assert since["dials"] == date(2026, 8, 13)
    keep(friday, week.person, "Friday", answered({"dials": 5, "opened": 2}, FRIDAY, since))
    assert {n.key: n.count for n in journal.week_numbers(friday).numbers}["dials"] == 6
    calls = call(1, "2026-08-11") + "".join(call(n, "2026-08-13") for n in range(2, 6))
    crm(friday, tmp_path / "b", DEALS + NEW_DEAL, calls)
    fed = journal.feed(friday)
    after = {n.key: (n.count, n.from_journal) for n in journal.week_numbers(friday).numbers}
    assert after["dials"] == (5, 0), "one of Tuesday and four of Thursday; the five of the answer are these"
    assert after["opened"][0] == 2, "one of the two is the CRM's new deal, the other is told by the journal alone"
    (new,) = [e for e in lines.entries(OPERATOR, viktor) if e.item.what == "opened" and e.id in fed.covered]
    assert fed.covered[new.id] == "salesforce has this person's deal, created 2026-08-13"


def test_what_a_crm_supplies_is_told_and_not_asked(on: On, viktor: int, tmp_path: Path, pipe: Pipe) -> None:
    friday = workspace_at(tmp_path, FRIDAY)
    identify(OPERATOR, viktor, "salesforce", "005000000000001AAA", at=friday.now())
    crm(friday, tmp_path / "a", DEALS + NEW_DEAL, call(1, "2026-08-11") + call(2, "2026-08-14"))
    pipe("4\n3\n2\n9\n8\n")  # conversations, meetings, opened (nobody's by this CRM), referral asks; not dials
    closed = json.loads(on(FRIDAY)("friday", "--json")[1])
    assert {c["key"]: c["count"] for c in closed["counts"]} == {
        "dials": 2,
        "conversations": 0,
        "meetings": 3,
        "opened": 2,
        "referral_asks": 9,
    }
    assert closed["not_counted"] == [
        "salesforce has this person's call activities of 2026-08-11",
        "salesforce has this person's deal, created 2026-08-13",
    ]
    assert closed["counts"][0]["source"] == "salesforce"
