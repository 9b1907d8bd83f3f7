"""Whose plan is made, by which calendar, on which day, in which currency?"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from ownit.errors import OwnitError
from ownit.flows.journal import WhoseJournalError, writer
from ownit.flows.journal.who import account_owner
from ownit.flows.people import in_crm
from ownit.flows.starting import machine
from ownit.flows.starting.answers import Answers, kept
from ownit.flows.starting.errors import AnswerError
from ownit.flows.starting.questions import Setting
from ownit.flows.starting.recorded import recorded
from ownit.flows.starting.trades import Trade
from ownit.flows.workspace import Workspace
from ownit.method.calendar import Kind
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import UnknownPersonError
from ownit.promises.people.record import Person

NAMELESS = "Me"
"""Who begins where neither a name was given nor the account on this computer has one."""


class WhosePlanError(OwnitError):
    """Several people are known here, and none was named."""

    def __init__(self, known: int) -> None:
        super().__init__(f'Whose plan is it? {known} people are known here; say it: ownit start --name "NAME".')


def known(workspace: Workspace, name: str | None) -> Person | None:
    """The person who begins; None for one who is to be recorded, as in a workspace without people.

    A name that nobody here bears is a new person, unless a CRM says who there is or the name is nearly somebody's.
    Raises WhosePlanError, UnknownPersonError, AmbiguousPersonError.
    """
    from ownit.promises.people import selectors as people

    there = people.people(OPERATOR)
    if not there:
        return None
    try:
        return writer(workspace, name)
    except WhoseJournalError as e:
        raise WhosePlanError(len(there)) from e
    except UnknownPersonError as e:
        if in_crm() or "Did you mean" in str(e):
            raise
        return None


def named(name: str | None) -> str:
    """How a new person is called: as given, else as the account on this computer is."""
    return " ".join((name or account_owner()).split()) or NAMELESS


def setting(workspace: Workspace, person: Person | None, trade: Trade | None) -> Setting:
    """What the answers of a person are read against."""
    from ownit.promises.organisation import selectors as organisation

    now = workspace.now()
    choices = organisation.choices(OPERATOR, now.date())
    chosen = organisation.in_force(OPERATOR, now.date())
    zone = choices.zone if chosen["zone"] is not None else machine.zone() or choices.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    return Setting(
        today=today,
        calendar=choices.calendar(),
        currency=choices.currency,
        chosen=chosen["currency"] is not None,
        held_to=Kind(choices.held_to) if chosen["held_to"] is not None else None,
        trade=trade,
        before=None if person is None else said_before(person, today),
        recorded=None if person is None else recorded(workspace, person, choices, today),
    )


def said_before(person: Person, on: date) -> Answers | None:
    """What a person answered last; None where it cannot be read any more."""
    from ownit.promises.plans import selectors

    try:
        return kept(selectors.said(OPERATOR, person.id, on))
    except AnswerError:
        return None
