"""What was a deal's amount in the reporting currency?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.known.joining import beside

if TYPE_CHECKING:
    import ibis.expr.types as ir


def converted(there: ir.Table, rates: ir.Table, as_of: date, currency: str) -> ir.Table:
    """``amount`` as float64 in ``currency``, and ``amount_state``; null where it is not known or has no rate.

    amount x rate in force on the day of closing (``as_of`` for an open deal), else the latest rate on or before
    ``as_of``. A rate is units of the reporting currency per unit; one quoted by any connector holds for all.
    """
    import ibis

    day = ibis.literal(as_of)
    there = there.mutate(__day=ibis.coalesce(there["closed_on"], day))
    span = _spans(rates.filter(rates["on"] <= day))
    in_force = there.left_join(
        span,
        [there["currency"] == span["of"], there["__day"] >= span["since"], there["__day"] < span["until"]],
    ).select(*there.columns, "rate_then")
    latest = span.filter(span["until"] == ibis.date(9999, 12, 31))
    both = beside(in_force, latest, [("currency", "of")], rate_latest="rate_then")
    same = both["currency"].isnull() | (both["currency"] == currency)
    rate = ibis.ifelse(same, ibis.literal(1.0), ibis.coalesce(both["rate_then"], both["rate_latest"]))
    money = both["amount"].cast("float64")
    return both.mutate(
        amount=money * rate,
        amount_state=ibis.cases(
            (~both["amount_dated"], "unknown_then"),
            (money.isnull(), "missing"),
            (rate.isnull(), "no_rate"),
            else_="known",
        ),
    ).drop("__day", "rate_then", "rate_latest")


def _spans(rates: ir.Table) -> ir.Table:
    """Each rate with the days it is in force: from its own up to, not including, the next one's."""
    import ibis

    daily = rates.group_by(of=rates["currency"], since=rates["on"]).aggregate(
        rate_then=rates["rate"].cast("float64").max()  # two connectors may quote one day; the answer must be one
    )
    following = daily["since"].lead().over(ibis.window(group_by="of", order_by="since"))
    return daily.mutate(until=ibis.coalesce(following, ibis.date(9999, 12, 31)))
