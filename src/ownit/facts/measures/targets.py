"""Which accounts does the record itself propose to go after?

Four rules, each an expression over account, opportunity and activity as of a day: ``lapsed`` (a customer whose last win
is more than LAPSED_DAYS ago), ``lost`` (the last deal was lost more than LOST_DAYS ago), ``untouched`` (owned, and
nobody did anything there for UNTOUCHED_DAYS), ``never_asked`` (a customer of whom no referral was ever asked). An
account with an open deal is being worked already, and fits none of the first three.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.known.joining import sure
from ownit.facts.origin import REFERRAL_ASK
from ownit.facts.queries import query

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables

LAPSED_DAYS = 365
LOST_DAYS = 183
UNTOUCHED_DAYS = 90
RULES = ("lapsed", "lost", "untouched", "never_asked")
"""In the order in which one account that fits several is told of."""


def proposed(tables: Tables, as_of: date) -> pa.Table:
    """One row per account and rule, for whoever owns the account, else its last deal.

    Columns: connector, person_id, account_id, name, rule, since (last win, last loss, last touch, or customer since; a
    day or null), last_touch, amount (the last won or lost deal's). Sorted by person, rule, amount falling, account.
    """
    asked = _proposed(
        account=tables["account"], opportunity=tables["opportunity"], activity=tables["activity"], as_of=as_of
    )
    return asked.to_pyarrow()


@query
def _proposed(account: ir.Table, opportunity: ir.Table, activity: ir.Table, as_of: ir.DateValue) -> ir.Table:
    import ibis

    there = _accounts(account, _deals(opportunity, as_of), _touched(activity, opportunity, as_of))
    rules = _rules(there, as_of)
    parts = []
    for rule in RULES:
        fits, since, amount = rules[rule]
        fitting = there.mutate(rule=ibis.literal(rule), since=since, money=amount).filter(sure(fits))
        parts.append(
            fitting.select(
                "connector", "person_id", "account_id", "name", "rule", "since", "last_touch", amount=fitting["money"]
            )
        )
    told = ibis.union(*parts).filter(lambda t: t["person_id"].notnull() & t["name"].notnull())
    return told.order_by("connector", "person_id", "rule", ibis.desc(told["amount"].fill_null(0)), "account_id")


def _rules(there: ir.Table, as_of: ir.DateValue) -> Mapping[str, tuple[ir.Value, ir.Value, ir.Value]]:
    """Of each rule: which accounts fit, since when, and the amount that tells how much they may be worth."""
    import ibis

    def before(day: ir.Value, days: int) -> ir.Value:
        return as_of.delta(day, unit="day") > days

    idle = there["n_open"].fill_null(0) == 0
    customer = there["last_won"].notnull() | (there["customer_since"] <= as_of)
    lost_last = there["last_lost"].notnull() & (there["last_won"].isnull() | (there["last_won"] < there["last_lost"]))
    untouched = there["last_touch"].isnull() | before(there["last_touch"], UNTOUCHED_DAYS)
    return {
        "lapsed": (idle & before(there["last_won"], LAPSED_DAYS), there["last_won"], there["won_amount"]),
        "lost": (idle & lost_last & before(there["last_lost"], LOST_DAYS), there["last_lost"], there["lost_amount"]),
        "untouched": (idle & there["owner_id"].notnull() & untouched, there["last_touch"], there["won_amount"]),
        "never_asked": (
            customer & there["n_asked"].fill_null(0).__eq__(0),
            ibis.coalesce(there["customer_since"], there["last_won"]),
            there["won_amount"],
        ),
    }


def _accounts(account: ir.Table, deals: ir.Table, touched: ir.Table) -> ir.Table:
    """Every account with what its deals and activities say as of the day."""
    account = account.rename(account_id="id")
    there = account.select("connector", "account_id", "name", "owner_id", "customer_since")
    for other, columns in (
        (deals, ("last_won", "last_lost", "n_open", "won_amount", "lost_amount", "deal_owner")),
        (touched, ("last_touch", "n_asked")),
    ):
        beside = other.rename(o_connector="connector", o_account="account_id")
        joined = there.left_join(
            beside, [there["connector"] == beside["o_connector"], there["account_id"] == beside["o_account"]]
        )
        there = joined.select(*there.columns, *columns)
    return there.mutate(person_id=there["owner_id"].fill_null(there["deal_owner"]))


def _deals(opportunity: ir.Table, day: ir.DateValue) -> ir.Table:
    there = opportunity.filter(
        opportunity["account_id"].notnull(),
        opportunity["gone_on"].isnull(),
        opportunity["created_on"].isnull() | (opportunity["created_on"] <= day),
    )
    closed = sure(there["closed_on"] <= day)
    won, lost = closed & (there["outcome"] == "won"), closed & (there["outcome"] == "lost")
    still = (there["outcome"] == "open") | (there["closed_on"] > day)
    return there.group_by("connector", "account_id").aggregate(
        last_won=there["closed_on"].max(where=won),
        last_lost=there["closed_on"].max(where=lost),
        n_open=sure(still).sum(),
        won_amount=there["amount"].max(where=won),
        lost_amount=there["amount"].max(where=lost),
        deal_owner=there["owner_id"].max(),
    )


def _touched(activity: ir.Table, opportunity: ir.Table, day: ir.DateValue) -> ir.Table:
    """The last thing a person did with each account, directly or on a deal of it, and referrals asked."""
    import ibis

    deal = opportunity.select(d_connector="connector", d_id="id", d_account="account_id")
    done = activity.filter(activity["on"] <= day, ~sure(activity["automated"]))
    joined = done.left_join(
        deal, [done["connector"] == deal["d_connector"], done["opportunity_id"] == deal["d_id"]]
    ).select("connector", "on", "result", account_id=ibis.coalesce(done["account_id"], deal["d_account"]))
    asked = joined["result"].isin((REFERRAL_ASK, "referral given"))
    return joined.group_by("connector", "account_id").aggregate(
        last_touch=joined["on"].max(), n_asked=sure(asked).sum()
    )
