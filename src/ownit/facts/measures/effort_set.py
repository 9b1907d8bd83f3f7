"""Which meetings did an answer set: a call that was answered, or a reply?

A call whose result nobody recorded may have been answered; a reply is an answer to an e-mail. Where a connector has
calls with the result *meeting set*, only those set a meeting: a conversation about something else did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.known.joining import day_number, sure
from ownit.facts.measures.effort_labels import LABELS, MEDIA
from ownit.facts.origin import CONVERSATIONS
from ownit.facts.queries import query
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.logged import CHANNELS

if TYPE_CHECKING:
    import ibis.expr.types as ir

SET = "meeting set"
ANSWERED = (*CONVERSATIONS, SET)
SET_WITHIN = 30
"""Days from an answer to the meeting that it set."""

_DAYS = 10  # one more than any label: a day and what happened on it are one number, of which the latest is the largest


@query
def telling(done: ir.Table) -> ir.Table:
    """The connectors that have calls with the result SET."""
    return done.filter(sure(done["result"] == SET)).select("connector").distinct()


@query
def set_by(done: ir.Table, telling: ir.Table) -> ir.Table:
    """Meetings that an answer set up to SET_WITHIN days before are its channel's, and no activity of their own."""
    import ibis

    met, answer = _met(done), _answer(done)
    there = done.mutate(met=met, answer=answer, day=day_number(done["on"]), told=_told(done, answer, telling))
    there = there.mutate(last=_last_told(there))
    was_set = there["met"] & sure(there["day"] - there["last"] // _DAYS <= SET_WITHIN)
    own, reply = there["label"] == LABELS.index(Kind.MEETINGS), there["medium"] == MEDIA.index("reply")
    return there.select(
        "person",
        "connector",
        "account",
        "on",
        "medium",
        "minutes",
        label=ibis.ifelse(was_set & own, there["last"] % _DAYS, there["label"]).cast("int64"),
        n=ibis.ifelse(was_set | reply, 0, there["times"]),
        times=ibis.ifelse(reply, 0, there["times"]),
        weight=ibis.cases((there["met"], 3), (there["answer"], 2), else_=1).cast("int64"),
    )


def _met(done: ir.Table) -> ir.BooleanValue:
    return (done["label"] < len(CHANNELS)) & (done["medium"] == MEDIA.index("meeting"))


def _answer(done: ir.Table) -> ir.BooleanValue:
    call, reply = done["medium"] == MEDIA.index("call"), done["medium"] == MEDIA.index("reply")
    answered = sure(done["result"].isnull() | done["result"].isin(ANSWERED))
    return (done["label"] < len(CHANNELS)) & (reply | (call & answered))


def _told(done: ir.Table, answer: ir.BooleanValue, telling: ir.Table) -> ir.Value:
    """Of an answer that may set a meeting, its day and label in one number."""
    import ibis

    reply = done["medium"] == MEDIA.index("reply")
    sets = reply | (done["result"] == SET) | ~done["connector"].isin(telling["connector"])
    number = day_number(done["on"]) * _DAYS + done["label"]
    return ibis.ifelse(answer & sure(sets), number, ibis.null("int64"))


def _last_told(there: ir.Table) -> ir.Value:
    """The last of these on the account up to then; none where it is on no account."""
    import ibis

    before = ibis.window(
        group_by=["person", "connector", "account"],
        order_by=[there["on"], there["met"]],
        preceding=None,
        following=0,
    )
    return ibis.ifelse(there["account"].isnull(), ibis.null("int64"), there["told"].max().over(before))
