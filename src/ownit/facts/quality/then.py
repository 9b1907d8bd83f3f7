"""What of the facts was there on an earlier day?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Facts(Protocol):
    """The canonical tables by their names."""

    def __getitem__(self, name: str) -> ir.Table:
        """The canonical table ``name``."""
        ...


class Then:
    """The facts as far as they were there on ``as_of``.

    A deal that closed or went later was open and there, one created later was not; an activity, lead, quota, position
    or share counts once its day has come. Owners, accounts and origins are those of now: no check that limits where
    one stands asks when they were learned.
    """

    def __init__(self, facts: Facts, as_of: date) -> None:
        self._facts, self._as_of = facts, as_of

    def __getitem__(self, name: str) -> ir.Table:
        import ibis

        cut = _CUTS.get(name)
        return self._facts[name] if cut is None else cut(self._facts[name], ibis.literal(self._as_of))


def _deals(deals: ir.Table, day: ir.Value) -> ir.Table:
    """A close on no known day cannot be placed before the day (as :mod:`ownit.facts.known` has it)."""
    import ibis

    no_day = ibis.null("date")
    undated = (deals["outcome"] != "open") & deals["closed_on"].isnull()
    there = deals.filter(~undated, ibis.coalesce(deals["created_on"], deals["closed_on"]).fill_null(day) <= day)
    later = there["closed_on"].fill_null(day) > day
    return there.mutate(
        outcome=ibis.ifelse(later, "open", there["outcome"]),
        closed_on=ibis.ifelse(later, no_day, there["closed_on"]),
        amount=ibis.ifelse(later, ibis.null(there["amount"].type()), there["amount"]),  # it is what it closed with
        gone_on=ibis.ifelse(there["gone_on"] > day, no_day, there["gone_on"]),
    )


def _leads(leads: ir.Table, day: ir.Value) -> ir.Table:
    import ibis

    there = leads.filter(leads["on"].isnull() | (leads["on"] <= day))
    later = there["converted_on"] > day
    return there.mutate(converted_on=ibis.ifelse(later, ibis.null("date"), there["converted_on"]))


def _from(column: str) -> Callable[[ir.Table, ir.Value], ir.Table]:
    return lambda table, day: table.filter(table[column].isnull() | (table[column] <= day))


_CUTS: dict[str, Callable[[ir.Table, ir.Value], ir.Table]] = {
    "opportunity": _deals,
    "lead": _leads,
    "activity": _from("on"),
    "credit": _from("from"),
    "position": _from("from"),
    "quota": _from("period_start"),
}
