"""What is still to be asked about a week, what is kept of the answers, and what follows from them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownit.answers.commands import about, first_plan
from ownit.answers.plan.difference import difference
from ownit.answers.plan.unit import unit_of
from ownit.answers.week import Count
from ownit.answers.week.closing import Closed, Redone, Went, closed_sentence
from ownit.connectors.base import Progress, silent
from ownit.errors import OwnitError
from ownit.flows import week as weekly
from ownit.flows.blocking.said import Present, present
from ownit.flows.journal import WeekNumbers, answered, keep, week_numbers
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.week import Week as WeekTold
    from ownit.promises.blocks.record import Block, Week
    from ownit.promises.plans.record import Plan

MOST = 9_999
"""More of anything than this is no week's number."""


class CountUnreadableError(OwnitError):
    """An answer is no number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no number of a week. Give a whole number such as 12; Enter is 0.")


class OutcomeUnreadableError(OwnitError):
    """An answer says nothing of a block."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} says nothing of a block. Say k kept, m missed, o moved, a all kept; Enter leaves it."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked: the numbers no CRM supplies, and each block that has begun and of which nothing is said.

    ``blocks`` have their number in the week. ``last``: it is about last week. ``who``: how the person was named.
    """

    here: Present
    who: str | None
    last: bool
    numbers: WeekNumbers
    week: Week
    blocks: tuple[tuple[int, Block], ...]

    @property
    def zone(self) -> ZoneInfo:
        """The clock to tell times by."""
        return self.here.about.zone


def asking(workspace: Workspace, who: str | None = None, *, last: bool = False) -> Asking:
    """What to ask about this week so far, or about last week. Raises WhoseJournalError, UnknownPersonError."""
    from ownit.promises.blocks import selectors

    here, now = present(workspace, who, weeks=-1 if last else 0), workspace.now()
    on = here.monday + timedelta(days=6) if last else here.today
    week = selectors.week(OPERATOR, here.person.id, here.monday)
    listed = [(n, b) for n, b in enumerate(week.standing, 1) if b.start <= now and not b.outcome]
    return Asking(
        here=here,
        who=who,
        last=last,
        numbers=week_numbers(workspace, str(here.person.id), on=on),
        week=week,
        blocks=tuple(listed),
    )


def count_of(text: str) -> int:
    """The number an answer gives; nothing is 0. Raises CountUnreadableError."""
    bare = text.strip().casefold()
    if bare in {"", "-", "no", "none"}:
        return 0
    if not (bare.isascii() and bare.isdigit() and int(bare[:9]) <= MOST):
        raise CountUnreadableError(text.strip())
    return int(bare)


def outcome_of(text: str) -> str:
    """kept, missed, moved, all or empty, by a letter or the word. Raises OutcomeUnreadableError."""
    bare = text.strip().casefold()
    known = {"k": "kept", "m": "missed", "o": "moved", "a": "all"}
    if bare in {"", *known.values()}:
        return bare
    if bare not in known:
        raise OutcomeUnreadableError(text.strip())
    return known[bare]


def close(
    workspace: Workspace,
    asked: Asking,
    counts: Mapping[str, int],
    outcomes: Mapping[str, str],
    *,
    progress: Progress = silent,
) -> Closed:
    """Keep the answers, redo the plan that holds from today, and plan the week ahead.

    ``counts``: by number asked; ``outcomes``: by UID of a block. Raises OutcomeError, CalendarErrors.
    """
    from ownit.promises.blocks import services

    here, now = asked.here, workspace.now()
    services.say_all(OPERATOR, here.person.id, here.monday, outcomes, at=now)
    not_counted, remarks = _kept(workspace, asked, counts, progress)
    before = weekly.plan_of(present(workspace, str(here.person.id)))
    told = _counts(workspace, asked, weekly.plan_of(here))  # before the new plan: the week owed what held in it
    plan, notes = _redone(workspace, here, before, progress)
    ahead = weekly.week(workspace, asked.who, coming=not asked.last).answer
    went = _went(asked, now)
    return Closed(
        person=here.person.id,
        name=here.person.name,
        start=asked.numbers.start,
        end=asked.numbers.end,
        on=asked.numbers.on,
        went=went,
        counts=told,
        not_counted=not_counted,
        plan=plan,
        ahead=ahead,
        notes=(*remarks, *notes, *ahead.short, *ahead.notes),
        sentence=closed_sentence(went, told, plan, ahead, here.today),
        next_step=_next_step(workspace, ahead, asked),
    )


def _next_step(workspace: Workspace, ahead: WeekTold, asked: Asking) -> str:
    """The blocks of the week ahead; where no plan holds in it, the next plan."""
    if not ahead.planned:
        return first_plan(asked.who, recorded=weekly.recorded(workspace, asked.here.person.id))
    which = "" if asked.last else "--next "
    return f"put the blocks into your calendar: {about('ownit week', asked.who, f'{which}--calendar week.ics')}"


def _kept(
    workspace: Workspace, asked: Asking, counts: Mapping[str, int], progress: Progress
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keep the numbers as one line of the journal; why some of it is not counted, and what is likely not meant.

    A week of zeros leaves no line.
    """
    said = {n.key: counts.get(n.key, 0) for n in asked.numbers.asked if counts.get(n.key, 0)}
    if not said:
        return (), ()
    on, start = asked.numbers.on, asked.numbers.start
    since = {n.key: n.since(start, on) for n in asked.numbers.asked}
    told = ", ".join(f"{n} {weekly.TITLES[key]}" for key, n in said.items())
    text = f"Week of {start}: {told}"
    logged = keep(workspace, asked.numbers.person, text, answered(said, on, since), progress=progress)
    return tuple(sorted({u.not_counted for u in logged.understood if u.not_counted})), logged.remarks


def _buddy(here: Present) -> str:
    """Whoever checks in with the person every week, by name; empty for nobody."""
    from ownit.promises.people import selectors as people
    from ownit.promises.plans import selectors as plans

    buddy = people.buddies(OPERATOR, here.today).get(here.person.id)
    named = [p.name for p in people.people(OPERATOR) if p.id == buddy]
    return named[0] if named else plans.said(OPERATOR, here.person.id, here.today).get("buddy", "")


def _counts(workspace: Workspace, asked: Asking, plan: Plan | None) -> tuple[Count, ...]:
    from ownit.flows.planning.blocks import week_lines

    here = asked.here
    numbers = week_numbers(workspace, str(here.person.id), on=asked.numbers.on)
    if plan is None:
        return weekly.counts(numbers, {}, "")
    lines = week_lines(OPERATOR, here.person.id, here.monday, plan, here.about)
    return weekly.counts(numbers, lines, unit_of(plan.terms).owes)


def _went(asked: Asking, now: datetime) -> Went:
    """How the blocks of the week went that have begun or of which something is said."""
    from ownit.promises.blocks import selectors

    standing = selectors.week(OPERATOR, asked.here.person.id, asked.here.monday).standing
    begun = [b for b in standing if b.outcome not in {"", "moved"} or b.start <= now]
    return Went(
        kept=sum(b.outcome in {"kept", "moved", "made_up"} for b in begun),
        missed=sum(b.outcome == "missed" for b in begun),
        begun=len(begun),
        to_come=len(standing) - len(begun),
    )


def _redone(
    workspace: Workspace, here: Present, before: Plan | None, progress: Progress
) -> tuple[Redone | None, tuple[str, ...]]:
    """The plan that holds, drafted anew from today and adopted; what stands in the way is a note, not a failure."""
    if before is None:
        return None, ()
    from ownit.flows import planning
    from ownit.flows.planning.redoing import anew

    try:
        drafted, _ = anew(workspace, str(here.person.id), progress=progress)
        plan = planning.adopt(workspace, drafted, "redone on Friday")
    except OwnitError as e:  # the week's answers are kept, whatever stands in the way of a new plan
        return None, (f"The plan was not redone: {e}",)
    terms, old = plan.terms, before.terms
    same = (terms.period_start, terms.period_end) == (old.period_start, old.period_end)
    changed = same and plan.version != before.version
    redone = Redone(
        goal=terms.goal,
        unit=unit_of(terms).amount,
        currency=terms.currency,
        chance=terms.chance,
        minutes=terms.minutes,
        before=old.minutes if same else None,
        holds=plan.effective_on,
        ends=terms.period_end,
        as_of=drafted.ground.as_of,
        version=plan.version,
        changes=difference(before, plan, here.today, buddy=_buddy(here)).sentence if changed else "",
    )
    return redone, ()
