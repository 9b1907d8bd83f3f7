"""Is every record that was not taken listed, and once?"""

from __future__ import annotations

import pyarrow as pa

from ownit.connectors.base import REJECTS
from ownit.flows.rejects import collected


def rejected(*rows: tuple[int, str]) -> pa.Table:
    made = [{"file": "User.csv", "record": n, "column": "Id", "reason": reason} for n, reason in rows]
    return pa.Table.from_pylist(made, schema=REJECTS)


def test_a_record_that_two_tables_leave_out_for_one_reason_is_listed_once() -> None:
    found = collected([rejected((2, "twice"), (1, "twice")), rejected((2, "twice"), (3, "twice"), (1, "no number"))])
    assert found.schema == REJECTS
    assert [(row["record"], row["reason"]) for row in found.to_pylist()] == [
        (2, "twice"),
        (1, "twice"),
        (3, "twice"),
        (1, "no number"),
    ]


def test_of_no_rejects_there_is_a_table_all_the_same() -> None:
    assert collected([]).num_rows == 0
