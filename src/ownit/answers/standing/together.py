"""What is everyone together held to, where nobody set a goal of the company itself?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ownit.answers.measure import BOOKINGS, measure_key
from ownit.answers.standing.record import Goal
from ownit.promises.goals.record import Goals, Terms
from ownit.promises.people.hierarchy import Hierarchy


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The goal of everyone together, none where it would be the goal of a few; ``note`` says so then."""

    goals: tuple[Goal, ...]
    note: str = ""


def together(held: Goals, over: Hierarchy, sellers: Sequence[int]) -> Together:
    """The topmost bookings goals added up, where they are everyone's.

    They are everyone's if each of ``sellers`` is held to something, in their own name or in a team's that they lead or
    are in. Deals of all against the goals of some would be told as made by those who promised nothing.
    """
    terms = [g.terms for g in held.goals if g.terms.person is not None]
    own = {t.person for t in terms if t.scope == "person"}
    teams = {t.person for t in terms if t.scope == "team" and measure_key(t) == BOOKINGS}
    covered = sum(p in own or not teams.isdisjoint((p, *over.above(p))) for p in sellers)
    if covered < len(sellers):
        note = f"{covered} of {len(sellers)} people have a goal, so everyone together is held to none."
        return Together(goals=(), note=note if covered else "")
    return Together(goals=_summed([t for t in terms if measure_key(t) == BOOKINGS], over))


def _summed(terms: Sequence[Terms], over: Hierarchy) -> tuple[Goal, ...]:
    """The topmost goals added up: each team's that is in no other team with one, and everyone's outside."""
    teams = {t.person for t in terms if t.scope == "team"}
    top = [
        t
        for t in terms
        if t.person is not None
        and not teams & set(over.above(t.person))
        and not (t.scope == "person" and t.person in teams)
    ]
    currencies = {t.currency for t in top}
    if len(currencies) != 1:
        return ()
    total = sum((t.amount for t in top), Decimal(0))
    return (Goal(measure=BOOKINGS, amount=total, currency=currencies.pop() or None),)
