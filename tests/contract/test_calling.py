"""Does the line that is told next lead to where one is?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.contract.conftest import workspace_at

from ownit.cli import calling
from ownit.cli.app import run as run_cli
from ownit.flows.demo import TODAY


@pytest.mark.parametrize(("home", "carried"), [("demo", True), ("mine", False)])
def test_in_the_demo_the_next_line_carries_what_leads_there(
    home: str, carried: bool, viktor: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / home
    assert run_cli(lambda: workspace_at(place, TODAY), ["targets", "add", "Acme", "--who", "Viktor Hale"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.endswith(' week "Viktor Hale"')
    assert (f"OWNIT_HOME={place} OWNIT_TODAY=2026-08-12 " in said) is carried  # there is no script yet
    assert ("they come into your blocks: ownit week" in said) is not carried


def test_every_command_that_is_told_in_the_demo_can_be_run_as_it_is_told(
    viktor: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what comes next carried what leads there; beside it ``ownit log undo`` undid a line of one's own journal."""
    place = workspace_at(tmp_path / "demo", TODAY)
    place.home.mkdir()
    calling.lay(place)
    assert run_cli(lambda: place, ["log", "3 dials", "--who", "Viktor Hale"]) == 0
    assert f"Not what you meant? {place.home}/ownit log undo" in " ".join(capsys.readouterr().out.split())
    assert run_cli(lambda: place, ["log", "3 dials", "--who", "Viktor Hale", "--json"]) == 0
    assert str(place.home) not in capsys.readouterr().out
    assert run_cli(lambda: place, ["plan", "Viktor Hale"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert f"{place.home}/ownit " in said
    assert " ownit " not in said.removeprefix("ownit: ")


def test_the_demo_is_called_by_its_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(Path(sys.executable).parent / "ownit")])
    place = workspace_at(tmp_path / "a demo" / "demo", TODAY)
    place.home.mkdir(parents=True, exist_ok=True)
    calling.lay(place)
    done = subprocess.run(
        f"{calling.into(place)} version --json", shell=True, capture_output=True, text=True, check=True
    )
    assert "python" in json.loads(done.stdout)
    assert f"OWNIT_HOME='{place.home}' OWNIT_TODAY=2026-08-12 " in (place.home / "ownit").read_text()
