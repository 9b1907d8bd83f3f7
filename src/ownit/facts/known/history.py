"""What did the histories say on a day?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEY = ("connector", "opportunity_id")


def last(changes: ir.Table, value: str, as_of: date) -> ir.Table:
    """Per deal the last non-null ``value`` of the changes on or before ``as_of``: columns KEY and ``value``.

    A change's day is its UTC day. Of several at one instant the greatest ``to_*`` wins, so that the answer is one.
    """
    import ibis

    past = changes.filter(changes["at"].date() <= ibis.literal(as_of), changes[value].notnull())
    return _first_by(past, value, ibis.desc(past["at"]), ibis.desc(_to(past)))


def next_from(changes: ir.Table, value: str, as_of: date) -> ir.Table:
    """Per deal what the first change after ``as_of`` changed *from*: it was so on the day. Columns KEY, ``value``."""
    import ibis

    later = changes.filter(changes["at"].date() > ibis.literal(as_of))
    return _first_by(later, value, later["at"], _to(later))


def first_day(changes: ir.Table) -> ir.Table:
    """Per deal the day of its first change: columns KEY and ``on``."""
    return changes.group_by(KEY).aggregate(on=changes["at"].min().date())


def reaches_back(changes: ir.Table, as_of: date) -> ir.Table:
    """The connectors whose history begins on or before ``as_of``: column connector."""
    import ibis

    begins = changes.group_by("connector").aggregate(begins=changes["at"].min().date())
    return begins.filter(begins["begins"] <= ibis.literal(as_of)).select("connector", reached=ibis.literal(value=True))


def _to(changes: ir.Table) -> ir.Value:
    return changes["to_stage"] if "to_stage" in changes.columns else changes["to_owner"]


def _first_by(changes: ir.Table, value: str, *order: ir.Value) -> ir.Table:
    import ibis

    place = ibis.row_number().over(ibis.window(group_by=KEY, order_by=order))
    placed = changes.mutate(__place=place)
    return placed.filter(placed["__place"] == 0).select(*KEY, value)
