"""How are hours, calendars, blocks and what became of them recorded?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ownit.promises.blocks import models, selectors
from ownit.promises.blocks.errors import NoSuchBlockError, NoSuchCalendarError, OutcomeError, PlanChangedError
from ownit.promises.blocks.making_up import MISSED, without_make_up
from ownit.promises.blocks.preferences import DEFINITIONS, parse_preference
from ownit.promises.blocks.record import Block, Unplaced, Week
from ownit.promises.people.access import Viewer, check_plan_blocks
from ownit.promises.proposals import one_at_a_time
from ownit.promises.recorded import BEGINNING, add

OUTCOMES = ("kept", "missed", "moved", "made_up", "unsaid")


def prefer(viewer: Viewer, person: int, name: str, value: str, *, at: datetime, since: date | None = None) -> bool:
    """Record what a person says about their time; False if it holds already.

    Without ``since`` the first of a name holds from the beginning, a later one from today. Raises NotAllowedError,
    UnknownPreferenceError, PreferenceValueError.
    """
    wanted = parse_preference(name, value)
    with one_at_a_time():
        check_plan_blocks(viewer, person)
        said = models.Preference.objects.filter(person_id=person, name=name).exists()
        day = since or (at.date() if said else BEGINNING)
        holds = selectors.preferred(viewer, person, day).get(name, DEFINITIONS[name].default)
        if parse_preference(name, holds) == wanted:
            return False
        models.Preference.objects.create(person_id=person, name=name, value=value.strip(), **_signed(viewer, at, day))
        return True


def give_calendar(viewer: Viewer, person: int, source: str, *, at: datetime) -> bool:
    """Put a calendar on a person's list; False if it is there. Whether it may be read its reader decides, before."""
    with one_at_a_time():
        check_plan_blocks(viewer, person)
        if source in selectors.calendars(viewer, person, at.date()):
            return False
        models.CalendarSource.objects.create(person_id=person, source=source, **_signed(viewer, at, at.date()))
        return True


def take_back_calendar(viewer: Viewer, person: int, source: str, *, at: datetime) -> None:
    """Take a calendar off a person's list. Raises NotAllowedError, NoSuchCalendarError."""
    with one_at_a_time():
        check_plan_blocks(viewer, person)
        sources = selectors.calendars(viewer, person, at.date())
        if source not in sources:
            raise NoSuchCalendarError(source, sources)
        models.CalendarSource.objects.create(
            person_id=person, source=source, given=False, **_signed(viewer, at, at.date())
        )


def keep_week(viewer: Viewer, planned: Week, *, at: datetime) -> Week:
    """Record the next version of a week, whole; ``planned.version`` is the one it follows, 0 if none.

    Raises NotAllowedError, PlanChangedError where that is no longer the last.
    """
    signed = _signed(viewer, at, at.date())
    with one_at_a_time():
        check_plan_blocks(viewer, planned.person)
        last = selectors.week(viewer, planned.person, planned.week).version
        if last != planned.version:
            raise PlanChangedError(planned.week)
        version = models.WeekVersion.objects.create(
            person_id=planned.person, week=planned.week, version=last + 1, **signed
        )
        add(models.Block, [_block(version, block, signed) for block in planned.blocks])
        add(models.Unplaced, [_unplaced(version, u, signed) for u in planned.unplaced])
    return selectors.week(viewer, planned.person, planned.week)


def say(viewer: Viewer, person: int, monday: date, uid: str, what: str, *, at: datetime) -> bool:
    """Record what became of a block; ``unsaid`` takes it back. False if it was said already.

    Where it was not missed after all, what makes up for it is taken off the week. Raises NotAllowedError,
    NoSuchBlockError, OutcomeError.
    """
    if what not in OUTCOMES:
        raise OutcomeError(f"{what!r} is nothing that becomes of a block; say one of {', '.join(OUTCOMES)}.")
    with one_at_a_time():
        check_plan_blocks(viewer, person)
        week = selectors.week(viewer, person, monday)
        block = next((b for b in week.blocks if b.uid == uid), None)
        if block is None:
            raise NoSuchBlockError(uid)
        _check_true(block, what, at)
        if (block.outcome or "unsaid") == what:
            return False
        signed = _signed(viewer, at, at.date())
        models.Outcome.objects.create(person_id=person, week=monday, uid=uid, what=what, version=week.version, **signed)
        if block.outcome in MISSED and what not in MISSED:
            _take_make_up_off(viewer, week, block, at)
        return True


def say_all(viewer: Viewer, person: int, monday: date, said: Mapping[str, str], *, at: datetime) -> int:
    """Record what became of several blocks of a week, by UID, or of none if one cannot be; how many that changed.

    Raises NotAllowedError, NoSuchBlockError, OutcomeError.
    """
    with one_at_a_time():
        return sum(say(viewer, person, monday, uid, what, at=at) for uid, what in said.items())


def _take_make_up_off(viewer: Viewer, week: Week, block: Block, at: datetime) -> None:
    since = _missed_since(week, block)
    if since is None:
        return
    versions = [selectors.week(viewer, week.person, week.week, n) for n in range(since, week.version + 1)]
    without = without_make_up(versions, block, at)
    if without != versions[-1]:
        keep_week(viewer, without, at=at)


def _missed_since(week: Week, block: Block) -> int | None:
    """The version of which it was first said, of late, that the block was missed; None where that was not kept."""
    since = None
    for row in models.Outcome.objects.filter(person_id=week.person, week=week.week, uid=block.uid).order_by("-id")[1:]:
        if row.what not in MISSED:
            break
        since = row.version
    return since


def _check_true(block: Block, what: str, at: datetime) -> None:
    if what in {"kept", "missed"} and block.start > at:
        raise OutcomeError(f"A block that has not begun cannot be {what} yet; say so once its time has come.")
    if what == "made_up" and block.outcome not in {"missed", "made_up"}:
        raise OutcomeError("Only a missed block is made up for; say first that it was missed.")


def _block(version: models.WeekVersion, block: Block, signed: dict[str, Any]) -> models.Block:
    return models.Block(
        version=version,
        uid=block.uid,
        kind=block.kind,
        start=block.start,
        zone=block.zone,
        minutes=block.minutes,
        sequence=block.sequence,
        cancelled=block.cancelled,
        **signed,
    )


def _unplaced(version: models.WeekVersion, u: Unplaced, signed: dict[str, Any]) -> models.Unplaced:
    return models.Unplaced(version=version, kind=u.kind, minutes=u.minutes, missed=u.missed, why=u.why, **signed)


def _signed(viewer: Viewer, at: datetime, on: date) -> dict[str, Any]:
    return {"recorded_at": at, "by": viewer.signature, "effective_on": on}
