"""How long before an own deal was opened did its opener first reach out to the account?

A pursuit is a run of the opener's own touches on the account (calls, meetings, visits; e-mails and messages that went
out), done by hand to create business, none more than PAUSE days after the one before, and none from before an earlier
deal of theirs there was opened. It led to a deal opened at most SET_WITHIN days after its last touch. Of a pursuit
whose first touch lies within PAUSE days of where the record of touches begins, nobody knows whether it began before
that: it took at least so long.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.known.joining import EPOCH, day_number, sure
from ownit.facts.measures.deals import Roster, integers, listed, on_roster
from ownit.facts.measures.effort_set import SET_WITHIN
from ownit.facts.origin import TOUCH_CHANNELS, WRITTEN_CHANNELS
from ownit.facts.queries import query
from ownit.method.cycle import HISTORY_DAYS
from ownit.method.deals import Origin
from ownit.method.lead_times import LeadCells

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables

PAUSE = 14
"""Days without a touch that end a pursuit: judgement; what is tried again later is another one."""


def first_touches(tables: Tables, deals: Relation, roster: Roster, as_of: date) -> LeadCells:
    """Of own deals opened in the HISTORY_DAYS up to ``as_of``; ``deals`` as known that day.

    Deals of before the record of touches had gone on for SET_WITHIN days are left out: none could be known.
    """
    given = {"roster": roster.table(), "as_of": as_of}
    activity, since = tables["activity"], as_of - timedelta(days=HISTORY_DAYS)
    began = _began(activity=activity, **given).to_pyarrow()["began"][0].as_py()
    if began is not None:
        since = max(began + timedelta(days=SET_WITHIN), since)
    every = 0 if began is None else _opened(deals=deals, since=since, **given).to_pyarrow()["n"][0].as_py()
    table = _led(activity=activity, deals=deals, since=since, **given).to_pyarrow()
    named = [str(name) for name in table["source"].to_pylist()]
    sources = tuple(sorted(set(named)))
    days = integers(table, "days").astype(np.float64)
    begins = 0 if began is None else began.toordinal()
    return LeadCells(
        person=integers(table, "person"),
        source=np.array([sources.index(name) for name in named], dtype=np.int64),
        days=days,
        at_least=integers(table, "start") + _EPOCH - begins <= PAUSE,
        sources=sources,
        opened=int(every),
        people=roster.people,
    )


_EPOCH = EPOCH.toordinal()
_BY = ("person", "connector", "account")


@query
def _began(activity: ir.Table, roster: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """The day on which the record of touches begins."""
    touch = _touches(activity, roster, as_of)
    return touch.aggregate(began=touch["on"].min())


@query
def _opened(deals: ir.Table, roster: ir.Table, since: ir.DateValue, as_of: ir.DateValue) -> ir.Table:
    """How many own deals there are."""
    own = _own(deals, roster, since, as_of)
    return own.aggregate(n=own.count())


@query
def _led(activity: ir.Table, deals: ir.Table, roster: ir.Table, since: ir.DateValue, as_of: ir.DateValue) -> ir.Table:
    """Each deal with a known first touch: person, source, start (days since 1970), days from it to the opening."""
    import ibis

    touch, own = _touches(activity, roster, as_of), _own(deals, roster, since, as_of)
    events = ibis.union(
        touch.select(*_BY, "on", deal=ibis.literal(0), source=ibis.null("string")).distinct(),
        own.select(*_BY, "on", deal=ibis.literal(1), source="source_class"),
    )
    return _pursued(events).order_by("person", "source", "days")


def _touches(activity: ir.Table, roster: ir.Table, day: ir.DateValue) -> ir.Table:
    """What people did to create business on accounts, known by the day."""
    import ibis

    who = listed(roster, "person")
    written = activity["channel"].isin(WRITTEN_CHANNELS)
    out = ibis.ifelse(written, sure(activity["direction"] == "outbound"), ~sure(activity["direction"] == "inbound"))
    mine = activity.filter(
        activity["account_id"].notnull(),
        activity["on"] <= day,
        activity["logged_at"].isnull() | (activity["logged_at"].date() <= day),
        ~sure(activity["automated"]),
        activity["channel"].isin(TOUCH_CHANNELS),
        out,
        activity["purpose"].fill_null(ibis.ifelse(activity["opportunity_id"].isnull(), "create", "win")) == "create",
    )
    there = mine.inner_join(who, [mine["connector"] == who["person_connector"], mine["person_id"] == who["person_id"]])
    return there.select("person", "connector", "on", account="account_id")


def _own(deals: ir.Table, roster: ir.Table, since: ir.DateValue, as_of: ir.DateValue) -> ir.Table:
    """Own deals with an account: person, connector, account, on, source_class."""
    revenue = deals.filter(
        is_revenue(deals),
        deals["account_id"].notnull(),
        deals["created_on"] >= since,
        deals["created_on"] <= as_of,
    )
    own = on_roster(revenue, roster).filter(lambda t: t["origin_code"] == int(Origin.OWN))
    return own.select("person", "connector", "source_class", account="account_id", on="created_on")


def _pursued(events: ir.Table) -> ir.Table:
    """Of the touches and openings on each account, the openings to which a pursuit led."""
    import ibis

    there = events.mutate(day=day_number(events["on"]))
    in_turn = ibis.window(group_by=_BY, order_by=[there["day"], there["deal"]])
    there = there.mutate(
        before=there["day"].lag().over(in_turn),
        after_deal=there["deal"].lag().over(in_turn),
    )
    pause = ibis.ifelse(there["deal"] == 1, SET_WITHIN, PAUSE)
    goes_on = sure((there["after_deal"] == 0) & (there["day"] - there["before"] <= pause))
    there = there.mutate(goes_on=goes_on, begins=ibis.ifelse(goes_on, ibis.null("int64"), there["day"]))
    so_far = ibis.window(group_by=_BY, order_by=[there["day"], there["deal"]], preceding=None, following=0)
    there = there.mutate(start=there["begins"].max().over(so_far))
    led = there.filter((there["deal"] == 1) & there["goes_on"])
    return led.select("person", "start", source=led["source"].fill_null(""), days=led["day"] - led["start"])
