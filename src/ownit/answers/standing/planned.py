"""What is told of where sellers stand before any deal is on record: what they undertook, and what is to be kept?

No chance is reckoned here: the one that is told was told when the plan was undertaken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.answers.commands import first_plan
from ownit.answers.plan.figures import hours
from ownit.answers.plan.unit import unit_of
from ownit.answers.standing.headline import nothing_yet
from ownit.answers.words import amount, chance, day
from ownit.promises.plans.record import Plan

NONE = "No deal is on record yet, so no standing can be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A seller, the plan they undertook (None: none holds), and what they said was won of its number by then."""

    name: str
    plan: Plan | None
    won: Decimal = Decimal(0)


def headline(folk: Sequence[Planned], today: date) -> str:
    """One seller's plan whole; of several, whose plans there are and for what."""
    held = [(one, one.plan) for one in folk if one.plan is not None]
    if len(folk) == 1:
        return f"{folk[0].name}. {NONE}{_of_one(*held[0], today) if held else ', and no plan is undertaken'}."
    if not held:
        return f"{NONE}, and nobody has a plan."
    *first, last = [f"{one.name} ({_number(plan, today)})" for one, plan in held]
    several = f"plans of {', '.join(first)} and {last}" if first else f"plan of {last}"
    return f"{NONE}. What is known: the {several}."


def _of_one(one: Planned, plan: Plan, today: date) -> str:
    won = f"; {amount(one.won, plan.terms.currency)} of it was won by then, by your word" if one.won else ""
    return (
        f". What is known is your plan: {_number(plan, today)}, by {hours(plan.terms.minutes / 60.0)} a week of "
        f"opening business, undertaken on {day(plan.adopted_on, today)}; the chance told then was "
        f"{chance(plan.terms.chance)}{won}"
    )


def said_at_start(won: Decimal, open_: Decimal, currency: str) -> str:
    """What was said to be won and open when the six questions were answered, and where it counts."""
    parts = [f"{amount(value, currency)} {what}" for value, what in ((won, "won"), (open_, "open")) if value]
    said = " and ".join(parts)
    return f"{said} is by your word at ownit start: your plan begins with it; the figures here are of the record."


def _number(plan: Plan, today: date) -> str:
    return f"{amount(plan.terms.goal, unit_of(plan.terms).amount)} by {day(plan.terms.period_end, today)}"


def next_step(folk: Sequence[Planned], who: str | None, *, begun: bool) -> str:
    """To keep what becomes of deals; who has no plan, and has not ``begun`` a journal, begins by six answers.

    Several say whose it is.
    """
    if not begun and not any(one.plan for one in folk):
        begin = first_plan(who, recorded=False)
        return f"{begin[0].upper()}{begin[1:]}"
    return nothing_yet(past=False, recorded=False, who="NAME" if who is None and len(folk) > 1 else who)
