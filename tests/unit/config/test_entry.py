"""What does a person see when the process meets a bug, Ctrl-C, a reader that went away, or a wrong setting?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

BUG = """
import sys, types, typer
from ownit.cli import app, session
from ownit.config.entry import main

probe = typer.Typer(rich_markup_mode=None)

@probe.command()
def go(ctx: typer.Context, act: str) -> None:
    if act != "homeless":
        session.workspace(ctx)
    if act == "sleep":
        import signal, time
        signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in whatever a shell starts with &
        print("asleep", flush=True)
        time.sleep(60)
    if act == "talk":
        for _ in range(100_000):
            print("a line that somebody may not want to read")
        return
    raise ZeroDivisionError("the bug's own words")

module = types.ModuleType("ownit.cli.verb_probe")
module.app = probe
sys.modules[module.__name__] = module
app.VERBS = {"probe": "Do what is said."}
sys.argv = ["ownit", "probe", sys.argv[1]]
main()
"""


def start(act: str, home: Path, *, temporary: Path | None = None) -> subprocess.Popen[str]:
    """The command line with a verb ``probe`` more, in a process of its own."""
    settings = {"OWNIT_HOME": str(home), "TMPDIR": str(temporary or home.parent)}
    return subprocess.Popen(
        [sys.executable, "-c", BUG, act],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_bug_is_one_sentence_and_its_traceback_lies_in_the_workspace(tmp_path: Path) -> None:
    process = start("break", tmp_path / "home")
    out, err = process.communicate(timeout=30)
    log = tmp_path / "home" / "logs" / "faults.log"
    assert (process.returncode, out, err.count("\n")) == (1, "", 1)
    assert "the bug's own words" in err
    assert str(log) in err
    assert "Traceback (most recent call last)" in log.read_text(encoding="utf-8")
    assert log.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("act", ["break", "homeless"])
def test_where_the_workspace_takes_no_log_it_lies_in_a_temporary_file(act: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "logs").write_text("a file where the folder should be")
    process = start(act, home)
    _, err = process.communicate(timeout=30)
    (log,) = tmp_path.glob("ownit-fault-*.log")
    assert process.returncode == 1
    assert str(log) in err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_workspace_that_cannot_be_is_said_and_is_no_bug(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    _, err = (process := start("break", home)).communicate(timeout=30)
    assert process.returncode == 1
    assert err.startswith(f"ownit: The workspace {home} cannot be used")
    assert list(tmp_path.glob("ownit-fault-*.log")) == []


def test_ctrl_c_ends_quietly_with_130(tmp_path: Path) -> None:
    process = start("sleep", tmp_path / "home")
    assert process.stdout is not None
    assert process.stdout.readline() == "asleep\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    with start("talk", tmp_path / "home") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("a line")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode in (0, 1)


def test_a_wrong_setting_is_said_once_and_help_still_works(tmp_path: Path) -> None:
    env = {**os.environ, "OWNIT_TODAY": "12 August", "OWNIT_HOME": str(tmp_path)}
    whole = [sys.executable, "-m", "ownit", "--help"]
    assert subprocess.run(whole, env=env, capture_output=True, check=False).returncode == 0
    asked = "from ownit.config.entry import open_workspace; open_workspace()"
    said = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=False)
    assert "OWNIT_TODAY is '12 August', which is no day." in said.stderr


@pytest.mark.parametrize("line", ["facts list", "--help"])
def test_output_that_cannot_be_written_is_told_and_is_no_bug(line: str, tmp_path: Path) -> None:
    env = {**os.environ, "OWNIT_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    with Path("/dev/full").open("w") as full:
        whole = [sys.executable, "-m", "ownit", *line.split()]
        said = subprocess.run(whole, env=env, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert said.stderr.startswith("ownit: The output could not be written (No space left on device)")
    assert not (tmp_path / "logs").exists()


def test_an_output_that_the_shell_closed_is_no_error(tmp_path: Path) -> None:
    env = {**os.environ, "OWNIT_HOME": str(tmp_path), "HERE": sys.executable}
    shell = '"$HERE" -m ownit facts list <&- >&-'
    said = subprocess.run(shell, shell=True, env=env, stderr=subprocess.PIPE, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
