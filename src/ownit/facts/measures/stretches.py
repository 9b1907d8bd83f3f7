"""In which stretch of the days asked for did something happen, where a team changed within them?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir


def stretches(start: date, end: date, changes: Sequence[date] = ()) -> pa.Table:
    """The stretches of ``start`` to ``end``, both included, from 0: another begins on each of ``changes``."""
    first, last = [start, *changes], [*(day - timedelta(days=1) for day in changes), end]
    return pa.table(
        {
            "stretch": pa.array(range(len(first)), pa.int64()),
            "first": pa.array(first, pa.date32()),
            "last": pa.array(last, pa.date32()),
        }
    )


def within(rows: ir.Table, on: str, of: ir.Table) -> ir.Table:
    """The rows whose day ``on`` is in a stretch, each with its ``stretch``."""
    return rows.inner_join(of, [rows[on] >= of["first"], rows[on] <= of["last"]]).drop("first", "last")
