"""What do the exports say of activities: tasks and events?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.codes import Kind, Result, words_of
from ownit.connectors.simulate.objects.accounts import contact
from ownit.connectors.simulate.objects.zone import Zone
from ownit.connectors.simulate.rows import Touches

_SUBJECTS = words_of(
    Kind,
    {
        Kind.CALL: "Call",
        Kind.EMAIL: "Email: Introduction",
        Kind.REPLY: "Email: [In] Re: Introduction",
        Kind.MEETING: "Meeting",
        Kind.ASK: "Referral ask",
        Kind.BLAST: "List Email: Newsletter",
        Kind.INTERNAL: "Internal: forecast call",
    },
)
_SUBTYPES = words_of(
    Kind,
    {
        Kind.CALL: "Call",
        Kind.EMAIL: "Email",
        Kind.REPLY: "Email",
        Kind.MEETING: "Event",
        Kind.ASK: "Call",
        Kind.BLAST: "ListEmail",
        Kind.INTERNAL: "Event",
    },
)
_DISPOSITIONS = words_of(
    Result,
    {
        Result.NO_ANSWER: "No answer",
        Result.HUNG_UP: "Hung up",
        Result.CONVERSATION: "Conversation",
        Result.MEETING_SET: "Meeting set",
        Result.ASKED: "Referral asked",
        Result.GIVEN: "Referral given",
    },
)
_OUTCOMES = words_of(Result, {Result.HELD: "Held", Result.NO_SHOW: "No show"})


def tasks(rows: Touches, zone: Zone) -> pa.Table:
    """Calls and mails; a referral ask is a call."""
    called = (rows.kind == Kind.CALL) | (rows.kind == Kind.ASK)
    return pa.table(
        {
            "Id": text.ids("Task", rows.id),
            "WhoId": pc.coalesce(text.ids("Lead", rows.lead), text.ids("Contact", contact(rows.account))),
            "WhatId": _about(rows),
            "AccountId": text.ids("Account", rows.account),
            "OwnerId": text.user_ids(rows.owner),
            "Subject": text.labels(_SUBJECTS, rows.kind),
            "ActivityDate": text.dates(rows.day),
            "Status": text.same("Completed", len(rows.id)),
            "TaskSubtype": text.labels(_SUBTYPES, rows.kind),
            "CallType": text.labels(("Outbound",), np.where(called, 0, -1)),
            "CallDisposition": text.labels(_DISPOSITIONS, rows.result),
            "CallDurationInSeconds": pa.array(shown.call_seconds(rows), pa.int64(), mask=~called),
            "CreatedDate": zone.utc(rows.day, rows.minute),
        }
    )


def events(rows: Touches, zone: Zone) -> pa.Table:
    """Meetings."""
    n = len(rows.id)
    return pa.table(
        {
            "Id": text.ids("Event", rows.id),
            "WhoId": text.ids("Contact", contact(rows.account)),
            "WhatId": _about(rows),
            "AccountId": text.ids("Account", rows.account),
            "OwnerId": text.user_ids(rows.owner),
            "Subject": text.labels(_SUBJECTS, rows.kind),
            "ActivityDate": text.dates(rows.day),
            "StartDateTime": zone.utc(rows.day, rows.minute),
            "EndDateTime": zone.utc(rows.day, rows.minute + rows.length),
            "DurationInMinutes": rows.length,
            "EventSubtype": text.same("Event", n),
            "IsChild": text.flags(np.zeros(n, dtype=np.bool_)),
            "Meeting_Outcome__c": text.labels(_OUTCOMES, rows.result),
            "CreatedDate": zone.utc(rows.day, shown.meeting_entered(rows)),
        }
    )


def _about(rows: Touches) -> text.Texts:
    """The opportunity, else the account."""
    about: text.Texts = pc.coalesce(text.ids("Opportunity", rows.opportunity), text.ids("Account", rows.account))
    return about
