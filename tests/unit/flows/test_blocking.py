"""From wanted hours and calendars to a kept week, its file, and the next version: does it all hang together?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from ownit.connectors.calendar import busy_in, written
from ownit.connectors.calendar.errors import CalendarMissingError, NotLoopbackError
from ownit.flows.blocking import Blocked, Request, Wanted, block_week, give_calendar
from ownit.flows.blocking.flow import WeekOverError
from ownit.flows.days_off import UnknownCountryError, public_holidays
from ownit.flows.workspace import Workspace
from ownit.promises.blocks import selectors, services
from ownit.promises.blocks.record import Week
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR, Viewer
from ownit.promises.people.errors import NotAllowedError
from ownit.promises.people.services import add_person

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 8, 10)
WANTED = (
    Wanted(kind="calls", minutes=240, worth=1.5),
    Wanted(kind="win", minutes=180),
    Wanted(kind="serve", minutes=120),
)


@pytest.fixture
def viktor(db: None) -> int:
    at = datetime(2026, 8, 1, 12, tzinfo=UTC)
    choose(OPERATOR, "zone", "Europe/Berlin", at=at)
    return add_person(OPERATOR, "Viktor", "viktor@northline.example", at=at).id


def workspace(tmp_path: Path, today: date) -> Workspace:
    return Workspace(home=tmp_path, database="sqlite:////unused", today=today)


def planned(tmp_path: Path, viktor: int, today: date = date(2026, 8, 7), **more: object) -> Blocked:
    request = Request(person=viktor, monday=MONDAY, wanted=WANTED, **more)  # type: ignore[arg-type] # fields by name
    return block_week(workspace(tmp_path, today), request)


def given(tmp_path: Path, viktor: int, *lines: str) -> None:
    """Put a calendar with these events on the person's list."""
    events = (
        "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in lines).replace("\n", "\r\n").replace("\r\r", "\r")
    )
    (tmp_path / "me.ics").write_text(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n", newline="")
    give_calendar(workspace(tmp_path, date(2026, 8, 7)), viktor, str(tmp_path / "me.ics"))


@pytest.mark.slow
def test_a_week_is_planned_kept_and_written(tmp_path: Path, viktor: int) -> None:
    given(tmp_path, viktor, "DTSTART;TZID=Europe/Berlin:20260810T090000\nDTEND;TZID=Europe/Berlin:20260810T170000")
    done = planned(tmp_path, viktor)
    assert (done.kept, done.week.version, done.short, done.changed, done.cancel) == (True, 1, (), (), None)
    assert sum(b.minutes for b in done.week.blocks) == 540
    assert all(b.start.astimezone(BERLIN).date() != MONDAY for b in done.week.blocks), "Monday is taken"
    events = Calendar.from_ical(done.calendar).walk("VEVENT")
    assert sorted(str(e["uid"]) for e in events) == sorted(b.uid for b in done.week.blocks)
    assert {e.decoded("dtstart") for e in events} == {b.start for b in done.week.blocks}


def test_planning_again_changes_nothing_even_when_the_blocks_are_in_the_calendar(tmp_path: Path, viktor: int) -> None:
    first = planned(tmp_path, viktor)
    (tmp_path / "own.ics").write_text(first.calendar, newline="")
    give_calendar(workspace(tmp_path, date(2026, 8, 7)), viktor, str(tmp_path / "own.ics"))
    again = planned(tmp_path, viktor)
    assert (again.kept, again.week, again.calendar) == (False, first.week, first.calendar)


def test_a_week_that_is_planned_elsewhere_meanwhile_is_planned_upon_that(
    tmp_path: Path, viktor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = services.keep_week

    def another_first(viewer: Viewer, week: Week, *, at: datetime) -> Week:
        monkeypatch.setattr(services, "keep_week", keep)
        assert planned(tmp_path, viktor).week.version == 1
        return keep(viewer, week, at=at)

    monkeypatch.setattr(services, "keep_week", another_first)
    done = planned(tmp_path, viktor)
    assert (done.kept, done.week.version) == (False, 1), "the same was wanted, and is there"


def test_a_meeting_on_a_block_moves_that_block_alone(tmp_path: Path, viktor: int) -> None:
    first = planned(tmp_path, viktor)
    hit = first.week.blocks[3]
    given(tmp_path, viktor, f"DTSTART:{hit.start:%Y%m%dT%H%M%SZ}\nDURATION:PT30M")
    second = planned(tmp_path, viktor)
    assert [text.split(":")[0] for text in second.changed] == ["Moved"]
    before = {b.uid: b for b in first.week.blocks}
    assert {b.uid for b in second.week.blocks} == set(before)
    assert [(b.uid, b.sequence) for b in second.week.blocks if b != before[b.uid]] == [(hit.uid, 1)]


def test_less_wanted_takes_blocks_off_for_good(tmp_path: Path, viktor: int) -> None:
    planned(tmp_path, viktor)
    request = Request(person=viktor, monday=MONDAY, wanted=WANTED[:2])
    second = block_week(workspace(tmp_path, date(2026, 8, 7)), request)
    gone = [b for b in second.week.blocks if b.cancelled]
    assert gone
    assert {(b.kind, b.sequence) for b in gone} == {("serve", 1)}
    assert all(text.startswith("Taken off: Serve customers, ") for text in second.changed)
    assert second.cancel
    assert second.cancel.count("STATUS:CANCELLED") == second.calendar.count("STATUS:CANCELLED") == len(gone)
    third = block_week(workspace(tmp_path, date(2026, 8, 8)), request)
    assert (third.kept, third.calendar.count("STATUS:CANCELLED")) == (False, len(gone))


def test_a_missed_block_is_made_up_and_what_is_past_stays(tmp_path: Path, viktor: int) -> None:
    first = planned(tmp_path, viktor)
    thursday = datetime(2026, 8, 13, 12, tzinfo=UTC)
    past = [b for b in first.week.blocks if b.start < thursday]
    missed = next(b for b in past if b.kind == "calls")
    services.say(OPERATOR, viktor, MONDAY, missed.uid, "missed", at=thursday)
    second = planned(tmp_path, viktor, date(2026, 8, 13))
    assert second.made_up == missed.minutes
    assert {b.uid for b in past} <= {b.uid for b in second.week.standing}
    later = [b for b in second.week.standing if b.kind == "calls" and b.start >= thursday]
    planned_later = [b for b in first.week.standing if b.kind == "calls" and b.start >= thursday]
    assert sum(b.minutes for b in later) == sum(b.minutes for b in planned_later) + missed.minutes


THURSDAY = datetime(2026, 8, 13, 12, tzinfo=UTC)


def said(viktor: int, uid: str, what: str, at: datetime = THURSDAY) -> Week:
    """The week as it stands once that was said."""
    services.say(OPERATOR, viktor, MONDAY, uid, what, at=at)
    return selectors.week(OPERATOR, viktor, MONDAY)


def calls(week: Week) -> list[tuple[str, datetime, int]]:
    return [(b.uid, b.start, b.minutes) for b in week.standing if b.kind == "calls"]


@pytest.mark.parametrize("instead", ["unsaid", "kept", "moved"])
def test_where_a_block_was_not_missed_after_all_its_make_up_goes_and_nothing_else(
    tmp_path: Path, viktor: int, instead: str
) -> None:
    first = planned(tmp_path, viktor)
    missed = next(b for b in first.week.blocks if b.start < THURSDAY and b.kind == "calls")
    said(viktor, missed.uid, "missed")
    second = planned(tmp_path, viktor, date(2026, 8, 13))
    assert second.made_up == missed.minutes
    after = said(viktor, missed.uid, instead)
    assert calls(after) == calls(first.week)
    again = planned(tmp_path, viktor, date(2026, 8, 13))
    assert (again.kept, calls(again.week)) == (False, calls(first.week))
    came = {b.uid for b in second.week.standing} - {b.uid for b in first.week.standing}
    assert came
    assert again.cancel
    events = Calendar.from_ical(again.cancel).walk("VEVENT")
    assert {(str(e["uid"]), str(e["status"]), e.decoded("sequence")) for e in events} == {
        (uid, "CANCELLED", 1) for uid in came
    }


def test_a_make_up_that_is_done_stays(tmp_path: Path, viktor: int) -> None:
    first = planned(tmp_path, viktor)
    missed = next(b for b in first.week.blocks if b.kind == "calls")
    said(viktor, missed.uid, "missed", datetime(2026, 8, 11, 12, tzinfo=UTC))
    second = planned(tmp_path, viktor, date(2026, 8, 11))
    made_up = next(b for b in second.week.standing if b.uid not in {b.uid for b in first.week.blocks})
    friday = datetime(2026, 8, 14, 15, tzinfo=UTC)
    assert made_up.start < friday
    said(viktor, made_up.uid, "kept", friday)
    assert said(viktor, missed.uid, "unsaid", friday).version == second.week.version


def test_of_two_that_were_missed_one_is_still_made_up(tmp_path: Path, viktor: int) -> None:
    first = planned(tmp_path, viktor)
    one, two = [b for b in first.week.blocks if b.start < THURSDAY and b.kind == "calls"][:2]
    said(viktor, one.uid, "missed")
    said(viktor, two.uid, "missed")
    planned(tmp_path, viktor, date(2026, 8, 13))
    after = said(viktor, one.uid, "unsaid")
    total = sum(minutes for _, _, minutes in calls(first.week))
    assert sum(minutes for _, _, minutes in calls(after)) == total + two.minutes
    assert not planned(tmp_path, viktor, date(2026, 8, 13)).kept, "the week wants what stands"
    assert calls(said(viktor, two.uid, "kept")) == calls(first.week)


def test_where_there_is_no_room_the_week_says_so(tmp_path: Path, viktor: int) -> None:
    first = planned(tmp_path, viktor)
    friday = datetime(2026, 8, 14, 12, tzinfo=UTC)
    for b in first.week.blocks:
        if b.kind == "calls" and b.start < friday:
            services.say(OPERATOR, viktor, MONDAY, b.uid, "missed", at=friday)
    given(tmp_path, viktor, "DTSTART:20260814T120000Z\nDTEND:20260814T150000Z")
    second = planned(tmp_path, viktor, date(2026, 8, 14))
    assert second.made_up == 0
    assert any("to make up for what was missed; no working time is left this week." in text for text in second.short)


def test_names_stand_in_creating_blocks_each_once_and_can_be_left_out(tmp_path: Path, viktor: int) -> None:
    names = {"calls": [f"Name {n}" for n in range(30)], "win": ["A deal"]}
    notes = [
        str(e.get("description", ""))
        for e in Calendar.from_ical(planned(tmp_path, viktor, names=names).calendar).walk("VEVENT")
    ]
    listed = [line for note in notes for line in note.splitlines() if line.startswith("Name")]
    assert listed == [f"Name {n}" for n in range(240 // 15)]
    assert "A deal" not in "".join(notes)
    services.prefer(OPERATOR, viktor, "names", "off", at=datetime(2026, 8, 7, tzinfo=UTC))
    assert "Name" not in planned(tmp_path, viktor, names=names).calendar


def test_blocks_to_calendar_to_busy_and_back(tmp_path: Path, viktor: int) -> None:
    done = planned(tmp_path, viktor)
    low = datetime(2026, 8, 10, tzinfo=UTC)
    read = busy_in(done.calendar.replace("@blocks.ownit", "@copied").encode(), low, low + timedelta(days=7), UTC)
    covered = {
        i.start + timedelta(minutes=m)
        for i in read.intervals
        for m in range(int((i.end - i.start).total_seconds()) // 60)
    }
    assert covered == {b.start + timedelta(minutes=m) for b in done.week.blocks for m in range(b.minutes)}
    assert written([], stamp=low).count("VEVENT") == 0


def test_holidays_leave_and_days_off_are_not_worked(tmp_path: Path, viktor: int) -> None:
    at = datetime(2026, 8, 7, tzinfo=UTC)
    choose(OPERATOR, "country", "AT", at=at)  # 15 August, a Saturday
    choose(OPERATOR, "days_off", "2026-08-10", at=at)
    services.prefer(OPERATOR, viktor, "away", "2026-08-11..2026-08-12", at=at)
    services.prefer(OPERATOR, viktor, "hours", "mon-sat 9-17", at=at)
    days = {b.start.astimezone(BERLIN).day for b in planned(tmp_path, viktor).week.blocks}
    assert days == {13, 14}


def test_public_holidays_are_of_the_country_and_its_region() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert date(2026, 1, 6) in public_holidays("DE-BY", first, last)
    assert date(2026, 1, 6) not in public_holidays("DE", first, last)
    assert public_holidays("", first, last) == frozenset()
    for country in ("XX", "DE-QQ"):
        with pytest.raises(UnknownCountryError, match="not known"):
            public_holidays(country, first, last)


def test_what_of_a_calendar_cannot_be_read_is_said(tmp_path: Path, viktor: int) -> None:
    given(tmp_path, viktor, "DTSTART:someday", "DTSTART:someday")
    assert planned(tmp_path, viktor).notes == (
        "2 calendar events could not be read and may be planned over: its DTSTART cannot be read.",
    )


def test_a_calendar_that_cannot_be_read_is_not_put_on_the_list(tmp_path: Path, viktor: int) -> None:
    here = workspace(tmp_path, date(2026, 8, 7))
    with pytest.raises(CalendarMissingError):
        give_calendar(here, viktor, str(tmp_path / "none.ics"))
    with pytest.raises(NotLoopbackError):
        give_calendar(here, viktor, "https://calendar.example/me.ics")
    assert selectors.calendars(OPERATOR, viktor, date(2026, 8, 8)) == ()


def test_a_week_that_is_over_is_not_planned(tmp_path: Path, viktor: int) -> None:
    with pytest.raises(WeekOverError, match="later"):
        planned(tmp_path, viktor, date(2026, 8, 17))


def test_nobody_plans_for_another(tmp_path: Path, viktor: int) -> None:
    request = Request(person=viktor, monday=MONDAY, wanted=WANTED)
    with pytest.raises(NotAllowedError):
        block_week(workspace(tmp_path, date(2026, 8, 7)), request, Viewer(person=viktor + 1))
