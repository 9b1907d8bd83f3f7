"""How is a week planned, counted and told, from the plan that holds?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ownit.answers.plan.unit import unit_of
from ownit.answers.week import Count, Given, Week, told
from ownit.connectors.journal import JOURNAL
from ownit.flows.blocking.flow import block_week, calendar_of, names_of
from ownit.flows.blocking.said import Present, present
from ownit.flows.journal import week_numbers
from ownit.flows.workspace import Workspace
from ownit.method.blocks.kinds import Kind
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.flows.journal import WeekNumbers
    from ownit.flows.planning.blocks import WeekLine
    from ownit.promises.plans.record import Plan

TITLES = {
    "dials": "dials",
    "conversations": "conversations",
    "meetings": "meetings and visits held",
    "opened": "opportunities opened",
    "referral_asks": "referral asks",
}
_CHANNEL = {"dials": Kind.CALLS, "meetings": Kind.MEETINGS, "referral_asks": Kind.REFERRALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A week's answer, and its calendar's texts (see :class:`ownit.flows.blocking.Blocked`)."""

    answer: Week
    calendar: str
    cancel: str | None


def week(workspace: Workspace, who: str | None = None, *, coming: bool = False) -> Planned:
    """Plan the rest of this week, or next week, from the plan that holds, and tell it.

    Where no plan holds, what was planned before is told as it stands. Raises WhoseJournalError, UnknownPersonError,
    CalendarErrors.
    """
    from ownit.flows.planning.blocks import week_lines, week_request

    here, now = present(workspace, who, weeks=int(coming)), workspace.now()
    plan = plan_of(here)
    if plan is None:
        return _unplanned(workspace, here, who, coming=coming)
    request = week_request(workspace, here.person.id, here.monday, plan)
    blocked = block_week(workspace, request)
    lines, brings = week_lines(OPERATOR, here.person.id, here.monday, plan, here.about), unit_of(plan.terms).owes
    answer = told(
        Given(
            name=here.person.name,
            week=blocked.week,
            now=now,
            zone=here.about.zone,
            coming=coming,
            planned=True,
            wanted={w.kind: w.minutes for w in request.wanted},
            names=names_of(blocked.week, here.about.prefers, request.names, now=now),
            counts=owed(lines, brings) if coming else counts(_numbers(workspace, here), lines, brings),
            made_up=blocked.made_up,
            changed=blocked.changed,
            short=blocked.short,
            notes=(*_beside(here, plan, who), *blocked.notes),
            with_names=here.about.prefers.names,
            who=who,
            since=plan.effective_on,
        )
    )
    return Planned(answer=answer, calendar=blocked.calendar, cancel=blocked.cancel)


def _beside(here: Present, plan: Plan, who: str | None) -> tuple[str, ...]:
    """What else the person is held to in the plan's days, which the week is not planned for."""
    from ownit.answers.plan.held import in_a_week, ranked
    from ownit.promises.goals import selectors

    terms = plan.terms
    held = selectors.goals(OPERATOR, terms.period_start, terms.period_end, here.today).goals
    mine = ranked(g.terms for g in held if g.terms.scope == "person" and g.terms.person == here.person.id)
    return in_a_week(mine, str(terms.told.get("measure", "")), terms.currency, who)


def plan_of(here: Present) -> Plan | None:
    """The plan that holds today, or on the first day of the week that has one; of a week that is over the last one."""
    from ownit.promises.plans import selectors

    week = [here.monday + timedelta(days=n) for n in range(7)]
    days = [day for day in week if day >= here.today] or week[::-1]
    return next((plan for day in days if (plan := selectors.plan(OPERATOR, here.person.id, day))), None)


def _unplanned(workspace: Workspace, here: Present, who: str | None, *, coming: bool) -> Planned:
    from ownit.promises.blocks import selectors

    kept = selectors.week(OPERATOR, here.person.id, here.monday)
    now = workspace.now()
    answer = told(
        Given(
            name=here.person.name,
            week=kept,
            now=now,
            zone=here.about.zone,
            coming=coming,
            planned=False,
            wanted={},
            names={},
            counts=() if coming else counts(_numbers(workspace, here), {}, ""),
            with_names=here.about.prefers.names,
            who=who,
            recorded=recorded(workspace, here.person.id),
        )
    )
    calendar, cancel = calendar_of(kept, here.about.prefers, {}, now=now, email=here.about.email)
    return Planned(answer=answer, calendar=calendar, cancel=cancel)


def recorded(workspace: Workspace, person: int) -> bool:
    """Whether a CRM knows somebody: a plan of theirs is made from the record."""
    from ownit.flows.planning.shared import Shared

    return person in Shared(workspace=workspace).in_crm


def _numbers(workspace: Workspace, here: Present) -> WeekNumbers:
    return week_numbers(workspace, str(here.person.id), on=here.today)


def counts(numbers: WeekNumbers, lines: dict[str, WeekLine], brings: str) -> tuple[Count, ...]:
    """The five numbers so far beside what the week owes of them; ``brings``: which of them the plan's effort brings."""
    return tuple(
        Count(
            key=n.key,
            title=TITLES[n.key],
            count=n.count,
            planned=_planned(n.key, lines, brings),
            source=n.connector if not n.ask else JOURNAL if n.count else "",
        )
        for n in numbers.numbers
    )


def owed(lines: dict[str, WeekLine], brings: str) -> tuple[Count, ...]:
    """What a week to come owes of them."""
    return tuple(
        Count(key=key, title=title, count=0, planned=planned)
        for key, title in TITLES.items()
        if (planned := _planned(key, lines, brings))
    )


def _planned(key: str, lines: dict[str, WeekLine], brings: str) -> float | None:
    if key == brings:
        return sum(line.opened for line in lines.values()) if lines else None
    line = lines.get(_CHANNEL[key]) if key in _CHANNEL else None
    return line.activities if line is not None and line.activities > 0 else None
