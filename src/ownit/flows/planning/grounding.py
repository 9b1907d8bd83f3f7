"""For whom, for which period and on what ground is a plan made: their record, or their word?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.flows.planning.by_record import by_record
from ownit.flows.planning.by_word import by_word
from ownit.flows.planning.errors import (
    GoalByWordError,
    GoalNotPlannedError,
    NoGoalError,
    NoSuchGoalError,
    NothingToPlanOnError,
)
from ownit.flows.planning.ground import Ground
from ownit.flows.planning.shared import Shared
from ownit.flows.workspace import Workspace
from ownit.method.law import Missing
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.flows.starting.answers import Answers
    from ownit.promises.goals.record import Terms
    from ownit.promises.people.record import Person


def ground(
    workspace: Workspace,
    who: str | None = None,
    period: str | None = None,
    goal: str | None = None,
    *,
    progress: Progress = silent,
) -> Ground:
    """The ground of one person's plan: their record where there is one, else their word.

    ``goal``: to which of several, as it is named (:func:`ownit.answers.plan.held.named`); else to the first. Raises
    NothingToPlanOnError, NoGoalError, PeriodOverError, WhoseJournalError, UnknownPersonError, UnknownPeriodError; of a
    goal also GoalByWordError, NoSuchGoalError, GoalNotPlannedError.
    """
    from ownit.flows.journal import writer
    from ownit.promises.people import selectors as people

    if not people.people(OPERATOR):  # a look at a plan records nobody
        raise NothingToPlanOnError(who or "you")
    person = writer(workspace, who)
    shared = Shared(workspace=workspace, period=period, progress=progress)
    return ground_of(person, shared) if goal is None else _ground_to(goal, person, shared)


def _ground_to(goal: str, person: Person, shared: Shared) -> Ground:
    """To one of the goals that a person is held to by name; of several, one plan alone is undertaken: to the first."""
    from ownit.answers.plan.held import meant, named, told
    from ownit.promises.plans import selectors as plans

    if person.id not in shared.in_crm:
        raise GoalByWordError(person.name)
    mine = shared.goals(person)
    terms = meant(mine, goal)
    if terms is None:
        raise NoSuchGoalError(person.name, shared.asked.period.name, goal, [named(t) for t in mine])
    found = by_record(person, shared, plans.said(OPERATOR, person.id, shared.today), terms)
    if isinstance(found, Missing):
        raise GoalNotPlannedError(told(terms, shared.choices.currency), person.name, found.text)
    return found if terms is mine[0] else replace(found, undertaken=told(mine[0], shared.choices.currency))


def ground_of(person: Person, shared: Shared, terms: Terms | None = None) -> Ground:
    """The same for a person who is known, with what is ``shared`` by all; ``terms``: of the goals by record that one.

    A word is for days of its own, so a record that carries no plan is no reason to ask for a goal of the calendar's.
    """
    from ownit.flows.starting.answers import kept
    from ownit.promises.plans import selectors as plans

    said = plans.said(OPERATOR, person.id, shared.today)
    answers, why = kept(said), ""
    if person.id in shared.in_crm:
        found: Ground | Missing | None
        try:
            found = by_record(person, shared, said, terms)
        except NoGoalError:
            found = None if answers is None else shared.lack(person.id)
            if found is None:
                raise
        if isinstance(found, Ground):
            return found
        why = found.text
    if answers is None:
        raise NothingToPlanOnError(person.name, why)
    made = by_word(shared.workspace, person, answers, shared.choices, said, shared.period)
    return replace(made, notes=(*made.notes, *_instead_of_a_record(person, answers, why))) if why else made


def _instead_of_a_record(person: Person, answers: Answers, why: str) -> tuple[str, str]:
    """Why one whom a CRM knows is planned by their word, and that what is won is by that word as well."""
    from ownit.answers import words

    won = words.amount(answers.number.won, answers.number.currency)
    return (
        f"By your word, since {why[0].lower()}{why[1:]}",
        f"What is won so far is by your word too ({won}): what the CRM says is won is not added to it. If that is "
        f'more, say so: ownit start --name "{person.name}"',
    )
