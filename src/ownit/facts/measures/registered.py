"""How much open pipeline is registered, and how much of it counts?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.known.joining import sure
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def registered(deals: Relation) -> pa.Table:
    """Open deals per person credited: everything registered, and how it fares at the gate of R13.

    ``deals`` is :func:`ownit.facts.known.deals`. Columns: connector, person_id, credit_kind, kind, origin; n and amount
    of the registered; n_counted and counted; n_refused and refused (checked, and not earned); n_unchecked and
    unchecked (cannot be checked); n_undated and undated (not refused, but nobody knows since when they are open, so
    they are in no law); n_without_amount. registered = counted + refused + unchecked + undated. Sorted by person.
    """
    return _registered(deals=deals).to_pyarrow()


@query
def _registered(deals: ir.Table) -> ir.Table:
    still = deals.filter(deals["outcome"] == "open").rename(origin="origin_to_person")
    keys = ("connector", "person_id", "credit_kind", "kind", "origin")
    refused, dated = sure(~still["counted"]), still["created_on"].notnull()
    gates = {
        "counted": sure(still["counted"]) & dated,
        "refused": refused,
        "unchecked": still["counted"].isnull() & dated,
        "undated": ~refused & ~dated,
    }
    figures = {}
    for name, passes in gates.items():
        figures[f"n_{name}"] = passes.sum().fill_null(0).cast("int64")
        figures[name] = still["amount"].sum(where=passes).fill_null(0.0)
    return (
        still.group_by(keys)
        .aggregate(
            n=still.count(),
            amount=still["amount"].sum().fill_null(0.0),
            **figures,
            n_without_amount=still["amount"].isnull().sum().fill_null(0).cast("int64"),
        )
        .order_by(keys)
    )
