"""How is a plan adopted, and what a seller says of themselves recorded?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ownit.promises.people.access import Viewer, check_adopt_plan, check_say
from ownit.promises.plans import models, selectors
from ownit.promises.plans.errors import TooMuchSaidError, UnknownQuestionError
from ownit.promises.plans.holding import effective
from ownit.promises.plans.kept import versions
from ownit.promises.plans.questions import LONGEST, QUESTIONS
from ownit.promises.plans.record import Plan, Terms
from ownit.promises.plans.terms import as_text, checked
from ownit.promises.proposals import one_at_a_time
from ownit.promises.recorded import BEGINNING, add


def adopt(viewer: Viewer, terms: Terms, *, at: datetime, leave: bool = False) -> Plan:
    """Adopt a plan as the next version of its person and period; the answer says from when it holds.

    Asking for less than what holds waits for a week and tells the buddy; ``leave`` (leave, sickness, holidays) does
    neither. The same terms as the last adopted, for whatever reason, change nothing, and that version is the answer.
    Raises NotAllowedError, PlanError.
    """
    with one_at_a_time():
        last, plan = _next(viewer, terms, at, leave=leave)
        if last is not plan:
            _keep(plan, {"recorded_at": at, "by": viewer.signature, "effective_on": plan.effective_on})
        return plan


def would(viewer: Viewer, terms: Terms, *, at: datetime, leave: bool = False) -> Plan:
    """What :func:`adopt` would answer; nothing is kept. Raises NotAllowedError, PlanError."""
    return _next(viewer, terms, at, leave=leave)[1]


def _next(viewer: Viewer, terms: Terms, at: datetime, *, leave: bool) -> tuple[Plan | None, Plan]:
    """The version adopted last, and the next; the same where nothing would change."""
    terms = checked(terms, at.date())
    check_adopt_plan(viewer, terms.person)
    before = [v for v in versions(terms.person) if _same_period(v.terms, terms)]
    day = effective(terms, before, at.date(), leave=leave)
    last = before[-1] if before else None
    if last and _same(last.terms, terms) and last.effective_on <= day:
        return last, last
    return last, Plan(
        terms=terms,
        version=last.version + 1 if last else 1,
        adopted_on=at.date(),
        effective_on=day,
        leave=leave,
        tells_buddy=day > at.date(),
    )


def say(viewer: Viewer, person: int, name: str, value: str, *, at: datetime, since: date | None = None) -> bool:
    """Record what a person says of themselves, as written; empty takes it back. False if it holds already.

    Without ``since`` the first answer to a question holds from the beginning, a later one from today. Raises
    NotAllowedError, UnknownQuestionError, TooMuchSaidError.
    """
    value = value.replace("\0", "").strip()
    if name not in QUESTIONS:
        raise UnknownQuestionError(name, list(QUESTIONS))
    if len(value) > LONGEST:
        raise TooMuchSaidError(name, LONGEST)
    with one_at_a_time():
        check_say(viewer, person)
        known = models.Said.objects.filter(person_id=person, name=name).exists()
        day = since or (at.date() if known else BEGINNING)
        if selectors.said(viewer, person, day).get(name, "") == value:
            return False
        models.Said.objects.create(
            person_id=person, name=name, value=value, recorded_at=at, by=viewer.signature, effective_on=day
        )
        return True


def _same_period(one: Terms, other: Terms) -> bool:
    return (one.period_start, one.period_end) == (other.period_start, other.period_end)


def _same(one: Terms, other: Terms) -> bool:
    return replace(one, reason="") == replace(other, reason="")


def _keep(plan: Plan, signed: dict[str, Any]) -> None:
    terms = plan.terms
    row = models.Plan.objects.create(
        person_id=terms.person,
        period_start=terms.period_start,
        period_end=terms.period_end,
        version=plan.version,
        adopted_on=plan.adopted_on,
        leave=plan.leave,
        tells_buddy=plan.tells_buddy,
        goal=terms.goal,
        currency=terms.currency,
        confidence=terms.confidence,
        chance=terms.chance,
        opened=terms.opened,
        told=as_text(terms.told),
        reason=terms.reason,
        **signed,
    )
    add(models.PlanLine, [_line(row, line, signed) for line in terms.lines])
    add(models.PlanMilestone, [_milestone(row, m, signed) for m in terms.milestones])


def _line(plan: models.Plan, line: Any, signed: dict[str, Any]) -> models.PlanLine:
    return models.PlanLine(
        plan=plan,
        channel=str(line.channel),
        activities=line.activities,
        minutes=line.minutes,
        opened=line.opened,
        evidence=str(line.evidence),
        **signed,
    )


def _milestone(plan: models.Plan, m: Any, signed: dict[str, Any]) -> models.PlanMilestone:
    return models.PlanMilestone(
        plan=plan, name=m.name, start=m.start, end=m.end, amount=m.amount, opened=m.opened, chance=m.chance, **signed
    )
