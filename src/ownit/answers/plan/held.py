"""To which of somebody's numbers is a plan, and to what else are they held?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ownit.answers.commands import about, quoted
from ownit.answers.plan.unit import COUNTS
from ownit.answers.words import amount
from ownit.promises.goals.record import MONEY, Terms

RENEWAL = ("renewal",)
RENEWALS = "renewals fall due and are kept by serving customers, so no plan of opening business is made of them"
_MEASURES = {"bookings": "", "new_recurring": "new recurring", "margin": "margin", **dict.fromkeys(COUNTS, "")}


def falls_due(terms: Terms) -> bool:
    """Whether a goal is of renewals alone: they are scheduled, and never own."""
    return terms.kinds == RENEWAL


def ranked(mine: Iterable[Terms]) -> list[Terms]:
    """Goals of one person: bookings before other money, money before counts, renewals last. A plan is to the first
    unless another is asked for.
    """
    return sorted(mine, key=_rank)


def _rank(terms: Terms) -> tuple[object, ...]:
    money = terms.unit == MONEY
    return (
        falls_due(terms),
        not money,
        terms.measure != "bookings",
        *((terms.kinds, terms.measure) if money else (terms.measure, terms.kinds)),
    )


def is_the_number(terms: Terms) -> bool:
    """Whether a goal is of all bookings, as the number is that is said at ``ownit start``."""
    return terms.measure == "bookings" and not terms.kinds


def kind(terms: Terms) -> str:
    """Which of several goals in one unit it is: ``expansion``, ``margin, new``; empty for all bookings."""
    return ", ".join(part for part in (_MEASURES[terms.measure], *sorted(terms.kinds)) if part)


def named(terms: Terms) -> str:
    """How a goal is called where it is asked for: ``bookings``, ``expansion``, ``meetings_held``, ``margin new``."""
    measure = "" if terms.measure == "bookings" and terms.kinds else terms.measure
    return " ".join(filter(None, (measure, *sorted(terms.kinds))))


def meant(mine: Sequence[Terms], text: str) -> Terms | None:
    """The goal that is asked for, by its measure and kinds in any order, a count by what it counts too."""
    words = set(text.casefold().replace(",", " ").replace(":", " ").split())
    counts = {unit.amount: measure for measure, unit in COUNTS.items()}
    words = {counts.get(word, word) for word in words}
    return next((t for t in mine if words in (set(named(t).split()), {t.measure, *t.kinds})), None)


def told(terms: Terms, currency: str) -> str:
    """``120 k USD in expansion``; ``currency``: of goals that name none."""
    unit = COUNTS[terms.measure].amount if terms.measure in COUNTS else terms.currency or currency
    of = kind(terms)
    return f"{amount(terms.amount, unit)}{f' in {of}' if of else ''}"


def beside(
    mine: Sequence[Terms], chosen: Terms, currency: str, name: str, period: str | None = None
) -> tuple[str, ...]:
    """What is said of a plan that is to one of several numbers, and how each other is planned.

    ``currency``: of goals that name none; ``name`` and ``period``: whose they are, and for when where that was asked.
    """
    others = [terms for terms in mine if terms is not chosen]
    if not others:
        return ()
    listed = " and one of ".join(told(terms, currency) for terms in others)
    return (
        f"This plan is for {told(chosen, currency)}; beside it there is a goal of {listed}.",
        *(_how(terms, currency, name, period) for terms in others),
    )


def _how(terms: Terms, currency: str, name: str, period: str | None) -> str:
    which = told(terms, currency)
    if falls_due(terms):
        return f"Of {which} no plan is made: {RENEWALS.partition(', so ')[0]}."
    asked = f"--goal {named(terms)}" if " " not in named(terms) else f"--goal {quoted(named(terms))}"
    when = f" --period {quoted(period)}" if period else ""
    return f"What it takes for {which}: {about('ownit plan', name, f'{asked}{when}')}"


def by_word_alone(mine: Sequence[Terms], currency: str, name: str) -> tuple[str, ...]:
    """What is said beside a plan by word of goals that are not its number."""
    if not mine:
        return ()
    listed = " and ".join(told(terms, currency) for terms in mine)
    return (
        f"You are held to {listed} too, of which no plan is made: by your word it is for one number, of all that you "
        f"sell. How it goes: {about('ownit standing', name)}",
    )


def in_a_week(mine: Sequence[Terms], measure: str, currency: str, who: str | None) -> tuple[str, ...]:
    """What is said of a week that is planned for one of several numbers; ``measure``: what its plan's is in."""
    chosen = next((t for t in mine if (t.measure == measure if measure in COUNTS else t.unit == MONEY)), None)
    others = [told(t, currency) for t in mine if t is not chosen and not falls_due(t)]
    if chosen is None or not others:
        return ()
    return (
        f"This week is planned for {told(chosen, currency)}, not for {' and '.join(others)} beside it. What each "
        f"takes: {about('ownit plan', who)}",
    )
