"""What was a deal's amount in the reporting currency?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.known.joining import Other
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

FOREVER = date(9999, 12, 31)


def rates_beside(rates: ir.Table, as_of: ir.DateValue) -> list[Other]:
    """The rate in force on the deal's ``day``, and the latest on or before ``as_of``, to put beside deals."""
    import ibis

    span = _spans(rates.filter(rates["on"] <= as_of))
    latest = span.filter(span["until"] == ibis.literal(FOREVER))
    return [
        Other(table=span, on=[("currency", "of")], columns={"rate_then": "rate"}, within=("day", "since", "until")),
        Other(table=latest, on=[("currency", "of")], columns={"rate_latest": "rate"}),
    ]


def converted(there: ir.Table, currency: ir.StringValue) -> dict[str, ir.Value]:
    """``amount`` as float64 in ``currency``, and ``amount_state``; null where it is not known or has no rate.

    amount x rate in force on the day of closing (``as_of`` for an open deal), else the latest rate on or before
    ``as_of``. A rate is units of the reporting currency per unit; one quoted by any connector holds for all.
    """
    import ibis

    same = there["currency"].isnull() | (there["currency"] == currency)
    rate = ibis.ifelse(same, ibis.literal(1.0), ibis.coalesce(there["rate_then"], there["rate_latest"]))
    money = there["amount"].cast("float64")
    state = ibis.cases(
        (~there["amount_dated"], "unknown_then"),
        (money.isnull(), "missing"),
        (rate.isnull(), "no_rate"),
        else_="known",
    )
    return {"amount": money * rate, "amount_state": state}


def _spans(rates: ir.Table) -> ir.Table:
    """Each rate with the days it is in force: from its own up to, not including, the next one's."""
    import ibis

    daily = rates.group_by(of=rates["currency"], since=rates["on"]).aggregate(
        rate=rates["rate"].cast("float64").max()  # two connectors may quote one day; the answer must be one
    )
    following = daily["since"].lead().over(ibis.window(group_by="of", order_by="since"))
    return daily.mutate(until=ibis.coalesce(following, ibis.literal(FOREVER)))


def without_rate(deals: Relation) -> int:
    """How many of :func:`ownit.facts.known.deals` are in a currency that nobody can convert."""
    return int(_without_rate(deals=deals).to_pyarrow()["n"][0].as_py())


@query
def _without_rate(deals: ir.Table) -> ir.Table:
    lacking = deals.filter(deals["amount_state"] == "no_rate")  # a shared deal is there once for each who shares in it
    return lacking.select("connector", "id").distinct().aggregate(n=lambda t: t.count())
