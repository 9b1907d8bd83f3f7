"""Which single change would make a plan fit that does not?

Each is tried by itself, at the most effort the week has room for: a lower number, more deals won of ten, larger deals,
a shorter cycle, more deals opened an hour, a longer week. Told is the least change that is enough, found by false
position on the exact law; a change that is not enough at its ``FURTHEST`` is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from ownit.method.plan import frontier
from ownit.method.plan.book import Seller
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.what_if import WhatIf, changed, win_rate

FURTHEST = 3.0  # times what it is: further than that nobody believes
LONGEST_WEEK = 60.0
MOST_WON = 0.9  # of what is opened
NEAR = 0.01  # so near above the chance asked for is near enough
_ROUNDS = 12


class Change(StrEnum):
    """What can be changed."""

    GOAL = "goal"
    WIN = "win"
    AMOUNT = "amount"
    CYCLE = "cycle"
    YIELD = "yield"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The least that is enough: GOAL in money, WEEK in hours a week in all; else the factor on what it is."""

    change: Change
    value: float


def mends(seller: Seller, goal: float, confidence: float) -> tuple[Mend, ...]:
    """What would be enough, each alone, in the order of :class:`Change`; empty where nothing is."""
    top = frontier.most(seller).effort.opened
    tried = [
        (Change.GOAL, _goal(seller, goal, confidence, top)),
        (Change.WIN, _win(seller, goal, confidence, top)),
        (Change.AMOUNT, _least(lambda f: _chance(changed(seller, WhatIf(amount=f)), goal, top), confidence, FURTHEST)),
        (Change.CYCLE, _faster(seller, goal, confidence, top)),
        (Change.YIELD, _least(lambda f: _fitting(_yielding(seller, f), goal), confidence, FURTHEST)),
        (Change.WEEK, _week(seller, goal, confidence)),
    ]
    return tuple(Mend(change=change, value=value) for change, value in tried if value is not None)


def _goal(seller: Seller, goal: float, confidence: float, top: float) -> float | None:
    """The most that is made with the confidence; each is asked for as a goal, where the law is exact."""
    told = law(outlook(seller.book, goal, top).plan).quantile(1.0 - confidence)
    for _ in range(_ROUNDS):
        if not 0 < told < goal:
            return None
        if _chance(seller, told, top) >= confidence:
            return told
        told *= 0.99
    return None


def _win(seller: Seller, goal: float, confidence: float, top: float) -> float | None:
    most = min(FURTHEST, MOST_WON / max(win_rate(seller.book.cycle), 1e-9))
    if most <= 1.0:
        return None
    return _least(lambda f: _chance(changed(seller, WhatIf(win=f)), goal, top), confidence, most)


def _faster(seller: Seller, goal: float, confidence: float, top: float) -> float | None:
    found = _least(lambda f: _chance(changed(seller, WhatIf(cycle=1.0 / f)), goal, top), confidence, FURTHEST)
    return None if found is None else 1.0 / found


def _week(seller: Seller, goal: float, confidence: float) -> float | None:
    limits = seller.limits
    if limits.week >= LONGEST_WEEK:
        return None
    found = _least(lambda f: _fitting(_longer(seller, f), goal), confidence, LONGEST_WEEK / limits.week)
    return None if found is None else found * limits.week


def _longer(seller: Seller, factor: float) -> Seller:
    """All that the week has more goes to what is opened, and to winning it."""
    limits = seller.limits
    more = (factor - 1.0) * limits.week
    creating = None if limits.creating is None else limits.creating + more
    return replace(seller, limits=replace(limits, week=limits.week + more, creating=creating))


def _yielding(seller: Seller, factor: float) -> Seller:
    return replace(seller, ways=tuple(replace(way, opened=way.opened * factor) for way in seller.ways))


def _fitting(seller: Seller, goal: float) -> float:
    return _chance(seller, goal, frontier.most(seller).effort.opened)


def _chance(seller: Seller, goal: float, opened: float) -> float:
    return law(outlook(seller.book, goal, opened).plan).p_hit(goal)


def _least(chance: Callable[[float], float], confidence: float, most: float) -> float | None:
    """The least factor from 1 to ``most`` whose chance is enough; None where none is. ``chance`` rises."""
    at_low, at_high = chance(1.0), chance(most)
    if at_high < confidence:
        return None
    if at_low >= confidence:
        return 1.0
    target = confidence + NEAR / 3.0
    left, f_left, right, f_right = 0.0, at_low - target, float(np.log(most)), at_high - target
    for _ in range(_ROUNDS):
        if f_right <= 0:
            break
        middle = (left * f_right - right * f_left) / (f_right - f_left)
        found = chance(float(np.exp(middle)))
        if confidence <= found <= confidence + NEAR:
            return float(np.exp(middle))
        if found < target:
            left, f_left, f_right = middle, found - target, f_right / 2.0
        else:
            right, f_right, f_left = middle, found - target, f_left / 2.0
    return float(np.exp(right))
