"""How long does it take to fit the cycle on 1,000,000 opportunities of 10,000 people, and how much memory?

Measure and fit, with 2,000,000 changes of stage, in processor seconds (the machine may be shared); wanted: 30 seconds
on two cores.
"""

from __future__ import annotations

import resource
import tempfile
import time
from datetime import date, timedelta

import ibis
import numpy as np
import pyarrow as pa

from ownit.facts.measures.cycle import cycle_cells
from ownit.facts.measures.deals import Roster
from ownit.method.cycle import Cycle, fit

PEOPLE, DEALS = 10_000, 1_000_000
SECONDS = 30.0
AS_OF = date(2026, 8, 12)


def tables(rng: np.random.Generator) -> tuple[pa.Table, pa.Table]:
    """What ``facts.known.deals`` would give of two years, and their stage changes, two a deal."""
    created = np.datetime64(AS_OF - timedelta(days=729)) + rng.integers(0, 729, DEALS).astype("timedelta64[D]")
    closes = created + np.ceil(rng.exponential(90, DEALS)).astype("timedelta64[D]")
    still = closes > np.datetime64(AS_OF)
    outcome = np.where(still, "open", np.where(rng.random(DEALS) < 0.3, "won", "lost"))
    ids = pa.array([f"d{i}" for i in range(DEALS)], pa.string())
    person = pa.array([f"p{i}" for i in rng.integers(0, PEOPLE, DEALS)], pa.string())

    def same(text: str | None) -> pa.StringArray:
        return pa.array([text] * DEALS, pa.string())

    deals = pa.table(
        {
            "connector": same("crm"),
            "id": ids,
            "person_id": person,
            "share": pa.array(np.ones(DEALS)),
            "credit_kind": same("revenue"),
            "opened_by": person,
            "origin_to_person": same("own"),
            "origin_reason": same("shown"),
            "kind": same(None),
            "amount": pa.array(np.exp(rng.normal(10, 1, DEALS))),
            "created_on": pa.array(created, pa.date32()),
            "outcome": pa.array(outcome),
            "closed_on": pa.array(np.where(still, np.datetime64("NaT"), closes), pa.date32()),
        }
    )
    moved = [created + np.timedelta64(d, "D") + np.timedelta64(9, "h") for d in (15, 45)]
    changes = [
        pa.table(
            {
                "connector": same("crm"),
                "opportunity_id": ids,
                "at": pa.array(at.astype("datetime64[us]"), pa.timestamp("us", "UTC")),
                "from_stage": same(before),
                "to_stage": same(after),
            }
        )
        for at, before, after in zip(moved, ("First", "Second"), ("Second", "Third"), strict=True)
    ]
    return deals, pa.concat_tables(changes)


def main() -> int:
    """Print the seconds; 1 if they are too many."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(folder)


def measured(folder: str) -> int:
    """Measure and fit without and with a history of stages; what does not fit in memory goes to ``folder``."""
    connection = ibis.duckdb.connect(f"{folder}/bench.duckdb")
    connection.raw_sql(f"SET temp_directory = '{folder}'")
    connection.raw_sql("SET threads = 2")
    connection.raw_sql("SET memory_limit = '1GB'")
    connection.raw_sql("SET enable_progress_bar = false")
    for name, table in zip(("known", "changes"), tables(np.random.default_rng(7)), strict=True):
        connection.con.register("given", table)
        connection.raw_sql(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.con.unregister("given")
    known, stages = connection.table("known"), connection.table("changes")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    people = [f"p{i}" for i in range(PEOPLE)]
    roster = Roster(connector=["crm"] * PEOPLE, person_id=people, person=range(PEOPLE), people=PEOPLE)
    spent = []
    for history in (None, stages):
        started, wall = time.process_time(), time.perf_counter()
        cells = cycle_cells(known, roster, AS_OF, stage_changes=history)
        measured = time.process_time()
        found = fit(cells)
        assert isinstance(found, Cycle)
        fitted = time.process_time()
        spent.append(fitted - started)
        print(
            f"{found.fallback:<20} measure {measured - started:5.1f} s, fit {fitted - measured:5.1f} s of processor, "
            f"{time.perf_counter() - wall:5.1f} s by the clock; {len(cells.person):,} rows, {found.cells:,} cells"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory at most {peak / 1024:,.0f} MB, of which {before / 1024:,.0f} MB are the tables put in")
    return int(max(spent) > 2 * SECONDS)
