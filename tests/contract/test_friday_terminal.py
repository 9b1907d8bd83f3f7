"""Is a Friday asked at a terminal, key by key, and stopped there without a trace?"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


SEED = """
import os
from datetime import UTC, datetime
os.environ["DJANGO_SETTINGS_MODULE"] = "ownit.config.settings"
import django.conf
from ownit.promises.opening import open_promises
open_promises("sqlite:///" + os.environ["OWNIT_HOME"] + "/promises.sqlite3")
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person
from tests.contract.viktor import adopt
adopt(add_person(OPERATOR, "Viktor Hale", "", at=datetime(2026, 8, 1, tzinfo=UTC)).id)
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which Viktor has a plan and Monday's blocks are planned; each test has a copy of it."""
    place = tmp_path_factory.mktemp("planned")
    env = environment(place, "2026-08-10")
    subprocess.run([sys.executable, "-c", SEED], env=env, check=True, cwd=Path(__file__).parents[2])
    subprocess.run([sys.executable, "-m", "ownit", "week"], env=env, check=True, capture_output=True)
    return place


def environment(place: Path, day: str) -> dict[str, str]:
    env = {**os.environ, "OWNIT_HOME": str(place), "OWNIT_TODAY": day, "TERM": "dumb"}
    env.pop("COLUMNS", None)
    return env


@pytest.fixture
def home(planned: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a copy of that workspace, a day later."""
    place = shutil.copytree(planned, tmp_path / "home")
    return environment(place, "2026-08-11")


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
    with contextlib.closing(sqlite3.connect(Path(home["OWNIT_HOME"]) / "promises.sqlite3")) as kept:
        for table in ("journal_line", "journal_item", "blocks_outcome"):
            assert kept.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_runs_over_a_narrow_terminal(home: dict[str, str], columns: int) -> None:
    for words in (["week"], ["friday"]):  # the others' lines are measured without a terminal, in test_week
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
