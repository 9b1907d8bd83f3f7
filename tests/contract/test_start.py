"""Does a seller without any record come, in a real terminal and in a pipe, from six answers to a plan and a week?"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pexpect
import pytest
from icalendar import Calendar
from tests.contract.conftest import workspace_at

from ownit.errors import OwnitError
from ownit.flows.starting import beginning, questions, trades, whose
from ownit.flows.starting.questions import SIX
from ownit.flows.workspace import Workspace
from ownit.promises.blocks import selectors as blocks
from ownit.promises.goals import selectors as goals
from ownit.promises.organisation import selectors as organisation
from ownit.promises.people import selectors as people
from ownit.promises.people import services as people_services
from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import selectors as plans

pytestmark = pytest.mark.slow

TUESDAY = date(2026, 12, 1)
OWNIT = str(Path(sys.executable).parent / "ownit")
OFFLINE = """
import socket, sys
def refuse(*a): raise SystemExit("it reaches out")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
sys.argv[0] = "ownit"
from ownit.config.entry import main
main()
"""


@pytest.fixture
def place(tmp_path: Path) -> dict[str, Any]:
    """A workspace and a current folder of its own, on a Tuesday in Vienna."""
    (tmp_path / "here").mkdir()
    more = {"OWNIT_HOME": str(tmp_path / "home"), "OWNIT_TODAY": TUESDAY.isoformat(), "TZ": "Europe/Vienna"}
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}  # the terminal says
    return {"env": {**env, **more, "TERM": "xterm"}, "cwd": str(tmp_path / "here")}


def terminal(place: dict[str, Any], *words: str, columns: int = 80) -> pexpect.spawn[str]:
    return pexpect.spawn(
        OWNIT,
        ["start", "--name", "Ada", *words],
        **place,
        dimensions=(60, columns),
        encoding="utf-8",
        timeout=180,
        preexec_fn=heard,
    )


def heard() -> None:
    """Ctrl-C is heard, as at any terminal, also where whoever runs the tests has been started to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def answer(asked: pexpect.spawn[str], *lines: str) -> None:
    for line in lines:
        asked.expect_exact("\r\n > ")
        asked.sendline(line)


def closing(ended: pexpect.spawn[str]) -> str:
    """The screen after the last question."""
    return str(ended.before).replace("\r\n", "\n").split("\x1b[K")[-1].strip("\n")


def piped(place: dict[str, Any], *words: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([OWNIT, "start", *words], input=lines, capture_output=True, text=True, check=False, **place)


def known(place: dict[str, Any]) -> list[Any]:
    """The goals that are there in the workspace."""
    told = subprocess.run(
        [OWNIT, "goal", "list", "--period", "2026", "--json"], capture_output=True, text=True, check=True, **place
    )
    found = json.loads(told.stdout)["goals"]["goals"]
    assert isinstance(found, list)
    return found


def test_in_a_terminal_enter_accepts_everything_and_the_screen_closes_with_a_plan(place: dict[str, Any]) -> None:
    asked = terminal(place)
    answer(asked, *[""] * 8)
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 0
    said = closing(asked)
    sentence, ladder, week, file = re.split(r"\n\s*\n", said)
    assert " ".join(sentence.split()).startswith(
        "By your own word: to make 550 k USD alone by 31 December 2027 with 8 in 10"
    )
    assert ladder.splitlines()[0] == "Hours a week of opening business, and the chance alone"
    assert re.search(r"8 h +█+ +\S.* <- what you protect", ladder)
    assert re.search(r"h +█+ +8 in 10 +<- the plan", ladder)
    assert week.splitlines()[0] == "This week's blocks"
    assert week.splitlines()[1].split()[:3] == ["Tue", "1", "Dec"]
    assert re.fullmatch(r"\d+ blocks written to plan.ics: open it in your calendar.", file)
    events = Calendar.from_ical((Path(place["cwd"]) / "plan.ics").read_bytes()).walk("VEVENT")
    assert f"{len(events)} blocks" in file
    assert max(len(line) for line in said.splitlines()) <= 80


def test_a_wrong_answer_is_asked_again_with_what_to_give_and_back_goes_back(place: dict[str, Any]) -> None:
    asked = terminal(place, columns=60)
    answer(asked, "lots")
    asked.expect_exact('"lots" is no number.')
    answer(asked, "600k by 31 December 2027, 0 won")
    asked.expect_exact("= 600,000 USD by 31 December 2027, nothing won yet")
    answer(asked, "back")
    asked.expect_exact("1. Your number")
    answer(asked, "650k by 31 December 2027, 0 won", "", "3", "200 in 8 hours")
    asked.expect_exact("one every")
    answer(asked, "", "", "", "The garden", "Tom")
    asked.expect(pexpect.EOF)
    assert "650 k USD" in asked.before
    assert "= 3 of 10" not in asked.before
    assert max(map(len, closing(asked).splitlines())) <= 60


@pytest.mark.parametrize("key", ["c", "d"])
def test_stopping_leaves_nothing_behind_and_says_so(place: dict[str, Any], key: str) -> None:
    asked = terminal(place)
    answer(asked, "", "")
    asked.expect_exact("\r\n > ")
    asked.sendcontrol(key)
    asked.expect_exact("Stopped; nothing was kept. Begin again: ownit start")
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 130
    assert known(place) == []
    assert not (Path(place["cwd"]) / "plan.ics").exists()


def test_piped_lines_are_answers_and_the_end_accepts_the_rest(place: dict[str, Any]) -> None:
    done = piped(
        place, "--json", "--calendar", "mine.ics", lines="300k EUR this year, 90k won, 150k open\n25k in 60 days\n"
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["answers"]["number"] == "EUR 300000 from 2026-01-01 by 2026-12-31, 90000 won, 150000 open"
    assert (told["feasible"], told["holds_from"], told["week"]) == (False, "2026-12-01", "2026-11-30")
    assert told["sentence"].endswith(
        "nothing opened from today on is sure enough by then. Give a later day (answer 1)."
    )
    assert told["calendar"]["file"] == "mine.ics"
    assert [g["terms"]["currency"] for g in known(place)] == ["EUR"]


@pytest.mark.parametrize("rest", ["", "30k in 90 days\n3\n"])
def test_a_wrong_line_is_an_error_and_no_other_line_is_taken_for_its_answer(place: dict[str, Any], rest: str) -> None:
    done = piped(place, lines=f"300k this quarter\nlots\n{rest}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('ownit: "lots" names no amount.')
    assert known(place) == []


def test_another_programs_calendar_is_left_alone_and_nothing_is_asked(place: dict[str, Any]) -> None:
    there = Path(place["cwd"]) / "plan.ics"
    there.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Somebody//else\r\nEND:VCALENDAR\r\n")
    done = piped(place, "--yes")
    assert done.returncode == 1
    assert "a file of that name that ownit did not write" in done.stderr
    assert "else" in there.read_text()
    assert known(place) == []


def test_it_needs_no_network_and_no_import(place: dict[str, Any]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, "start", "--yes", "--name", "Ada"],
        capture_output=True,
        text=True,
        check=False,
        **place,
    )
    assert done.returncode == 0, done.stderr
    assert not (Path(place["env"]["OWNIT_HOME"]) / "facts").exists()


def test_the_trades_are_listed_with_what_they_rest_on(place: dict[str, Any]) -> None:
    told = json.loads(piped(place, "--trades", "--json").stdout)["trades"]
    assert len(told) == 10
    listed = piped(place, "--trades").stdout
    assert "medical devices" in listed
    assert "Bridge Group 2017, 384 firms" in " ".join(listed.split())
    assert "There are: construction" in piped(place, "--trade", "astrology").stderr


@pytest.fixture
def workspace(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    del db
    monkeypatch.setenv("TZ", "Europe/Vienna")
    return workspace_at(tmp_path / "home", TUESDAY)


def begun(workspace: Workspace, trade: str | None = None, name: str | None = "Ada", **lines: str) -> beginning.Started:
    """Begin with these lines and the examples."""
    setting = whose.setting(workspace, whose.known(workspace, name), None if trade is None else trades.trade(trade))
    given: dict[str, Any] = {}
    for question in (*SIX, *questions.TWO):
        given[question.name] = questions.read(setting, question.name, lines.get(question.name, ""), given)
    calendar = workspace.home.parent / "plan.ics"
    return beginning.start(workspace, questions.answers(setting, given), name, setting.today, calendar)


@pytest.mark.parametrize("trade", [None, *trades.names()])
def test_the_examples_of_each_trade_fit_into_forty_hours_or_say_what_is_in_the_way(
    workspace: Workspace, trade: str | None
) -> None:
    started = begun(workspace, trade)
    assert started.plan.hours.total <= 40.01
    if not started.plan.feasible:
        assert re.search(r"makes? it fit: .*\(answer [1-4]", started.begun.sentence)
    else:
        assert 0.8 <= started.plan.chance <= 0.81 + 1e-9 or started.plan.hours.creating <= 1.0
    assert started.calendar is not None


def test_all_that_follows_is_kept(workspace: Workspace) -> None:
    tom = people_services.add_person(OPERATOR, "Tom Reed", "", at=workspace.now())
    started = begun(
        workspace, number="400k EUR this year, 300k won", buddy="tom reed", why="A house", protected="4: Sat 7-11"
    )
    person = started.person
    assert [p.name for p in people.people(OPERATOR)] == ["Ada", "Tom Reed"]
    assert people.buddies(OPERATOR, TUESDAY) == {person.id: tom.id}
    (goal,) = goals.goals(OPERATOR, date(2026, 1, 1), date(2026, 12, 31), TUESDAY).goals
    assert (goal.terms.person, goal.terms.amount, goal.terms.currency) == (person.id, Decimal(400_000), "EUR")
    said = plans.said(OPERATOR, person.id, TUESDAY)
    assert (said["why"], said["win"], said["protected"]) == ("A house", "2 of 10", "4: sat 7-11")
    assert "buddy" not in said
    chosen = organisation.choices(OPERATOR, TUESDAY)
    assert (chosen.currency, chosen.zone, chosen.country) == ("EUR", "Europe/Vienna", "AT")
    prefers = blocks.preferences(OPERATOR, person.id, TUESDAY)
    assert {p.weekday for p in prefers.preferred["calls"]} == {5}
    assert [(s.start, s.end) for s in prefers.hours.days[5]] == [(420, 660)]
    assert sum(s.end - s.start for day in prefers.hours.days[:5] for s in day) == 5 * 9 * 60
    held = plans.plan(OPERATOR, person.id, TUESDAY)
    assert held == started.adopted
    assert blocks.week(OPERATOR, person.id, started.week).standing


def test_what_was_chosen_and_said_before_stays_or_is_offered(workspace: Workspace) -> None:
    first = begun(workspace, number="400k EUR by 31 December 2027, 0 won", protected="6: Mon-Wed 9-11")
    assert "EUR" in first.begun.sentence
    setting = whose.setting(workspace, first.person, None)
    assert setting.chosen
    assert questions.example(setting, "protected") == "6: mon-wed 9-11"
    with pytest.raises(OwnitError, match="ownit set currency USD"):
        questions.read(setting, "number", "$500k by June", {})
    again = begun(workspace, number="300k by 31 December 2027, 0 won", why="Less, since I am ill")
    assert again.person == first.person
    assert again.answers.protected == first.answers.protected
    assert (again.plan.start, again.plan.end) == (first.plan.start, first.plan.end)
    assert again.adopted.version == 2
    assert again.adopted.effective_on == date(2026, 12, 8)  # less than before holds a week later


def test_a_period_to_come_is_worked_for_from_now_on(workspace: Workspace) -> None:
    started = begun(workspace, number="100k next quarter")
    assert started.plan.start == date(2027, 1, 1)
    assert started.this_week
    assert started.blocks
    assert plans.plan(OPERATOR, started.person.id, TUESDAY) == started.adopted


def test_late_on_a_friday_the_blocks_are_next_weeks(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")  # there it is Saturday when it is Friday noon in London
    started = begun(workspace_at(tmp_path / "home", date(2026, 12, 4)))
    assert (started.week, started.this_week) == (date(2026, 12, 7), False)
    assert started.blocks
    assert organisation.choices(OPERATOR, TUESDAY).country == "NZ"


def test_whose_plan_it_is_must_be_clear(workspace: Workspace) -> None:
    for name in ("Ann Lee", "Bo Larsen"):
        people_services.add_person(OPERATOR, name, "", at=workspace.now())
    with pytest.raises(whose.WhosePlanError, match='2 people are known here; say it: ownit start --name "NAME"'):
        whose.known(workspace, None)
    assert whose.known(workspace, "Cleo Diaz") is None  # somebody new, where no CRM says who there is
    with pytest.raises(OwnitError, match="Did you mean"):
        whose.known(workspace, "Ann Leee")
    people_services.identify(OPERATOR, people.find(OPERATOR, "Bo Larsen").id, "salesforce", "005", at=workspace.now())
    with pytest.raises(OwnitError, match="Nobody here is called 'Cleo Diaz'"):
        whose.known(workspace, "Cleo Diaz")
