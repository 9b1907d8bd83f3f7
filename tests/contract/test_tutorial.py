"""Does the tutorial still hold: does each of its commands work, in order, and say what stands under it?"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "guide"

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command line, and the pieces of its answer that the page shows."""

    line: str
    says: tuple[str, ...]


def steps(page: str) -> list[Step]:
    """The commands of the console blocks, each with the lines up to the next."""
    blocks = re.findall(r"(?ms)^```console\n(.*?)^```", page)
    commands = [part for block in blocks for part in re.split(r"(?m)^\$ ", block) if part]
    return [Step(line=c.splitlines()[0], says=tuple(c.splitlines()[1:])) for c in commands]


IN_ORDER = """
import contextlib, io, json, os, sys
from ownit.config.entry import main
for words in json.load(sys.stdin):
    if words[0] == "export":
        os.environ.update([words[1].split("=", 1)])
        continue
    sys.argv, said, code = words, io.StringIO(), 0
    with contextlib.redirect_stdout(said):
        try:
            main()
        except SystemExit as end:
            code = end.code
    print(json.dumps([code, said.getvalue()]))
"""
"""One process for all: importing what a dozen commands need a dozen times would take half a minute."""

ELSEWHERE = "ownit demo"
"""Run from the wheel, by tests/wheel."""


def test_every_command_works_and_says_what_the_page_says(tmp_path: Path) -> None:
    shutil.copy(GUIDE / "tutorial-deals.csv", tmp_path / "deals.csv")
    told = [s for s in steps((GUIDE / "tutorial.md").read_text(encoding="utf-8")) if s.line != ELSEWHERE]
    assert len(told) > 15
    done = subprocess.run(
        [sys.executable, "-c", IN_ORDER],
        input=json.dumps([shlex.split(step.line) for step in told]),
        cwd=tmp_path,
        env={**os.environ, "OWNIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for step, (code, said) in zip((s for s in told if s.line.startswith("ownit ")), answers, strict=True):
        assert code == 0, f"{step.line}\n{said}\n{done.stderr}"
        for piece in step.says:
            assert piece in " ".join(said.split()), f"{step.line}\n{piece!r} is not in\n{said}"
