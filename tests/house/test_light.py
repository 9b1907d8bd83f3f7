"""Are the light verbs light: no heavy import, and an answer before one notices?"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
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
    ["week", "Viktor Hale"],
    ["calendar", "list", "--who", "Viktor Hale"],
    ["targets", "list", "--who", "Viktor Hale"],
)
"""The verbs that only look something up."""

TOLD = f"""
import json, sys
from ownit.config.entry import main
for line in json.loads(sys.argv[1]):
    sys.argv[:] = ["ownit", *line]
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    print(code, ",".join(sorted({HEAVY!r} & sys.modules.keys())), file=sys.stderr)
"""
"""Runs command lines one after the other, and after each tells its exit code and the heavy packages there are by now.
"""
HELPS = (["--help"], ["--version"], ["version", "--json"], *([v, "--help"] for v in VERBS))

Cost = tuple[float, float]
"""Seconds by the clock and of the processor."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is there already, with its tables: making it is no part of looking something up."""
    home = tmp_path_factory.mktemp("home")
    (loaded,), _ = heavy_after([["goal", "list"]], home)
    assert loaded & ENGINES == set()
    return home


def heavy_after(lines: Sequence[list[str]], home: Path, first: str = "") -> tuple[list[set[str]], Cost]:
    """The heavy packages in ``sys.modules`` after each of these command lines in one new process, and what it cost."""
    started, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-c", first + TOLD, json.dumps(lines)],
        env={**os.environ, "OWNIT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    wall, after = time.perf_counter() - started, os.times()
    told = [line.partition(" ") for line in done.stderr.splitlines()[-len(lines) :]]
    assert [code for code, _, _ in told] == ["0"] * len(lines), done.stderr
    ours = after.children_user + after.children_system - before.children_user - before.children_system
    return [set(loaded.split(",")) - {""} for _, _, loaded in told], (wall, ours)


@pytest.fixture(scope="module")
def helped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What each line of ``HELPS`` leaves in one process: nothing at the end is nothing after each."""
    left, _ = heavy_after(HELPS, tmp_path_factory.mktemp("helped"))
    return {" ".join(line): loaded for line, loaded in zip(HELPS, left, strict=True)}


@pytest.mark.parametrize("line", [" ".join(line) for line in HELPS])
def test_help_and_version_import_nothing_heavy(line: str, helped: dict[str, set[str]]) -> None:
    assert helped[line] == set()


def test_the_check_would_see_a_heavy_import(tmp_path: Path) -> None:
    ((seen,), _) = heavy_after([["--help"]], tmp_path, first="import pandas\n")
    assert "pandas" in seen


def test_a_line_of_the_journal_wakes_neither_ibis_nor_pandas_and_is_kept_soon(tmp_path: Path) -> None:
    """DuckDB writes the snapshot; the first line, which also looks at what limits the answers, is not counted."""
    heavy_after([["log", "--who", "Viktor Hale", "14 dials, opened Acme 30k"]], tmp_path)
    engines, took = engines_and_seconds(["log", "3 dials"], tmp_path)
    assert engines == {"duckdb"}
    assert took < LIGHT_SECONDS


@pytest.mark.parametrize("line", LIGHT, ids=" ".join)
def test_what_only_looks_something_up_wakes_no_engine_and_answers_soon(line: list[str], opened: Path) -> None:
    engines, took = engines_and_seconds(line, opened)
    assert engines == set()
    assert took < LIGHT_SECONDS


def engines_and_seconds(line: list[str], home: Path) -> tuple[set[str], float]:
    """The engines that any of three runs woke, each in a process of its own, and what the middle one took."""
    runs = [heavy_after([line], home) for _ in range(3)]
    engines = {name for (loaded,), _ in runs for name in loaded & ENGINES}
    return engines, median([cost for _, cost in runs])


def median(costs: Sequence[Cost]) -> float:
    """On a machine that others use too the processor time is what is ours, and the clock is what they made of it."""
    walls, ours = zip(*costs, strict=True)
    return float(min(statistics.median(walls), statistics.median(ours)))


def test_help_comes_at_once(tmp_path: Path) -> None:
    runs = [heavy_after([["--help"]], tmp_path) for _ in range(9)]
    assert median([cost for _, cost in runs]) < HELP_SECONDS
