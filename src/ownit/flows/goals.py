"""How are goals set and listed from the command line?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.errors import OwnitError
from ownit.flows.periods import meant, told_as_of
from ownit.flows.workspace import Workspace
from ownit.method.calendar import Period
from ownit.method.written import CurrencyError, Money
from ownit.method.written import amount as amount_of
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.promises.goals.record import Goals, ImportedGoals


class FileUnreadableError(OwnitError):
    """The file of goals cannot be read."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file} cannot be read: {problem}. Give a CSV file in UTF-8.")


class NoAmountError(OwnitError):
    """A goal of no money, which everyone has made before the period begins."""

    def __init__(self) -> None:
        super().__init__(
            "A goal of 0 would be made before the period begins. Give what is to be won, such as 300k; one that is "
            "set already stays until another amount is."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A goal as a person writes it."""

    who: str
    amount: str
    period: str | None  # None: the one that a standing tells of
    measure: str
    kinds: str
    currency: str | None
    team: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of it."""

    changed: bool
    text: str


def _period(workspace: Workspace, text: str | None) -> Period:
    """The period meant; left out, the one that a standing tells of. Raises UnknownPeriodError."""
    from ownit.facts.store import Store
    from ownit.promises.organisation import selectors as organisation

    today = workspace.now().date()
    current = Store(workspace.facts).current()
    day = today if current is None else told_as_of(current.manifest, today)
    choices = organisation.choices(OPERATOR, today)
    return meant(choices.calendar(), text, choices.held_to, day, ended=day != today)


def _currency_of(workspace: Workspace) -> str:
    """The organisation's."""
    from ownit.promises.organisation import selectors as organisation

    return organisation.choices(OPERATOR, workspace.now().date()).currency


def set_goal(workspace: Workspace, wish: Wish) -> Said:
    """Set one goal by hand; raises OwnitErrors that say what does not fit."""
    from ownit.promises.goals import services
    from ownit.promises.goals.record import MEASURES, MONEY, Terms
    from ownit.promises.people import selectors as people

    period = _period(workspace, wish.period)
    company = wish.who.casefold() == "company"
    person = None if company else people.find(OPERATOR, wish.who)
    money = amount_of(wish.amount)
    in_money = MEASURES.get(wish.measure, MONEY) == MONEY
    if in_money and not money.amount:
        raise NoAmountError
    currency = _currency(wish, money, _currency_of(workspace)) if in_money else ""
    terms = Terms(
        scope="company" if company else "team" if wish.team else "person",
        person=None if person is None else person.id,
        measure=wish.measure,
        kinds=tuple(k.strip() for k in wish.kinds.split(",") if k.strip()),
        period_start=period.start,
        period_end=period.end,
        amount=money.amount,
        currency=currency,
    )
    changed = services.set_goal(OPERATOR, terms, at=workspace.now(), reason=wish.why)
    whose = "The company's" if person is None else f"{person.name}'s{' team' if wish.team else ''}"
    word = "is set to" if changed else "already was"
    return Said(
        changed=changed,
        text=f"{whose} goal for {period.name} {word} {terms.amount:,.0f} {currency or wish.measure}.",
    )


def _currency(wish: Wish, money: Money, usual: str) -> str:
    """The currency beside the amount or the one given apart, which may not differ; else the organisation's."""
    named = (wish.currency or money.currency).upper()
    if money.currency not in ("", named):
        raise CurrencyError(f"{wish.amount} is not in {named}.")
    return named or usual


def listing(workspace: Workspace, period: str | None) -> tuple[Period, Goals, dict[int, str]]:
    """The goals of a period, and how people are called."""
    from ownit.promises.goals import selectors
    from ownit.promises.people import selectors as people

    asked = _period(workspace, period)
    names = {p.id: p.name for p in people.people(OPERATOR)}
    return asked, selectors.goals(OPERATOR, asked.start, asked.end, workspace.now().date()), names


def import_goals(workspace: Workspace, file: Path) -> ImportedGoals:
    """Set the goals of a CSV file; ``-`` is standard input."""
    from ownit.promises.goals import services

    return services.import_goals(OPERATOR, text_of(file), at=workspace.now(), currency=_currency_of(workspace))


def text_of(file: Path) -> str:
    """The text of a file, in the encoding it seems to have, as in an import; ``-`` is standard input.

    Raises FileUnreadableError; NotDelimitedText for a workbook and the like.
    """
    from ownit.connectors.reading.encoding import detect

    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding=detect(file, None, whole=True).name).removeprefix("\ufeff")
    except OSError as e:
        raise FileUnreadableError(file, e.strerror or str(e)) from e
    except UnicodeDecodeError as e:
        raise FileUnreadableError(file, "its text is in no encoding that ownit knows") from e
