"""What was won in a period, by whom, of which origin and kind?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def won(deals: Relation, start: date, end: date) -> pa.Table:
    """Money won per person credited from ``start`` to ``end``, both days included.

    ``deals`` is :func:`ownit.facts.known.deals` as of ``end`` or later: credits applied, converted. Columns: connector,
    person_id, credit_kind (revenue | overlay), kind, origin (own | others | unknown, to that person), n (deals),
    n_without_amount, amount (the sum of those that have one; 0 where none has). Sorted by all but the figures.
    """
    return _won(deals=deals, start=start, end=end).to_pyarrow()


@query
def _won(deals: ir.Table, start: ir.DateValue, end: ir.DateValue) -> ir.Table:
    within = deals.filter(deals["outcome"] == "won", deals["closed_on"] >= start, deals["closed_on"] <= end)
    there = within.rename(origin="origin_to_person")
    keys = ("connector", "person_id", "credit_kind", "kind", "origin")
    return (
        there.group_by(keys)
        .aggregate(
            n=there.count(),
            n_without_amount=there["amount"].isnull().sum().fill_null(0).cast("int64"),
            amount=there["amount"].sum().fill_null(0.0),
        )
        .order_by(keys)
    )
