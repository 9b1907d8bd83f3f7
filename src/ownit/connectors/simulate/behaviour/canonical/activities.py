"""What are the canonical facts of activities?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.behaviour.canonical.columns import Columns, moments
from ownit.connectors.simulate.behaviour.canonical.purposes import purposes
from ownit.connectors.simulate.codes import Kind, Result, words_of
from ownit.connectors.simulate.rows import Book, Days, Flags, Touches

_CHANNELS = words_of(
    Kind,
    {
        Kind.CALL: "call",
        Kind.EMAIL: "e-mail",
        Kind.REPLY: "e-mail",
        Kind.MEETING: "meeting",
        Kind.ASK: "call",
        Kind.BLAST: "e-mail",
        Kind.INTERNAL: "meeting",
    },
)
_RESULTS = words_of(
    Result,
    {
        Result.NO_ANSWER: "no answer",
        Result.HUNG_UP: "no answer",
        Result.CONVERSATION: "conversation",
        Result.MEETING_SET: "meeting set",
        Result.HELD: "held",
        Result.NO_SHOW: "no-show",
        Result.ASKED: "referral asked",
        Result.GIVEN: "referral given",
    },
)


def activities(book: Book) -> Columns:
    """Calls and mails are on a day and entered at once; meetings are at an hour and entered before."""
    t = book.touches
    meeting = np.asarray(t.kind == Kind.MEETING, dtype=np.bool_)
    timed = meeting | (t.kind == Kind.CALL)
    return {
        "id": pc.if_else(pa.array(meeting), text.ids("Event", t.id), text.ids("Task", t.id)),
        "person_id": text.user_ids(t.owner),
        "at": moments(t.day, t.minute),
        "on": pa.array(t.day.astype(np.int32), pa.int32(), mask=meeting).cast(pa.date32()),
        "logged_at": moments(t.day, np.where(meeting, shown.meeting_entered(t), t.minute)),
        "channel": text.labels(_CHANNELS, t.kind),
        "direction": text.labels(("outbound",), np.where(meeting, -1, 0)),
        "purpose": purposes(book),
        "result": text.labels(_RESULTS, t.result),
        "count": np.ones(len(t.id), dtype=np.int64),
        "minutes": pa.array(_minutes(t, meeting), pa.int64(), mask=~timed),
        "automated": np.zeros(len(t.id), dtype=np.bool_),
        "account_id": text.ids("Account", t.account),
        "opportunity_id": text.ids("Opportunity", t.opportunity),
    }


def _minutes(t: Touches, meeting: Flags) -> Days:
    """A meeting's length; a call's seconds in minutes, half up, at least one."""
    called = np.maximum(1, np.floor(shown.call_seconds(t) / 60 + 0.5).astype(np.int64))
    return np.where(meeting, t.length, called)
