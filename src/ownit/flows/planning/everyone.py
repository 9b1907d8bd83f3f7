"""What are the plans of everyone, or of everyone below a leader, the record read once?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.errors import OwnitError
from ownit.flows.planning.drafting import drafted
from ownit.flows.planning.errors import NobodyToPlanForError, NoGoalError, PeriodOverError
from ownit.flows.planning.grounding import ground_of
from ownit.flows.planning.shared import Shared
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR, Viewer, whose_work

if TYPE_CHECKING:
    from ownit.answers.plan.everyone import Everyone, Line
    from ownit.promises.goals.record import Terms
    from ownit.promises.people.record import Person


def everyone(
    workspace: Workspace,
    leader: str | None = None,
    period: str | None = None,
    confidence: float | None = None,
    *,
    viewer: Viewer = OPERATOR,
    progress: Progress = silent,
) -> Everyone:
    """A line for each goal of each person whose work the viewer may see in sums; by name.

    With a ``leader``: for those below. Raises NobodyToPlanForError, PeriodOverError, NoSnapshot, UnknownPersonError,
    UnknownPeriodError.
    """
    from ownit.answers.commands import quoted
    from ownit.answers.limits import at_best, beside
    from ownit.answers.plan import everyone as answer
    from ownit.promises.people import selectors as people

    shared = Shared(workspace=workspace, period=period, progress=progress)
    asked = shared.asked
    if asked.period.end <= asked.as_of:
        raise PeriodOverError(asked.period.name, asked.period.end, shared.today)
    above = None if leader is None else people.find(viewer, leader)
    wanted = list(_wanted(shared, above, viewer))
    if not wanted:
        raise NobodyToPlanForError("" if above is None else above.name, asked.period.name)
    shared.read_for(person.id for person in wanted if person.id in shared.in_crm)
    lines: list[Line] = []
    for n, person in enumerate(wanted):
        progress("planning", n / len(wanted))
        lines += _lines(person, shared, confidence)
    progress("planning", 1.0)
    who = next((line for line in lines if line.feasible is False), lines[0])
    return answer.Everyone(
        period=asked.period.name,
        start=asked.period.start,
        end=asked.period.end,
        as_of=asked.as_of,
        confidence=confidence or shared.choices.confidence,
        sentence=answer.sentence(lines, asked.period.name) + at_best(shared.limits),
        people=tuple(lines),
        notes=(*shared.notes, *beside(shared.limits)),
        next_step=f"see one of them whole: ownit plan {quoted(who.name)}",
    )


def _wanted(shared: Shared, leader: Person | None, viewer: Viewer) -> Iterator[Person]:
    """Who is there and held to a number in the period, as far as the viewer may see their work, told apart by name."""
    from ownit.promises.people import selectors as people

    called = people.called(viewer)
    seen, held = whose_work(viewer, shared.today), shared.held()
    below = None if leader is None else people.leaders(viewer, shared.today).below(leader.id)
    for person in sorted(people.people(viewer), key=lambda p: (p.name.casefold(), p.id)):
        if person.active is False or person.id not in seen or person.id not in held:
            continue
        if below is None or person.id in below:
            yield replace(person, name=called[person.id])


def _lines(person: Person, shared: Shared, confidence: float | None) -> Iterator[Line]:
    """A line for each goal that is planned by the record; by word there is one number, and others are told so."""
    from ownit.answers.plan.everyone import Line
    from ownit.answers.plan.held import is_the_number, kind, told

    try:
        mine: Sequence[Terms | None] = shared.goals(person)
    except NoGoalError:
        mine = [None]
    for terms in mine:
        line = _line(person, shared, confidence, terms)
        several = len(mine) > 1 and line.source != "word"
        yield replace(line, kind=kind(terms)) if several and terms else line
        if line.source == "word":
            currency = shared.choices.currency
            others = [told(t, currency) for t in mine if t and not is_the_number(t)]
            if others:
                why = f"Of {' and '.join(others)} no plan is made: by a word it is for one number, of all that is sold."
                yield Line(id=person.id, name=person.name, why=why, beside=True)
            return


def _line(person: Person, shared: Shared, confidence: float | None, terms: Terms | None) -> Line:
    from ownit.answers.plan.everyone import Line
    from ownit.answers.plan.held import RENEWALS, falls_due

    if terms and falls_due(terms) and person.id in shared.in_crm:
        return Line(id=person.id, name=person.name, why=f"{RENEWALS}.", renewals=True)
    try:
        ground = ground_of(person, shared, terms)
        plan = drafted(replace(ground, confidence=confidence or ground.confidence), milestones=False).plan
    except OwnitError as e:
        return Line(id=person.id, name=person.name, why=str(e))
    return Line(
        id=person.id,
        name=person.name,
        source=ground.source,
        goal=plan.goal,
        unit=ground.unit.amount,
        currency=ground.currency,
        feasible=plan.feasible,
        hours=plan.hours.creating,
        opened=plan.opened,
        chance=plan.chance,
        as_going=plan.as_going,
    )
