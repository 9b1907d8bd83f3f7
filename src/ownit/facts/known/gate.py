"""Which open deals have earned being counted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.known.joining import Other
from ownit.facts.origin import CONVERSATIONS, LOOK_BACK_DAYS
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir


@query
def talks(activity: ir.Table) -> ir.Table:
    """The days of conversations: connector, opportunity_id, account_id, on."""
    held = activity.filter(activity["result"].isin(CONVERSATIONS), activity["on"].notnull())
    return held.select("connector", "opportunity_id", "account_id", "on").distinct()


@query
def results(activity: ir.Table) -> ir.Table:
    """From which day on each connector records results at all: connector, since."""
    told = activity.filter(activity["result"].notnull(), activity["on"].notnull())
    return told.group_by("connector").aggregate(since=told["on"].min())


def evidence_beside(there: ir.Table, talked: ir.Table, recorded: ir.Table, as_of: ir.DateValue) -> list[Other]:
    """The last conversation on each deal and on its account alone, and what each connector records at all.

    ``talked`` is :func:`talks`, ``recorded`` :func:`results`.
    """
    import ibis

    yes = ibis.literal(value=True)
    held = talked.filter(talked["on"] <= as_of)
    on_deal = held.filter(held["opportunity_id"].notnull())
    on_deal = on_deal.group_by("connector", "opportunity_id").aggregate(last=on_deal["on"].max())
    on_account = held.filter(held["opportunity_id"].isnull(), held["account_id"].notnull())
    on_account = on_account.group_by("connector", "account_id").aggregate(last=on_account["on"].max())
    begun = recorded.filter(recorded["since"] <= as_of).select("connector", yes=yes)
    steps = there.filter(there["next_step_on"].notnull()).select("connector", yes=yes).distinct()
    return [
        Other(table=on_deal, on=["connector", ("id", "opportunity_id")], columns={"deal_talk": "last"}),
        Other(table=on_account, on=["connector", "account_id"], columns={"account_talk": "last"}),
        Other(table=begun, on=["connector"], columns={"has_results": "yes"}),
        Other(table=steps, on=["connector"], columns={"has_steps": "yes"}),
    ]


def applied(there: ir.Table) -> dict[str, ir.Value]:
    """``conversation`` and ``counted``, R13's default gate as :func:`ownit.method.integrity.gate` states it.

    A conversation was held: an activity on the deal, or on its account alone, with a result of ``CONVERSATIONS``,
    from 90 days before the deal was created up to ``as_of``; null where the connector has no activity with a result at
    all. Counted, of an open deal: false if it had none or has no dated next step, null if one of the two cannot be
    checked (no deal of the connector has a next step with a date) and the other does not refuse it, else true.
    """
    import ibis

    since = (there["created_on"] - ibis.interval(days=LOOK_BACK_DAYS)).cast("date")
    talked = _since(there["deal_talk"], since) | _since(there["account_talk"], since)
    cannot = ibis.null("boolean")
    conversation = ibis.ifelse(there["has_results"].notnull(), talked, cannot)
    step = ibis.ifelse(there["has_steps"].notnull(), there["next_step_on"].notnull(), cannot)
    counted = ibis.ifelse(there["outcome"] == "open", conversation & step, cannot)  # false and unknown is false
    return {"conversation": conversation, "counted": counted}


def _since(talk: ir.Value, day: ir.Value) -> ir.Value:
    """Was there talk on or after the day (at any time, where the day is unknown)?"""
    return (talk >= day).fill_null(talk.notnull())


@query
def ungated(deals: ir.Table) -> ir.Table:
    """The deals of :func:`ownit.facts.known.deals` as if every open one had passed the gate."""
    import ibis

    return deals.mutate(counted=ibis.ifelse(deals["outcome"] == "open", ibis.literal(value=True), ibis.null("boolean")))
