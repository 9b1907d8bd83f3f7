"""Which deals are of the kinds that one is held to?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir


def of_kinds(deals: Relation, kinds: tuple[str, ...]) -> Relation:
    """The deals of some kinds; all where none is named. A deal of no recorded kind is new business."""
    return _of_kinds(deals=deals, kinds=kinds) if kinds else deals


@query
def _of_kinds(deals: ir.Table, kinds: tuple[str, ...]) -> ir.Table:
    return deals.filter(deals["kind"].fill_null("new").isin(kinds))
