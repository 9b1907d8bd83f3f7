"""What did people do, how, for what, and what came of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.reading import RECORD
from ownit.connectors.salesforce import purposes
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.knowledge import Dictionary, Knowledge
from ownit.connectors.salesforce.names import named, owner
from ownit.connectors.salesforce.typed import Typed
from ownit.connectors.salesforce.words import begins, first_phrase, meanings, meant, phrases_of
from ownit.facts.schema import ACTIVITY

if TYPE_CHECKING:
    import duckdb

_SUBJECT = 60
"""So many characters of a subject are looked at for what kind of activity it was."""


def activity(
    con: duckdb.DuckDBPyConnection, tasks: Typed, events: Typed, knowledge: Knowledge, options: ReadOptions
) -> Canonical:
    """One activity per completed task and per event."""
    parts = []
    if tasks:
        parts.append(_tasks(con, tasks, knowledge))
    if events:
        parts.append(_events(con, events, knowledge))
    columns = ", ".join(_COLUMNS)
    facts = " UNION ALL ".join(f"SELECT {columns} FROM ({part})" for part in parts)
    return Canonical(
        table=ACTIVITY,
        select={
            "id": "f.id",
            "person_id": "f.person_id",
            "at": "f.moment",
            "on": 'f."on"',
            "logged_at": "f.logged_at",
            "channel": "f.channel",
            "direction": "f.direction",
            "purpose": purposes.purpose("f", options.zone),
            "result": "f.result",
            "count": "1",
            "minutes": "f.minutes",
            "automated": "f.automated",
            "account_id": purposes.account("f"),
            "opportunity_id": "f.opportunity_id",
        },
        source=f"({facts}) f {purposes.joins('f')}",
        objects=tuple(typed for typed in (tasks, events) if typed),
        notes=tuple(_notes(con, events)),
    )


_COLUMNS = (
    *("id", "person_id", "moment", '"on"', "logged_at", "channel", "direction", "result", "minutes", "automated"),
    *("opportunity_id", "account_id", "who", "internal"),
)


def _tasks(con: duckdb.DuckDBPyConnection, tasks: Typed, knowledge: Knowledge) -> str:
    """SELECT of the completed tasks.

    The day is the due date, unless the task was completed before it: then it is the day of that. The instant is
    that of completion, else of entry. Whoever logs a call means a call: a duration, result or type of call makes one.
    """
    words = knowledge.dictionaries
    relation = tasks.relation
    wanted = {
        "by_subtype": ("TaskSubtype", words["channel"]),
        "by_type": ("Type", words["channel"]),
        "came": ("CallDisposition", words["result"]),
        "went": ("CallType", words["direction"]),
        "robot": ("Type", _only(words["automated"], "type")),
    }
    columns = ("TaskSubtype", "Type", "CallDisposition", "CallType")
    table = meanings(con, "tasks", relation, wanted)
    by_subject = phrases_of(con, "channel", words["channel"])
    of_subject = phrases_of(con, "subject_result", words["subject_result"])
    start = f"left(t.Subject, {_SUBJECT})"
    a_call = "coalesce(t.CallDurationInSeconds, 0) > 0 OR t.CallType IS NOT NULL OR t.CallDisposition IS NOT NULL"
    told = f"coalesce(w.by_subtype, w.by_type, CASE WHEN {a_call} THEN 'call' END)"
    event = "t.IsTask = false"
    channel = f"coalesce({told}, wp.value, CASE WHEN {event} THEN 'meeting' ELSE 'other' END)"
    written = f"{channel} IN ('e-mail', 'message')"
    subjects = dict(words["automated"])["subject"]
    inbound, outbound = (begins(start, dict(words["written"])[way_]) for way_ in ("inbound", "outbound"))
    return f"""
        SELECT {_id(tasks, "t")} AS id, {owner("t", "u", "Owner")} AS person_id,
               coalesce(t.CompletedDateTime, CASE WHEN t.ActivityDate IS NULL
                   OR t.ActivityDate = CAST(t.CreatedDate AS DATE) THEN t.CreatedDate END) AS moment,
               CASE WHEN t.CompletedDateTime IS NULL OR t.ActivityDate <= CAST(t.CompletedDateTime AS DATE) + 1
                   THEN t.ActivityDate END AS "on",
               t.CreatedDate AS logged_at, {channel} AS channel,
               CASE WHEN w.went IS NOT NULL THEN w.went
                    WHEN {written} AND ({inbound}) THEN 'inbound'
                    WHEN {written} AND ({outbound}) THEN 'outbound' END AS direction,
               CASE WHEN t.NoShow THEN 'no-show' WHEN w.came IS NOT NULL THEN w.came
                    WHEN wo.value IS NOT NULL THEN wo.value
                    WHEN {channel} IN ('meeting', 'visit') THEN 'held' END AS result,
               CASE WHEN t.CallDurationInSeconds > 0
                   THEN greatest(1, CAST(round(least(t.CallDurationInSeconds, 86400) / 60) AS BIGINT)) END AS minutes,
               w.robot IS NOT NULL OR coalesce(lower(t.TaskSubtype) = 'listemail', false)
                   OR ({channel} = 'e-mail' AND t.Cadence IS NOT NULL)
                   OR coalesce({begins(start, subjects)}, false) AS automated,
               coalesce(CASE WHEN starts_with(t.WhatId, '006') THEN t.WhatId END, d.id) AS opportunity_id,
               coalesce(t.AccountId, CASE WHEN starts_with(t.WhatId, '001') THEN t.WhatId END, a.id, t.AccountName)
                   AS account_id,
               t.WhoId AS who, coalesce(lower(t.CallType) = 'internal', false) AS internal
        FROM {relation} t
        {meant(table, "w", "t", columns)}
        LEFT JOIN {by_subject} wp ON wp.phrase = CASE WHEN {told} IS NULL
            THEN {first_phrase(start, words["channel"])} END
        LEFT JOIN {of_subject} wo ON wo.phrase = CASE WHEN w.came IS NULL
            THEN {first_phrase(start, words["subject_result"])} END
        {_named(tasks, "t")} WHERE t.__left IS NULL"""


def _events(con: duckdb.DuckDBPyConnection, events: Typed, knowledge: Knowledge) -> str:
    """SELECT of the events: a visit if type, subject or place say so, else a meeting; held unless they say not."""
    words = knowledge.dictionaries
    relation = events.relation
    visit = _only(words["channel"], "visit")
    wanted = {
        "by_type": ("Type", visit),
        "by_place": ("Location", visit),
        "came": ("Outcome", words["held"]),
    }
    table = meanings(con, "events", relation, wanted)
    subject = first_phrase(f"left(e.Subject, {_SUBJECT})", visit)
    start = "coalesce(e.StartDateTime, e.ActivityDateTime)"
    lasted = f"date_diff('minute', {start}, e.EndDateTime)"
    length = f"coalesce(e.DurationInMinutes, CASE WHEN {lasted} >= 0 THEN {lasted} END)"
    return f"""
        SELECT {_id(events, "e")} AS id, {owner("e", "u", "Owner")} AS person_id,
               CASE WHEN e.IsAllDayEvent THEN NULL ELSE {start} END AS moment,
               CASE WHEN e.IsAllDayEvent OR {start} IS NULL
                   THEN coalesce(e.ActivityDate, CAST({start} AS DATE)) END AS "on",
               e.CreatedDate AS logged_at,
               CASE WHEN w.by_type IS NOT NULL OR w.by_place IS NOT NULL OR {subject} <> '' THEN 'visit'
                    ELSE 'meeting' END AS channel,
               CAST(NULL AS VARCHAR) AS direction,
               CASE WHEN e.NoShow THEN 'no-show' ELSE coalesce(w.came, 'held') END AS result,
               CASE WHEN NOT coalesce(e.IsAllDayEvent, false)
                   THEN CAST(round(least({length}, 1440)) AS BIGINT) END AS minutes,
               false AS automated,
               coalesce(CASE WHEN starts_with(e.WhatId, '006') THEN e.WhatId END, d.id) AS opportunity_id,
               coalesce(e.AccountId, CASE WHEN starts_with(e.WhatId, '001') THEN e.WhatId END, a.id, e.AccountName)
                   AS account_id,
               e.WhoId AS who, false AS internal
        FROM {relation} e
        {meant(table, "w", "e", ("Type", "Location", "Outcome"))}
        {_named(events, "e")} WHERE e.__left IS NULL"""


def _named(typed: Typed, record: str) -> str:
    return " ".join(
        named(typed.has, f"{what}Name", table, alias, record)
        for what, table, alias in (
            ("Owner", "user_by_name", "u"),
            ("Account", "account_by_name", "a"),
            ("Opportunity", "deal_by_name", "d"),
        )
    )


def _id(typed: Typed, record: str) -> str:
    """The id, or in reports without ids a digest of who, when, what and about whom, numbered where they repeat."""
    if "Id" in typed.has:
        return f"{record}.Id"
    same = ", ".join(
        f"{record}.{c}" for c in ("Subject", "OwnerName", "ActivityDate", "AccountName", "OpportunityName")
    )
    place = f"row_number() OVER (PARTITION BY {same} ORDER BY {record}.__file, {record}.{RECORD})"
    return f"'r' || left(md5(concat_ws(chr(31), {same})), 17) || '-' || {place}"


def _only(dictionary: Dictionary, value: str) -> Dictionary:
    return tuple((v, phrases) for v, phrases in dictionary if v == value)


def _notes(con: duckdb.DuckDBPyConnection, events: Typed) -> list[Note]:
    if not events or events.has & {"Outcome", "NoShow"}:
        return []
    found = con.execute(f"SELECT count(*) FROM {events.relation} WHERE __left IS NULL").fetchall()[0][0]
    text = (
        f"Event: no column says what came of {found:,} meetings; each is taken to have been held on its day. "
        "A column such as Meeting Status or No Show would tell."
    )
    return [Note(code="salesforce.meetings_taken_as_held", count=found, text=text)]
