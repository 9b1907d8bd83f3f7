"""When will a person do what the week wants of them, given what is in their calendar and what was missed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ownit.errors import OwnitError
from ownit.flows.blocking.person import About, about
from ownit.flows.blocking.versions import next_version, shown
from ownit.flows.blocking.words import difference, skipped, unplaced
from ownit.flows.workspace import Workspace
from ownit.method.blocks.kinds import NEUTRAL, titled
from ownit.method.blocks.terms import Interval, Placed, Want
from ownit.promises.people.access import OPERATOR, Viewer

if TYPE_CHECKING:
    from ownit.promises.blocks.preferences import Preferences
    from ownit.promises.blocks.record import Block, Week


class WeekOverError(OwnitError):
    """A week that has passed is not planned any more."""

    def __init__(self, monday: date) -> None:
        super().__init__(f"The week of {monday} is over. Plan this week or a later one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How much of one kind the whole week wants; see ``ownit.method.blocks.Want`` for ``worth`` and ``fit``."""

    kind: str
    minutes: int
    worth: float = 1.0
    fit: tuple[float, ...] = NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Whose week, which (its Monday), what it wants, and the next names by kind for the blocks' notes.

    ``closed``: days of it that get no block.
    """

    person: int
    monday: date
    wanted: Sequence[Wanted]
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The week as it now stands, and what to say of it.

    ``changed``: what differs from the version before, in words; ``short``: what did not fit and why; ``notes``: what of
    the calendars could not be read. ``calendar`` is the .ics text, ``cancel`` a second one where blocks were taken off.
    """

    week: Week
    kept: bool
    made_up: int
    changed: tuple[str, ...]
    short: tuple[str, ...]
    notes: tuple[str, ...]
    calendar: str
    cancel: str | None


def block_week(workspace: Workspace, request: Request, viewer: Viewer = OPERATOR) -> Blocked:
    """Plan the rest of a week anew, keep the version if it differs from the last, and write its calendar.

    What has begun, or was moved by hand, stays; what was missed is wanted again. Where the same week was planned
    elsewhere meanwhile, it is planned once more, upon that. Raises NotAllowedError, WeekOverError, CalendarErrors,
    UnknownCountryError, PlanChangedError.
    """
    from ownit.promises.blocks.errors import PlanChangedError

    try:
        return _block_once(workspace, request, viewer)
    except PlanChangedError:
        return _block_once(workspace, request, viewer)


def _block_once(workspace: Workspace, request: Request, viewer: Viewer) -> Blocked:
    from ownit.method.blocks.week import plan_week
    from ownit.promises.blocks import selectors, services

    now, monday = workspace.now(), request.monday - timedelta(days=request.monday.weekday())
    person = about(viewer, request.person, monday, now)
    low, high = (datetime.combine(monday + timedelta(days=n), time(), person.zone).astimezone(UTC) for n in (0, 7))
    if high <= now:
        raise WeekOverError(monday)
    busy, notes = _busy(viewer, request.person, low, high, person)
    last = selectors.week(viewer, request.person, monday)
    fixed = [b for b in last.standing if b.start < now or b.outcome == "moved"]
    open_ones = [b for b in last.standing if b not in fixed]
    planned = plan_week(
        _wants(request.wanted, fixed, person.prefers),
        person.prefers.hours,
        [*busy, *(Interval(start=b.start, end=b.end) for b in fixed)],
        monday=monday,
        zone=person.zone,
        before=[Placed(kind=b.kind, start=b.start, minutes=b.minutes) for b in open_ones],
        days_off=person.days_off | person.prefers.away | request.closed,
        rules=person.prefers.rules,
        now=now,
    )
    following = next_version(last, fixed, open_ones, planned, zone=person.zone.key, at=now)
    kept = last.version == 0 or shown(following) != shown(last)
    week = services.keep_week(viewer, following, at=now) if kept else last
    calendar, cancel = calendar_of(week, person.prefers, request.names, now=now, email=person.email)
    return Blocked(
        week=week,
        kept=kept,
        made_up=planned.made_up,
        changed=difference(last, week, person.zone) if last.version else (),
        short=tuple(unplaced(u, person.prefers.rules.shortest) for u in week.unplaced),
        notes=notes,
        calendar=calendar,
        cancel=cancel,
    )


def calendar_of(
    week: Week, prefers: Preferences, names: Mapping[str, Sequence[str]], *, now: datetime, email: str = ""
) -> tuple[str, str | None]:
    """The .ics text of a version of a week, and the one that takes off what it cancels, if it does.

    A creating block that is still to come carries the next names of its kind, one for each quarter hour.
    """
    from ownit.connectors.calendar.write import CalendarBlock, cancelling, written

    noted = names_of(week, prefers, names, now=now)
    blocks = [
        CalendarBlock(
            uid=b.uid,
            sequence=b.sequence,
            start=b.start,
            minutes=b.minutes,
            title=titled(b.kind),
            note="\n".join(("Next:", *noted[b.uid])) if b.uid in noted else "",
            cancelled=b.cancelled,
        )
        for b in week.blocks
    ]
    return written(blocks, stamp=now, alarm=prefers.alarm), cancelling(blocks, stamp=now, organizer=email)


def names_of(
    week: Week, prefers: Preferences, names: Mapping[str, Sequence[str]], *, now: datetime
) -> dict[str, tuple[str, ...]]:
    """The next names of each creating block that is still to come, by UID; no block where there are none."""
    from ownit.method.blocks.kinds import CREATING

    at: Counter[str] = Counter()
    found = {}
    for b in week.standing if prefers.names else ():
        if b.start >= now and b.kind in CREATING:
            first, at[b.kind] = at[b.kind], at[b.kind] + b.minutes // 15
            if mine := tuple(names.get(b.kind, ())[first : at[b.kind]]):
                found[b.uid] = mine
    return found


def give_calendar(workspace: Workspace, person: int, source: str, viewer: Viewer = OPERATOR) -> tuple[str, ...]:
    """Put a calendar on a person's list once this week of it can be read; what to note of it. Raises CalendarErrors."""
    from pathlib import Path

    from ownit.connectors.calendar.busy import read_busy
    from ownit.connectors.calendar.fetch import is_address
    from ownit.promises.blocks import services

    now = workspace.now()
    where = source if is_address(source) else str(Path(source).expanduser().absolute())
    read = read_busy(where, now, now + timedelta(days=7), UTC)
    services.give_calendar(viewer, person, where, at=now)
    return skipped(read)


def _busy(
    viewer: Viewer, person: int, low: datetime, high: datetime, whom: About
) -> tuple[list[Interval], tuple[str, ...]]:
    from ownit.promises.blocks import selectors

    found: list[Interval] = []
    notes: list[str] = []
    for source in selectors.calendars(viewer, person, high.date()):
        from ownit.connectors.calendar.busy import read_busy

        read = read_busy(source, low, high, whom.zone)
        found += read.intervals
        notes += skipped(read)
    return found, tuple(notes)


def _wants(wanted: Sequence[Wanted], fixed: Sequence[Block], prefers: Preferences) -> list[Want]:
    """What is left to place: the week's minutes less what was kept, or may have been; what was missed was not."""
    done: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for block in fixed:
        if block.outcome == "missed":
            missed[block.kind] += block.minutes
        elif block.outcome != "made_up":
            done[block.kind] += block.minutes
    found = []
    for w in wanted:
        left = max(0, w.minutes - done[w.kind])
        found.append(
            Want(
                kind=w.kind,
                minutes=left,
                missed=min(left, missed[w.kind]),
                fit=w.fit,
                worth=w.worth,
                preferred=prefers.preferred.get(w.kind, ()),
            )
        )
    return [w if w.minutes else replace(w, missed=0) for w in found]
