"""Which open deals have earned being counted?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.known.joining import beside
from ownit.facts.origin import CONVERSATIONS, LOOK_BACK_DAYS

if TYPE_CHECKING:
    import ibis.expr.types as ir


def applied(there: ir.Table, activities: ir.Table, as_of: date) -> ir.Table:
    """Adds ``conversation`` and ``counted`` (R13's default gate), both null where they cannot be checked.

    A conversation was held: an activity on the deal, or on its account alone, with a result of ``CONVERSATIONS``,
    from 90 days before the deal was created up to ``as_of``. Counted: an open deal that had one and has a dated next
    step. Cannot check: the connector has no activity with a result, or no next step with a date, at all.
    """
    import ibis

    day = ibis.literal(as_of)
    told = activities.filter(activities["result"].notnull(), activities["on"] <= day)
    held = told.filter(told["result"].isin(CONVERSATIONS))
    on_deal = held.filter(held["opportunity_id"].notnull())
    on_deal = on_deal.group_by("connector", "opportunity_id").aggregate(last=on_deal["on"].max())
    on_account = held.filter(held["opportunity_id"].isnull(), held["account_id"].notnull())
    on_account = on_account.group_by("connector", "account_id").aggregate(last=on_account["on"].max())
    there = beside(there, on_deal, ["connector", ("id", "opportunity_id")], deal_talk="last")
    there = beside(there, on_account, ["connector", "account_id"], account_talk="last")
    there = beside(there, told.select("connector", told=True).distinct(), ["connector"], told="told")
    steps = there.filter(there["next_step_on"].notnull()).select("connector", dated=True).distinct()
    there = beside(there, steps, ["connector"], steps="dated")
    since = (there["created_on"] - ibis.interval(days=LOOK_BACK_DAYS)).cast("date")
    talked = _since(there["deal_talk"], since) | _since(there["account_talk"], since)
    conversation = ibis.ifelse(there["told"].notnull(), talked, ibis.null("boolean"))
    can_check = (there["outcome"] == "open") & there["steps"].notnull()
    counted = ibis.ifelse(can_check, conversation & there["next_step_on"].notnull(), ibis.null("boolean"))
    return there.mutate(conversation=conversation, counted=counted).drop("deal_talk", "account_talk", "told", "steps")


def _since(talk: ir.Value, day: ir.Value) -> ir.Value:
    """Was there talk on or after the day (at any time, where the day is unknown)?"""
    return (talk >= day).fill_null(talk.notnull())
