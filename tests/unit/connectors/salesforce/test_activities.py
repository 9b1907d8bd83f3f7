"""What did people do, how, for what, and what came of it?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from .conftest import OPPORTUNITY, Export, Row, sid

TASK_COLUMNS = (
    "Id,WhoId,WhatId,AccountId,OwnerId,Subject,ActivityDate,Status,IsClosed,Type,TaskSubtype,CallType,"
    "CallDisposition,CallDurationInSeconds,CompletedDateTime,CreatedDate"
)
EVENT_COLUMNS = (
    "Id,WhoId,WhatId,AccountId,OwnerId,Subject,StartDateTime,EndDateTime,ActivityDate,DurationInMinutes,"
    "IsAllDayEvent,IsChild,Type,Location,Meeting_Outcome__c,CreatedDate"
)


# Deal 1 of account 1 was registered on 1 June and is open; deal 2 of account 1 was open from 1 March, won on 31 May;
# deal 3 of account 2 was lost on 30 April. Account 3 never had a deal; account 4 is a customer by its record.
ACCOUNTS = "Id,Name,Type\n" + "".join(
    f"{sid('001', n)},A{n},{'Customer' if n == 4 else 'Prospect'}\n" for n in range(1, 5)
)
CONTACTS = f"Id,AccountId\n{sid('003', 1)},{sid('001', 1)}\n{sid('003', 4)},{sid('001', 4)}\n"


def line(header: str, defaults: dict[str, str], given: dict[str, Any]) -> str:
    columns = header.split(",")
    assert not given.keys() - set(columns)
    return ",".join(str(given.get(column, defaults.get(column, ""))) for column in columns)


def tasks(*given: dict[str, Any]) -> str:
    defaults = {
        "OwnerId": sid("005", 1),
        "Status": "Completed",
        "IsClosed": "true",
        "ActivityDate": "2026-06-10",
        "CreatedDate": "2026-06-10T15:00:00.000Z",
    }
    rows = [line(TASK_COLUMNS, defaults | {"Id": sid("00T", i)}, row) for i, row in enumerate(given, start=1)]
    return "\n".join([TASK_COLUMNS, *rows]) + "\n"


def events(*given: dict[str, Any]) -> str:
    defaults = {
        "OwnerId": sid("005", 1),
        "StartDateTime": "2026-06-10T15:00:00.000Z",
        "EndDateTime": "2026-06-10T15:45:00.000Z",
        "ActivityDate": "2026-06-10",
        "IsChild": "false",
        "CreatedDate": "2026-06-01T09:00:00.000Z",
    }
    rows = [line(EVENT_COLUMNS, defaults | {"Id": sid("00U", i)}, row) for i, row in enumerate(given, start=1)]
    return "\n".join([EVENT_COLUMNS, *rows]) + "\n"


def of_tasks(export: Export, *given: dict[str, Any], **options: Any) -> list[Row]:
    """What became of each of these tasks, in their order; one reading for all, for a reading takes its time."""
    files = {
        "Opportunity.csv": OPPORTUNITY,
        "Account.csv": ACCOUNTS,
        "Contact.csv": CONTACTS,
        "Task.csv": tasks(*given),
    }
    rows = export(files, **options)["activity"].by()
    return [rows[sid("00T", i)] for i in range(1, len(given) + 1)]


def test_a_logged_call(export: Export) -> None:
    given = {
        "WhoId": sid("003", 1),
        "WhatId": sid("006", 1),
        "AccountId": sid("001", 1),
        "Subject": "Call",
        "TaskSubtype": "Call",
        "CallType": "Outbound",
        "CallDisposition": "Connected - interested",
        "CallDurationInSeconds": "250",
    }
    assert of_tasks(export, given) == [
        {
            "id": sid("00T", 1),
            "person_id": sid("005", 1),
            "at": datetime(2026, 6, 10, 15, tzinfo=UTC),
            "on": date(2026, 6, 10),
            "logged_at": datetime(2026, 6, 10, 15, tzinfo=UTC),
            "channel": "call",
            "direction": "outbound",
            "purpose": "win",
            "result": "conversation",
            "count": 1,
            "minutes": 4,
            "automated": False,
            "account_id": sid("001", 1),
            "opportunity_id": sid("006", 1),
        }
    ]


CHANNELS: list[tuple[Any, ...]] = [
    ({"TaskSubtype": "Call"}, "call"),
    ({"TaskSubtype": "Email", "Subject": "Email: about our call"}, "e-mail"),
    ({"TaskSubtype": "ListEmail"}, "e-mail"),
    ({"TaskSubtype": "LinkedIn"}, "message"),
    ({"TaskSubtype": "Task", "Type": "Site Visit"}, "visit"),
    ({"TaskSubtype": "Task", "Type": "Demo"}, "meeting"),
    ({"TaskSubtype": "Task", "CallDurationInSeconds": "30", "Subject": "Meeting?"}, "call"),
    ({"Subject": "Call about the meeting"}, "call"),
    ({"Subject": "E-Mail: offer"}, "e-mail"),
    ({"Subject": "Sent him a text message"}, "message"),
    ({"Subject": "Recall of the product"}, "other"),
    ({"Subject": "Prepare offer"}, "other"),
]


def test_how_it_was_done_is_told_by_subtype_then_type_then_subject(export: Export) -> None:
    rows = of_tasks(export, *(given for given, *_ in CHANNELS))
    found = [row["channel"] for row in rows]
    assert list(zip(CHANNELS, found, strict=True)) == [(case, case[1]) for case in CHANNELS]


RESULTS: list[tuple[Any, ...]] = [
    ({"CallDisposition": "Left Voicemail"}, "no answer"),
    ({"CallDisposition": "No Answer"}, "no answer"),
    ({"CallDisposition": "Meeting Set"}, "meeting set"),
    ({"CallDisposition": "Spoke with buyer"}, "conversation"),
    ({"CallDisposition": "Referral given"}, "referral given"),
    ({"CallDisposition": "Purple"}, None),
    ({"Subject": "Call - left voicemail"}, "no answer"),
    ({"Subject": "Call: asked for a referral"}, "referral asked"),
    ({"Subject": "Follow up call"}, None),
    ({"Subject": "Meeting with Ann"}, "held"),
]


def test_what_came_of_it(export: Export) -> None:
    rows = of_tasks(export, *(given for given, *_ in RESULTS))
    found = [row["result"] for row in rows]
    assert list(zip(RESULTS, found, strict=True)) == [(case, case[1]) for case in RESULTS]


WAYS: list[tuple[Any, ...]] = [
    ({"TaskSubtype": "Email", "Subject": "Email: hello"}, "outbound", False),
    ({"TaskSubtype": "Email", "Subject": "Email: [In] Re: hello"}, "inbound", False),
    ({"TaskSubtype": "Email", "Subject": "hello"}, None, False),
    ({"TaskSubtype": "ListEmail", "Subject": "List Email: Newsletter"}, "outbound", True),
    ({"Subject": "Mass Email: Newsletter"}, "outbound", True),
    ({"Type": "Automated Email", "Subject": "hello"}, None, True),
    ({"TaskSubtype": "Call", "CallType": "Inbound"}, "inbound", False),
]


def test_which_way_it_went_and_whether_anybody_did_it(export: Export) -> None:
    rows = of_tasks(export, *(given for given, *_ in WAYS))
    found = [(row["direction"], row["automated"]) for row in rows]
    assert list(zip(WAYS, found, strict=True)) == [(case, case[1:]) for case in WAYS]


def test_mail_of_a_cadence_is_automated_but_its_calls_are_effort(export: Export) -> None:
    text = """
        Id,OwnerId,Subject,TaskSubtype,IsClosed,SalesLoft1__SalesLoft_Cadence_Name__c,CreatedDate
        00T000000000001AAA,005000000000001AAA,Email: hi,Email,true,Q3 outbound,2026-06-10T15:00:00.000Z
        00T000000000002AAA,005000000000001AAA,Call,Call,true,Q3 outbound,2026-06-10T15:00:00.000Z
        """
    rows = export({"Opportunity.csv": OPPORTUNITY, "Task.csv": text})["activity"].by()
    assert [rows[sid("00T", n)]["automated"] for n in (1, 2)] == [True, False]


DAYS: list[tuple[Any, ...]] = [
    ({}, date(2026, 6, 10), 15),  # entered on the day it was due
    ({"CompletedDateTime": "2026-06-08T10:00:00.000Z"}, None, 10),  # done before it was due: the day it was done
    ({"CompletedDateTime": "2026-06-20T10:00:00.000Z"}, date(2026, 6, 10), 10),  # ticked off late
    ({"CreatedDate": "2026-06-01T15:00:00.000Z"}, date(2026, 6, 10), None),  # planned before, done when due
    ({"ActivityDate": ""}, None, 15),
    ({"ActivityDate": "2026-06-10T00:00:00.000Z"}, date(2026, 6, 10), 15),  # midnight UTC is no instant
]


def test_the_day_is_the_due_date_and_never_shifted(export: Export) -> None:
    rows = of_tasks(export, *(given for given, *_ in DAYS), zone="America/Los_Angeles")
    found = [(row["on"], row["at"] and row["at"].astimezone(UTC).hour) for row in rows]
    assert list(zip(DAYS, found, strict=True)) == [(case, case[1:]) for case in DAYS]


def test_only_completed_tasks_are_activities(export: Export) -> None:
    text = tasks(
        {},
        {"IsClosed": "false", "Status": "Not Started"},
        {"IsClosed": "", "Status": "In Progress"},
        {"IsClosed": "", "Status": "Completed"},
        {"IsClosed": "", "Status": "", "CompletedDateTime": "2026-06-10T10:00:00.000Z"},
        {"IsClosed": "", "Status": ""},
    )
    table = export({"Opportunity.csv": OPPORTUNITY, "Task.csv": text})["activity"]
    assert {r["id"] for r in table.rows} == {sid("00T", n) for n in (1, 4, 5)}
    assert (table.read, table.kept, table.rejected) == (6, 3, 3)
    assert {(r["record"], r["reason"]) for r in table.rejects} == {
        (n, "not completed yet: an intention, not an activity") for n in (2, 3, 6)
    }
    assert table.note("salesforce.left_out").count == 3


def test_events_are_meetings_or_visits_and_copies_for_invitees_are_left_out(export: Export) -> None:
    text = events(
        {"Subject": "Discovery"},
        {"Subject": "Discovery", "IsChild": "true"},
        {"Subject": "Site visit at Acme"},
        {"Subject": "Talk", "Location": "on-site"},
        {"Subject": "Talk", "Meeting_Outcome__c": "No Show"},
        {"Subject": "Talk", "Meeting_Outcome__c": "Cancelled by customer"},
        {"Subject": "Fair", "IsAllDayEvent": "true", "DurationInMinutes": "1440"},
        {"Subject": "Long", "DurationInMinutes": "90"},
    )
    table = export({"Opportunity.csv": OPPORTUNITY, "Event.csv": text})["activity"]
    rows = table.by()
    assert sid("00U", 2) not in rows
    assert [r["reason"] for r in table.rejects] == ["an invitee's copy of a group event"]
    assert [rows[sid("00U", n)]["channel"] for n in (1, 3, 4)] == ["meeting", "visit", "visit"]
    assert [rows[sid("00U", n)]["result"] for n in (1, 5, 6)] == ["held", "no-show", "cancelled"]
    assert [rows[sid("00U", n)]["minutes"] for n in (1, 7, 8)] == [45, None, 90]
    assert (rows[sid("00U", 7)]["at"], rows[sid("00U", 7)]["on"]) == (None, date(2026, 6, 10))
    assert (rows[sid("00U", 1)]["at"], rows[sid("00U", 1)]["on"]) == (datetime(2026, 6, 10, 15, tzinfo=UTC), None)


def test_meetings_without_any_outcome_column_are_taken_as_held_and_that_is_said(export: Export) -> None:
    text = "Id,OwnerId,Subject,StartDateTime\n00U000000000001AAA,005000000000001AAA,Talk,2026-06-10T15:00:00.000Z\n"
    table = export({"Opportunity.csv": OPPORTUNITY, "Event.csv": text})["activity"]
    assert table.rows[0]["result"] == "held"
    assert table.note("salesforce.meetings_taken_as_held").count == 1


PURPOSES: list[tuple[Any, ...]] = [
    ({"WhatId": sid("006", 1), "ActivityDate": "2026-05-20"}, "create"),
    ({"WhatId": sid("006", 1), "ActivityDate": "2026-06-01"}, "create"),
    ({"WhatId": sid("006", 1), "ActivityDate": "2026-06-02"}, "win"),
    ({"WhatId": sid("006", 2), "ActivityDate": "2026-05-31"}, "win"),
    ({"WhatId": sid("006", 2), "ActivityDate": "2026-06-02"}, "serve"),
    ({"WhatId": sid("006", 3), "ActivityDate": "2026-06-02"}, "create"),
    ({"WhatId": sid("006", 99)}, "win"),
    ({"WhoId": sid("00Q", 1)}, "create"),
    ({"WhatId": sid("001", 1), "ActivityDate": "2026-02-01"}, "create"),
    ({"WhatId": sid("001", 1), "ActivityDate": "2026-06-01"}, "create"),
    ({"WhatId": sid("001", 1), "ActivityDate": "2026-06-10"}, "win"),
    ({"AccountId": sid("001", 2), "ActivityDate": "2026-04-10"}, "win"),
    ({"AccountId": sid("001", 2), "ActivityDate": "2026-05-10"}, "create"),
    ({"AccountId": sid("001", 3)}, "create"),
    ({"AccountId": sid("001", 4)}, "serve"),
    ({"WhoId": sid("003", 1)}, "win"),
    ({"WhoId": sid("003", 4)}, "serve"),
    ({"WhoId": sid("003", 99)}, "create"),
    ({}, "other"),
    ({"CallType": "Internal", "AccountId": sid("001", 1)}, "other"),
    ({"Subject": "Internal: forecast call", "AccountId": sid("001", 1)}, "other"),
]


def test_what_it_was_for(export: Export) -> None:
    rows = of_tasks(export, *(given for given, *_ in PURPOSES))
    found = [row["purpose"] for row in rows]
    assert list(zip(PURPOSES, found, strict=True)) == [(case, case[1]) for case in PURPOSES]


def test_the_account_is_the_records_own_or_its_deals_or_its_contacts(export: Export) -> None:
    text = tasks(
        {"WhatId": sid("006", 3)}, {"WhoId": sid("003", 4)}, {"WhatId": sid("001", 3)}, {"WhoId": sid("00Q", 1)}
    )
    files = {"Opportunity.csv": OPPORTUNITY, "Contact.csv": CONTACTS, "Task.csv": text}
    rows = export(files)["activity"].by()
    assert [rows[sid("00T", n)]["account_id"] for n in (1, 2, 3, 4)] == [
        sid("001", 2),
        sid("001", 4),
        sid("001", 3),
        None,
    ]


def test_a_deal_open_in_a_gap_between_two_others_is_not_open(export: Export) -> None:
    deals = """
        Id,Name,StageName,OwnerId,AccountId,CreatedDate,CloseDate,IsClosed,IsWon
        006000000000001AAA,A,Lost,005000000000001AAA,001000000000001AAA,2026-01-01T08:00:00Z,2026-01-31,true,false
        006000000000002AAA,B,Lost,005000000000001AAA,001000000000001AAA,2026-03-01T08:00:00Z,2026-03-31,true,false
        006000000000003AAA,C,Lost,005000000000001AAA,001000000000001AAA,2026-03-10T08:00:00Z,2026-04-10,true,false
        """
    days = ["2026-01-15", "2026-02-15", "2026-04-05", "2026-04-11", "2026-03-01", "2026-03-10"]
    text = tasks(*({"AccountId": sid("001", 1), "ActivityDate": day} for day in days))
    rows = export({"Opportunity.csv": deals, "Task.csv": text})["activity"].by()
    assert [rows[sid("00T", n)]["purpose"] for n in (1, 2, 3, 4)] == ["win", "create", "win", "create"]
    assert [rows[sid("00T", n)]["purpose"] for n in (5, 6)] == ["create", "win"]  # B was registered, C beside it


def test_doubled_ids_elsewhere_do_not_double_activities(export: Export) -> None:
    files = {
        "Opportunity.csv": OPPORTUNITY + OPPORTUNITY.split("\n", 2)[2],
        "Contact.csv": CONTACTS + CONTACTS.split("\n", 1)[1],
        "Task.csv": tasks({"WhatId": sid("006", 1)}, {"WhoId": sid("003", 1)}),
    }
    assert export(files)["activity"].kept == 2
