"""Are a person's hours, calendars and blocks kept, replaced, and shown to nobody else but in numbers?"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ownit.method.blocks import Preferred, Span
from ownit.promises.blocks import selectors
from ownit.promises.blocks.errors import (
    NoSuchBlockError,
    NoSuchCalendarError,
    OutcomeError,
    PlanChangedError,
    PreferenceValueError,
    UnknownPreferenceError,
)
from ownit.promises.blocks.models import Preference, WeekVersion
from ownit.promises.blocks.preferences import DEFINITIONS, parse_preference, stretches
from ownit.promises.blocks.record import Block, Kept, Unplaced, Week
from ownit.promises.blocks.services import give_calendar, keep_week, prefer, say, take_back_calendar
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError

from .conftest import AT, TODAY, Company

MONDAY = date(2026, 8, 10)
START = datetime(2026, 8, 10, 7, tzinfo=UTC)


def block(n: int, **more: object) -> Block:
    made = Block(
        uid=f"{n}@blocks.ownit",
        kind="calls",
        start=START + timedelta(days=n - 1),
        zone="Europe/Berlin",
        minutes=60,
        sequence=0,
    )
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


def kept(company: Company, *blocks: Block) -> Week:
    week = Week(person=company.viktor, week=MONDAY, version=0, blocks=blocks)
    return keep_week(company.viewer("viktor"), week, at=AT)


def test_a_version_is_kept_whole_and_read_back(company: Company) -> None:
    short = Unplaced(kind="win", minutes=45, missed=30, why="full")
    wanted = Week(person=company.viktor, week=MONDAY, version=0, blocks=(block(1), block(2)), unplaced=(short,))
    assert keep_week(OPERATOR, wanted, at=AT) == replace(wanted, version=1)
    second = keep_week(OPERATOR, replace(wanted, version=1, blocks=(block(1, sequence=1),), unplaced=()), at=AT)
    assert (second.version, len(second.blocks)) == (2, 1)
    assert selectors.week(OPERATOR, company.viktor, MONDAY, version=1).blocks == wanted.blocks
    assert selectors.week(OPERATOR, company.priya, MONDAY).version == 0


def test_of_two_that_plan_at_once_the_second_is_told(company: Company) -> None:
    kept(company, block(1))
    with pytest.raises(PlanChangedError, match="Plan it again"):
        kept(company, block(2))
    assert WeekVersion.objects.count() == 1


def test_the_last_that_is_said_of_a_block_holds(company: Company) -> None:
    kept(company, block(1), block(2), block(5))
    viewer = company.viewer("viktor")
    assert say(viewer, company.viktor, MONDAY, block(1).uid, "kept", at=AT)
    assert not say(viewer, company.viktor, MONDAY, block(1).uid, "kept", at=AT)
    assert say(viewer, company.viktor, MONDAY, block(2).uid, "missed", at=AT)
    assert say(viewer, company.viktor, MONDAY, block(2).uid, "made_up", at=AT)
    assert say(viewer, company.viktor, MONDAY, block(1).uid, "unsaid", at=AT)
    assert [b.outcome for b in selectors.week(viewer, company.viktor, MONDAY).blocks] == ["", "made_up", ""]


@pytest.mark.parametrize(
    ("uid", "what", "error", "words"),
    [
        (block(1).uid, "forgotten", OutcomeError, "one of kept, missed"),
        (block(5).uid, "kept", OutcomeError, "has not begun"),
        (block(1).uid, "made_up", OutcomeError, "Only a missed block"),
        ("9@blocks.ownit", "kept", NoSuchBlockError, "no block"),
    ],
)
def test_what_cannot_be_said(company: Company, uid: str, what: str, error: type[Exception], words: str) -> None:
    kept(company, block(1), block(5))
    with pytest.raises(error, match=words):
        say(OPERATOR, company.viktor, MONDAY, uid, what, at=AT)


def test_a_leader_and_a_buddy_see_numbers_and_nobody_else_anything(company: Company) -> None:
    kept(company, block(1), block(2), block(3, cancelled=True))
    say(OPERATOR, company.viktor, MONDAY, block(1).uid, "kept", at=AT)
    numbers = Kept(
        person=company.viktor,
        week=MONDAY,
        planned=2,
        kept=1,
        missed=0,
        moved=0,
        made_up=0,
        unsaid=1,
        minutes_planned=120,
        minutes_kept=60,
    )
    for who in ("viktor", "dana", "rosa", "tom"):
        assert selectors.kept(company.viewer(who), MONDAY, AT) == (numbers,)
    for who in ("priya", "ben"):
        assert selectors.kept(company.viewer(who), MONDAY, AT) == ()
    assert not {"uid", "kind", "start"} & {f.name for f in fields(Kept)}


def test_minutes_of_a_block_that_was_moved_count_once_its_time_has_come(company: Company) -> None:
    kept(company, block(1), block(5))
    for n in (1, 5):
        say(OPERATOR, company.viktor, MONDAY, block(n).uid, "moved", at=AT)
    for at, minutes in ((AT, 60), (block(5).start, 120)):
        (numbers,) = selectors.kept(company.viewer("dana"), MONDAY, at)
        assert (numbers.moved, numbers.minutes_kept) == (2, minutes)


@pytest.mark.parametrize("who", ["dana", "rosa", "tom", "priya"])
def test_only_the_person_sees_and_plans_their_blocks(company: Company, who: str) -> None:
    viewer, viktor = company.viewer(who), company.viktor
    for act in (
        lambda: selectors.week(viewer, viktor, MONDAY),
        lambda: selectors.calendars(viewer, viktor, TODAY),
        lambda: selectors.preferences(viewer, viktor, TODAY),
        lambda: prefer(viewer, viktor, "lunch", "none", at=AT),
        lambda: give_calendar(viewer, viktor, "me.ics", at=AT),
        lambda: keep_week(viewer, Week(person=viktor, week=MONDAY, version=0), at=AT),
        lambda: say(viewer, viktor, MONDAY, "1", "kept", at=AT),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_preferences_hold_from_their_day(company: Company) -> None:
    viewer, viktor = company.viewer("viktor"), company.viktor
    assert not prefer(viewer, viktor, "hours", "Mon-Fri 9:00-17:00", at=AT), "as it is by default"
    assert prefer(viewer, viktor, "hours", "mon-thu 8-16:30, fri 8-13", at=AT)
    assert prefer(viewer, viktor, "hours", "mon-thu 7-15", at=AT, since=TODAY + timedelta(days=7))
    now, later = (selectors.preferences(viewer, viktor, TODAY + timedelta(days=n)) for n in (0, 7))
    assert now.hours.days[4] == (Span(start=480, end=780),)
    assert later.hours.days[4] == ()
    assert Preference.objects.count() == 2


def test_calendars_are_given_and_taken_back(company: Company) -> None:
    viewer, viktor = company.viewer("viktor"), company.viktor
    assert give_calendar(viewer, viktor, "me.ics", at=AT)
    assert not give_calendar(viewer, viktor, "me.ics", at=AT)
    give_calendar(viewer, viktor, "http://localhost/me", at=AT)
    take_back_calendar(viewer, viktor, "me.ics", at=AT)
    assert selectors.calendars(viewer, viktor, TODAY) == ("http://localhost/me",)
    with pytest.raises(NoSuchCalendarError, match="http://localhost/me"):
        take_back_calendar(viewer, viktor, "me.ics", at=AT)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_default_and_example_can_be_read(name: str) -> None:
    parse_preference(name, DEFINITIONS[name].default)
    parse_preference(name, DEFINITIONS[name].example)


def test_times_are_read_as_people_write_them() -> None:
    nine = Span(start=540, end=660)
    assert stretches("Tue-Fri 9-11") == tuple(Preferred(weekday=d, span=nine) for d in (1, 2, 3, 4))
    assert stretches("monday 9:00-11:00; 14 - 15") == (
        Preferred(weekday=0, span=nine),
        Preferred(weekday=0, span=Span(start=840, end=900)),
    )
    assert [p.weekday for p in stretches("fri-mon 9-11")] == [0, 4, 5, 6]
    assert len(stretches("workdays 9-11")) == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours", ""),
        ("hours", "9-17"),
        ("hours", "mon 17-9"),
        ("hours", "mon 9-25"),
        ("hours", "someday 9-11"),
        ("lunch", "noon"),
        ("buffer", "-5"),
        ("buffer", "200"),
        ("shortest", "20"),
        ("zone", "Atlantis"),
        ("names", "perhaps"),
        ("alarm", "soon"),
        ("away", "2026-09-04..2026-08-24"),
        ("away", "2026-02-30"),
    ],
)
def test_what_cannot_be_read_says_what_could(name: str, value: str) -> None:
    with pytest.raises(PreferenceValueError, match="it takes"):
        parse_preference(name, value)


def test_leave_is_days_or_stretches() -> None:
    assert len(parse_preference("away", "2026-08-24..2026-08-28, 2026-12-24")) == 6


def test_an_unknown_preference_lists_the_known() -> None:
    with pytest.raises(UnknownPreferenceError, match="hours, lunch"):
        parse_preference("moon", "full")
