"""How long does an import of a million opportunities take, beside merely reading and casting the same files?

Writes a simulated company's Salesforce export (about 1,000,000 opportunities and 5,000,000 activities) once, then runs
in turn, each in a process of its own: DuckDB reading every column of every file with its type (nothing kept), and
``ownit import salesforce`` into an empty workspace. Prints seconds, peak memory and the ratio. Wanted: under 2 GB, and
within 4 times. Before, it measures what no import can do without, its floor: DuckDB reading and casting the files
straight into Parquet, and hashing and compressing them to be kept; each import is told as a ratio to that, too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_BARE = """
import sys, duckdb
from pathlib import Path
TYPES = {
    "Amount": "DECIMAL(18,4)", "ExpectedRevenue": "DECIMAL(18,4)", "PrevAmount": "DECIMAL(18,4)",
    "QuotaAmount": "DECIMAL(18,4)", "AnnualRevenue": "DECIMAL(18,2)", "Probability": "DOUBLE",
    "CloseDate": "DATE", "ActivityDate": "DATE", "StartDate": "DATE", "ConvertedDate": "DATE", "PrevCloseDate": "DATE",
    "CreatedDate": "TIMESTAMP WITH TIME ZONE", "CompletedDateTime": "TIMESTAMP WITH TIME ZONE",
    "StartDateTime": "TIMESTAMP WITH TIME ZONE", "EndDateTime": "TIMESTAMP WITH TIME ZONE",
    "ActivityDateTime": "TIMESTAMP WITH TIME ZONE", "LastModifiedDate": "TIMESTAMP WITH TIME ZONE",
    "IsClosed": "BOOLEAN", "IsWon": "BOOLEAN", "IsDeleted": "BOOLEAN", "IsConverted": "BOOLEAN", "IsChild": "BOOLEAN",
    "IsActive": "BOOLEAN", "DurationInMinutes": "BIGINT", "CallDurationInSeconds": "BIGINT",
    "NumberOfEmployees": "BIGINT", "Next_Step_Date__c": "DATE",
}
con = duckdb.connect()
con.execute("SET enable_progress_bar = false")
rows, to = 0, sys.argv[2] if len(sys.argv) > 2 else None
for file in sorted(Path(sys.argv[1]).glob("*.csv")):
    with file.open(encoding="utf-8") as f:
        header = [h.strip('"') for h in f.readline().rstrip().split(",")]
    columns = ", ".join(f"'{h}': '{TYPES.get(h, 'VARCHAR')}'" for h in header)
    counts = ", ".join(f'count("{h}")' for h in header)
    source = (f"read_csv('{file}', header=true, auto_detect=false, delim=',', quote='\\"', escape='\\"', "
              f"columns={{{columns}}})")
    if to:
        con.execute(f"COPY (FROM {source}) TO '{to}/{file.stem}.parquet' (COMPRESSION zstd, COMPRESSION_LEVEL 1)")
    else:
        rows += con.sql(f"SELECT count(*), {counts} FROM {source}").fetchall()[0][0]
print(rows)
"""


_KEEP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ownit.facts.store import KeptFile, KeptInput
from ownit.facts.store.keeping import Keeping
paths = sorted(Path(sys.argv[1]).glob("*.csv"))
files = tuple(KeptFile(name=p.name, size=p.stat().st_size, digest="", stored="") for p in paths)
fresh = KeptInput(digest="", connector="", kind="", options={}, map_text=None, single=False, files=files,
                  at=datetime.now(UTC))
keeping = Keeping(fresh, paths, Path(sys.argv[2]) / "kept")
keeping.finish()
keeping.stop()
"""


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
        floor = 0.0
        for what, program in (("read and cast into Parquet", _BARE), ("keeping the inputs", _KEEP)):
            with tempfile.TemporaryDirectory(dir=temporary) as to:
                needed = measured([sys.executable, "-c", program, str(folder), to])
            print(f"{what}: {_told(needed)}")
            floor += needed.processor
        for round_ in range(options.rounds):
            bare = measured([sys.executable, "-c", _BARE, str(folder)])
            home = Path(temporary) / f"home-{round_}"
            command = [sys.executable, "-m", "ownit", "import", "salesforce", str(folder), "--no-settle", "--json"]
            own = measured(command, OWNIT_HOME=str(home))
            tables = json.loads(own.said)["tables"]
            kept = {name: tables[name]["kept"] for name in ("opportunity", "activity")}
            print(f"read and cast {bare.said.strip()} rows: {_told(bare)}")
            print(f"import {kept}: {_told(own)}")
            clock, processor = own.seconds / bare.seconds, own.processor / bare.processor
            print(f"ratio {clock:.2f} by the clock, {processor:.2f} by the processor")
            print(f"ratio to the floor of {floor:.1f} s of processor: {own.processor / floor:.2f}")
            print(f"wanted: at most 4; memory {own.memory:.2f} GB, wanted: under 2")


def _told(run: Run) -> str:
    return f"{run.seconds:.1f} s ({run.processor:.1f} s of processor), {run.memory:.2f} GB"


def _write(folder: Path, opportunities: int, activities: int) -> None:
    from datetime import date

    from ownit.connectors.simulate.sizes import bench_company
    from ownit.connectors.simulate.write import write_company

    folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    company = bench_company(opportunities=opportunities, activities=activities)
    write_company(company, folder, seed=1, as_of=date(2026, 8, 12))
    print(f"simulated in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
