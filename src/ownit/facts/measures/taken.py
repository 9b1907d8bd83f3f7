"""Which deals are taken, and how many are there: of some kinds, past the gate, without a rate, of each owner?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.bound import Bound, Relation
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def of_kinds(deals: Relation, kinds: tuple[str, ...]) -> Relation:
    """The deals of some kinds; all where none is named. A deal of no recorded kind is new business."""
    return _of_kinds(deals=deals, kinds=kinds) if kinds else deals


@query
def _of_kinds(deals: ir.Table, kinds: tuple[str, ...]) -> ir.Table:
    return deals.filter(deals["kind"].fill_null("new").isin(kinds))


def ungated(deals: Relation) -> Bound:
    """The deals of :func:`ownit.facts.known.deals` as if every open one had passed the gate."""
    return _ungated(deals=deals)


@query
def _ungated(deals: ir.Table) -> ir.Table:
    import ibis

    return deals.mutate(counted=ibis.ifelse(deals["outcome"] == "open", ibis.literal(value=True), ibis.null("boolean")))


def without_rate(deals: Relation) -> int:
    """How many are in a currency that nobody can convert."""
    return int(_without_rate(deals=deals).to_pyarrow()["n"][0].as_py())


@query
def _without_rate(deals: ir.Table) -> ir.Table:
    return deals.aggregate(n=deals.count(where=deals["amount_state"] == "no_rate"))


def owners(opportunity: ir.Table) -> pa.Table:
    """Who owns deals as exported, and how many: connector, owner_id, n; sorted."""
    return _owners(opportunity=opportunity).to_pyarrow()


@query
def _owners(opportunity: ir.Table) -> ir.Table:
    owned = opportunity.filter(opportunity["owner_id"].notnull())
    keys = ("connector", "owner_id")
    return owned.group_by(keys).aggregate(n=owned.count()).order_by(keys)
