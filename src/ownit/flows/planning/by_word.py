"""On what ground is a plan made by what a seller says, and writes down since?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from ownit.flows.days_off import days_off
from ownit.flows.periods import named
from ownit.flows.planning.breaking import broken
from ownit.flows.planning.errors import OtherPeriodError, WordOverError
from ownit.flows.planning.ground import Ground, so_far
from ownit.flows.planning.spans import present
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.flows.planning.journal import Told
    from ownit.flows.starting.answers import Answers
    from ownit.flows.starting.number import Number
    from ownit.method.plan.heard import Heard
    from ownit.promises.organisation.choices import Choices
    from ownit.promises.people.record import Person


def by_word(
    workspace: Workspace,
    person: Person,
    answers: Answers,
    choices: Choices,
    said: Mapping[str, str],
    period: str | None,
) -> Ground:
    """The ground of a person's word. Raises WordOverError, OtherPeriodError."""
    from ownit.answers.plan.word import crowded
    from ownit.flows.planning.limiting import kept, limited
    from ownit.flows.planning.promised import week_of
    from ownit.flows.starting.answers import word_of
    from ownit.method.breakdown import Presence
    from ownit.method.deals import Window
    from ownit.method.plan.said import seller, winning_asked
    from ownit.promises.blocks import selectors as blocks

    number, today = answers.number, workspace.now().date()
    name = _name(number, choices, period, today)
    goal, foreign_goals, beside = _goals(person, answers, today)
    written, foreign = _written(person, number, workspace.now())
    off = days_off(choices, today, number.end)
    away = blocks.preferences(OPERATOR, person.id, today).away
    word = replace(word_of(answers), week=week_of(person.id, today))
    made = seller(
        word,
        won=float(number.won) + written.won,
        window=Window(as_of=today, start=number.start, end=number.end),
        present=present(today, number.end, off, away),
        heard=written.heard,
    )
    now, there = so_far(made, today), Presence(leave=away)
    parts = broken(choices.calendar(), number.start, number.end, goal, now, off, said, there)
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
        beside=beside,
        notes=(
            *foreign_goals,
            *crowded(winning_asked(word, made.book), made.limits.winning_now),
            *_of_the_word(person, answers, written),
            *foreign,
            *parts.notes,
        ),
    )


def _name(number: Number, choices: Choices, period: str | None, today: date) -> str:
    """What the number's period is called. Raises WordOverError, OtherPeriodError where another is asked for."""
    name = f"{number.start} to {number.end}"
    if number.end <= today:
        raise WordOverError(number.end, today)
    if period is not None and (asked := named(choices.calendar(), period, today)).end != number.end:
        raise OtherPeriodError(asked.name, name)
    return name


def _written(person: Person, number: Number, now: datetime) -> tuple[Told, tuple[str, ...]]:
    """What the person wrote down since they said their number, and that amounts of it are in another currency.

    A journal's days are those where the person is, so those of now and of the word are too.
    """
    from ownit.flows.journal.keeping import where
    from ownit.flows.planning.journal import foreign, told
    from ownit.promises.journal import selectors as journal
    from ownit.promises.plans import selectors as plans

    entries = journal.entries(OPERATOR, person.id)
    said_at = plans.said_at(OPERATOR, person.id, "number", now.date())
    written = told(
        entries,
        number.start,
        where(now, person).date(),
        None if said_at is None else where(said_at, person),
        answered=_answered(person),
        some_open=number.open > 0,
        currency=number.currency,
    )
    return written, _foreign(foreign(entries, number.currency), number.currency)


def _of_the_word(person: Person, answers: Answers, written: Told) -> tuple[str, ...]:
    """What is to be known of a plan by word: what is taken for granted, and what is not as it was said."""
    from ownit.answers.plan.word import assumed, not_known, not_opened, presumed
    from ownit.flows.starting.answers import word_of
    from ownit.method.plan.said import closing
    from ownit.method.plan.unwritten import settled

    heard = settled(written.heard, closing(word_of(answers), written.heard))
    drawn, silent = _drawn(answers.win.of_ten / 10.0, heard), not_opened(written.unopened)
    return (
        assumed(heard),
        *drawn,
        *presumed(heard),
        *silent,
        *not_known(heard.won_unknown, answers.number.currency, person.name),
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


def _drawn(won: float, heard: Heard) -> tuple[str, ...]:
    """What is said where another share is reckoned with than a person says they win."""
    from ownit.answers.plan.word import drawn
    from ownit.method.plan.said import share_won
    from ownit.method.priors import Measure, published

    text = drawn(won, share_won(won, heard), published(Measure.WIN_PER_OPPORTUNITY), heard)
    return (text,) if text else ()


def _goals(person: Person, answers: Answers, today: date) -> tuple[Decimal, tuple[str, ...], tuple[str, ...]]:
    """The number as it was answered, or as it was set since for the same days; that one is in another currency; and
    what else, of some kind or another measure, the person is held to for these days.
    """
    from ownit.answers.goals import not_planned_for
    from ownit.answers.plan.held import by_word_alone, is_the_number, ranked
    from ownit.promises.goals import selectors as goals

    number = answers.number
    held = goals.goals(OPERATOR, number.start, number.end, today).goals
    mine = [g.terms for g in held if g.terms.person == person.id and g.terms.scope == "person" and g.terms.amount > 0]
    numbers = [t for t in mine if is_the_number(t)]
    since = next((t.amount for t in numbers if t.currency == number.currency), number.amount)
    currencies = dict.fromkeys(t.currency for t in numbers if t.currency not in ("", number.currency))
    others = ranked(t for t in mine if not is_the_number(t))
    return (
        since,
        tuple(
            f"You are held to a goal in {currency} too. {not_planned_for(since, number.currency, currency)}"
            for currency in currencies
        ),
        by_word_alone(others, number.currency, person.name),
    )
