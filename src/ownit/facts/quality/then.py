"""What of the facts was there on an earlier day?"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from ownit.facts.bound import Relation
from ownit.facts.queries import Query, query

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Facts(Protocol):
    """The canonical tables by their names."""

    def __getitem__(self, name: str) -> Relation:
        """The canonical table ``name``, to ask of."""
        ...


class Then:
    """The facts as far as they were there on ``as_of``.

    A deal that closed or went later was open and there, one created later was not; an activity, lead, quota, position
    or share counts once its day has come. Owners, accounts and origins are those of now: no check that limits where
    one stands asks when they were learned.
    """

    def __init__(self, facts: Facts, as_of: date) -> None:
        self._facts, self._as_of = facts, as_of

    def __getitem__(self, name: str) -> Relation:
        cut = _CUTS.get(name)
        return self._facts[name] if cut is None else cut(table=self._facts[name], day=self._as_of)


@query
def _deals(table: ir.Table, day: ir.DateValue) -> ir.Table:
    """A close on no known day cannot be placed before the day (as :mod:`ownit.facts.known` has it)."""
    import ibis

    no_day = ibis.null("date")
    undated = (table["outcome"] != "open") & table["closed_on"].isnull()
    there = table.filter(~undated, ibis.coalesce(table["created_on"], table["closed_on"]).fill_null(day) <= day)
    later = there["closed_on"].fill_null(day) > day
    return there.mutate(
        outcome=ibis.ifelse(later, "open", there["outcome"]),
        closed_on=ibis.ifelse(later, no_day, there["closed_on"]),
        amount=ibis.ifelse(later, ibis.null(there["amount"].type()), there["amount"]),  # it is what it closed with
        gone_on=ibis.ifelse(there["gone_on"] > day, no_day, there["gone_on"]),
    )


@query
def _leads(table: ir.Table, day: ir.DateValue) -> ir.Table:
    import ibis

    there = table.filter(table["on"].isnull() | (table["on"] <= day))
    later = there["converted_on"] > day
    return there.mutate(converted_on=ibis.ifelse(later, ibis.null("date"), there["converted_on"]))


def _from(column: str) -> Query:
    @query
    def there(table: ir.Table, day: ir.DateValue) -> ir.Table:
        return table.filter(table[column].isnull() | (table[column] <= day))

    return there


_CUTS: MappingProxyType[str, Query] = MappingProxyType(
    {
        "opportunity": _deals,
        "lead": _leads,
        "activity": _from("on"),
        "credit": _from("from"),
        "position": _from("from"),
        "quota": _from("period_start"),
    }
)
