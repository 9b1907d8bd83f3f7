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

ENGINES = {"ibis", "duckdb", "scipy", "numba", "pandas"}
HEAVY = ENGINES | {"pyarrow", "django"}
HELP_SECONDS = 0.4
LIGHT_SECONDS = 2.5
LIGHT = (
    ["version"],
    ["facts", "list"],
    ["goal", "list"],
    ["set"],
    ["week", "--who", "Viktor Hale"],
    ["calendar", "list", "--who", "Viktor Hale"],
    ["targets", "list", "--who", "Viktor Hale"],
)
"""The verbs that only look something up."""

LOADED = f"""
import atexit, sys
atexit.register(lambda: print(*sorted({HEAVY!r} & sys.modules.keys()), sep=",", file=sys.stderr))
from ownit.config.entry import main
sys.argv[0] = "ownit"
main()
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is there already, with its tables: making it is no part of looking something up."""
    home = tmp_path_factory.mktemp("home")
    assert heavy_after(["goal", "list"], home) & ENGINES == set()
    return home


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


def test_a_line_of_the_journal_wakes_neither_ibis_nor_pandas_and_is_kept_soon(tmp_path: Path) -> None:
    """DuckDB writes the snapshot; the first line, which also looks at what limits the answers, is not counted."""
    seconds(["log", "--who", "Viktor Hale", "14 dials, opened Acme 30k"], tmp_path, times=1)
    assert heavy_after(["log", "3 dials"], tmp_path) & ENGINES == {"duckdb"}
    assert seconds(["log", "3 dials"], tmp_path, times=3) < LIGHT_SECONDS


@pytest.mark.parametrize("line", LIGHT, ids=" ".join)
def test_what_only_looks_something_up_wakes_no_engine(line: list[str], opened: Path) -> None:
    assert heavy_after(line, opened) & ENGINES == set()


def seconds(line: list[str], home: Path, *, times: int) -> float:
    """The median of several runs in processes of their own.

    On a machine that others use too the processor time is what is ours, and the clock is what they made of it.
    """
    walls, ours = [], []
    for _ in range(times):
        started, before = time.perf_counter(), os.times()
        environment = {**os.environ, "OWNIT_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "ownit", *line], capture_output=True, check=True, env=environment)
        walls.append(time.perf_counter() - started)
        after = os.times()
        ours.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(statistics.median(walls), statistics.median(ours))


def test_help_comes_at_once(tmp_path: Path) -> None:
    assert seconds(["--help"], tmp_path, times=9) < HELP_SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("line", LIGHT, ids=" ".join)
def test_what_only_looks_something_up_answers_soon(line: list[str], opened: Path) -> None:
    assert seconds(line, opened, times=3) < LIGHT_SECONDS
