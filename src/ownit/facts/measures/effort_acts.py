"""Which of the things people did open deals, win them, or serve customers, by which means, and on which account?

One row per activity: person, connector, account (its deal's, else the deal itself), on, label (index in LABELS), medium
(index in MEDIA), times (how often), n (how often it counts as an activity of its channel), minutes (recorded), weight
(how much it says about what opened a deal: 3 a meeting, 2 an answer, 1 anything else).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Bound, Relation
from ownit.facts.known.joining import day_number, sure
from ownit.facts.measures.counts import HELD_CHANNELS, HELD_RESULTS
from ownit.facts.measures.deals import Roster, listed
from ownit.facts.origin import CONVERSATIONS, REFERRAL_ASK, WRITTEN_CHANNELS
from ownit.facts.queries import query
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.logged import CHANNELS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables

LABELS = (*CHANNELS, Kind.WIN, Kind.SERVE)
MEDIA = ("call", "written", "meeting", "ask", "event", "reply")
ASKS = (REFERRAL_ASK, "referral given")
SET = "meeting set"
ANSWERED = (*CONVERSATIONS, SET)
SET_WITHIN = 30
"""Days from an answer to the meeting that it set."""

_DAYS = 10  # one more than any label: a day and what happened on it are one number, of which the latest is the largest


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people said that their record does not, and by which it is read.

    ``farmers`` (indices of the roster) look after customers: what they do there of their own accord is keeping in
    touch, and winning renewals is serving. ``targets`` are (connector, account id) of target accounts. ``unworked``
    are (connector, id) of deals on which no more time is to go: what was done about them is left out.
    """

    farmers: Sequence[int] = ()
    targets: Collection[tuple[str, str]] = ()
    unworked: Collection[tuple[str, str]] = ()


NOTHING_SAID = Said()


def acts(
    tables: Tables, deals: Relation, roster: Roster, as_of: date, *, since: date, said: Said = NOTHING_SAID
) -> Bound:
    """What everybody on the roster did from ``since`` to ``as_of``, as far as it was written down by then."""
    done = _done(
        activity=tables["activity"],
        opportunity=tables["opportunity"],
        account=tables["account"],
        deals=deals,
        roster=roster.table(),
        farmers=_farmers(said.farmers),
        targets=_keys(said.targets),
        unworked=_keys(said.unworked),
        since=since,
        as_of=as_of,
    )
    return _set_by(done=done, telling=_telling(done=done).to_pyarrow())


def _farmers(people: Sequence[int]) -> pa.Table:
    import pyarrow as pa

    return pa.table({"person": pa.array(people, pa.int64())})


def _keys(of: Collection[tuple[str, str]]) -> pa.Table:
    """What is named by connector and id: target accounts, deals."""
    import pyarrow as pa

    keys = sorted(of)
    columns = {"connector": [connector for connector, _ in keys], "id": [id_ for _, id_ in keys]}
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


@query
def _done(
    activity: ir.Table,
    opportunity: ir.Table,
    account: ir.Table,
    deals: ir.Table,
    roster: ir.Table,
    farmers: ir.Table,
    targets: ir.Table,
    unworked: ir.Table,
    since: ir.DateValue,
    as_of: ir.DateValue,
) -> ir.Table:
    """What sells, with what it was for and by which means; a meeting that something set stands as one of its own."""
    by_hand = _not_about(_by_hand(activity, roster, since, as_of), unworked)
    done = _on_account(by_hand, opportunity)
    done = _beside_account(done, customers(account, deals, as_of), targets)
    done = done.mutate(medium=_medium(done))
    done = done.mutate(label=_label(done, farmers))
    return done.filter(done["label"] >= 0, done["medium"] >= 0)


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


def _by_hand(activity: ir.Table, roster: ir.Table, since: ir.DateValue, day: ir.DateValue) -> ir.Table:
    """What people on the roster did themselves, known by the day."""
    import ibis

    who = listed(roster, "person")
    mine = activity.filter(
        activity["on"] >= since,
        activity["on"] <= day,
        activity["logged_at"].isnull() | (activity["logged_at"].date() <= day),
        ~sure(activity["automated"]),
    )
    joined = mine.inner_join(who, [mine["connector"] == who["person_connector"], mine["person_id"] == who["person_id"]])
    unsaid = ibis.ifelse(mine["opportunity_id"].isnull(), "create", "win")
    return joined.select(
        "person",
        "connector",
        "account_id",
        "opportunity_id",
        "on",
        "channel",
        "result",
        "minutes",
        direction=joined["direction"].fill_null(ibis.ifelse(joined["channel"].isin(WRITTEN_CHANNELS), "", "outbound")),
        purpose=joined["purpose"].fill_null(unsaid),
        times=joined["count"].fill_null(1),
    )


def _not_about(done: ir.Table, deals: ir.Table) -> ir.Table:
    """Without what was done about some deals."""
    about = deals.select(u_connector="connector", u_id="id")
    return done.anti_join(about, [done["connector"] == about["u_connector"], done["opportunity_id"] == about["u_id"]])


def _on_account(done: ir.Table, opportunity: ir.Table) -> ir.Table:
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


def _beside_account(done: ir.Table, customer: ir.Table, targets: ir.Table) -> ir.Table:
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


def _medium(done: ir.Table) -> ir.Value:
    import ibis

    channel, out = done["channel"], done["direction"] == "outbound"
    written = channel.isin(WRITTEN_CHANNELS)
    return ibis.cases(
        (done["result"].isin(ASKS), MEDIA.index("ask")),
        ((channel == "call") & out, MEDIA.index("call")),
        (written & out, MEDIA.index("written")),
        (written & (done["direction"] == "inbound"), MEDIA.index("reply")),
        (channel.isin(HELD_CHANNELS) & done["result"].isin(HELD_RESULTS), MEDIA.index("meeting")),
        (channel == "event", MEDIA.index("event")),
        else_=-1,
    ).cast("int64")


def _label(done: ir.Table, farmers: ir.Table) -> ir.Value:
    """What it is for: an index of LABELS, -1 for nothing that sells."""
    import ibis

    at = LABELS.index
    create, medium = done["purpose"] == "create", done["medium"]
    reached = medium.isin([MEDIA.index(m) for m in ("call", "written", "reply")])
    tends = (done["purpose"] == "serve") & done["person"].isin(farmers["person"]) & reached
    touch = sure(done["customer"]) & (medium != MEDIA.index("event"))
    return ibis.cases(
        ((medium == MEDIA.index("ask")) & (done["purpose"] != "other"), at(Kind.REFERRALS)),
        (create & sure(done["target"]), at(Kind.TARGETS)),
        ((create | tends) & touch, at(Kind.TOUCH)),
        (create & (medium == MEDIA.index("call")), at(Kind.CALLS)),
        (create & medium.isin([MEDIA.index("written"), MEDIA.index("reply")]), at(Kind.EMAILS)),
        (create & (medium == MEDIA.index("meeting")), at(Kind.MEETINGS)),
        (create & (medium == MEDIA.index("event")), at(Kind.EVENTS)),
        ((done["purpose"] == "win") & ~sure(done["renewal"]), at(Kind.WIN)),
        (done["purpose"].isin(("win", "serve")), at(Kind.SERVE)),
        else_=-1,
    ).cast("int64")


@query
def _telling(done: ir.Table) -> ir.Table:
    """The connectors that have calls with the result SET."""
    return done.filter(sure(done["result"] == SET)).select("connector").distinct()


@query
def _set_by(done: ir.Table, telling: ir.Table) -> ir.Table:
    """Meetings that an answer set up to SET_WITHIN days before are its channel's, and no activity of their own.

    A call whose result nobody recorded may have been answered; a reply is an answer to an e-mail. Where a connector has
    calls with the result *meeting set*, only those set a meeting: a conversation about something else did not.
    """
    import ibis

    creates = done["label"] < len(CHANNELS)
    call, reply = done["medium"] == MEDIA.index("call"), done["medium"] == MEDIA.index("reply")
    answer = creates & (reply | (call & sure(done["result"].isnull() | done["result"].isin(ANSWERED))))
    sets = reply | (done["result"] == SET) | ~done["connector"].isin(telling["connector"])
    met = creates & (done["medium"] == MEDIA.index("meeting"))
    day = day_number(done["on"])
    sets = ibis.ifelse(answer & sure(sets), day * _DAYS + done["label"], ibis.null("int64"))
    there = done.mutate(met=met, answer=answer, day=day, told=sets)
    before = ibis.window(
        group_by=["person", "connector", "account"],
        order_by=[there["on"], there["met"]],
        preceding=None,
        following=0,
    )
    there = there.mutate(
        last=ibis.ifelse(there["account"].isnull(), ibis.null("int64"), there["told"].max().over(before))
    )
    was_set = there["met"] & sure(there["day"] - there["last"] // _DAYS <= SET_WITHIN)
    own = there["label"] == LABELS.index(Kind.MEETINGS)
    uncounted = was_set | (there["medium"] == MEDIA.index("reply"))
    return there.select(
        "person",
        "connector",
        "account",
        "on",
        "medium",
        "minutes",
        label=ibis.ifelse(was_set & own, there["last"] % _DAYS, there["label"]).cast("int64"),
        n=ibis.ifelse(uncounted, 0, there["times"]),
        times=ibis.ifelse(there["medium"] == MEDIA.index("reply"), 0, there["times"]),
        weight=ibis.cases((there["met"], 3), (there["answer"], 2), else_=1).cast("int64"),
    )
