"""How are goals set, taken away and listed from the command line?"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.errors import OwnitError
from ownit.flows.periods import UnknownPeriodError, meant, named, told_as_of
from ownit.flows.workspace import Workspace
from ownit.method.calendar import Kind, Period
from ownit.method.written import CurrencyError, Money
from ownit.method.written import amount as amount_of
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.goals import Unset
    from ownit.flows.starting.number import Number
    from ownit.promises.goals.record import Goal, Goals, ImportedGoals, Terms
    from ownit.promises.people.record import Person


class FileUnreadableError(OwnitError):
    """The file of goals cannot be read."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file} cannot be read: {problem}. Give a CSV file in UTF-8.")


class NotByHandError(OwnitError):
    """Nothing was set by hand that could be taken away."""

    def __init__(self, whose: str, period: str, held: Goal | None) -> None:
        goal = f"{whose} goal for {period}"
        if held is None:
            said = f"{goal} was never set by hand"
        elif held.parts > 1 and held.source == "hand":
            said = f"{goal} is the sum of {held.parts} shorter ones: take away each, with its --period"
        else:
            said = f"{goal} is the CRM's: take it away there, or set another by hand, which wins"
        super().__init__(f'{said}. What there is: ownit goal list --period "{period}"')


class PeriodOfFileError(OwnitError):
    """A file is read on other days too, so that what it says of a period must not depend on the day."""

    def __init__(self, text: str, example: str) -> None:
        super().__init__(f"{text[:40]!r} names no period of your calendar. Name it as {example!r} is named.")


_RELATIVE = re.compile(r"(?i)(?:(?:this|next|last)-)?(?:month|quarter|year)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A goal as a person writes it; one to be taken away has no amount."""

    who: str
    amount: str = ""
    period: str | None  # None: the one that a standing tells of
    measure: str
    kinds: str
    currency: str | None = None
    team: bool
    why: str

    def whose(self, person: Person | None) -> str:
        """Whose goal it is, as a sentence begins."""
        return "The company's" if person is None else f"{person.name}'s{' team' if self.team else ''}"


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
    from ownit.answers.goals import not_compared
    from ownit.answers.plan.held import is_the_number
    from ownit.promises.goals import services
    from ownit.promises.goals.errors import GoalError, NoAmountError
    from ownit.promises.goals.record import MEASURES, MONEY

    period, person = _period(workspace, wish.period), _person(wish)
    money = amount_of(wish.amount)
    in_money = MEASURES.get(wish.measure, MONEY) == MONEY
    if not money.amount:
        raise NoAmountError
    if money.amount < 0:
        raise GoalError(f"A goal is a number above 0, not {wish.amount}.")
    usual = _currency_of(workspace)
    currency = _currency(wish, money, usual) if in_money else ""
    terms = _terms(wish, person, period, money.amount, currency)
    changed = services.set_goal(OPERATOR, terms, at=workspace.now(), reason=wish.why)
    word = "is set to" if changed else "already was"
    text = f"{wish.whose(person)} goal for {period.name} {word} {terms.amount:,.0f} {currency or wish.measure}."
    if currency not in ("", usual):
        text = f"{text} {not_compared([currency], usual)}"
    said = None if person is None else _said(person, terms, workspace.now().date())
    if said is not None and (said.end == period.end or not is_the_number(terms)):
        text = f"{text} {_not_planned_for(said, terms)}".rstrip()
    return Said(changed=changed, text=text)


def unset_goal(workspace: Workspace, wish: Wish) -> Unset:
    """Take away one goal that was set by hand; what the CRM has, or shorter goals make up, holds again.

    Raises NotByHandError, and the OwnitErrors of what does not fit.
    """
    from ownit.answers.goals import Unset
    from ownit.answers.plan.held import is_the_number
    from ownit.promises.goals import services
    from ownit.promises.goals.errors import NoSuchGoalError
    from ownit.promises.goals.terms import checked

    period, person, usual = _period(workspace, wish.period), _person(wish), _currency_of(workspace)
    terms = checked(_terms(wish, person, period, Decimal(0), usual))
    try:
        taken = services.unset_goal(OPERATOR, terms, at=workspace.now(), reason=wish.why)
    except NoSuchGoalError as e:
        raise NotByHandError(wish.whose(person), period.name, _held(workspace, terms)) from e
    said = None if person is None else _said(person, terms, workspace.now().date())
    days = (terms.period_start, terms.period_end)
    same = said is not None and is_the_number(terms) and (said.start, said.end) == days
    return Unset(
        name="" if person is None else person.name,
        period=period.name,
        terms=terms,
        taken=taken,
        holds=_held(workspace, terms),
        usual=usual,
        word=said.amount if said is not None and same else None,
    )


def _not_planned_for(said: Number, terms: Terms) -> str:
    """That a plan by word is for the number ``said`` and not for this goal, where that is so."""
    from ownit.answers.goals import for_other_days, not_of_all, not_planned_for
    from ownit.answers.plan.held import is_the_number

    if not is_the_number(terms):
        return not_of_all(said.amount, said.currency)
    if terms.currency != said.currency:
        return not_planned_for(said.amount, said.currency, terms.currency)
    most_of_it = 2 * (terms.period_end - terms.period_start) > said.end - said.start  # and no part of a breakdown
    if most_of_it and said.start != terms.period_start and said.amount != terms.amount:
        return for_other_days(said.amount, said.currency, said.start, said.end)
    return ""


def _said(person: Person, terms: Terms, today: date) -> Number | None:
    """The number that a person whom no CRM knows said at ``ownit start``, where a goal is their own."""
    from ownit.flows.people import in_crm
    from ownit.flows.starting.whose import said_before

    theirs = terms.scope == "person" and person.id not in in_crm()
    said = said_before(person, today) if theirs else None
    return None if said is None else said.number


def _held(workspace: Workspace, terms: Terms) -> Goal | None:
    """What holds for the subject and period of these terms."""
    from ownit.promises.goals import selectors

    def about(t: Terms) -> tuple[object, ...]:
        return t.scope, t.person, t.measure, t.kinds

    found = selectors.goals(OPERATOR, terms.period_start, terms.period_end, workspace.now().date())
    return next((g for g in found.goals if about(g.terms) == about(terms)), None)


def _person(wish: Wish) -> Person | None:
    """Whose goal it is; None for the company's. Raises UnknownPersonError."""
    from ownit.promises.people import selectors as people

    return None if wish.who.casefold() == "company" else people.find(OPERATOR, wish.who)


def _terms(wish: Wish, person: Person | None, period: Period, amount: Decimal, currency: str) -> Terms:
    from ownit.promises.goals.record import Terms

    return Terms(
        scope="company" if person is None else "team" if wish.team else "person",
        person=None if person is None else person.id,
        measure=wish.measure,
        kinds=tuple(k.strip() for k in wish.kinds.split(",") if k.strip()),
        period_start=period.start,
        period_end=period.end,
        amount=amount,
        currency=currency,
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
    names = people.called(OPERATOR)
    return asked, selectors.goals(OPERATOR, asked.start, asked.end, workspace.now().date()), names


def import_goals(workspace: Workspace, file: Path) -> tuple[ImportedGoals, str]:
    """Set the goals of a CSV file, and the organisation's currency; ``-`` is standard input."""
    from ownit.promises.goals import services

    usual = _currency_of(workspace)
    done = services.import_goals(OPERATOR, text_of(file), at=workspace.now(), currency=usual, named=_days_of(workspace))
    return done, usual


def _days_of(workspace: Workspace) -> Callable[[str], tuple[date, date]]:
    """The days of a period of the organisation's calendar by its name, which means the same whenever it is read."""
    from ownit.promises.organisation import selectors as organisation

    today = workspace.now().date()
    calendar = organisation.choices(OPERATOR, today).calendar()

    @cache
    def days(text: str) -> tuple[date, date]:
        try:
            if not _RELATIVE.fullmatch(text.strip()):
                period = named(calendar, text, today)
                return period.start, period.end
        except UnknownPeriodError:
            pass  # what is told of one that is typed is not what a file may say
        raise PeriodOfFileError(text, calendar.period(Kind.QUARTER, today).name)

    return days


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
