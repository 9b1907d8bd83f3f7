"""What did people do, how, for what, and what came of it?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.reading import FILE, RECORD, literal
from ownit.connectors.salesforce import purposes
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.knowledge import Dictionary, Knowledge
from ownit.connectors.salesforce.names import named, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.said import Fed, Spoken, as_said
from ownit.connectors.salesforce.words import begins, meanings, meant, stands_in
from ownit.facts.schema import ACTIVITY
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb


def activity(
    con: duckdb.DuckDBPyConnection, tasks: Typed, events: Typed, knowledge: Knowledge, options: ReadOptions
) -> Canonical:
    """One activity per completed task and per event."""
    parts = []
    if tasks:
        parts.append(_tasks(con, tasks, knowledge))
    if events:
        parts.append(_events(con, events, knowledge))
    columns = ", ".join((*_COLUMNS, FILE))
    day = purposes.happened(options.zone)
    facts = " UNION ALL ".join(f"SELECT {columns}, {day} AS happened FROM ({part})" for part in parts)
    whole = Canonical(
        table=ACTIVITY,
        select={
            "id": "f.id",
            "person_id": "f.person_id",
            "at": "f.moment",
            "on": 'f."on"',
            "logged_at": "f.logged_at",
            "channel": "f.channel",
            "direction": "f.direction",
            "purpose": purposes.purpose("f"),
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
        apart=_apart(con, tasks, events),
    )
    spoken = [Spoken(object_=tasks, fed=_FED_BY_TASKS), Spoken(object_=events, fed=_FED_BY_EVENTS)]
    return as_said(whole, spoken, file=f"f.{FILE}", worked_out=_GUESSED)


_TASK_IDS, _EVENT_IDS = "00T", "00U"
_DIGESTS: Mapping[str, str] = MappingProxyType({"Task": "rt-", "Event": "re-"})
"""How the ids begin that are made for reports without any."""


def _apart(con: duckdb.DuckDBPyConnection, tasks: Typed, events: Typed) -> dict[str, tuple[str, ...]]:
    """The kinds of which no file tells; a report of activities is read as one of tasks, and tells of both."""
    kinds = ((tasks, _TASK_IDS, events), (events, _EVENT_IDS, tasks))
    return {
        missing.name: (begin, _DIGESTS[missing.name])
        for missing, begin, there in kinds
        if not missing and not _tells(con, there, begin)
    }


def _tells(con: duckdb.DuckDBPyConnection, typed: Typed, begin: str) -> bool:
    """Whether the records of one kind are told from those of the other, or there are some whose ids begin so."""
    begins_so = f"SELECT 1 FROM {typed.relation} WHERE starts_with(Id, {literal(begin)}) LIMIT 1"
    return "IsTask" in typed.has or ("Id" in typed.has and bool(con.execute(begins_so).fetchall()))


_FED_BY_BOTH: Fed = MappingProxyType(
    {
        "person_id": ("OwnerId", "OwnerName"),
        "logged_at": ("CreatedDate",),
        "purpose": ("WhatId", "WhoId", "AccountId", "AccountName", "OpportunityName"),
        "account_id": ("WhatId", "WhoId", "AccountId", "AccountName", "OpportunityName"),
        "opportunity_id": ("WhatId", "OpportunityName"),
    }
)
_FED_BY_TASKS: Fed = MappingProxyType(
    {
        **_FED_BY_BOTH,
        "at": ("CompletedDateTime", "ActivityDate", "CreatedDate"),
        "channel": ("TaskSubtype", "Type", "CallDurationInSeconds", "CallType", "CallDisposition", "Subject", "IsTask"),
        "direction": ("CallType", "Subject"),
        "result": ("NoShow", "CallDisposition", "Subject", "Type", "TaskSubtype", "IsTask"),
        "minutes": ("CallDurationInSeconds",),
        "automated": ("Cadence", "Type", "TaskSubtype", "Subject"),
    }
)
_FED_BY_EVENTS: Fed = MappingProxyType(
    {
        **_FED_BY_BOTH,
        "at": ("StartDateTime", "ActivityDateTime", "ActivityDate"),
        "result": ("Outcome", "NoShow"),
        "minutes": ("DurationInMinutes", "EndDateTime"),
    }
)
"""What an activity's columns are read from. Of an event it is always known that it is a meeting, and not automated."""

_GUESSED = frozenset({"purpose", "result"})
"""Where nothing says so: what it was for, and that a meeting was held."""


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
        "robot_subtype": ("TaskSubtype", _only(words["automated"], "type")),
    }
    table = meanings(con, "tasks", relation, wanted)
    a_call = "coalesce(t.CallDurationInSeconds, 0) > 0 OR t.CallType IS NOT NULL OR t.CallDisposition IS NOT NULL"
    by_words = (
        f"w.by_subtype, w.by_type, CASE WHEN {a_call} THEN 'call' END, {stands_in('t.Subject', words['channel'])}"
    )
    by_subject = f"CASE WHEN w.came IS NULL THEN {stands_in('t.Subject', words['subject_result'])} END"
    written = "t.channel IN ('e-mail', 'message')"
    way = dict(words["written"])
    # Whole days since 1970 are compared as numbers: casting an instant to a date asks for its time zone, which is dear.
    due = "(t.ActivityDate - DATE '1970-01-01')"
    completed, entered = (f"epoch_us({c}) // 86400000000" for c in ("t.CompletedDateTime", "t.CreatedDate"))
    return f"""
        SELECT {_id(tasks, "t")} AS id, {owner(tasks.has, "t", "u", "Owner")} AS person_id,
               coalesce(t.CompletedDateTime,
                        CASE WHEN t.ActivityDate IS NULL OR {due} = {entered} THEN t.CreatedDate END) AS moment,
               CASE WHEN t.CompletedDateTime IS NULL OR {due} <= {completed} + 1 THEN t.ActivityDate END AS "on",
               t.CreatedDate AS logged_at, t.channel,
               CASE WHEN t.went IS NOT NULL THEN t.went
                    WHEN {written} AND {begins("t.Subject", way["inbound"])} THEN 'inbound'
                    WHEN {written} AND {begins("t.Subject", way["outbound"])} THEN 'outbound' END AS direction,
               CASE WHEN t.NoShow THEN 'no-show' WHEN t.came IS NOT NULL THEN t.came
                    WHEN t.said IS NOT NULL THEN t.said
                    WHEN t.channel IN ('meeting', 'visit') THEN 'held' END AS result,
               CASE WHEN t.CallDurationInSeconds > 0
                   THEN greatest(1, CAST(round(least(t.CallDurationInSeconds, 86400) / 60) AS BIGINT)) END AS minutes,
               t.robot IS NOT NULL OR (t.channel = 'e-mail' AND t.Cadence IS NOT NULL)
                   OR coalesce({begins("t.Subject", dict(words["automated"])["subject"])}, false) AS automated,
               {_deal(tasks, "t")} AS opportunity_id,
               {_account(tasks, "t")} AS account_id,
               t.{FILE}, t.WhoId AS who, {_internal("t", knowledge)} OR coalesce(t.internal_type, false) AS internal
        FROM (SELECT t.*, w.came, w.went, coalesce(w.robot, w.robot_subtype) AS robot, {by_subject} AS said,
                     lower(t.CallType) = 'internal' AS internal_type,
                     coalesce({by_words}, CASE WHEN NOT t.IsTask THEN 'meeting' ELSE 'other' END) AS channel
              FROM {relation} t
              {meant(table, "w", "t", ("TaskSubtype", "Type", "CallDisposition", "CallType"))}
              WHERE t.__left IS NULL) t
        {_named(tasks, "t")}"""


def _internal(record: str, knowledge: Knowledge) -> str:
    """SQL: whether the subject says that only colleagues were there."""
    phrases = dict(knowledge.dictionaries["internal"])["subject"]
    return f"coalesce({begins(f'{record}.Subject', phrases)}, false)"


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
    subject = stands_in("e.Subject", visit)
    start = "coalesce(e.StartDateTime, e.ActivityDateTime)"
    lasted = f"date_diff('minute', {start}, e.EndDateTime)"
    length = f"coalesce(e.DurationInMinutes, CASE WHEN {lasted} >= 0 THEN {lasted} END)"
    return f"""
        SELECT {_id(events, "e")} AS id, {owner(events.has, "e", "u", "Owner")} AS person_id,
               CASE WHEN e.IsAllDayEvent THEN NULL ELSE {start} END AS moment,
               CASE WHEN e.IsAllDayEvent OR {start} IS NULL
                   THEN coalesce(e.ActivityDate, CAST({start} AS DATE)) END AS "on",
               e.CreatedDate AS logged_at,
               CASE WHEN w.by_type IS NOT NULL OR w.by_place IS NOT NULL OR {subject} IS NOT NULL THEN 'visit'
                    ELSE 'meeting' END AS channel,
               CAST(NULL AS VARCHAR) AS direction,
               CASE WHEN e.NoShow THEN 'no-show' ELSE coalesce(w.came, 'held') END AS result,
               CASE WHEN NOT coalesce(e.IsAllDayEvent, false)
                   THEN CAST(round(least({length}, 1440)) AS BIGINT) END AS minutes,
               false AS automated,
               {_deal(events, "e")} AS opportunity_id,
               {_account(events, "e")} AS account_id,
               e.{FILE}, e.WhoId AS who, {_internal("e", knowledge)} AS internal
        FROM {relation} e
        {meant(table, "w", "e", ("Type", "Location", "Outcome"))}
        {_named(events, "e")} WHERE e.__left IS NULL"""


def _named(typed: Typed, record: str) -> str:
    return " ".join(
        named(typed.has, what, table, alias, record)
        for what, table, alias in (
            ("Owner", "user_by_name", "u"),
            ("Account", "account_by_name", "a"),
            ("Opportunity", "deal_by_name", "d"),
        )
    )


def _deal(typed: Typed, record: str) -> str:
    """SQL of the deal it is about: what it points at, if that is an opportunity (006), else whom a report names."""
    pointed = f"CASE WHEN starts_with({record}.WhatId, '006') THEN {record}.WhatId END"
    return f"coalesce({pointed}, d.id)" if "OpportunityName" in typed.has else pointed


def _account(typed: Typed, record: str) -> str:
    """SQL of the account it is about: the one Salesforce worked out, else what it points at (001), else a name's."""
    pointed = f"{record}.AccountId, CASE WHEN starts_with({record}.WhatId, '001') THEN {record}.WhatId END"
    return f"coalesce({pointed}{f', a.id, {record}.AccountName' if 'AccountName' in typed.has else ''})"


def _id(typed: Typed, record: str) -> str:
    """The id, or in reports without ids a digest of who, when, what and about whom, numbered where they repeat."""
    if "Id" in typed.has:
        return f"{record}.Id"
    same = ", ".join(
        f"{record}.{c}" for c in ("Subject", "OwnerName", "ActivityDate", "AccountName", "OpportunityName")
    )
    place = f"row_number() OVER (PARTITION BY {same} ORDER BY {record}.__file, {record}.{RECORD})"
    return f"{literal(_DIGESTS[typed.name])} || left(md5(concat_ws(chr(31), {same})), 17) || '-' || {place}"


def _only(dictionary: Dictionary, value: str) -> Dictionary:
    return tuple((v, phrases) for v, phrases in dictionary if v == value)


def _notes(con: duckdb.DuckDBPyConnection, events: Typed) -> list[Note]:
    if not events or events.has & {"Outcome", "NoShow"}:
        return []
    found = con.execute(f"SELECT count(*) FROM {events.relation} WHERE __left IS NULL").fetchall()[0][0]
    text = (
        f"Event: no column says what came of {counted(found, 'meeting', 'meetings')}; each is taken to have been held "
        "on its day. A column such as Meeting Status or No Show would tell."
    )
    return [Note(code="salesforce.meetings_taken_as_held", count=found, text=text)]
