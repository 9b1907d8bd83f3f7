"""What does a seller learn who has just answered six questions?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from ownit.answers import words
from ownit.method.plan.made import Plan, Rung

if TYPE_CHECKING:
    from ownit.method.plan.obstacle import Change, Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung as it is shown: hours a week of opening business, the chance alone, and what the rung is, if any."""

    hours: float
    chance: float
    said: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answers that a sentence comes back to; money in the number's currency."""

    deal: float
    days: float
    of_ten: float
    meetings: float
    hours: float
    protected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """One sentence and the ladder under it."""

    sentence: str
    ladder: tuple[Step, ...]


def begun(
    plan: Plan, said: Said, *, currency: str, today: date, obstacle: Obstacle | None = None, own_word: bool = True
) -> Begun:
    """What the plan says, beside the hours that the seller said they can protect.

    ``obstacle`` is what stands in the way of a plan that does not fit; ``own_word`` says whose evidence it is.
    """
    number = f"{words.amount(plan.goal, currency)} by {words.day(plan.end, today)}"
    told = _fitting(plan, number, said) if plan.feasible else _not_fitting(plan, number, said, currency, obstacle)
    evidence = "By your own word" if own_word else "By your record"
    return Begun(sentence=f"{evidence} {told}", ladder=_steps(plan, said.protected))


def _fitting(plan: Plan, number: str, said: Said) -> str:
    hours = hours_said(plan.hours.creating)
    told = (
        f"{number}, alone and {often(plan.confidence)}, takes {hours} a week of opening business, "
        f"{per_week(plan.opened)}"
    )
    mine = hours_said(said.protected)
    if said.protected + 0.25 >= plan.hours.creating:
        return f"{told}: the {mine} you protect are enough."
    now = next((r.chance for r in plan.ladder if abs(r.hours - said.protected) < 0.25), None)
    return f"{told}; the {mine} you protect make it {words.chance(now)}." if now is not None else f"{told}."


def _not_fitting(plan: Plan, number: str, said: Said, currency: str, obstacle: Obstacle | None) -> str:
    told = (
        f"{number}, alone and {often(plan.confidence)}, does not fit into {plan.hours.week:g} hours a "
        f"week: there is room for {hours_said(plan.hours.creating)} of opening business, with "
        f"{words.chance_of(plan.chance, 'making it')}."
    )
    if obstacle is None:
        return told
    return f"{told} {in_the_way(obstacle, said, currency)}"


def in_the_way(obstacle: Obstacle, said: Said, currency: str) -> str:
    """Which answer makes it not fit, with what alone would; and the next two that would, each alone."""
    changes = [
        _change(c, obstacle, said, currency) for c in obstacle.changes if c.lever != "number" or obstacle.fits > 0
    ]
    if not changes and obstacle.fits > 0:
        return f"Answer 1 is in the way: {words.amount(_figure(obstacle.fits, floor), currency, 2)} would fit."
    if not changes:
        return "Answer 1 is in the way: nothing opened from today on is sure enough by then. Give a later day."
    (answer, what), *others = changes[:3]
    also = f" So would {' or '.join(f'{w} (answer {n})' for n, w in others)}." if others else ""
    return f"Answer {answer} is in the way: {what} would fit.{also}"


def _change(change: Change, obstacle: Obstacle, said: Said, currency: str) -> tuple[int, str]:
    """The number of an answer, and what it would have to be."""
    factor = change.factor
    match change.lever.value:
        case "number":
            return 1, words.amount(_figure(obstacle.fits, floor), currency, 2)
        case "amount":
            return 2, f"deals of {words.amount(_figure(said.deal * factor, ceil), currency, 2)}"
        case "cycle":
            return 2, f"deals in {floor(said.days / factor)} days"
        case "win":
            return 3, f"{ceil(said.of_ten * factor * 10) / 10:g} of ten won"
        case _:
            return 4, f"{ceil(said.meetings * factor):g} first meetings in {said.hours:g} hours"


def _figure(x: float, to: Callable[[float], int]) -> float:
    """Two digits of it, ``to`` the side on which what is said of it stays true."""
    step = 10.0 ** (floor(log10(x)) - 1) if x > 0 else 1.0
    return to(round(x / step, 6)) * step


def often(confidence: float) -> str:
    """0.8 as ``8 times in 10``."""
    tenths = round(confidence * 100) / 10
    return f"{tenths:g} times in 10" if tenths == round(tenths) else f"{round(confidence * 100)} times in 100"


def hours_said(hours: float) -> str:
    """To the half hour: ``12 hours``, ``1 hour``."""
    rounded = round(hours * 2) / 2
    return f"{rounded:g} hour{'' if rounded == 1 else 's'}"


def per_week(opened: float) -> str:
    """Deals opened: a week from one up, else in a month."""
    if opened >= 1:
        return f"{opened:.1f} deals a week".replace(".0 ", " ")
    month = opened * 365.25 / 84
    return f"{month:.1f} deals a month".replace(".0 ", " ")


def _steps(plan: Plan, protected: float) -> tuple[Step, ...]:
    return tuple(
        Step(hours=rung.hours, chance=rung.chance, said=words.chance(rung.chance), what=_what(rung, plan, protected))
        for rung in plan.ladder
    )


def _what(rung: Rung, plan: Plan, protected: float) -> str:
    mine, planned = abs(rung.hours - protected) < 0.25, abs(rung.hours - plan.hours.creating) < 0.25
    parts = [*(["what you protect"] if mine else []), *(["the plan"] if planned else [])]
    if not rung.feasible:
        parts.append("no room for it")
    return ", ".join(parts)
