"""Does a seller without any record come, in a real terminal and in a pipe, from six answers to a plan and a week?"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pexpect
import pytest
from icalendar import Calendar

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
        "By your own word: to make 550 k USD alone by 31 December 2027 with a chance of 8 in 10"
    )
    assert ladder.splitlines()[0] == "Hours a week of opening business, and the chance alone"
    assert re.search(r"8 h +█+ +\S.* <- what you protect", ladder)
    assert re.search(r"h +█+ +8 in 10 +<- the plan", ladder)
    assert week.splitlines()[0] == "This week's blocks"
    assert week.splitlines()[1].split()[:3] == ["Tue", "1", "Dec"]
    written, then = file.splitlines()
    assert re.fullmatch(r"\d+ blocks written to plan.ics: open it in your calendar.", written)
    assert then == 'Next: see the week as it goes: ownit week "Ada"'
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
