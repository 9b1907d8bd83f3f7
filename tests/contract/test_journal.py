"""Does a line become facts by the ordinary import, once, and give way to what a CRM has?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.contract.conftest import workspace_at

from ownit.cli.app import run as run_cli
from ownit.connectors.base import ReadOptions
from ownit.errors import OwnitError
from ownit.facts.store import Store
from ownit.flows import importing, journal, requests, targets
from ownit.flows.history import rebuild
from ownit.flows.journal import WhoseJournalError, answered, keep, who
from ownit.flows.quality import quality
from ownit.flows.settle import take_in
from ownit.flows.standing import standing
from ownit.flows.workspace import Workspace
from ownit.promises.journal import selectors
from ownit.promises.journal.grammar import NotUnderstoodError
from ownit.promises.journal.services import NothingToUndoError
from ownit.promises.organisation.services import choose
from ownit.promises.people import selectors as people
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person
from ownit.promises.targets import selectors as kept_targets

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

WEDNESDAY = date(2026, 8, 12)
USERS = (
    "Id,Name,Email\n005000000000001AAA,Viktor Hale,viktor@northline.example\n005000000000002AAA,Ann Lee,ann@x.example\n"
)
ACCOUNTS = (
    'Id,Name,OwnerId\n001000000000001AAA,"Acme, Inc.",005000000000001AAA\n001000000000002AAA,Quiet,005000000000001AAA\n'
)
DEALS = (
    "Id,Name,AccountId,OwnerId,StageName,IsWon,IsClosed,CreatedDate,CloseDate,Amount\n"
    "006000000000001AAA,Big order,001000000000001AAA,005000000000001AAA,Proposal,false,false,"
    "2026-08-03T09:00:00.000Z,2026-12-01,30000\n"
)
TASKS = (
    "Id,OwnerId,Type,Status,IsClosed,ActivityDate,CreatedDate,CompletedDateTime,CallDurationInSeconds,Subject\n"
    "00T000000000001AAA,005000000000001AAA,Call,Completed,true,2026-08-11,2026-08-11T09:00:00.000Z,"
    "2026-08-11T09:00:00.000Z,60,Call\n"
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(who, "account_owner", lambda: "")
    return workspace_at(tmp_path / "home", WEDNESDAY)


@pytest.fixture
def crm(tmp_path: Path) -> Callable[[Workspace], None]:
    """Import a small CRM: Viktor's deal with Acme of 3 August, and one call of the eleventh."""
    folder = tmp_path / "export"
    folder.mkdir()
    for name, text in {"User": USERS, "Account": ACCOUNTS, "Opportunity": DEALS, "Task": TASKS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def importing_it(workspace: Workspace) -> None:
        wanted = requests.request(workspace, "salesforce", folder, ReadOptions(connector=""))
        importing.run(workspace, wanted)

    return importing_it


def rows(workspace: Workspace, table: str) -> list[dict[str, Any]]:
    found = [r for f in Store(workspace.facts).require().files(table) for r in pq.ParquetFile(f).read().to_pylist()]
    return [row for row in found if row["connector"] == "journal"]


def test_an_empty_workspace_becomes_facts_with_the_first_line(workspace: Workspace) -> None:
    logged = journal.log(workspace, "14 dials, 3 conversations, 1 meeting, opened Acme 30k", "Viktor Hale")
    assert (logged.person.name, len(logged.understood)) == ("Viktor Hale", 4)
    (deal,) = rows(workspace, "opportunity")
    assert (deal["name"], deal["currency"], deal["origin"], deal["origin_basis"]) == ("Acme", "USD", "own", "claimed")
    assert deal["created_on"] == WEDNESDAY
    assert sum(a["count"] for a in rows(workspace, "activity") if a["channel"] == "call") == 14
    assert [(i.connector, i.person) for i in people.identities(OPERATOR)] == [("journal", logged.person.id)]
    assert [p.name for p in people.people(OPERATOR)] == ["Viktor Hale"]
    assert journal.log(workspace, "1 visit").person == logged.person  # and now it is clear who writes


def test_what_was_written_stays_in_the_currency_of_its_day(workspace: Workspace) -> None:
    journal.log(workspace, "opened Acme 30k, opened Beta 10k GBP", "Viktor Hale")
    choose(OPERATOR, "currency", "EUR", at=workspace.now())  # the first choice: how things have been all along
    later = workspace_at(workspace.home, date(2026, 8, 19))
    journal.log(later, "opened Gamma 20k", "Viktor Hale")
    assert {d["name"]: d["currency"] for d in rows(later, "opportunity")} == {
        "Acme": "EUR",
        "Beta": "GBP",
        "Gamma": "EUR",
    }
    choose(OPERATOR, "currency", "CHF", at=later.now(), since=date(2026, 8, 24))
    last = workspace_at(workspace.home, date(2026, 8, 26))
    journal.log(last, "opened Delta 5k", "Viktor Hale")
    assert {d["name"]: d["currency"] for d in rows(last, "opportunity")} == {
        "Acme": "EUR",
        "Beta": "GBP",
        "Gamma": "EUR",
        "Delta": "CHF",
    }


def test_a_line_without_a_deal_leaves_an_empty_standing_that_says_what_helps(workspace: Workspace) -> None:
    journal.log(workspace, "3 dials", "Viktor")
    empty = standing(workspace)
    assert empty.people == ()
    assert empty.next_step.endswith('ownit log "won NAME 20k"')
    journal.log(workspace, "won Acme 20k")
    assert "standing" in [u["question"] for u in quality(workspace).unlocks if u["yes"]]


def test_feeding_twice_publishes_once_and_a_rebuild_gives_the_same(workspace: Workspace) -> None:
    first = journal.log(workspace, "2 visits with Beta, won Acme 30k", "Viktor")
    again = journal.feed(workspace)
    assert (again.changed, again.snapshot) == (False, first.snapshot)
    rebuilt = rebuild(workspace)
    assert not rebuilt.changed
    assert all(table.unchanged == table.kept for table in rebuilt.tables.values())


def test_what_is_not_understood_leaves_no_trace(workspace: Workspace) -> None:
    with pytest.raises(NotUnderstoodError):
        journal.log(workspace, "3 dials, blubbered 2", "Viktor")
    assert people.people(OPERATOR) == ()
    assert Store(workspace.facts).current() is None
    with pytest.raises(NothingToUndoError):
        journal.undo(workspace)


def test_who_writes_must_be_clear(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WhoseJournalError, match=r'Nobody is known here yet\. Begin: ownit start --name "NAME"$'):
        journal.log(workspace, "1 dial")
    monkeypatch.setattr(who, "account_owner", lambda: "Ann Lee")
    assert journal.log(workspace, "1 dial").person.name == "Ann Lee"


def test_among_several_it_is_whoever_wrote_before(workspace: Workspace, crm: Callable[[Workspace], None]) -> None:
    crm(workspace)
    take_in(workspace)
    with pytest.raises(WhoseJournalError, match="2 people are known"):
        journal.log(workspace, "1 dial")
    assert not journal.log(workspace, "1 dial", "viktor").guessed
    kept = journal.log(workspace, "1 dial")
    assert (kept.person.name, kept.guessed) == ("Viktor Hale", True)


def test_undoing_takes_the_facts_back_too(workspace: Workspace) -> None:
    journal.log(workspace, "2 visits", "Viktor")
    journal.log(workspace, "opened Acme 30k")
    undone = journal.undo(workspace)
    assert undone.text == "opened Acme 30k"
    assert [d["gone_on"] for d in rows(workspace, "opportunity")] == [WEDNESDAY]
    assert {a["channel"] for a in rows(workspace, "activity")} == {"visit"}


def test_what_the_crm_has_is_not_counted_and_told(workspace: Workspace, crm: Callable[[Workspace], None]) -> None:
    crm(workspace)
    take_in(workspace)
    logged = journal.log(workspace, "yesterday 9 dials, 1 visit, opened Acme 30k, opened Beta 5k", "viktor")
    assert [bool(u.not_counted) for u in logged.understood] == [True, False, True, False]
    assert logged.understood[0].not_counted == "salesforce has this person's call activities of 2026-08-11"
    assert "deal 'Acme', created 2026-08-03" in logged.understood[2].not_counted
    assert [d["name"] for d in rows(workspace, "opportunity")] == ["Beta"]
    assert {a["channel"] for a in rows(workspace, "activity")} == {"visit", "other"}
    report = Store(workspace.facts).require().manifest.report
    assert "since the CRM has it too" in report["warnings"][0]["text"]
    assert report["rejects_in_all"] == 2
    today = journal.log(workspace, "9 dials, won Acme 31k")  # the CRM has no call of today
    assert [bool(u.not_counted) for u in today.understood] == [False, True]


def test_a_later_import_takes_the_place_of_what_was_written(
    workspace: Workspace, crm: Callable[[Workspace], None]
) -> None:
    journal.log(workspace, "yesterday 9 dials, 1 visit", "Viktor Hale")
    person = people.people(OPERATOR)[0]
    people_services_email(workspace, person.id)
    crm(workspace)
    take_in(workspace)
    ids = {(i.connector, i.person) for i in people.identities(OPERATOR)}
    assert {("journal", person.id), ("salesforce", person.id)} <= ids
    assert {a["channel"] for a in rows(workspace, "activity")} == {"visit"}
    assert next(p.name for p in people.people(OPERATOR) if p.id == person.id) == "Viktor Hale"


def people_services_email(workspace: Workspace, person: int) -> None:
    """Viktor says what his address is, by which the CRM's Viktor is known to be him."""
    from ownit.promises.people import services
    from ownit.promises.people.record import Person

    known = Person(id=person, name="Viktor Hale", email="viktor@northline.example")
    services.correct_profile(OPERATOR, known, at=workspace.now())


def test_friday_asks_what_the_crm_does_not_know(workspace: Workspace, crm: Callable[[Workspace], None]) -> None:
    crm(workspace)
    take_in(workspace)
    journal.log(workspace, "yesterday 2 visits, asked Jane for a referral", "viktor")
    week = journal.week_numbers(workspace)
    assert (week.start, week.end, week.on) == (date(2026, 8, 10), date(2026, 8, 16), WEDNESDAY)
    told = {n.key: (n.ask, n.count, n.from_crm, n.from_journal) for n in week.numbers}
    assert told["dials"] == (False, 1, 1, 0)
    assert told["meetings"] == (True, 2, 0, 2)
    assert told["referral_asks"] == (True, 1, 0, 1)
    assert [n.key for n in week.asked] == ["conversations", "meetings", "opened", "referral_asks"]
    friday = journal.week_numbers(workspace, on=date(2026, 8, 14))  # the CRM was last read on Wednesday
    assert all(n.ask for n in friday.numbers)
    assert friday.numbers[0].through == WEDNESDAY


def test_the_answers_of_a_friday_are_kept_like_a_line(workspace: Workspace) -> None:
    first = journal.log(workspace, "2 dials", "Viktor")
    week = journal.week_numbers(workspace)
    assert [n.key for n in week.asked] == ["dials", "conversations", "meetings", "opened", "referral_asks"]
    items = answered({"dials": 12, "conversations": 3, "meetings": 0, "opened": 1, "referral_asks": 2}, WEDNESDAY)
    keep(workspace, first.person, "Friday: 12, 3, 0, 1, 2", items)
    counts = {n.key: n.count for n in journal.week_numbers(workspace).numbers}
    assert counts == {"dials": 14, "conversations": 3, "meetings": 0, "opened": 1, "referral_asks": 2}


def test_targets_are_proposed_once_and_pasted(workspace: Workspace, crm: Callable[[Workspace], None]) -> None:
    crm(workspace)
    take_in(workspace)
    done = targets.propose(workspace)
    assert done.new == 1
    assert targets.propose(workspace).new == 0
    (quiet,) = kept_targets.targets(OPERATOR)
    assert (quiet.name, quiet.rule, quiet.why) == ("Quiet", "untouched", "nothing ever done")
    assert targets.paste(workspace, "Beta - new plant", "viktor").added == 1
    assert [t.line for t in targets.next_names(workspace, quiet.person, "calls", 3)] == ["Beta - new plant"]


def test_the_verb_answers_in_words_and_json(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ownit.cli.session.open_promises", lambda ctx: None)

    def run(*words: str) -> tuple[int, str, str]:
        code = run_cli(lambda: workspace, ["log", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    assert "Next: six answers make a plan: ownit start" in run("--who", "Viktor Hale", "1 dial")[1].replace("\n ", "")
    run("undo")
    code, out, _ = run("--who", "Viktor Hale", "14 dials,", "2h", "calls, opened Acme 30k")
    assert code == 0
    assert out.splitlines()[0] == "Kept for Viktor Hale: 3 entries."
    assert "2:00 h" in out
    assert "30 k" in out
    assert "Next: ownit standing" in out
    code, out, _ = run("--json", "1 visit")
    assert json.loads(out)["understood"][0]["item"]["channel"] == "visit"
    add_person(OPERATOR, "Ann Lee", "", at=workspace.now())
    out = run("1 visit")[1]
    assert 'Not Viktor Hale? Undo it, and say who: ownit log --who "NAME"' in out
    run("undo")
    assert "begins with: ownit start --name" in run("--who", "Zoe Quist", "1 dial")[2]
    assert run("undo")[1] == 'Taken back: "1 visit".\n'
    assert json.loads(run("undo", "--json")[1])["undone"] == "14 dials, 2h calls, opened Acme 30k"
    for wrong in ("3 blurbs", "-4 dials"):
        code, out, err = run(wrong)
        assert (code, out) == (1, "")
        assert err.startswith(f'ownit: What do you mean by "{wrong}"? Nothing was kept')
    assert selectors.entries(OPERATOR) == ()


def test_nobody_imports_a_journal_by_hand(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(OwnitError, match=r"no connector called 'journal'\. There are: csv, salesforce\."):
        requests.request(workspace, "journal", tmp_path, ReadOptions(connector=""))
