"""Whom does a seller mean to go after, and what is said of one of them: accepted, dropped, touched, next?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ownit.answers.commands import whose
from ownit.answers.targets import Listed, Stepped
from ownit.errors import OwnitError
from ownit.flows.journal import writer
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.promises.targets.record import Target


class TargetNotFoundError(OwnitError):
    """No target on the list, or more than one, is what was said."""

    def __init__(self, text: str, fitting: Sequence[Target], name: str) -> None:
        if fitting:
            several = "; ".join(f"{t.id} {t.name}" for t in fitting[:5])
            super().__init__(f"{text!r} may be several targets: {several}. Give the number.")
        else:
            typed = whose("ownit targets list", name, "--all")
            super().__init__(f"{text!r} is no target on {name}'s list. See the numbers: {typed}")


def listing(workspace: Workspace, who: str | None = None) -> Listed:
    """A seller's targets; the active ones in the order in which blocks take them, then those left in peace."""
    from ownit.promises.targets import selectors

    person, on = writer(workspace, who), workspace.now().date()
    every = selectors.targets(OPERATOR, person.id)
    turn: list[int] = []
    for channel in ("calls", "referrals"):
        turn += [t.id for t in selectors.next_names(OPERATOR, person.id, channel, len(every), on)]
    order = {id_: n for n, id_ in enumerate(turn)}
    return Listed(person=person, on=on, targets=tuple(sorted(every, key=lambda t: (order.get(t.id, len(order)), t.id))))


def accept(workspace: Workspace, texts: Sequence[str], who: str | None = None, *, every: bool = False) -> Stepped:
    """Take proposed or dropped targets onto the list; with ``every`` all that are proposed."""
    from ownit.promises.targets import services

    listed = listing(workspace, who)
    chosen = listed.of("proposed") if every else found(listed, texts)
    return _each(listed, "accepted", chosen, lambda t: services.accept(OPERATOR, t.person, t.id, at=workspace.now()))


def drop(workspace: Workspace, texts: Sequence[str], who: str | None = None, *, why: str = "") -> Stepped:
    """Take targets off the list."""
    from ownit.promises.targets import services

    listed = listing(workspace, who)
    chosen = found(listed, texts)
    return _each(
        listed, "dropped", chosen, lambda t: services.drop(OPERATOR, t.person, t.id, at=workspace.now(), why=why)
    )


def touched(workspace: Workspace, texts: Sequence[str], who: str | None = None, *, on: date | None = None) -> Stepped:
    """Say that targets were touched, today or on a day that has passed."""
    from ownit.promises.targets import services

    listed = listing(workspace, who)
    day = on or listed.on
    if day > listed.on:
        raise OwnitError(f"{day} has not come yet; a target was touched today or earlier.")
    chosen = found(listed, texts)
    return _each(listed, "touched", chosen, lambda t: services.touch(OPERATOR, t.person, t.id, day, at=workspace.now()))


def plan_next(workspace: Workspace, text: str, step: str, due: date | None, who: str | None = None) -> Stepped:
    """Say what comes next with a target, and when: today or on a day to come; of two of one name with the first."""
    from ownit.promises.targets import services

    listed = listing(workspace, who)
    if due is not None and due < listed.on:
        raise OwnitError(f"{due} has passed; a next step is due today or later.")
    chosen = found(listed, [text])[:1]

    def say(t: Target) -> None:
        services.plan_next(OPERATOR, t.person, t.id, step, due, at=workspace.now())

    return _each(listed, "next", chosen, say)


def found(listed: Listed, texts: Sequence[str]) -> tuple[Target, ...]:
    """The targets that texts mean: by number, name, or how only one name begins. Raises TargetNotFoundError.

    A name is an account's, which may be there twice: to be pursued, and to be asked for a referral. Then it means both.
    """
    return tuple(dict.fromkeys(target for text in texts for target in _fitting(listed, text)))


def _fitting(listed: Listed, text: str) -> Sequence[Target]:
    bare = text.strip().removeprefix("#")
    folded = " ".join(text.split()).casefold()
    targets = listed.targets
    by_number = [t for t in targets if bare == str(t.id)]
    same = [t for t in targets if t.name.casefold() == folded]
    begins = [t for t in targets if folded and t.name.casefold().startswith(folded)]
    fitting = by_number or same or begins
    if len({t.name.casefold() for t in fitting}) != 1:
        raise TargetNotFoundError(text, fitting, listed.person.name)
    return fitting


def _each(listed: Listed, what: str, chosen: Sequence[Target], say: Callable[[Target], None]) -> Stepped:
    for target in chosen:
        say(target)
    return Stepped(person=listed.person, what=what, targets=tuple(chosen))
