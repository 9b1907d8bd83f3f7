"""How long does an import of a million opportunities take, beside merely reading and casting the same files?

Writes a simulated company's Salesforce export (about 1,000,000 opportunities and 5,000,000 activities) once, then runs
in turn, each in a process of its own: DuckDB reading every column of every file with its type (nothing kept), DuckDB
loading them into a database of its own, and ``ownit import salesforce`` into an empty workspace. Prints seconds, peak
memory and the ratios. Wanted: under 2 GB, and within 4 times the reading (decision 0206 says what is in the way). Then
it measures, each by itself, what no import can do without: DuckDB reading and casting just the columns that ownit reads
straight into Parquet, hashing and compressing the files to be kept, working out who opened each deal, and what limits
the answers. Their processor time, spread evenly over all cores, is the least it can take.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench._least import BARE, KEEP, LOOKED, OPENED

AS_OF = date(2026, 8, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command took: seconds of the clock and of the processor, peak memory (GB) of all of it; its words."""

    seconds: float
    processor: float
    memory: float
    said: str


def measured(command: list[str], **environment: str) -> Run:
    """Run a command and measure it."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=said, env={**_as_users_have_it(), **environment})
        most, ended, status, usage = 0.0, 0, 0, None
        while not ended:
            most = max(most, _room(process.pid))
            time.sleep(0.02)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        assert usage is not None, "it has ended"
        seconds = time.perf_counter() - started
        said.seek(0)
        text = said.read()
    if status != 0:
        raise SystemExit(f"{command[0]} ... ended with {os.waitstatus_to_exitcode(status)}\n{text[-2000:]}")
    processor, memory = usage.ru_utime + usage.ru_stime, max(most, usage.ru_maxrss / 2**20)
    return Run(seconds=seconds, processor=processor, memory=memory, said=text)


def _room(process: int) -> float:
    """GB that a process and those it began hold together now; 0 where that cannot be seen."""
    try:
        own = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**30
        others = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return own + sum(_room(int(other)) for other in others)


def _as_users_have_it() -> dict[str, str]:
    """The environment, but that Python keeps what it compiled: else half of a small import is compiling again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main(arguments: list[str] | None = None) -> None:
    """Write the export (kept if ``--folder`` has it already), then measure in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--opportunities", type=int, default=1_000_000)
    parser.add_argument("--activities", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments or [])
    with tempfile.TemporaryDirectory(prefix="ownit-bench-") as temporary:
        folder = options.folder or Path(temporary) / "export"
        if not (folder / "Opportunity.csv").exists():
            _write(folder, options.opportunities, options.activities)
        size = sum(f.stat().st_size for f in folder.glob("*.csv")) / 2**20
        print(f"export: {size:.0f} MB in {len(list(folder.glob('*.csv')))} files")
        rounds = [_round(folder, Path(temporary), number) for number in range(options.rounds)]
        home = Path(temporary) / f"home-{options.rounds - 1}"
        least = _least(folder, home, json.loads(rounds[-1].own.said), Path(temporary))
        seconds = least / (os.cpu_count() or 1)
        print(
            f"least: {least:.1f} s of processor, {seconds:.1f} s by the clock if no core is ever idle, "
            f"{seconds / min(round_.bare.seconds for round_ in rounds):.1f} times the bare reading"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A reading that keeps nothing and the import after it."""

    bare: Run
    own: Run


def _round(folder: Path, temporary: Path, number: int) -> Round:
    """Read, load and import once, and tell the import beside the other two."""
    python, home = [sys.executable, "-c"], temporary / f"home-{number}"
    command = [sys.executable, "-m", "ownit", "import", "salesforce", str(folder), "--no-settle", "--json"]
    bare = measured([*python, BARE, str(folder)])
    loaded = measured([*python, BARE, str(folder), str(temporary / f"loaded-{number}.duckdb")])
    own = measured(command, OWNIT_HOME=str(home))
    tables = json.loads(own.said)["tables"]
    kept = {name: tables[name]["kept"] for name in ("opportunity", "activity")}
    print(f"read and cast {bare.said.strip()} rows: {_told(bare)}")
    print(f"load into a database of DuckDB's: {_told(loaded)}")
    print(f"import {kept}: {_told(own)}")
    for what, run in (("reading", bare), ("loading", loaded)):
        clock, processor = own.seconds / run.seconds, own.processor / run.processor
        print(f"ratio to {what}: {clock:.2f} by the clock, {processor:.2f} by the processor")
    print(f"wanted: at most 4 of reading; memory {own.memory:.2f} GB, wanted: under 2")
    return Round(bare=bare, own=own)


def _least(folder: Path, home: Path, report: Mapping[str, Any], temporary: Path) -> float:
    """Seconds of the processor that the parts of an import take which it cannot do without, each by itself."""
    read: dict[str, list[str]] = {}
    for column in report["columns"]["mapped"]:
        file, _, header = column.partition(":")
        read.setdefault(file, []).append(header)
    facts, python, total = str(home / "facts"), [sys.executable, "-c"], 0.0
    for name in ("parquet", "kept"):
        (temporary / name).mkdir()
    for what, command in (
        ("read and cast into Parquet", [*python, BARE, str(folder), str(temporary / "parquet"), json.dumps(read)]),
        ("keeping the inputs", [*python, KEEP, str(folder), str(temporary / "kept")]),
    ):
        total += _part(what, run := measured(command), run.processor)
    for what, command in (
        ("who opened each deal", [*python, OPENED, facts, str(temporary / "spill")]),
        ("what limits the answers", [*python, LOOKED, facts, AS_OF.isoformat()]),
    ):
        total += _part(what, run := measured(command), float(run.said))
    return total


def _part(what: str, run: Run, processor: float) -> float:
    print(f"{what}: {processor:.1f} s of processor, {run.memory:.2f} GB")
    return processor


def _told(run: Run) -> str:
    return f"{run.seconds:.1f} s ({run.processor:.1f} s of processor), {run.memory:.2f} GB"


def _write(folder: Path, opportunities: int, activities: int) -> None:
    from ownit.connectors.simulate.sizes import bench_company
    from ownit.connectors.simulate.write import write_company

    folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    company = bench_company(opportunities=opportunities, activities=activities)
    write_company(company, folder, seed=1, as_of=AS_OF)
    print(f"simulated in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
