"""Does a Friday keep what is answered, once, redo the plan, and say what follows, at a terminal and in a pipe?"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pexpect
import pytest
from tests.contract.conftest import workspace_at
from tests.contract.test_week import MONDAY, On, adopt, on, told, viktor

from ownit.connectors.base import ReadOptions
from ownit.flows import importing, journal, requests
from ownit.flows.journal import answered, keep
from ownit.flows.settle import settle
from ownit.flows.workspace import Workspace
from ownit.promises.journal import selectors as lines
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import identify
from ownit.promises.plans import selectors as plans
from ownit.promises.plans import services

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

__all__ = ["on", "viktor"]  # fixtures

FRIDAY = date(2026, 8, 14)
SAID = {
    "number": "EUR 600000 from 2026-01-01 by 2026-12-31, 450000 won",
    "deal": "25k in 60 days",
    "win": "3",
    "meetings": "4 in 4 hours",
    "network": "20",
    "protected": "8: Tue-Fri 9-11",
}
Pipe = Callable[[str], None]


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    def give(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return give


def words_given(person: int) -> None:
    for name, value in SAID.items():
        services.say(OPERATOR, person, name, value, at=datetime(2026, 8, 1, tzinfo=UTC))


def test_piped_answers_are_kept_the_plan_redone_and_the_next_week_told(on: On, viktor: int, pipe: Pipe) -> None:
    words_given(viktor)
    before = adopt(viktor)
    planned = told(on(MONDAY))["blocks"]
    begun = [b for b in planned if datetime.fromisoformat(b["start"]) <= datetime(2026, 8, 14, 12, tzinfo=UTC)]
    pipe("12\n3\n\n1\n2\nk\nm\na\n")
    code, out, err = on(FRIDAY)("friday", "--json")
    assert code == 0, err
    closed = json.loads(out)
    assert {c["key"]: c["count"] for c in closed["counts"]} == {
        "dials": 12,
        "conversations": 3,
        "meetings": 0,
        "opened": 1,
        "referral_asks": 2,
    }
    assert (closed["kept"], closed["missed"], closed["blocks"]) == (len(begun) - 1, 1, len(planned))
    plan = plans.plans(OPERATOR, viktor)[-1]
    assert (plan.version, plan.adopted_on) == (2, FRIDAY)
    assert closed["plan"]["chance"] == plan.terms.chance
    assert plan.terms.lines != before.terms.lines
    assert closed["ahead"]["coming"] is True
    assert closed["ahead"]["blocks"]
    assert closed["sentence"].startswith(f"You kept {len(begun) - 1} of {len(planned)} blocks and missed 1; ")
    assert "redone from today the plan gives" in closed["sentence"]
    assert "; next week holds " in closed["sentence"]
    assert closed["sentence"].count(". ") == 0, "one sentence"


def test_a_second_time_only_what_is_new_is_asked_and_added(on: On, viktor: int, pipe: Pipe) -> None:
    adopt(viktor)
    told(on(MONDAY))
    run = on(FRIDAY)
    pipe("12\n\n\n\n\na\n")
    assert run("friday")[0] == 0
    pipe("2\n")
    closed = json.loads(run("friday", "--json")[1])
    assert closed["counts"][0]["count"] == 14
    assert closed["notes"][0].startswith("The plan was not redone: There is nothing to plan on for Viktor Hale.")
    assert len({e.line for e in lines.entries(OPERATOR, viktor)}) == 2


def test_yes_asks_nothing_says_nothing_of_blocks_and_leaves_no_line(on: On, viktor: int) -> None:
    adopt(viktor)
    told(on(MONDAY))
    code, out, err = on(FRIDAY)("friday", "--yes")
    assert code == 0, err
    assert out.startswith("You kept 0 of ")
    assert lines.entries(OPERATOR, viktor) == ()


def test_without_a_plan_it_still_keeps_the_numbers_and_asks_of_no_block(on: On, viktor: int, pipe: Pipe) -> None:
    pipe("5\n")
    code, out, _ = on(FRIDAY)("friday")
    assert (code, out.splitlines()[0]) == (0, "0 opportunities opened.")
    assert "ownit start" in out
    assert sum(e.item.count for e in lines.entries(OPERATOR, viktor)) == 5


@pytest.mark.parametrize("text", ["lots\n", "-3\n", "1.5\n", "123456\n", "1\n2\n3\n4\n5\nperhaps\n"])
def test_a_piped_answer_that_says_nothing_keeps_nothing(on: On, viktor: int, pipe: Pipe, text: str) -> None:
    adopt(viktor)
    planned = told(on(MONDAY))
    pipe(text)
    code, out, err = on(FRIDAY)("friday")
    assert (code, out) == (1, "")
    assert err.startswith("ownit: '")
    assert lines.entries(OPERATOR, viktor) == ()
    assert [b["uid"] for b in told(on(MONDAY))["blocks"]] == [b["uid"] for b in planned["blocks"]]


def test_last_week_is_closed_on_a_monday(on: On, viktor: int, pipe: Pipe) -> None:
    adopt(viktor)
    told(on(MONDAY))
    run = on(date(2026, 8, 17))
    pipe("7\n\n\n\n\na\n")
    closed = json.loads(run("friday", "--last", "--json")[1])
    assert (closed["start"], closed["on"], closed["ahead"]["start"]) == ("2026-08-10", "2026-08-16", "2026-08-17")
    assert closed["counts"][0]["count"] == 7
    assert closed["kept"] == closed["blocks"]
    assert {e.item.on for e in lines.entries(OPERATOR, viktor)} == {date(2026, 8, 16)}


def test_share_is_five_lines_without_a_deal_a_name_or_a_count(on: On, viktor: int, pipe: Pipe) -> None:
    adopt(viktor)
    run = on(MONDAY)
    run("targets", "add", "Acme")
    told(run)
    assert on(date(2026, 8, 13))("calendar", "missed", "1")[0] == 0
    pipe("37\n3\n2\n1\n\n\n")
    run = on(FRIDAY)
    assert run("friday")[0] == 0
    code, out, _ = run("share")
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "Undertaken",
        "Done",
        "In the way",
        "Next",
        "Question",
    ]
    for secret in ("Acme", "37", "dials", "opened", "EUR", "600"):
        assert secret not in out
    assert "dials 37" in run("share", "--numbers")[1]
    own = run("share", "--ask", "Who knows\nthe new plant manager?", "--in-the-way", "the fair")[1].splitlines()
    assert own[2:] == ["In the way: the fair", own[3], "Question: Who knows the new plant manager?"]
    assert json.loads(run("share", "--json")[1])["lines"] == out.splitlines()


def test_share_without_a_plan_says_how_to_get_one(on: On, viktor: int) -> None:
    code, out, err = on(FRIDAY)("share")
    assert (code, out) == (1, "")
    assert err.startswith("ownit: Nothing is undertaken this week")


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
    settle(workspace)


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


SEED = """
import os
from datetime import UTC, datetime
os.environ["DJANGO_SETTINGS_MODULE"] = "ownit.config.settings"
import django.conf
from ownit.promises.opening import open_promises
open_promises("sqlite:///" + os.environ["OWNIT_HOME"] + "/promises.sqlite3")
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person
from tests.contract.test_week import adopt
adopt(add_person(OPERATOR, "Viktor Hale", "", at=datetime(2026, 8, 1, tzinfo=UTC)).id)
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a workspace in which Viktor has a plan and Monday's blocks are planned."""
    env = {**os.environ, "OWNIT_HOME": str(tmp_path), "OWNIT_TODAY": "2026-08-10", "TERM": "dumb"}
    env.pop("COLUMNS", None)
    subprocess.run([sys.executable, "-c", SEED], env=env, check=True, cwd=Path(__file__).parents[2])
    subprocess.run([sys.executable, "-m", "ownit", "week"], env=env, check=True, capture_output=True)
    return {**env, "OWNIT_TODAY": "2026-08-11"}


def terminal(home: dict[str, str], *words: str, columns: int = 60) -> pexpect.spawn[str]:
    line = ["-m", "ownit", *words]
    return pexpect.spawn(
        sys.executable,
        line,
        env=home,
        encoding="utf-8",
        dimensions=(40, columns),
        timeout=60,
        preexec_fn=heard,
    )


def heard() -> None:
    """Ctrl-C is heard, as at any terminal, also where whoever runs the tests has been started to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def asked(home: dict[str, str], *words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "ownit", *words, "--json"], env=home, check=True, capture_output=True, text=True
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_at_a_terminal_a_number_is_asked_again_and_a_block_takes_one_key(home: dict[str, str]) -> None:
    screen = terminal(home, "friday")
    screen.expect("Enter is 0")
    screen.expect(r"dial\?")
    screen.sendline("lots")
    screen.expect("no number of a week")
    screen.expect(r"dial\?")
    screen.sendline("12")
    for question in ("conversations", "meetings", "open", "referral"):
        screen.expect(question)
        screen.sendline("")
    screen.expect("One key each")
    screen.expect("Mon 13:00")
    screen.send("x")  # no answer, and so not taken
    screen.send("m")
    screen.expect("missed")
    screen.send("a")
    screen.expect("next week holds")
    screen.expect("Next: ")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0
    week = asked(home, "week")["week"]
    assert isinstance(week, dict)
    assert [b["state"] for b in week["blocks"]][:2] == ["missed", "kept"]
    assert week["counts"][0]["count"] == 12


@pytest.mark.parametrize("stop", ["\x03", "\x04"])
def test_stopping_at_a_terminal_keeps_nothing_and_says_so(home: dict[str, str], stop: str) -> None:
    screen = terminal(home, "friday")
    screen.expect(r"dial\?")
    screen.sendline("12")
    screen.expect("conversations")
    screen.send(stop)
    screen.expect("nothing was kept")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus != 0
    week = asked(home, "week")["week"]
    assert isinstance(week, dict)
    assert week["counts"][0]["count"] == 0


@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_runs_over_a_narrow_terminal(home: dict[str, str], columns: int) -> None:
    for words in (["week"], ["week", "--next"], ["calendar", "list"], ["friday"]):
        screen = terminal(home, *words, columns=columns)
        if words == ["friday"]:
            for _ in range(5):
                screen.expect(r"\[0\]")
                screen.sendline("")
            screen.expect("One key each")
            screen.send("a")
        screen.expect(pexpect.EOF)
        assert screen.before is not None
        lines_shown = screen.before.replace("\r\n", "\n").split("\n")
        over = [line for line in lines_shown if len(line.rpartition("\x1b[K")[2]) > columns]
        assert over == []
