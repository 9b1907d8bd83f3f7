"""What does a person say about their time, their calendars and what became of their blocks?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownit.flows.blocking.flow import give_calendar
from ownit.flows.blocking.naming import moved, named
from ownit.flows.blocking.person import About, about
from ownit.flows.blocking.words import difference
from ownit.flows.journal import writer
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.record import Person

if TYPE_CHECKING:
    from ownit.promises.blocks.record import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One thing to say: what holds, whether it was said or is what holds until then, and what it means."""

    name: str
    value: str
    said: bool
    example: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """What a person said about their time, and which calendars they gave."""

    person: Person
    zone: str
    preferences: tuple[Preference, ...]
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A calendar put on the list: where it is, whether it was not there before, and what of it cannot be read."""

    source: str
    new: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of blocks: ``changed`` is how many of it was not said before; ``taken_off`` what made up for them."""

    person: Person
    what: str
    blocks: tuple[Block, ...]
    changed: int
    taken_off: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A person and the week they are in, by their own clock; ``monday`` is the week's that is asked about."""

    person: Person
    about: About
    today: date
    monday: date


def present(workspace: Workspace, who: str | None = None, *, weeks: int = 0) -> Present:
    """Who it is and which week: this one, or so many later. Raises WhoseJournalError, UnknownPersonError."""
    person, now = writer(workspace, who), workspace.now()
    rough = about(OPERATOR, person.id, now.date() - timedelta(days=now.date().weekday()), now)
    today = now.astimezone(rough.zone).date()
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return Present(person=person, about=about(OPERATOR, person.id, monday, now), today=today, monday=monday)


def time_said(workspace: Workspace, who: str | None = None) -> Time:
    """What a person said about their time, and what holds where nothing was said."""
    from ownit.promises.blocks import selectors
    from ownit.promises.blocks.preferences import DEFINITIONS

    here = present(workspace, who)
    said = selectors.preferred(OPERATOR, here.person.id, here.today)
    return Time(
        person=here.person,
        zone=here.about.zone.key,
        preferences=tuple(
            Preference(
                name=name, value=said.get(name, d.default), said=name in said, example=d.example, meaning=d.meaning
            )
            for name, d in DEFINITIONS.items()
        ),
        calendars=selectors.calendars(OPERATOR, here.person.id, here.today),
    )


def prefer(workspace: Workspace, name: str, value: str, who: str | None = None, since: date | None = None) -> bool:
    """Say something about one's time; False if it holds already."""
    from ownit.promises.blocks import services
    from ownit.promises.blocks.preferences import parse_preference

    parse_preference(name, value)  # before anyone is recorded
    return services.prefer(OPERATOR, writer(workspace, who).id, name, value, at=workspace.now(), since=since)


def give(workspace: Workspace, source: str, who: str | None = None) -> Given:
    """Put a calendar on the list, once it can be read. Raises CalendarErrors."""
    from ownit.promises.blocks import selectors

    person, on = writer(workspace, who), workspace.now().date()
    before = selectors.calendars(OPERATOR, person.id, on)
    notes = give_calendar(workspace, person.id, source)
    after = selectors.calendars(OPERATOR, person.id, on)
    where = next((one for one in after if one not in before), "")
    return Given(source=where or source, new=bool(where), notes=notes)


def take_back(workspace: Workspace, source: str, who: str | None = None) -> str:
    """Take a calendar off the list, by where it is or by its number; which it was. Raises NoSuchCalendarError."""
    from pathlib import Path

    from ownit.promises.blocks import selectors, services

    person, now = writer(workspace, who), workspace.now()
    listed = selectors.calendars(OPERATOR, person.id, now.date())
    full = str(Path(source).expanduser().absolute())
    where = full if full in listed else source
    if source.isascii() and source.isdigit() and 1 <= int(source) <= len(listed) and where not in listed:
        where = listed[int(source) - 1]
    services.take_back_calendar(OPERATOR, person.id, where, at=now)
    return where


def became(workspace: Workspace, what: str, text: str, who: str | None = None, *, weeks: int = 0) -> Became:
    """Say what became of the blocks that a text means, all or none. Raises BlockNotFoundError, OutcomeError."""
    from ownit.promises.blocks import selectors, services

    here, now = present(workspace, who, weeks=weeks), workspace.now()
    week = selectors.week(OPERATOR, here.person.id, here.monday)
    meant = moved if what == "moved" else named
    blocks = meant(week.standing, text, here.today, now)
    said = {b.uid: what for b in blocks}
    changed = services.say_all(OPERATOR, here.person.id, here.monday, said, at=now)
    after = selectors.week(OPERATOR, here.person.id, here.monday)
    off = difference(week, after, here.about.zone)
    return Became(person=here.person, what=what, blocks=blocks, changed=changed, taken_off=off)


def zone_of(block: Block) -> ZoneInfo:
    """The zone in which a block was planned."""
    return ZoneInfo(block.zone)
