"""Does the guide tell of each setting and each choice what the code knows of it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ownit.config.environment import SETTINGS, Setting
from ownit.promises.definitions import Definition
from ownit.promises.goals.file import OPTIONAL, REQUIRED
from ownit.promises.goals.record import KINDS, MEASURES, SCOPES
from ownit.promises.organisation.choices import DEFINITIONS

GUIDE = Path(__file__).parents[3] / "docs" / "guide"
SETTINGS_PAGE = (GUIDE / "settings.md").read_text(encoding="utf-8")
GOALS_PAGE = (GUIDE / "goals.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_each_deployment_setting_is_told_in_full(setting: Setting) -> None:
    section = SETTINGS_PAGE.split(f"### `{setting.name}`\n", 1)[1].split("\n#", 1)[0]
    told = " ".join(section.split())
    for part in (setting.meaning, setting.default, setting.example):
        assert part in told


def test_no_setting_is_told_that_is_not_there() -> None:
    told = [line.strip("# `") for line in SETTINGS_PAGE.splitlines() if line.startswith("### `OWNIT_")]
    assert told == [s.name for s in SETTINGS]


@pytest.mark.parametrize("choice", DEFINITIONS.values(), ids=lambda c: c.name)
def test_each_choice_is_told_in_full(choice: Definition) -> None:
    (row,) = (line for line in SETTINGS_PAGE.splitlines() if line.startswith(f"| `{choice.name}` |"))
    default = f"`{choice.default}`" if choice.default else "none"
    assert row == f"| `{choice.name}` | {default} | `{choice.example}` | {choice.meaning} |"


def test_the_goals_page_names_every_word_a_goal_can_use() -> None:
    for word in (*MEASURES, *KINDS, *SCOPES, *REQUIRED, *OPTIONAL):
        assert f"`{word}`" in GOALS_PAGE
