"""What does a second export leave of tasks and meetings, and of what came of them?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.conftest import workspace_at
from tests.contract.exports import ACCOUNTS, FEWER, TASKS, USERS, WHOLE, imported

from ownit.facts.store import Store
from ownit.flows import history
from ownit.flows.people import rows

pytestmark = pytest.mark.django_db

EVENTS = (
    "Id,OwnerId,Subject,StartDateTime,EndDateTime,WhatId\n"
    "00U000000000001AAA,005000000000001AAA,Meeting,2026-08-04T10:00:00Z,2026-08-04T11:00:00Z,006000000000001AAA\n"
)


def test_meetings_stand_where_it_has_tasks_alone(tmp_path: Path) -> None:
    """Tasks that are missing are gone all the same, and a later export with events says again what there is."""
    workspace = workspace_at(tmp_path / "workspace")

    def known() -> list[str]:
        return sorted(str(row["id"]) for row in rows(Store(workspace.facts).require(), "activity"))

    imported(workspace, Opportunity=WHOLE, User=USERS, Task=TASKS, Event=EVENTS)
    others = TASKS.replace("00T000000000001AAA", "00T000000000002AAA")
    report = imported(workspace, Opportunity=WHOLE, User=USERS, Task=others)

    assert known() == ["00T000000000002AAA", "00U000000000001AAA"]
    told = next(w.text for w in report.warnings if w.code == "left_alone_records.activity")
    assert "no file of Event: the activities of that kind that an earlier one had stand" in told
    assert not history.rebuild(workspace).changed
    assert known() == ["00T000000000002AAA", "00U000000000001AAA"]

    imported(
        workspace, Opportunity=WHOLE, User=USERS, Task=others, Event=EVENTS.splitlines()[0] + "\n", Account=ACCOUNTS
    )
    assert known() == ["00T000000000002AAA"]


def test_what_a_crm_never_says_of_its_calls_is_not_told_each_time(tmp_path: Path) -> None:
    """Events have minutes, tasks never had: a second export of the same columns leaves nothing alone."""
    workspace = workspace_at(tmp_path / "workspace")
    exports = {"Opportunity": WHOLE, "User": USERS, "Task": FEWER["Task"], "Event": EVENTS}
    imported(workspace, **exports)
    report = imported(workspace, **exports | {"Event": EVENTS.replace("11:00", "11:30")}, Account=ACCOUNTS)

    assert [w.text for w in report.warnings if w.code.startswith("left_alone")] == []
    known = {row["id"][:3]: row["minutes"] for row in rows(Store(workspace.facts).require(), "activity")}
    assert known == {"00T": None, "00U": 90}


def test_a_meeting_that_nobody_came_to_stays_one_where_no_column_says_what_came_of_it(tmp_path: Path) -> None:
    """Of a new one it is guessed that it was held."""
    workspace = workspace_at(tmp_path / "workspace")
    header, one = EVENTS.splitlines()
    two, three = (one.replace("001AAA,0050", f"00{n}AAA,0050") for n in (2, 3))
    beside = {"Opportunity": WHOLE, "User": USERS}

    def came_of_them() -> dict[str, str]:
        return {row["id"][14]: row["result"] for row in rows(Store(workspace.facts).require(), "activity")}

    imported(workspace, **beside, Event=f"{header},Meeting_Status__c\n{one},No Show\n{two},Held\n")
    report = imported(workspace, **beside, Event=f"{header}\n{one}\n{two}\n{three}\n", Account=ACCOUNTS)
    assert came_of_them() == {"1": "no-show", "2": "held", "3": "held"}
    assert "left_alone_in_part.activity" in {w.code for w in report.warnings}
    assert not history.rebuild(workspace).changed


def test_meetings_of_a_report_without_ids_stand_where_the_next_has_tasks_alone(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path / "workspace")
    calls = "Assigned,Subject,Due Date,Task Status,Task Subtype\nAnn,Call,2026-08-03,Completed,Call\n"
    meetings = "Assigned,Subject,Start,Duration\nAnn,Talk,2026-08-04T10:00:00Z,60\n"
    imported(workspace, Opportunity=WHOLE, User=USERS, tasks=calls, events=meetings)
    report = imported(workspace, Opportunity=WHOLE, User=USERS, tasks=calls)

    assert {row["channel"] for row in rows(Store(workspace.facts).require(), "activity")} == {"call", "meeting"}
    assert "left_alone_records.activity" in {w.code for w in report.warnings}
    assert not history.rebuild(workspace).changed


def test_a_meeting_that_a_report_of_activities_has_no_more_is_gone(tmp_path: Path) -> None:
    """Such a report tells of tasks and meetings, in one file that is read as tasks."""
    workspace = workspace_at(tmp_path / "workspace")
    told = "Activity ID,Assigned,Subject,Date,Task,Status\n00T000000000001AAA,Ann,Call,2026-08-03,1,Completed\n"
    meeting = "00U000000000001AAA,Ann,Meeting,2026-08-03,0,Completed\n"
    imported(workspace, Opportunity=WHOLE, User=USERS, activities=told + meeting)
    report = imported(workspace, Opportunity=WHOLE, User=USERS, activities=told, Account=ACCOUNTS)

    assert [str(row["id"]) for row in rows(Store(workspace.facts).require(), "activity")] == ["00T000000000001AAA"]
    assert not [w for w in report.warnings if w.code.startswith("left_alone")]
