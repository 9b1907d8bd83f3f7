"""How long until everyone's standing is told, from a snapshot that nothing was reckoned from yet?

Imports simulated companies of 100, 1,000 and 10,000 people, with 100 opportunities and 2,000 activities a person. Then
runs ``ownit standing --json`` once in a process of its own: people and goals proposed, everyone reckoned, all told.
Start-up is what ``ownit version`` takes. Wanted for 10,000 people: at most 60 s and 4 GB; and time less start-up
growing no faster than n^1.1.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.importing import Run, measured

AS_OF = date(2026, 8, 12)
DEALS, ACTIVITIES = 100, 2_000  # of each person
SECONDS, GIGABYTES, POWER = 60.0, 4.0, 1.1
OWNIT = [sys.executable, "-m", "ownit"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size; 1 if a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--folder", type=Path, help="where workspaces are kept between runs")
    options = parser.parse_args(list(arguments or []))
    with tempfile.TemporaryDirectory(prefix="ownit-bench-") as temporary:
        folder = options.folder or Path(temporary)
        startup = min(measured([*OWNIT, "version"], OWNIT_HOME=str(folder / "none")).seconds for _ in range(3))
        runs = {people: _standing(folder / f"people-{people}", people) for people in options.people}
    return _verdict(runs, startup)


def _standing(home: Path, people: int) -> Run:
    if not home.exists():
        _import(home, people)
    _forget_laws(home)
    run = measured([*OWNIT, "standing", "--json"], OWNIT_HOME=str(home), OWNIT_TODAY=AS_OF.isoformat())
    told = len(json.loads(run.said)["people"])
    took = f"{run.seconds:.1f} s, {run.processor:.1f} s of processor, {run.memory:.2f} GB"
    print(f"{people:>6} people ({told} told): {took}")
    return run


def _import(home: Path, people: int) -> None:
    from ownit.connectors.simulate.sizes import bench_company
    from ownit.connectors.simulate.write import write_company

    company = bench_company(people * DEALS, people * ACTIVITIES, sellers=people, as_of=AS_OF)
    with tempfile.TemporaryDirectory(prefix="ownit-export-") as export:
        write_company(company, Path(export), seed=1, as_of=AS_OF)
        run = measured(
            [*OWNIT, "import", "salesforce", export, "--no-settle", "--json"],
            OWNIT_HOME=str(home),
            OWNIT_TODAY=AS_OF.isoformat(),
        )
    tables = json.loads(run.said)["tables"]
    kept = f"{tables['opportunity']['kept']:,} deals, {tables['activity']['kept']:,} activities"
    print(f"{people:>6} people imported in {run.seconds:.0f} s: {kept}")


def _forget_laws(home: Path) -> None:
    from ownit.facts import reckoned
    from ownit.facts.store import Store

    reckoned.forget(home / "facts", Store(home / "facts").require().id)


def _verdict(runs: dict[int, Run], startup: float) -> int:
    missed = 0
    if largest := runs.get(10_000):
        missed += largest.seconds > SECONDS or largest.memory > GIGABYTES
        print(f"wanted for 10,000 people: at most {SECONDS:.0f} s and {GIGABYTES:.0f} GB")
    few, many = min(runs), max(runs)
    if few < many:
        grown = (runs[many].processor - startup) / (runs[few].processor - startup)
        power = math.log(grown) / math.log(many / few)
        print(f"start-up {startup:.2f} s; processor time grows as n^{power:.2f}, wanted at most n^{POWER}")
        missed += power > POWER
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
