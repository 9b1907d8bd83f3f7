"""By which means was something done, and what was it for: a channel that opens deals, winning, or serving?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.facts.known.joining import sure
from ownit.facts.measures.counts import HELD_CHANNELS, HELD_RESULTS
from ownit.facts.origin import REFERRAL_ASK, WRITTEN_CHANNELS
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.logged import CHANNELS

if TYPE_CHECKING:
    import ibis.expr.types as ir

LABELS = (*CHANNELS, Kind.WIN, Kind.SERVE)
MEDIA = ("call", "written", "meeting", "ask", "event", "reply")
ASKS = (REFERRAL_ASK, "referral given")


def medium_of(done: ir.Table) -> ir.Value:
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


def label_of(done: ir.Table, farmers: ir.Table) -> ir.Value:
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
