"""On which account was something done, and was that a customer's or a target by then?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.known.joining import sure

if TYPE_CHECKING:
    import ibis.expr.types as ir


def on_account(done: ir.Table, opportunity: ir.Table) -> ir.Table:
    """With ``account``, and whether the deal it is about is a renewal.

    Those about a deal and those about none are read apart: one outer join gathers all that are about none under one
    empty key, which cannot be split to spill.
    """
    import ibis

    deal = opportunity.select(
        d_connector="connector",
        d_id="id",
        deal_account=ibis.coalesce(opportunity["account_id"], ibis.literal("deal ") + opportunity["id"]),
        renewal=sure(opportunity["kind"] == "renewal"),
    )
    about = done.filter(done["opportunity_id"].notnull())
    about = about.inner_join(
        deal, [about["connector"] == deal["d_connector"], about["opportunity_id"] == deal["d_id"]]
    ).select(*done.columns, "deal_account", "renewal")
    none = done.filter(done["opportunity_id"].isnull()).mutate(
        deal_account=ibis.null("string"), renewal=ibis.literal(value=False)
    )
    both = ibis.union(about, none)
    return both.mutate(account=ibis.coalesce(both["account_id"], both["deal_account"])).drop("deal_account")


def beside_account(done: ir.Table, customer: ir.Table, targets: ir.Table) -> ir.Table:
    """Whether the account was a customer's by then, and whether it is a target; nobody knows where there is none."""
    import ibis

    known = customer.select(c_connector="connector", c_account="account", since="since", target=ibis.literal(0))
    wanted = targets.select(c_connector="connector", c_account="id", since=ibis.null("date"), target=ibis.literal(1))
    every = ibis.union(known, wanted)
    every = every.group_by("c_connector", "c_account").aggregate(
        since=every["since"].min(), target=every["target"].max() == 1
    )
    some = done.filter(done["account"].notnull())
    joined = some.left_join(every, [some["connector"] == every["c_connector"], some["account"] == every["c_account"]])
    placed = joined.select(*done.columns, customer=sure(joined["since"] <= joined["on"]), target=sure(joined["target"]))
    nowhere = done.filter(done["account"].isnull()).mutate(
        customer=ibis.literal(value=False), target=ibis.literal(value=False)
    )
    return ibis.union(placed, nowhere)


def customers(account: ir.Table, deals: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Accounts that are customers by ``as_of``: connector, account, since, owner_id (null where nobody says)."""
    import ibis

    said = account.select("connector", "owner_id", account="id", since="customer_since", own=ibis.literal(1))
    won = deals.filter(deals["outcome"] == "won", deals["account_id"].notnull())
    bought = won.select("connector", won["owner_id"], account="account_id", since="closed_on", own=ibis.literal(0))
    both = ibis.union(said, bought)
    one = both.group_by("connector", "account").aggregate(
        since=both["since"].min(),
        named=both["owner_id"].max(where=both["own"] == 1),
        last=both["owner_id"].argmax(both["since"], where=both["own"] == 0),
    )
    return one.filter(one["since"] <= as_of).select(
        "connector", "account", "since", owner_id=ibis.coalesce(one["named"], one["last"])
    )
