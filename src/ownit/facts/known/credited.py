"""Who is credited with a deal, and with how much of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def split(there: ir.Table, shares: ir.Table) -> ir.Table:
    """One row per deal and person credited; ``amount`` becomes amount x share.

    The credit that holds is the one of the deal's ``day`` (of closing; of ``as_of`` while open); ``from`` and ``to``
    are its first and last day. A credit of no kind is revenue. A null share is an equal part among the deal's credits
    of that kind.
    A deal without a revenue credit is its owner's, share 1; overlays stand beside it in rows of their own.
    """
    import ibis

    given = shares.select(
        __connector="connector",
        __id="opportunity_id",
        person_id="person_id",
        share="share",
        credit_kind=shares["kind"].fill_null("revenue"),
        __from="from",
        __to="to",
    )
    joined = there.inner_join(given, [there["connector"] == given["__connector"], there["id"] == given["__id"]])
    holds = joined["__from"].fill_null(joined["day"]) <= joined["day"]
    holds &= joined["__to"].fill_null(joined["day"]) >= joined["day"]
    held = joined.filter(holds)
    of_kind = held.count().over(ibis.window(group_by=["connector", "id", "credit_kind"]))
    columns = [*there.columns, "person_id", "share", "credit_kind"]
    shared = held.mutate(share=ibis.coalesce(held["share"], 1.0 / of_kind)).select(columns)
    revenue = shared.filter(shared["credit_kind"] == "revenue").select("connector", "id").distinct()
    rest = there.anti_join(revenue, ["connector", "id"])
    owned = rest.mutate(
        person_id=rest["owner_id"], share=ibis.literal(1.0), credit_kind=ibis.literal("revenue")
    ).select(columns)
    every = ibis.union(owned, shared)
    return every.mutate(amount=every["amount"] * every["share"])


def is_revenue(deals: ir.Table) -> ir.BooleanValue:
    """Whether a credit is for revenue; of no kind it is."""
    found: ir.BooleanValue = deals["credit_kind"].fill_null("revenue") != "overlay"
    return found
