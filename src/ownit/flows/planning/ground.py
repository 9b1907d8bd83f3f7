"""For whom, for which period and on what ground is a plan made?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ownit.answers.limits import Limit
from ownit.answers.measure import base_of, measure_key
from ownit.connectors.base import Progress, silent
from ownit.flows.days_off import days_off
from ownit.flows.periods import named
from ownit.flows.planning.breaking import SEASON, broken
from ownit.flows.planning.counting import NOTES, NOUNS
from ownit.flows.planning.errors import (
    NoGoalError,
    NothingToPlanOnError,
    OnlyRenewalsError,
    OtherCurrencyError,
    OtherPeriodError,
    PeriodOverError,
    WordOverError,
)
from ownit.flows.planning.seasons import NO_RECORD
from ownit.flows.planning.shared import Shared
from ownit.flows.planning.spans import Inner, beside_usual, present
from ownit.flows.workspace import Workspace
from ownit.method.law import Missing
from ownit.method.money import CENT
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.plan.unit import Unit
    from ownit.flows.starting.answers import Answers
    from ownit.method.plan.book import Seller
    from ownit.method.plan.counted import Counter
    from ownit.promises.goals.record import Terms
    from ownit.promises.organisation.choices import Choices
    from ownit.promises.people.record import Person


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """All that a plan is made of; ``notes`` say what of it is an assumption.

    ``shown``: hours the ladder must show. ``limits``: what the import found wrong that bears on it.
    """

    person: Person
    source: Literal["record", "word"]
    name: str  # of the period
    start: date
    end: date
    as_of: date
    goal: Decimal
    currency: str  # empty where the number is a count
    confidence: float
    seller: Seller | Counter
    inner: tuple[Inner, ...]
    shown: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()

    @property
    def unit(self) -> Unit:
        """In what its number is."""
        from ownit.answers.plan.unit import COUNTS, money
        from ownit.method.plan.counted import Counter

        return COUNTS[self.seller.measure] if isinstance(self.seller, Counter) else money(self.currency)


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
            found = _by_record(person, shared, said, terms)
        except NoGoalError:
            found = None if answers is None else shared.lack(person.id)
            if found is None:
                raise
        if isinstance(found, Ground):
            return found
        why = found.text
    if answers is None:
        raise NothingToPlanOnError(person.name, why)
    made = _by_word(shared.workspace, person, answers, shared.choices, said, shared.period)
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


def _by_record(person: Person, shared: Shared, said: Mapping[str, str], terms: Terms | None = None) -> Ground | Missing:
    from ownit.answers.plan.held import beside, falls_due
    from ownit.flows.planning.limiting import kept, limited
    from ownit.method.plan.counted import Counter
    from ownit.promises.blocks import selectors as blocks

    asked, choices = shared.asked, shared.choices
    if asked.period.end <= asked.as_of:
        raise PeriodOverError(asked.period.name, asked.period.end)
    mine = shared.goals(person)
    terms = mine[0] if terms is None else terms
    if falls_due(terms):
        raise OnlyRenewalsError(person.name, asked.period.name)
    key = measure_key(terms)
    counts = base_of(key) in NOUNS
    if not counts and terms.currency not in ("", choices.currency):
        raise OtherCurrencyError(person.name, asked.period.name, terms.currency, choices.currency)
    seller = shared.counter(person.id, key) if counts else shared.seller(person.id, key)
    if isinstance(seller, Missing):
        return seller
    notes = shared.notes
    if isinstance(seller, Counter):
        notes = (f"In {asked.period.name} it is {seller.so_far} so far.", *notes, *NOTES[base_of(key)])
    away = blocks.preferences(OPERATOR, person.id, asked.as_of).away
    worked = beside_usual(asked.as_of, asked.period.end, away)
    season = shared.season(person.id) if said.get("spread") == SEASON else NO_RECORD
    parts = broken(
        choices.calendar(),
        asked.period.start,
        asked.period.end,
        terms.amount,
        shared.off,
        said,
        season=season,
        unit=Decimal(1) if counts else CENT,
    )
    return Ground(
        person=person,
        source="record",
        name=asked.period.name,
        start=asked.period.start,
        end=asked.period.end,
        as_of=asked.as_of,
        goal=terms.amount,
        currency="" if counts else terms.currency or choices.currency,
        confidence=choices.confidence,
        seller=limited(_present(seller, worked), kept(said), choices),
        inner=parts.inner,
        notes=(*beside(mine, terms, choices.currency), *notes, *parts.notes, *shared.rfp_notes(person.id, key)),
        limits=shared.limits,
    )


def _present(seller: Seller | Counter, worked: float) -> Seller | Counter:
    """As so much of the days to come is worked."""
    from ownit.method.plan.counted import Counter

    if isinstance(seller, Counter):
        return replace(seller, present=worked)
    return replace(seller, book=replace(seller.book, present=worked))


def _by_word(
    workspace: Workspace,
    person: Person,
    answers: Answers,
    choices: Choices,
    said: Mapping[str, str],
    period: str | None,
) -> Ground:
    from ownit.answers.plan.word import not_known
    from ownit.flows.planning.journal import foreign, told
    from ownit.flows.planning.limiting import kept, limited
    from ownit.flows.planning.promised import week_of
    from ownit.flows.starting.answers import word_of
    from ownit.method.deals import Window
    from ownit.method.plan.said import seller
    from ownit.promises.blocks import selectors as blocks
    from ownit.promises.journal import selectors as journal
    from ownit.promises.plans import selectors as plans

    number, today = answers.number, workspace.now().date()
    name = f"{number.start} to {number.end}"
    if number.end <= today:
        raise WordOverError(number.end)
    if period is not None and (asked := named(choices.calendar(), period, today)).end != number.end:
        raise OtherPeriodError(asked.name, name)
    goal, beside = _goal_by_hand(person, answers, today)
    said_at = plans.said_at(OPERATOR, person.id, "number", today)
    entries = journal.entries(OPERATOR, person.id)
    heard = told(
        entries,
        number.start,
        today,
        said_at,
        answered=_answered(person),
        some_open=number.open > 0,
        currency=number.currency,
    )
    off = days_off(choices, today, number.end)
    away = blocks.preferences(OPERATOR, person.id, today).away
    parts = broken(choices.calendar(), number.start, number.end, goal, off, said, away)
    made = seller(
        replace(word_of(answers), week=week_of(person.id, today)),
        won=float(number.won) + heard.won,
        window=Window(as_of=today, start=number.start, end=number.end),
        present=present(today, number.end, off, away),
        heard=heard.heard,
    )
    return Ground(
        person=person,
        source="word",
        name=name,
        start=number.start,
        end=number.end,
        as_of=today,
        goal=goal,
        currency=number.currency,
        confidence=choices.confidence,
        seller=limited(made, kept(said), choices),
        inner=parts.inner,
        shown=(answers.protected.hours,),
        notes=(
            *beside,
            *ASSUMED,
            *_drawn(answers.win.of_ten / 10.0),
            *not_known(heard.heard.won_unknown, number.currency, person.name),
            *_foreign(foreign(entries, number.currency), number.currency),
            *parts.notes,
        ),
    )


def _answered(person: Person) -> frozenset[str]:
    """The journal's deals that a person has said to have opened."""
    from ownit.connectors.journal import JOURNAL
    from ownit.promises.origins import selectors as origins

    said = origins.opened_by(OPERATOR).items()
    return frozenset(deal for (key, deal), by in said if key == JOURNAL and by == person.id)


def _foreign(lines: int, currency: str) -> tuple[str, ...]:
    """That amounts of the journal are not in the number's currency."""
    if not lines:
        return ()
    what = "amount in your journal is" if lines == 1 else "amounts in your journal are"
    return (f"{lines} {what} not in {currency}, and not counted toward this number.",)


def _drawn(won: float) -> tuple[str, ...]:
    """What is said where another share is reckoned with than a person says they win."""
    from ownit.answers.plan.word import drawn
    from ownit.method.plan.said import believed
    from ownit.method.priors import Measure, published

    text = drawn(won, believed(won)[0], published(Measure.WIN_PER_OPPORTUNITY))
    return (text,) if text else ()


ASSUMED = ("Nobody's record is in this yet: half of your first meetings are taken to become real opportunities.",)


def _goal_by_hand(person: Person, answers: Answers, today: date) -> tuple[Decimal, tuple[str, ...]]:
    """The number as it was answered, or as it was set since for the same days; and that one is in another currency."""
    from ownit.answers.goals import not_planned_for
    from ownit.promises.goals import selectors as goals

    number = answers.number
    held = goals.goals(OPERATOR, number.start, number.end, today).goals
    mine = [g.terms for g in held if g.terms.person == person.id and g.terms.scope == "person" and g.terms.amount > 0]
    since = next((t.amount for t in mine if t.currency == number.currency), number.amount)
    others = dict.fromkeys(t.currency for t in mine if t.currency not in ("", number.currency))
    return since, tuple(
        f"You are held to a goal in {currency} too. {not_planned_for(since, number.currency, currency)}"
        for currency in others
    )
