"""Where a plan does not fit into the week: which of the things it stands on stand in the way, and by how much?

Each is changed alone, by a factor f: the number divided by it, deals worth more, won more often or faster, openings per
activity multiplied. The least f at which P(goal | the most that fits) is the confidence is found by halving log f, to
RATIO. How far that is, is log f; of winning, the log of the ratio of odds, since 2 of ten become 8 by no factor of 4.
The nearest comes first; the number before what is as near. Beside them stands the number that the most that fits makes
with that confidence: the (1 - confidence) quantile of its law.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log

from ownit.method.plan import frontier
from ownit.method.plan.book import Seller
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.what_if import WhatIf, changed, win_rate

FURTHEST = 8.0
RATIO = 1.04
MOST_WON = 0.95  # of the deals opened; who wins more opens none that are lost


class Lever(StrEnum):
    """What can be otherwise; the number first."""

    NUMBER = "number"
    MEETINGS = "meetings"
    WIN = "win"
    AMOUNT = "amount"
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that alone would make the plan fit if it were better by ``factor``; ``far`` is how far that is."""

    lever: Lever
    factor: float
    far: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """``changes``: what would do it alone, nearest first, none where FURTHEST is not enough of anything.

    ``fits`` is the number that can be made with the confidence asked for as things are, 0 where none can.
    """

    changes: tuple[Change, ...]
    fits: float


def obstacle(seller: Seller, goal: float, confidence: float) -> Obstacle:
    """What stands in the way of a plan that does not fit."""
    won = win_rate(seller.book.cycle)
    found = []
    for lever in Lever:
        most = min(FURTHEST, MOST_WON / won) if lever is Lever.WIN else FURTHEST
        least = _least(_chance_of(seller, goal, lever), confidence, most) if most > RATIO else None
        if least is not None:
            far = _odds(least * won) - _odds(won) if lever is Lever.WIN else log(least)
            found.append(Change(lever=lever, factor=least, far=far))
    there_is = law(outlook(seller.book, goal, frontier.most(seller).effort.opened).plan)
    order = list(Lever)
    changes = sorted(found, key=lambda c: (round(c.far / log(RATIO)), order.index(c.lever)))
    return Obstacle(changes=tuple(changes), fits=max(there_is.quantile(1.0 - confidence), 0.0))


def better(seller: Seller, lever: Lever, factor: float) -> Seller:
    """The seller with one thing better by a factor; the number is no part of a seller."""
    match lever:
        case Lever.WIN:
            return changed(seller, WhatIf(win=factor))
        case Lever.AMOUNT:
            return changed(seller, WhatIf(amount=factor))
        case Lever.CYCLE:
            return changed(seller, WhatIf(cycle=1.0 / factor))
        case Lever.MEETINGS:
            return replace(seller, ways=tuple(replace(way, opened=way.opened * factor) for way in seller.ways))
        case _:
            return seller


def _odds(p: float) -> float:
    """Logarithm of the odds."""
    return log(p / (1.0 - p))


def _chance_of(seller: Seller, goal: float, lever: Lever) -> Callable[[float], float]:
    def chance(factor: float) -> float:
        one = better(seller, lever, factor)
        wanted = goal / factor if lever is Lever.NUMBER else goal
        return law(outlook(one.book, wanted, frontier.most(one).effort.opened).plan).p_hit(wanted)

    return chance


def _least(chance: Callable[[float], float], confidence: float, most: float) -> float | None:
    """The least factor up to ``most`` that is enough, to RATIO and never below it; None where none is."""
    if chance(most) < confidence:
        return None
    low, high = 1.0, most
    while high / low > RATIO:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if chance(middle) >= confidence else (middle, high)
    return high
