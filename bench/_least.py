"""What can no import do without? The programs of which ``bench.importing`` adds up the time.

Each is run in a process of its own. ``BARE`` reads and casts every column of a folder's files, and keeps nothing; given
a database, it loads them there as tables of DuckDB's own, and given a folder, it writes there as Parquet just what a
JSON of columns by file names. ``KEEP`` hashes and compresses the files. ``OPENED`` works out who opened each deal of a
snapshot, ``LOOKED`` what limits its answers and what can be asked; both print the processor's seconds of just that.
"""

from __future__ import annotations

BARE = """
import json, sys, duckdb
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
rows, to = 0, sys.argv[2] if len(sys.argv) > 2 else None
read = json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}
con = duckdb.connect(to if to and not read else ":memory:")
con.execute("SET enable_progress_bar = false")
for file in sorted(Path(sys.argv[1]).glob("*.csv")):
    with file.open(encoding="utf-8") as f:
        header = [h.strip('"') for h in f.readline().rstrip().split(",")]
    columns = ", ".join(f"'{h}': '{TYPES.get(h, 'VARCHAR')}'" for h in header)
    counts = ", ".join(f'count("{h}")' for h in header)
    source = (f"read_csv('{file}', header=true, auto_detect=false, delim=',', quote='\\"', escape='\\"', "
              f"columns={{{columns}}})")
    if to and not read:
        con.execute(f'CREATE TABLE "{file.stem}" AS SELECT * FROM {source}')
    elif to:
        wanted = ", ".join(f'"{h}"' for h in header if h in read.get(file.name, ())) or "count(*)"
        into = f"'{to}/{file.stem}.parquet' (COMPRESSION lz4_raw)"
        con.execute(f"COPY (SELECT {wanted} FROM {source}) TO {into}")
    else:
        rows += con.sql(f"SELECT count(*), {counts} FROM {source}").fetchall()[0][0]
print(rows)
"""

KEEP = """
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

OPENED = """
import os, sys
from pathlib import Path
from ownit.facts.derive import derive
from ownit.facts.schema import TABLES
from ownit.facts.store import Store
from ownit.facts.store import merging
from ownit.facts.store.engine import connect
snapshot = Store(Path(sys.argv[1])).require()
con = connect(Path(sys.argv[2]), "700MB")
con.execute("SET enable_progress_bar = false")
for name, table in TABLES.items():
    merging.show_base(con, table, snapshot.files(name))
    con.execute(f'CREATE VIEW "{name}" AS SELECT * FROM base_{name}')
before = os.times()
derive(con, zone="UTC")
print(sum(os.times()[:2]) - sum(before[:2]))
"""

LOOKED = """
import os, sys
from datetime import date
from pathlib import Path
from ownit.facts.store import Store
snapshot = Store(Path(sys.argv[1])).require()
before = os.times()
from ownit.facts.quality import look
from ownit.facts.tables import Tables
from ownit.facts.unlocks import unlocks
with Tables(snapshot) as tables:
    look(tables, date.fromisoformat(sys.argv[2]), currency="USD")
    unlocks(tables)
print(sum(os.times()[:2]) - sum(before[:2]))
"""
