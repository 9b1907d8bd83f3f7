"""Does the command line list, load, refuse and end as it says?"""

from __future__ import annotations

import importlib
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest
import typer
from typer._click import Command
from typer.core import TyperGroup

from ownit.cli import app as cli
from ownit.cli import session
from ownit.cli.telling import Json, console, json_line
from ownit.errors import OwnitError
from ownit.flows.workspace import Workspace

Run = Callable[..., int]
probe = typer.Typer(rich_markup_mode=None)


@probe.command()
def _do(ctx: typer.Context, act: str, *, json: Json = False) -> None:
    """Do what is said."""
    match act:
        case "refuse":
            raise OwnitError("deals.csv names no owner. Say which column it is: owner = ...")
        case "break":
            raise ZeroDivisionError("a bug")
        case "stop":
            raise KeyboardInterrupt
        case "stop the engine":
            _interrupted_query()
        case "work":
            same = session.workspace(ctx) is session.workspace(ctx)
            json_line({"home": session.workspace(ctx).home, "same": same, "json": json})
        case "table":
            console().print("[red]a[/red] wide " + "row " * 60)


def _interrupted_query() -> None:
    """What is raised when a person stops a query that runs: an error of DuckDB's own, no KeyboardInterrupt."""
    import duckdb

    with duckdb.connect() as con:
        stop = threading.Timer(0.05, con.interrupt)
        stop.start()
        con.execute("SELECT count(*) FROM range(100_000_000_000)").fetchall()


@pytest.fixture
def opened() -> list[Workspace]:
    """The workspaces opened so far: one more each time that a verb asks the environment."""
    return []


@pytest.fixture
def run(opened: list[Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command line with one verb more, ``probe``, that does what its argument says."""
    module = ModuleType("ownit.cli.verb_probe")
    module.__dict__["app"] = probe
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(cli, "VERBS", MappingProxyType({**cli.VERBS, "probe": "Do what is said."}))

    def open_workspace() -> Workspace:
        opened.append(Workspace(home=tmp_path, database="sqlite:///x"))
        return opened[-1]

    return lambda *arguments: cli.run(open_workspace, arguments)


def leaves(name: str, command: Command) -> list[tuple[str, Command]]:
    """The command, or if it is a group, what can be run below it."""
    if not isinstance(command, TyperGroup):
        return [(name, command)]
    return [leaf for below, child in command.commands.items() for leaf in leaves(f"{name} {below}", child)]


def test_help_lists_every_verb_with_its_line_and_opens_no_workspace(
    run: Run, opened: list[Workspace], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--help") == 0
    said = capsys.readouterr().out
    for name, line in cli.VERBS.items():
        assert name in said
        assert line.split(";")[0][:40] in said
    assert opened == []


def test_version_says_the_version(run: Run, opened: list[Workspace], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    first = capsys.readouterr().out
    assert run("version", "--json") == 0
    assert first == f"ownit {json.loads(capsys.readouterr().out)['ownit']}\n"
    assert opened == []


@pytest.mark.parametrize("name", cli.VERBS)
def test_each_verb_loads_and_all_it_can_do_answers_in_json_too(name: str) -> None:
    """Each is a Typer app in its module; each of its commands has help and --json."""
    assert isinstance(importlib.import_module(f"ownit.cli.verb_{name}").app, typer.Typer)
    for path, command in leaves(name, cli.load(name)):
        assert command.help, f"ownit {path} has no help"
        assert any("--json" in option.opts for option in command.params), f"ownit {path} has no --json"


def test_a_verb_gets_one_workspace_however_often_it_asks(
    run: Run, opened: list[Workspace], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("probe", "work", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"home": str(tmp_path), "same": True, "json": True}
    assert len(opened) == 1


def test_what_a_person_can_mend_is_told_on_stderr_and_ends_with_1(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("probe", "refuse") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "ownit: deals.csv names no owner. Say which column it is: owner = ...\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("prob", "work"), "Did you mean 'probe'?"),
        (("probe",), "Missing argument"),
        (("probe", "work", "--jsno"), "No such option"),
        (("version", "extra"), "unexpected extra argument"),
    ],
)
def test_misuse_ends_with_2_and_says_what_is_wrong(
    run: Run, line: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*line) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize("what", ["stop", "stop the engine"])
def test_ctrl_c_ends_with_130_whatever_it_meets(run: Run, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("probe", what) == 130
    assert capsys.readouterr().err == ""


def test_a_bug_passes_through(run: Run) -> None:
    with pytest.raises(ZeroDivisionError):
        run("probe", "break")


def test_a_pipe_gets_no_colour_and_a_steady_width(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert run("probe", "table") == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert 90 < max(map(len, said.splitlines())) <= 100
