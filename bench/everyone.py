"""How long does a plan take by the record of a CRM, for one person and for everyone?

A simulated company of so many sellers (``sizes.scaled``: two and a half years of deals and activities) is imported and
settled. Then, each in a process of its own, ``ownit plan`` of one of them and ``ownit plan --everyone``. Figures are
processor time; ``ownit version`` is what starting takes, ``ownit standing`` what looking up a standing does. Wanted:
one plan 2 s, start-up included, and 1,000 people within 3 minutes, though one core does it all; of fewer it is told
what 1,000 of them would take. ``--folder`` keeps workspaces between runs: an import takes longer than all the rest.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.importing import Run, measured

AS_OF = date(2026, 8, 12)
OWNIT = [sys.executable, "-m", "ownit"]
ALL, MINUTES, ONE_SECONDS = 1000, 3.0, 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 if a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where workspaces are kept between runs")
    options = parser.parse_args(list(arguments or []))
    with tempfile.TemporaryDirectory(prefix="ownit-bench-") as temporary:
        home = (options.folder or Path(temporary)) / f"people-{options.people}"
        if not home.exists():
            _import(home, options.people)
        return _measured(home)


def _import(home: Path, people: int) -> None:
    from ownit.connectors.simulate.sizes import scaled
    from ownit.connectors.simulate.write import write_company

    with tempfile.TemporaryDirectory(prefix="ownit-export-") as export:
        write_company(scaled(sellers=people, seed=1, as_of=AS_OF), Path(export), seed=1, as_of=AS_OF)
        run = _run(home, "import", "salesforce", export, "--json")
    tables = json.loads(run.said)["tables"]
    kept = f"{tables['opportunity']['kept']:,} deals, {tables['activity']['kept']:,} activities"
    print(f"{people:,} people imported and settled in {run.processor:.0f} s of processor: {kept}")


def _run(home: Path, *words: str) -> Run:
    return measured([*OWNIT, *words], OWNIT_HOME=str(home), OWNIT_TODAY=AS_OF.isoformat())


def _measured(home: Path) -> int:
    told = _run(home, "plan", "--everyone", "--json")  # a first run compiles
    planned = [line for line in json.loads(told.said)["people"] if not line["why"]]
    startup, standing, one, every = (
        min((_run(home, *words) for _ in range(3)), key=lambda run: run.processor)
        for words in (
            ("version",),
            ("standing", "--json"),
            ("plan", str(planned[0]["id"]), "--json"),
            ("plan", "--everyone", "--json"),
        )
    )
    each = (every.processor - one.processor) / max(len(planned) - 1, 1)
    whole = one.processor + each * (ALL - 1)
    print(f"start-up {startup.processor:.2f} s, a standing {standing.processor:.2f} s, one plan {one.processor:.2f} s")
    print(f"{len(planned):,} plans {every.processor:.1f} s, {every.memory:.2f} GB: {each:.3f} s each after the first")
    print(f"{ALL:,} of them: {whole / 60:.2f} min of processor, in one process (wanted {MINUTES:.0f} min)")
    return int(one.processor > ONE_SECONDS or whole > 60 * MINUTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
