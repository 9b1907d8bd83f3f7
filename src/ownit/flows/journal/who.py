"""Whose journal is it that is written at this keyboard?"""

from __future__ import annotations

import getpass
import os
import pwd
from collections.abc import Sequence

from ownit.connectors.journal.names import folded
from ownit.errors import UnnamedError
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.record import Person

NOBODYS = frozenset({"root", "admin", "administrator", "user", "nobody", "guest", "ubuntu", "debian", "vagrant"})
"""Accounts of a system that name no human being."""

SHOWN = 8
"""People named where it is not clear who writes."""


class WhoseJournalError(UnnamedError):
    """It is not clear who writes."""

    def __init__(self, known: int, wrote: Sequence[str] = ()) -> None:
        self.how_to_name = bool(known or wrote)
        super().__init__(f"Who are you? {_there(known, wrote)}")


def _there(known: int, wrote: Sequence[str]) -> str:
    """Who it could be, and what would make it clear."""
    if wrote:
        more = f" and {len(wrote) - SHOWN} more" if len(wrote) > SHOWN else ""
        return f"{len(wrote)} people write here ({', '.join(wrote[:SHOWN])}{more})."
    if known:
        return f"{known} people are known here. After a line of ownit log it is clear."
    return 'Nobody is known here yet. Begin: ownit start --name "NAME"'


def writer(workspace: Workspace, who: str | None = None) -> Person:
    """Who writes: whoever is named, else the only person, the only one who ever wrote here, or the account's owner.

    In a workspace without people the one named, or the owner of the account on this computer, is recorded. Raises
    WhoseJournalError, UnknownPersonError, AmbiguousPersonError.
    """
    from ownit.promises.journal import selectors as journal
    from ownit.promises.people import selectors as people

    known = people.people(OPERATOR)
    if not known:
        return _first(workspace, who)
    if who is not None:
        return people.find(OPERATOR, who)
    if len(known) == 1:
        return known[0]
    wrote = journal.kept_by(OPERATOR)
    named = folded(account_owner())
    fitting = [p for p in known if p.id in wrote] or [p for p in known if named and folded(p.name) == named]
    if len(fitting) != 1:
        raise WhoseJournalError(len(known), [name for id_, name in people.called(OPERATOR).items() if id_ in wrote])
    return fitting[0]


def _first(workspace: Workspace, who: str | None) -> Person:
    from ownit.promises.people import services

    name = " ".join((who or account_owner()).split())
    if not name:
        raise WhoseJournalError(0)
    email = name if "@" in name else ""
    return services.add_person(OPERATOR, name, email, at=workspace.now())


def account_owner() -> str:
    """The name of the human being whose account on this computer it is; empty if the account names none."""
    try:
        full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
        login = getpass.getuser()
    except (KeyError, OSError):
        return ""
    name = full or login
    return "" if name.casefold() in NOBODYS or login.casefold() in NOBODYS else name
