"""From an adopted plan to a week's blocks, its file, and what became of it: does it hold through the verbs?"""

from __future__ import annotations

import json
import shlex
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar
from tests.contract.conftest import On, workspace_at
from tests.contract.viktor import LINES, MONDAY, adopt, line, told

from ownit.flows.planning.blocks import week_request
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person, identify

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("viktor")]


def test_without_a_plan_it_says_how_to_get_one(on: On) -> None:
    code, out, _ = on(MONDAY)("week")
    assert (code, out.splitlines()[0]) == (0, "No plan holds this week, so nothing is undertaken yet.")
    assert "ownit start" in out
    code, out, err = on(MONDAY)("week", "--calendar", "plan.ics")
    assert (code, out) == (1, "")
    assert err.startswith("ownit: No blocks are planned in the week of 2026-08-10.")


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        (["week", "--next"], 'ownit week "NAME" --next'),
        (["friday", "--yes"], 'ownit friday "NAME" --yes'),
        (["share"], 'ownit share "NAME"'),
        (["plan", "--what-if", "12 hours"], 'ownit plan "NAME" --what-if "12 hours"'),
        (["redo"], 'ownit redo "NAME"'),
        (["log", "3 dials"], 'ownit log "3 dials" --who "NAME"'),
        (["targets", "list"], 'ownit targets list --who "NAME"'),
        (["calendar", "kept", "all"], 'ownit calendar kept all --who "NAME"'),
    ],
)
def test_where_it_is_not_clear_whose_it_is_the_line_to_type_is_one_that_works(
    on: On, typed: list[str], say: str
) -> None:
    add_person(OPERATOR, "Ann Lee", "", at=workspace_at(Path(), MONDAY).now())
    code, _, err = on(MONDAY)(*typed)
    assert (code, err.strip().rpartition(" Say it: ")[2]) == (1, say)
    code, _, err = on(MONDAY)(*shlex.split(say.replace("NAME", "Ann Lee").removeprefix("ownit ")))
    assert "Who are you?" not in err
    assert code in {0, 1}  # never a misuse


def test_a_plan_becomes_blocks_names_and_a_file(on: On, viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    run = on(date(2026, 8, 9))  # the Sunday before
    assert run("targets", "add", "Acme - ask Jane", "2) Beta: new plant")[0] == 0
    answer = told(on(date(2026, 8, 10)), "--calendar", str(tmp_path / "week.ics"))
    assert answer["account"]["undertaken"] == 240 + 120 + 30 + 180 + 60  # 20 minutes get one shortest block, 5 none
    assert sum(b["minutes"] for b in answer["blocks"]) == answer["account"]["undertaken"]
    first = next(b for b in answer["blocks"] if b["kind"] == "calls")
    assert first["names"] == ["Acme - ask Jane", "Beta - new plant"]
    assert {c["key"]: c["planned"] for c in answer["counts"]} == {
        "dials": 40,
        "conversations": None,
        "meetings": 4,
        "opened": 1.5,
        "referral_asks": 2,
    }
    assert answer["sentence"] == (
        "Nothing done yet of the 10 h 30 min that you undertook this week "
        f"(0 of {len(answer['blocks'])} blocks); 10 h 30 min are left."
    )
    text = (tmp_path / "week.ics").read_text(encoding="utf-8")
    ours = {(str(e["uid"]), e.decoded("dtstart"), e.decoded("dtend")) for e in Calendar.from_ical(text).walk("VEVENT")}
    second = {(e.uid.value, e.dtstart.value, e.dtend.value) for e in vobject.readOne(text).vevent_list}
    assert {(u, s.astimezone(UTC), e.astimezone(UTC)) for u, s, e in second} == ours
    starts = {b["uid"]: datetime.fromisoformat(b["start"]).astimezone(UTC) for b in answer["blocks"]}
    assert {u: s for u, s, _ in ours} == starts
    assert "Acme - ask Jane" in text


def test_names_are_switched_off_everywhere(on: On, viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    run = on(MONDAY)
    run("targets", "add", "Acme")
    assert run("calendar", "set", "names", "off")[0] == 0
    assert all(not b["names"] for b in told(run, "--calendar", str(tmp_path / "w.ics"))["blocks"])
    assert "Acme" not in (tmp_path / "w.ics").read_text(encoding="utf-8")


def test_kept_and_missed_are_counted_and_a_missed_block_is_made_up(on: On, viktor: int) -> None:
    adopt(viktor)
    planned = told(on(MONDAY))["blocks"]
    run = on(date(2026, 8, 12))
    first = planned[0]
    code, out, _ = run("calendar", "kept", "1")
    assert (code, out.splitlines()[-1]) == (0, "Next: ownit week")
    second = datetime.fromisoformat(planned[1]["start"])
    assert run("calendar", "missed", *f"{second:%a} {second:%H:%M}".split())[0] == 0
    answer = told(run)
    assert answer["account"]["done"] == first["minutes"]
    assert answer["account"]["made_up"] == planned[1]["minutes"]
    assert [b["state"] for b in answer["blocks"][:2]] == ["kept", "missed"]
    assert "found a new place" in answer["sentence"]
    unsaid = [b["number"] for b in answer["blocks"] if b["state"] == "past"]
    assert answer["next_step"].endswith(": ownit calendar kept all")
    assert run("calendar", "kept", *map(str, unsaid[1:]))[0] == 0
    assert f"ownit calendar kept {unsaid[0]}, or missed" in told(run)["next_step"]
    code, _, err = run("calendar", "kept", "1", str(len(answer["blocks"])))
    assert (code, "has not begun" in err) == (1, True)
    assert run("calendar", "unsaid", "1", *map(str, unsaid[1:]))[0] == 0
    assert told(run)["account"]["done"] == 0


def test_what_is_taken_back_takes_its_make_up_along(on: On, viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    planned, run = told(on(MONDAY))["blocks"], on(date(2026, 8, 12))
    assert run("calendar", "missed", "2")[0] == 0
    assert len(told(run)["blocks"]) == len(planned) + 1
    code, out, _ = run("calendar", "unsaid", "2")
    assert (code, sum(line.startswith("  Taken off: ") for line in out.splitlines())) == (0, 1)
    assert run("calendar", "write", str(tmp_path / "w.ics"))[0] == 0
    assert (tmp_path / "w-cancel.ics").read_text(encoding="utf-8").count("STATUS:CANCELLED") == 1
    answer = told(run)
    assert [b["uid"] for b in answer["blocks"]] == [b["uid"] for b in planned]
    assert answer["changed"] == []


def test_without_room_a_missed_block_is_said_to_have_none(on: On, viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    planned = told(on(MONDAY))["blocks"]
    run = on(date(2026, 8, 14))
    (tmp_path / "full.ics").write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:20260814T100000Z\r\nDTEND:20260814T160000Z\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n",
        newline="",
    )
    assert run("calendar", "busy", str(tmp_path / "full.ics"))[0] == 0
    assert run("calendar", "missed", "1")[0] == 0
    answer = told(run)
    assert answer["account"]["made_up"] == 0
    assert answer["account"]["missed"] >= planned[0]["minutes"]
    assert any("to make up for what was missed" in text for text in answer["short"])


def test_away_is_not_owed_and_a_plan_owes_its_first_week_in_part(on: On, viktor: int, tmp_path: Path) -> None:
    plan = adopt(viktor)
    run = on(date(2026, 8, 7))
    run("calendar", "set", "away", "2026-08-10..2026-08-12")
    answer = told(run, "--next")
    assert answer["coming"] is True
    assert answer["account"]["undertaken"] == 270
    run = on(MONDAY)
    answer = told(run)
    kinds = {b["kind"]: 0 for b in answer["blocks"]}
    for b in answer["blocks"]:
        kinds[b["kind"]] += b["minutes"]
    # Two fifths, in quarter hours; a quarter hour of referrals is half of a shortest block, and so is one.
    assert kinds == {"calls": 90, "meetings": 45, "referrals": 30, "win": 75, "serve": 30}
    assert next(c["planned"] for c in answer["counts"] if c["key"] == "dials") == pytest.approx(16)
    wednesday = adopt(viktor, date(2026, 8, 19), start=date(2026, 8, 19), end=date(2026, 11, 30))
    workspace = Workspace(home=tmp_path, database="sqlite:///unused", today=date(2026, 8, 19))
    wanted = {w.kind: w.minutes for w in week_request(workspace, viktor, date(2026, 8, 17), wednesday).wanted}
    assert wanted["calls"] == 240, "two days by the year's plan and three by the new one, which asks the same"
    assert plan.version == wednesday.version == 1


def test_a_block_that_was_moved_is_done_once_its_time_has_come(on: On, viktor: int) -> None:
    """On Monday two blocks of Wednesday and Thursday were told, and shared, as hours done."""
    adopt(viktor)
    run = on(MONDAY)
    first = told(run)
    late = first["blocks"][-1]
    assert run("calendar", "moved", str(late["number"]))[0] == 0
    account = told(run)["account"]
    assert (account["done"], account["left"]) == (0, first["account"]["left"])
    assert "Done: the first block is still to come." in run("share")[1]
    after = told(on(date(2026, 8, 15)))["account"]
    assert after["done"] == late["minutes"]


def test_days_after_the_last_of_a_plan_get_no_block(on: On, viktor: int) -> None:
    adopt(viktor, MONDAY, start=MONDAY, end=date(2026, 8, 12))
    run = on(MONDAY)
    assert run("calendar", "set", "calls_when", "thu-fri 9-11")[0] == 0
    days = {b["start"][:10] for b in told(run)["blocks"]}
    assert days
    assert max(days) <= "2026-08-12", "it ends on that Wednesday: what Thursday opens is for no number"


def test_a_plan_tightened_within_the_week_changes_its_own_days_only(viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    more = adopt(viktor, date(2026, 8, 13), (line("calls", 80, 480, 1.2), *LINES[1:]))
    workspace = Workspace(home=tmp_path, database="sqlite:///unused", today=date(2026, 8, 13))
    wanted = {w.kind: w.minutes for w in week_request(workspace, viktor, MONDAY, more).wanted}
    assert wanted["calls"] == pytest.approx(240 * 3 / 5 + 480 * 2 / 5, abs=8)


PAST = ("next", "acme", "x", "--due", "2020-12-10")


def test_targets_are_kept_by_number_or_name(on: On, viktor: int, tmp_path: Path) -> None:
    run = on(MONDAY)
    (tmp_path / "t.csv").write_text("name,why,due\nAcme,old customer,\nBeta & Sons,,2026-08-09\n,nobody,\n")
    code, out, _ = run("targets", "import", str(tmp_path / "t.csv"))
    assert (code, out.splitlines()[0]) == (1, "2 added, 1 not understood.")
    listed = json.loads(run("targets", "list", "--json")[1])["targets"]
    assert [t["name"] for t in listed] == ["Beta & Sons", "Acme"], "whose step is due comes first"
    assert run("targets", "touched", "beta")[0] == 0
    assert run("targets", "next", "acme", "call", "Jane", "--due", "2026-08-11")[0] == 0
    assert run("targets", "drop", str(listed[0]["id"]), "--why", "merged")[0] == 0
    states = {t["name"]: t["state"] for t in json.loads(run("targets", "list", "--json")[1])["targets"]}
    assert states == {"Acme": "active", "Beta & Sons": "dropped"}
    assert "Beta" not in run("targets", "list")[1]
    assert "dropped: merged" in run("targets", "list", "--all")[1]
    assert run("targets", "accept", "Beta & Sons")[0] == 0
    assert run("targets", "accept")[0] == 2
    for words in (("touched", "Gamma"), ("drop", "99"), ("touched", "acme", "--on", "2027-01-01"), PAST):
        code, _, err = run("targets", *words)
        assert (code, err.startswith("ownit: ")) == (1, True)
    assert run("targets", "next", "acme", "x", "--due", "soon")[0] == 1


@pytest.mark.parametrize("columns", [60, 80])
def test_no_screen_breaks_a_word_or_runs_over(
    on: On, viktor: int, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    adopt(viktor)
    run = on(MONDAY)
    run("targets", "add", "Acme Industrial Solutions - an old customer who knows us well, ask Jane Doe first", "Beta")
    run("calendar", "set", "calls_when", "tue-fri 9-11")
    for screen in ("week", "week --next", "calendar list", "targets list"):
        out = run(*screen.split())[1]
        whole = {word for line in out.splitlines() for word in line.split()}
        assert max(map(len, out.splitlines())) <= columns, screen
        assert {"Industrial", "customer"} <= whole or screen == "calendar list"


def test_calls_go_where_they_connect_once_there_are_200_dials(viktor: int, tmp_path: Path) -> None:
    from zoneinfo import ZoneInfo

    from ownit.connectors.base import ReadOptions
    from ownit.facts.store import Store
    from ownit.flows import importing, requests
    from ownit.flows.journal.dials import connecting_of
    from ownit.flows.settle import take_in

    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "User.csv").write_text(
        "Id,Name,Email\n005000000000001AAA,Viktor Hale,viktor@northline.example\n", encoding="utf-8"
    )
    (folder / "Account.csv").write_text("Id,Name,OwnerId\n001000000000001AAA,Acme,005000000000001AAA\n")
    (folder / "Opportunity.csv").write_text(
        "Id,Name,AccountId,OwnerId,StageName,IsWon,IsClosed,CreatedDate,CloseDate,Amount\n"
        "006000000000001AAA,Big,001000000000001AAA,005000000000001AAA,Proposal,false,false,"
        "2026-08-03T09:00:00.000Z,2026-12-01,30000\n"
    )
    head = (
        "Id,OwnerId,Type,Status,IsClosed,ActivityDate,CreatedDate,CompletedDateTime,CallDurationInSeconds,"
        "CallDisposition"
    )
    rows = []
    for n in range(240):  # at 8 h UTC (10 in Berlin) every second one connects, at 13 h UTC none
        day = date(2026, 4, 1) + timedelta(days=n // 4)
        at = f"{day}T{8 if n % 2 else 13:02d}:{n % 60:02d}:00.000Z"
        said = "Connected" if n % 4 == 1 else "No Answer"
        rows.append(f"00T{n:012d}AAA,005000000000001AAA,Call,Completed,true,{day},{at},{at},200,{said}")
    (folder / "Task.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    workspace = workspace_at(tmp_path / "home", MONDAY)
    importing.run(workspace, requests.request(workspace, "salesforce", folder, ReadOptions(connector="")))
    identify(OPERATOR, viktor, "salesforce", "005000000000001AAA", at=workspace.now())
    take_in(workspace)
    snapshot = Store(workspace.facts).current()
    found = connecting_of(snapshot, [("salesforce", "005000000000001AAA")], ZoneInfo("Europe/Berlin"), MONDAY)
    assert found is not None
    assert (found.dials, found.own) == (240, True)
    assert found.fit[10] == 1.0
    assert found.fit[15] < 0.6
    plan = adopt(viktor)
    wanted = {w.kind: w.fit for w in week_request(workspace, viktor, MONDAY, plan).wanted}
    assert wanted["calls"] == found.fit
    assert set(wanted["win"]) == {1.0}
