"""Does the line that is told next lead to where one is?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.conftest import workspace_at

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
    assert (f"OWNIT_HOME={place} OWNIT_TODAY=2026-08-12 " in said) is carried
    assert ("they come into your blocks: ownit week" in said) is not carried
