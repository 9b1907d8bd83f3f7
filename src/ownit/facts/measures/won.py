"""What was won in a period, by whom, of which origin and kind?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def won(deals: ir.Table, start: date, end: date) -> pa.Table:
    """Money won per person credited from ``start`` to ``end``, both days included.

    ``deals`` is :func:`ownit.facts.known.deals` as of ``end`` or later: credits applied, converted. Columns: connector,
    person_id, credit_kind (revenue | overlay), kind, origin (own | others | unknown, to that person), n (deals),
    n_without_amount, amount (the sum of those that have one; 0 where none has). Sorted by all but the figures.
    """
    import ibis

    within = deals.filter(
        deals["outcome"] == "won", deals["closed_on"] >= ibis.literal(start), deals["closed_on"] <= ibis.literal(end)
    )
    keys = ("connector", "person_id", "credit_kind", "kind", "origin")
    counted = within.rename(origin="origin_to_person").group_by(keys)
    table: pa.Table = (
        counted.aggregate(
            n=lambda t: t.count(),
            n_without_amount=lambda t: t["amount"].isnull().sum().fill_null(0).cast("int64"),
            amount=lambda t: t["amount"].sum().fill_null(0.0),
        )
        .order_by(keys)
        .to_pyarrow()
    )
    return table
