"""How is a line of the journal taken, and what is said of it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ownit.connectors.base import Progress, silent
from ownit.errors import OwnitError
from ownit.flows.journal.publishing import Fed, feed
from ownit.flows.journal.remarks import remarks
from ownit.flows.journal.who import writer
from ownit.flows.people import in_crm
from ownit.flows.workspace import Workspace
from ownit.promises.journal.grammar.record import Item
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import UnknownPersonError
from ownit.promises.people.record import Person


class NewWriterError(OwnitError):
    """Whoever is named has not begun yet; in a workspace without a CRM one begins with a plan."""

    def __init__(self, error: UnknownPersonError, who: str) -> None:
        super().__init__(f'{error} Who is new here begins with: ownit start --name "{who}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One thing a line said, and why it is not counted (empty: it is)."""

    item: Item
    not_counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A line that was kept: who wrote it, and what was understood."""

    person: Person
    line: int
    understood: tuple[Understood, ...]
    snapshot: str | None
    guessed: bool = False  # nobody was named, and several people are known here
    planned: bool = False  # a plan holds, so it counts toward a week
    remarks: tuple[str, ...] = ()  # what is likely not meant, though it is kept
    deals: bool = False  # a CRM or the journal may have deals of theirs, so they stand somewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A line that was taken back."""

    person: Person
    text: str
    snapshot: str | None


def today(workspace: Workspace, person: Person | None = None) -> date:
    """The day it is where a person, or else the organisation, is."""
    return where(workspace.now(), person).date()


def where(at: datetime, person: Person | None = None) -> datetime:
    """An instant by the clock where a person, or else the organisation, is."""
    from ownit.promises.organisation import selectors

    try:
        zone = ZoneInfo(person.timezone) if person is not None and person.timezone else None
    except (ValueError, OSError, KeyError):  # the three ways in which zoneinfo says no to what a CRM calls a zone
        zone = None
    return at.astimezone(zone or ZoneInfo(selectors.choices(OPERATOR, at.date()).zone))


def log(
    workspace: Workspace,
    text: str,
    who: str | None = None,
    *,
    progress: Progress = silent,
    waiting: Callable[[str], None] | None = None,
) -> Logged:
    """Keep a line and publish it; raises a JournalLineError that asks back, and then nothing is kept."""
    from ownit.promises.journal.grammar import parse
    from ownit.promises.people import selectors as people
    from ownit.promises.plans import selectors as plans

    # Read before anyone is recorded: a line that is not understood leaves no trace, not even of its writer.
    parse(text, today(workspace))
    try:
        person = writer(workspace, who)
    except UnknownPersonError as e:
        if who is None or in_crm():
            raise
        raise NewWriterError(e, who) from e
    items = parse(text, today(workspace, person))
    kept = keep(workspace, person, text, items, progress=progress, waiting=waiting)
    return replace(
        kept,
        guessed=who is None and len(people.people(OPERATOR)) > 1,
        planned=plans.plan(OPERATOR, person.id, today(workspace, person)) is not None,
        deals=_deals(person),
    )


def _deals(person: Person) -> bool:
    from ownit.promises.journal import selectors
    from ownit.promises.journal.grammar.record import What

    return person.id in in_crm() or any(e.item.what is not What.DID for e in selectors.entries(OPERATOR, person.id))


def keep(
    workspace: Workspace,
    person: Person,
    text: str,
    items: Sequence[Item],
    *,
    progress: Progress = silent,
    waiting: Callable[[str], None] | None = None,
) -> Logged:
    """Keep what a person said (``text`` is how), and publish it; the numbers of a Friday come in here."""
    from ownit.promises.journal import selectors, services

    line = services.keep(OPERATOR, person.id, text, items, at=workspace.now())
    fed = feed(workspace, progress, waiting)
    entries = selectors.entries(OPERATOR, person.id)
    return Logged(
        person=person,
        line=line,
        understood=tuple(_told(e.item, e.id, fed) for e in entries if e.line == line),
        snapshot=fed.snapshot,
        remarks=remarks(entries, line),
    )


def _told(item: Item, id_: int, fed: Fed) -> Understood:
    return Understood(item=item, not_counted=fed.covered.get(id_, ""))


def undo(
    workspace: Workspace,
    who: str | None = None,
    *,
    progress: Progress = silent,
    waiting: Callable[[str], None] | None = None,
) -> Undone:
    """Take the last line back and publish what stands; raises NothingToUndoError."""
    from ownit.promises.journal import selectors, services

    if not selectors.kept_by(OPERATOR):  # and so nobody is recorded just because there is nothing to undo
        raise services.NothingToUndoError
    person = writer(workspace, who)
    line = services.undo(OPERATOR, person.id, at=workspace.now())
    return Undone(person=person, text=line.text, snapshot=feed(workspace, progress, waiting).snapshot)
