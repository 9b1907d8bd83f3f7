"""Are the light verbs light: no heavy import, and an answer before one notices?"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ownit.cli.app import VERBS

HEAVY = ("ibis", "duckdb", "scipy", "numba", "pandas", "pyarrow", "django")
HELP_SECONDS = 0.4
LIGHT_SECONDS = 2.5

LOADED = f"""
import atexit, sys
atexit.register(lambda: print(*sorted({HEAVY!r} & sys.modules.keys()), sep=",", file=sys.stderr))
from ownit.config.entry import main
sys.argv[0] = "ownit"
main()
""".replace(repr(HEAVY), repr(set(HEAVY)))


def heavy_after(line: list[str], home: Path) -> set[str]:
    """The heavy packages that are in ``sys.modules`` when this command line has ended."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *line],
        env={**os.environ, "OWNIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split(",")) - {""}


@pytest.mark.parametrize("line", [["--help"], ["--version"], ["version", "--json"], *([v, "--help"] for v in VERBS)])
def test_help_and_version_import_nothing_heavy(line: list[str], tmp_path: Path) -> None:
    assert heavy_after(line, tmp_path) == set()


def test_the_check_would_see_a_heavy_import(tmp_path: Path) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import pandas\n" + LOADED, "--help"], capture_output=True, text=True, check=True
    )
    assert "pandas" in seen.stderr.splitlines()[-1].split(",")


def test_help_comes_at_once(tmp_path: Path) -> None:
    """The median of nine runs in processes of their own; on a busy machine the processor time is what is ours."""
    walls, ours = [], []
    for _ in range(9):
        started, before = time.perf_counter(), os.times()
        subprocess.run([sys.executable, "-m", "ownit", "--help"], capture_output=True, check=True)
        walls.append(time.perf_counter() - started)
        after = os.times()
        ours.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(statistics.median(walls), statistics.median(ours)) < HELP_SECONDS, (walls, ours)
