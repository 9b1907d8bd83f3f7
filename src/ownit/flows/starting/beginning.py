"""What happens, in order, once the six questions are answered?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownit.errors import OwnitError
from ownit.flows.blocking import file as files
from ownit.flows.blocking.flow import Blocked, block_week
from ownit.flows.blocking.person import about
from ownit.flows.starting.keeping import REASON, keep
from ownit.flows.starting.number import same as number_as_recorded
from ownit.flows.starting.whose import known, named
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.start import Begun
    from ownit.flows.planning import Drafted
    from ownit.flows.starting.answers import Answers
    from ownit.flows.starting.recorded import Recorded
    from ownit.method.plan.made import Plan as Made
    from ownit.promises.people.record import Person
    from ownit.promises.plans.record import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockShown:
    """A block of the week: its kind, its local start and its minutes."""

    kind: str
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a beginning gives. ``week`` is the Monday of the blocks; ``calendar`` is None where no block fits;
    ``beside``: what else the person is held to; ``remark``: what of the answers is the CRM's, and on who is to ask on
    Friday; ``holds``: from when the plan does, where that is not today; empty where there is none to make.
    """

    person: Person
    answers: Answers
    begun: Begun
    plan: Made
    adopted: Plan
    week: date
    this_week: bool
    blocks: tuple[BlockShown, ...]
    short: tuple[str, ...]
    calendar: files.CalendarFile | None
    notes: tuple[str, ...]
    beside: tuple[str, ...] = ()
    remark: str = ""
    holds: str = ""


def start(
    workspace: Workspace,
    answers: Answers,
    name: str | None,
    today: date,
    calendar: Path,
    recorded: Recorded | None = None,
) -> Started:
    """Keep the answers, adopt the plan they give, plan the first week and write its calendar: all of it, or nothing.

    ``recorded``: what a CRM knows of what is won and open, to say of an answer that it is that.
    Raises CalendarFileError and what keeping and planning raise; then nothing is kept.
    """
    from ownit.flows.planning import adopt
    from ownit.promises.people import services as people
    from ownit.promises.proposals import one_at_a_time

    files.check(calendar)
    with one_at_a_time():
        person = known(workspace, name) or people.add_person(OPERATOR, *_called(name), at=workspace.now())
        remark = keep(person, answers, at=workspace.now())
        drafted = _draft(workspace, person, answers)
        adopted = adopt(workspace, drafted, REASON)
        monday, blocked = _week(workspace, person, adopted, today)
        written = _write(calendar, blocked)
    return Started(
        person=person,
        answers=answers,
        begun=_begun(drafted, answers, today),
        plan=drafted.plan,
        adopted=adopted,
        week=monday,
        this_week=monday <= today,
        blocks=_shown(workspace, person, monday, blocked),
        short=blocked.short,
        calendar=written,
        notes=drafted.ground.notes,
        beside=drafted.ground.beside,
        remark=" ".join(filter(None, (_as_recorded(answers, recorded), remark))),
        holds=_holds(person, adopted, today),
    )


def _holds(person: Person, plan: Plan, today: date) -> str:
    """That a plan which asks for less than the one there is has to wait: until then the blocks are of that one."""
    from ownit.flows.planning.redoing import buddy, held_from

    return "" if plan.effective_on <= today else held_from(plan, today, buddy(person.id, today))


def _as_recorded(answers: Answers, recorded: Recorded | None) -> str:
    """That what is won or open is the CRM's own, where it is."""
    from ownit.answers import words

    number = answers.number
    same = () if recorded is None else number_as_recorded(number, recorded)
    told = [f"{words.amount(getattr(number, what), number.currency)} {what}" for what in same]
    return f"As the CRM has it: {' and '.join(told)}, without what others brought." if told else ""


class NotThatPeriodError(OwnitError):
    """A plan by the record of a CRM is for a period of the calendar, and the number is for other days."""

    def __init__(self, name: str, start: date, end: date) -> None:
        super().__init__(
            f"{name} has a record in the CRM, and a plan by it is for a month, quarter or year of your calendar, not "
            f"for {start} to {end}. Give the number for one of these, such as: 600k this year"
        )


def _draft(workspace: Workspace, person: Person, answers: Answers) -> Drafted:
    """The plan for the number's own days. Raises NotThatPeriodError."""
    from ownit.flows.planning import draft
    from ownit.flows.planning.errors import NoGoalError

    start, end = answers.number.start, answers.number.end
    try:
        drafted = draft(workspace, str(person.id), _period(workspace, answers))
    except NoGoalError as e:  # for the number's own days there is one, so these were others
        raise NotThatPeriodError(person.name, start, end) from e
    if (drafted.ground.start, drafted.ground.end) != (start, end):
        raise NotThatPeriodError(person.name, start, end)
    return drafted


def _called(name: str | None) -> tuple[str, str]:
    """Name and e-mail of a new person."""
    called = named(name)
    return called, called if "@" in called else ""


def _period(workspace: Workspace, answers: Answers) -> str | None:
    """The name of the calendar's period that the number is for, which a plan by the record goes by; None for none."""
    from ownit.method.calendar import Kind
    from ownit.promises.organisation import selectors

    calendar = selectors.choices(OPERATOR, workspace.now().date()).calendar()
    periods = [calendar.period(kind, answers.number.end) for kind in (Kind.YEAR, Kind.QUARTER, Kind.MONTH)]
    return next((p.name for p in periods if (p.start, p.end) == (answers.number.start, answers.number.end)), None)


def _week(workspace: Workspace, person: Person, plan: Plan, today: date) -> tuple[date, Blocked]:
    """This week's blocks; next week's where this one has no working time left for any."""
    from ownit.flows.planning.blocks import week_request

    monday = today - timedelta(days=today.weekday())
    blocked = block_week(workspace, week_request(workspace, person.id, monday, plan))
    if blocked.week.standing:
        return monday, blocked
    following = monday + timedelta(days=7)
    later = block_week(workspace, week_request(workspace, person.id, following, plan))
    return (following, later) if later.week.standing else (monday, blocked)


def _write(calendar: Path, blocked: Blocked) -> files.CalendarFile | None:
    if not blocked.week.standing:
        return None
    return files.write(calendar, blocked.calendar, blocked.cancel, blocks=len(blocked.week.standing))


def _shown(workspace: Workspace, person: Person, monday: date, blocked: Blocked) -> tuple[BlockShown, ...]:
    zone: ZoneInfo = about(OPERATOR, person.id, monday, workspace.now()).zone
    return tuple(
        BlockShown(kind=b.kind, start=b.start.astimezone(zone), minutes=b.minutes) for b in blocked.week.standing
    )


def _begun(drafted: Drafted, answers: Answers, today: date) -> Begun:
    from ownit.answers.plan.mending import Answered
    from ownit.answers.start import begun
    from ownit.flows.planning.answering import in_the_way

    own_word = drafted.ground.source == "word"
    answered = Answered(meetings=answers.meetings.count, hours=answers.meetings.hours, by_record=not own_word)
    return begun(
        drafted.plan,
        answers.protected.hours,
        currency=drafted.currency,
        today=today,
        in_the_way=in_the_way(drafted, answered),
        own_word=own_word,
    )


def to_json(started: Started) -> dict[str, object]:
    """What a program is told; docs/guide/commands.md describes it."""
    plan = started.plan
    return {
        "person": {"id": started.person.id, "name": started.person.name},
        "answers": started.answers.said(),
        "sentence": started.begun.sentence,
        "feasible": plan.feasible,
        "goal": plan.goal,
        "currency": started.answers.number.currency,
        "period": {"start": plan.start, "end": plan.end},
        "confidence": plan.confidence,
        "chance": plan.chance,
        "between": [plan.low, plan.high],
        "hours": plan.hours,
        "opened": plan.opened,
        "lines": plan.lines,
        "ladder": plan.ladder,
        "evidence": plan.evidence,
        "version": started.adopted.version,
        "holds_from": started.adopted.effective_on,
        "week": started.week,
        "blocks": started.blocks,
        "short": started.short,
        "calendar": started.calendar,
        "notes": (*filter(None, [started.holds, started.remark]), *started.beside, *started.notes),
    }
