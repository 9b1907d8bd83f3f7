"""Is a command that is suggested the one that answers for what is looked at?"""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import pytest

from ownit.cli.calling import into, suggested
from ownit.flows.demo import TODAY, is_demo, workspace
from ownit.flows.workspace import Workspace

BARE = Workspace(home=Path("/an organisation"), database="sqlite:///unused")


def test_the_demo_is_called_with_what_leads_there() -> None:
    home, today, *command = shlex.split(into(workspace(BARE)))
    assert (home, today) == ("OWNIT_HOME=/an organisation/demo", "OWNIT_TODAY=2026-08-12")
    assert command
    assert not command[0].startswith("OWNIT")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('see it: ownit plan "Ann"', 'see it: CALL plan "Ann"'),
        ("ownit targets list", "CALL targets list"),
        ("see it: ownit plan; undertake it: ownit redo --yes", "see it: CALL plan; undertake it: CALL redo --yes"),
        ("ownit expected 189 wins; /bin/ownit plan", "ownit expected 189 wins; /bin/ownit plan"),
        ("'/a home/demo/ownit' plan; ownit_plan", "'/a home/demo/ownit' plan; ownit_plan"),
    ],
)  # fmt: skip
def test_each_command_in_a_text_is_called_so(text: str, told: str) -> None:
    assert suggested(text, "CALL") == told
    assert suggested(text) == text  # no command line is running here


def test_only_the_demo_on_its_day_is_a_demo() -> None:
    assert is_demo(workspace(BARE))
    assert not is_demo(BARE)
    assert not is_demo(Workspace(home=BARE.home, database="", today=TODAY))
    assert not is_demo(Workspace(home=BARE.home / "demo", database="", today=date(2026, 8, 13)))
