"""Does working out who opened a deal fit in little memory, however many activities there are?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ownit.facts import origin_evidence
from ownit.facts.schema import TABLES
from ownit.facts.store import arrivals
from ownit.facts.tables import SQL_TYPES, quoted

ACTIVITIES, DEALS, ACCOUNTS = 2_000_000, 20_000, 5_000


def shown(con: duckdb.DuckDBPyConnection, table: str, rows: int, **given: str) -> None:
    """A view of so many rows ``i``, null in every column that is not given."""
    schema = TABLES[table].schema
    columns = ", ".join(f"CAST({given.get(f.name, 'NULL')} AS {SQL_TYPES[f.type]}) AS {quoted(f.name)}" for f in schema)
    con.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM range({rows}) t(i)")


@pytest.mark.slow
def test_two_million_activities_that_all_have_an_account_fit_in_150_megabytes(tmp_path: Path) -> None:
    con = duckdb.connect(config={"memory_limit": "150MB", "temp_directory": str(tmp_path), "threads": "2"})
    day = f"DATE '2026-01-01' + CAST(i // {ACCOUNTS} AS INTEGER)"
    for empty in ("owner_change", "position", "person", "account", "lead"):
        shown(con, empty, 0)
    deal = {"connector": "'crm'", "id": "'d' || i", "account_id": f"'a' || i % {ACCOUNTS}", "owner_id": "'p' || i % 50"}
    shown(con, "opportunity", DEALS, **deal, created_on="DATE '2026-06-30'", outcome="'open'")
    doing = {
        "connector": "'crm'",
        "id": "'t' || i",
        "person_id": "'p' || i % 50",
        "account_id": f"'a' || i % {ACCOUNTS}",
    }
    with (
        duckdb.connect() as other
    ):  # as they lie on their way into a snapshot: the engine cannot tell how many there are
        shown(other, "activity", ACTIVITIES, **doing, on=day, channel="'call'", direction="'outbound'")
        arrived = arrivals.write(other.sql("FROM activity").to_arrow_reader(100_000), tmp_path / "arrived")
    con.register("activity", arrived)
    name = origin_evidence.gather(con, deals="opportunity", activities="activity", leads="lead")
    ((deals, touched),) = con.execute(f"SELECT count(*), count(*) FILTER (touched) FROM {name}").fetchall()
    assert (deals, touched) == (DEALS, DEALS)
