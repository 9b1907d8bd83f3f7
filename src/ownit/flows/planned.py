"""What is known of where sellers stand before any deal is on record?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.flows.people import in_crm
from ownit.flows.periods import meant
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.standing import Standing
    from ownit.answers.standing.planned import Planned
    from ownit.promises.people.record import Person


def without_facts(workspace: Workspace, period: str | None, who: str | None) -> Standing | None:
    """The answer where nothing was imported or kept: what was undertaken. None where nobody is known either.

    Raises UnknownPersonError, AmbiguousPersonError, UnknownPeriodError.
    """
    from ownit.answers.standing import Period, Standing
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.people import selectors as people

    if not people.people(OPERATOR):
        return None
    today = workspace.now().date()
    choices = organisation.choices(OPERATOR, today)
    asked = meant(choices.calendar(), period, choices.held_to, today, ended=False)
    bare = Standing(
        as_of=today,
        snapshot="",
        period=Period(name=asked.name, start=asked.start, end=asked.end),
        people=(),
        teams=(),
        company=None,
        headline="",
        next_step="",
    )
    return by_plans(workspace, bare, who)


def by_plans(workspace: Workspace, answer: Standing, who: str | None) -> Standing:
    """The answer with what was undertaken in place of a standing that nobody has yet, and no table of nothing."""
    from ownit.answers.standing import planned

    folk = _planned(workspace, who)
    return replace(
        answer,
        headline=planned.headline(folk, workspace.now().date()),
        next_step=planned.next_step(folk, who, begun=bool(answer.snapshot)),
        company=None,
        notes=(),
    )


def by_word(answer: Standing, today: date) -> Standing:
    """The answer with what each seller whom no CRM knows said is won and open: their plan begins with it, and no figure
    here has it.
    """
    from ownit.answers.standing.planned import said_at_start
    from ownit.answers.standing.remarks import Remark, told
    from ownit.flows.starting.whose import said_before
    from ownit.promises.people import selectors as people

    known, shown = in_crm(), {s.id for s in answer.people}
    alone = [p for p in people.people(OPERATOR) if p.id not in known and str(p.id) in shown]
    found, called = [], people.called(OPERATOR)
    for person in alone:
        said = said_before(person, today)
        if said is not None and said.number.end >= today and (said.number.won or said.number.open):
            number = said.number
            text = said_at_start(number.won, number.open, number.currency)
            found.append(Remark(subject=str(person.id), name=called[person.id], text=text))
    return replace(answer, remarks=(*answer.remarks, *found), notes=(*answer.notes, *told(found)))


def _planned(workspace: Workspace, who: str | None) -> list[Planned]:
    """The one asked about, else everyone."""
    from ownit.answers.standing.planned import Planned
    from ownit.flows.starting.whose import said_before
    from ownit.promises.people import selectors as people
    from ownit.promises.plans import selectors as plans

    today = workspace.now().date()

    def of(person: Person) -> Planned:
        plan, said = plans.plan(OPERATOR, person.id, today), said_before(person, today)
        same = plan is not None and said is not None and said.number.end == plan.terms.period_end
        return Planned(name=called[person.id], plan=plan, won=said.number.won if said and same else Decimal(0))

    called = people.called(OPERATOR)
    asked = people.people(OPERATOR) if who is None else (people.find(OPERATOR, who),)
    return [of(person) for person in asked]
