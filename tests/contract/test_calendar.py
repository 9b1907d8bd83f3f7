"""Are calendars read and written, and is what one says of one's time kept, through the verbs?"""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.contract.conftest import On
from tests.contract.viktor import MONDAY, adopt, told

from ownit.promises.blocks import selectors as blocks
from ownit.promises.people.access import OPERATOR

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("viktor")]


def test_planning_again_writes_the_same_file(on: On, viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    run = on(MONDAY)
    told(run, "--calendar", str(tmp_path / "a.ics"))
    assert run("calendar", "write", str(tmp_path / "b.ics"))[0] == 0
    assert (tmp_path / "a.ics").read_text() == (tmp_path / "b.ics").read_text()
    assert blocks.week(OPERATOR, viktor, MONDAY).version == 1
    (tmp_path / "mine.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    code, _, err = run("calendar", "write", str(tmp_path / "mine.ics"))
    assert (code, "that ownit did not write" in err) == (1, True)
    assert (tmp_path / "mine.ics").read_text() == "BEGIN:VCALENDAR\nEND:VCALENDAR\n"
    for name, problem in (("a.txt", "does not end in .ics"), ("none/a.ics", "there is no folder")):
        code, _, err = run("week", "--calendar", str(tmp_path / name))
        assert (code, problem in err) == (1, True)


def test_blocks_taken_off_come_in_a_file_of_their_own(on: On, viktor: int, tmp_path: Path) -> None:
    adopt(viktor)
    told(on(MONDAY))
    run = on(MONDAY)
    run("calendar", "set", "away", "2026-08-13..2026-08-14")
    told(run, "--calendar", str(tmp_path / "a.ics"))
    cancel = Calendar.from_ical((tmp_path / "a-cancel.ics").read_text(encoding="utf-8"))
    assert cancel["method"] == "CANCEL"
    assert all(str(e["status"]) == "CANCELLED" for e in cancel.walk("VEVENT"))


def test_a_hostile_calendar_is_refused_soon_in_little_memory_with_a_sentence(
    on: On, viktor: int, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.ics"
    event = b"BEGIN:VEVENT\r\nDTSTART:20260810T090000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n"
    with huge.open("wb") as file:
        file.write(b"BEGIN:VCALENDAR\r\n")
        while file.tell() < 50_000_000:
            file.write(event * 1000)
    often = tmp_path / "often.ics"
    often.write_bytes(b"BEGIN:VCALENDAR\r\n" + event.replace(b"SECONDLY", b"MINUTELY") + b"END:VCALENDAR\r\n")
    deep = tmp_path / "deep.ics"
    deep.write_bytes(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    for hostile in (huge, often, deep):
        code, out, err = on(MONDAY)("calendar", "busy", str(hostile))
        assert (code, out) == (1, ""), hostile.name
        assert err.startswith(f"ownit: The calendar {hostile.name}"), err
        assert len(err.splitlines()) == 1
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB
    assert json.loads(on(MONDAY)("calendar", "list", "--json")[1])["calendars"] == []


def test_a_calendar_is_given_and_taken_back(on: On, viktor: int, tmp_path: Path) -> None:
    run = on(MONDAY)
    file = tmp_path / "me.ics"
    file.write_text("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:someday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", newline="")
    code, out, _ = run("calendar", "busy", str(file))
    assert (code, "is on your list now" in " ".join(out.split())) == (0, True)
    assert "1 calendar event could not be read" in " ".join(out.split())
    assert "was on your list already" in " ".join(run("calendar", "busy", str(file))[1].split())
    assert str(file) in run("calendar", "list")[1]
    assert run("calendar", "busy", "--take-back", "1")[0] == 0
    assert run("calendar", "busy", "--take-back", str(file))[0] == 1
    assert run("calendar", "busy", "https://calendar.example/me.ics")[0] == 1


def test_what_cannot_be_said_of_ones_time_is_told_with_what_can(on: On, viktor: int) -> None:
    run = on(MONDAY)
    assert run("calendar", "set", "hours", "mon-thu 8-16:30,", "fri 8-13")[0] == 0
    said = {p["name"]: p for p in json.loads(run("calendar", "list", "--json")[1])["preferences"]}
    assert (said["hours"]["value"], said["hours"]["said"]) == ("mon-thu 8-16:30, fri 8-13", True)
    assert said["lunch"]["said"] is False
    for name, value, why in (
        ("hours", "lots", "days and times"),
        ("buffer", "400", "minutes from 0 to 120"),
        ("calls_when", "tue 25-26", "a time"),
        ("zone", "Mars", "IANA"),
        ("siesta", "13-15", "nothing called 'siesta'"),
    ):
        code, _, err = run("calendar", "set", name, value)
        assert (code, why in err) == (1, True), err


def test_a_number_below_zero_is_a_value_and_no_option(on: On, viktor: int) -> None:
    run = on(MONDAY)
    for words in (("calendar", "set", "buffer", "-5"), ("set", "least_hours", "-5")):
        code, _, err = run(*words)
        assert code == 1
        assert f"{words[-2]} cannot be '-5': it takes " in err
    assert "No such option: --form" in run("calendar", "set", "buffer", "15", "--form", "2026-08-12")[2]
