"""For whom, for which period and on what ground is a plan made: their record, or their word?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.flows.planning.by_record import by_record
from ownit.flows.planning.by_word import by_word
from ownit.flows.planning.errors import NoGoalError, NothingToPlanOnError
from ownit.flows.planning.ground import Ground
from ownit.flows.planning.shared import Shared
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.flows.starting.answers import Answers
    from ownit.method.law import Missing
    from ownit.promises.goals.record import Terms
    from ownit.promises.people.record import Person


def ground(
    workspace: Workspace, who: str | None = None, period: str | None = None, *, progress: Progress = silent
) -> Ground:
    """The ground of one person's plan: their record where there is one, else their word.

    Raises NothingToPlanOnError, NoGoalError, PeriodOverError, WhoseJournalError, UnknownPersonError,
    UnknownPeriodError.
    """
    from ownit.flows.journal import writer
    from ownit.promises.people import selectors as people

    if not people.people(OPERATOR):  # a look at a plan records nobody
        raise NothingToPlanOnError(who or "you")
    person = writer(workspace, who)
    return ground_of(person, Shared(workspace=workspace, period=period, progress=progress))


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
