"""Which stage did each entry of OpportunityHistory come from?

An entry says where a deal stood after a change; the one before it says from where. Exports mostly lie deal by deal, one
moment after the other: then the entry before is the row before, seen in passing while the file is read. For the others
a window over all entries is needed, and a table to hold them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.connectors.salesforce.names import named
from ownit.connectors.salesforce.object import Typed

if TYPE_CHECKING:
    import duckdb


def lay_snapshots(con: duckdb.DuckDBPyConnection, stages: Typed) -> int:
    """``snapshots``: each entry with what was before; ``entered``: of these, all that may have closed a deal.

    Of entries of one second and stage the last is kept: the others were overwritten. Few exports have two entries of
    one second, so whether there are any is seen first, on the way. Gives how many entries are not in it.
    """
    id_ = "coalesce(h.OpportunityId, n.id)" if "OpportunityName" in stages.has else "h.OpportunityId"
    rows = f"""SELECT {id_} AS id, h.CreatedDate AS moment, h.FromStage AS given_from, h.StageName AS to_stage,
                      h.Amount AS amount, h.CloseDate AS expected_close, h.Id AS entry, h.__record AS record
               FROM {stages.relation} h {named(stages.has, "Opportunity", "deal_by_name", "n", "h")}
               WHERE h.__left IS NULL AND {id_} IS NOT NULL"""
    if "OpportunityName" not in stages.has and _in_order(con, rows):
        return 0
    con.execute(_with_lag(rows, "moment, record")).fetchall()
    found, alike = con.execute("SELECT count(*), bool_or(alike) FROM snapshots").fetchall()[0]
    if "OpportunityName" in stages.has:
        found = con.execute(f"SELECT count(*) FROM {stages.relation} WHERE __left IS NULL").fetchall()[0][0]
    if alike:
        last = "row_number() OVER (PARTITION BY id, moment, to_stage ORDER BY entry DESC NULLS LAST, record DESC) = 1"
        con.execute(_with_lag(f"SELECT * FROM ({rows}) QUALIFY {last}", "moment, entry, record")).fetchall()
    con.execute("CREATE OR REPLACE VIEW entered AS SELECT * EXCLUDE (alike) FROM snapshots")
    return int(found - con.execute("SELECT count(*) FROM snapshots").fetchall()[0][0])


def _in_order(con: duckdb.DuckDBPyConnection, rows: str) -> bool:
    """Make both as what is seen in passing; false, and nothing made, where the entries do not lie in order.

    ``snapshots`` then reads the file each time it is used. The pass that looks whether it lies in order takes the
    entries into closed stages with it.
    """
    same, disorder = "lag(id) OVER () = id", "lag(id) OVER () > id OR (lag(id) OVER () = id AND {} >= moment)"
    con.execute(
        f"""CREATE VIEW snapshots AS
        SELECT id, moment, coalesce(given_from, CASE WHEN {same} THEN lag(to_stage) OVER () END) AS from_stage,
               to_stage, amount, expected_close,
               CASE WHEN {same} THEN lag(expected_close) OVER () END AS expected_before,
               coalesce({disorder.format("lag(moment) OVER ()")}, false) AS alike
        FROM ({rows})"""
    )
    con.execute(
        """CREATE OR REPLACE TABLE entered AS SELECT * FROM snapshots
        WHERE alike OR to_stage IN (SELECT DISTINCT stage FROM known WHERE outcome <> 'open')"""
    ).fetchall()
    if con.execute("SELECT count(*) FROM entered WHERE alike").fetchall()[0][0]:
        con.execute("DROP TABLE entered; DROP VIEW snapshots")
        return False
    con.execute("ALTER TABLE entered DROP COLUMN alike")
    return True


def forget_entered(con: duckdb.DuckDBPyConnection) -> None:
    """Give back what ``entered`` takes, once the closings are known."""
    kind = con.execute("SELECT table_type FROM information_schema.tables WHERE table_name = 'entered'").fetchall()[0][0]
    con.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} entered")


def _with_lag(rows: str, order: str) -> str:
    return f"""CREATE OR REPLACE TABLE snapshots AS
        SELECT id, moment, coalesce(given_from, lag(to_stage) OVER w) AS from_stage, to_stage, amount, expected_close,
               lag(expected_close) OVER w AS expected_before, lag(moment) OVER w = moment AS alike
        FROM ({rows}) WINDOW w AS (PARTITION BY id ORDER BY {order})"""
