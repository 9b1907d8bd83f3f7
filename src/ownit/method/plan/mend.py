"""Which single change would make a plan fit that does not, and how far is each?

Each thing the plan stands on is changed alone, as far as is just enough: a lower number, more won of ten, larger deals,
a shorter cycle, more opened in an hour, a longer week. Enough is what makes P(goal | the most that fits) the confidence
on the exact law, found by false position on the probit of P, nearly straight in the log of a factor. How far a change
is, is the log of its factor; of winning, of the ratio of odds, since 2 of ten become 8 by no factor of 4; of a longer
week, of the hours of opening business that it leaves. The nearest comes first; the number before what is as near.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, log
from typing import TypeVar

from scipy.special import ndtri

from ownit.method.deals import Origin
from ownit.method.plan import frontier
from ownit.method.plan.book import Limits, Seller, Worker
from ownit.method.plan.channels import Way
from ownit.method.plan.solve import Chances, SellerChances
from ownit.method.plan.what_if import WhatIf, changed, win_rate
from ownit.method.rates import Evidence

FURTHEST = 3.0  # times what it is: further than that nobody believes
SMALLEST = 4096.0  # by so much a number is lowered before none is said to fit
LONGEST_WEEK = 60.0
MOST_WON = 0.9  # of what is opened; who wins more opens none that are lost
NEAR = 0.01  # so near above the chance asked for is near enough
RATIO = 1.01  # a factor is told to this
_AS_NEAR = 1.04  # no more than that apart, two changes are as near
_ROUNDS = 14

W = TypeVar("W", bound=Worker)


class Change(StrEnum):
    """What can be changed; the number first."""

    NUMBER = "number"
    WIN = "win"
    AMOUNT = "amount"
    CYCLE = "cycle"
    YIELD = "yield"
    WEEK = "week"
    LEAST = "least"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The least that is enough: NUMBER in money, WEEK in hours a week in all; else the factor on what it is.

    HOURS are those of creating that a person allows, where it is these that are spent, and not the week. LEAST is that
    less is asked of a week at least: the hours of creating that this takes now. ``far`` is how far that is from what it
    is, from 0.
    """

    change: Change
    value: float
    far: float


def mends(seller: Seller, goal: float, confidence: float) -> tuple[Mend, ...]:
    """What would be enough, each alone, nearest first; empty where nothing is.

    The number is told however far it is, but not what is won already; it is what the most that fits makes with the
    confidence. Where there is no room for what is done at least, no other change is enough.
    """
    chances = SellerChances.of(seller, goal)
    now = _fitting(chances, seller)
    if now >= confidence or room(seller):
        return room_enough(seller, chances, confidence)
    search = _Search(chances=chances, goal=goal, now=now, confidence=confidence)
    number = search.number()
    first = min(number.far, log(FURTHEST)) if number else log(FURTHEST)
    time = search.hours(first) if search.capped else search.week(first)
    others = (search.win(first), search.amount(first), search.cycle(first), search.opening(first), time)
    found = [one for one in (number, *others) if one is not None]
    order = list(Change)
    return tuple(sorted(found, key=lambda one: (round(one.far / log(_AS_NEAR)), order.index(one.change))))


def room(seller: Worker) -> tuple[Mend, ...]:
    """Asking for less, or a longer week, where there is no room for the least that is done every week."""
    floor = frontier.least(seller)
    if frontier.has_room(seller, floor):
        return ()
    found, takes = [], floor.hours
    if takes.creating > Limits().least:  # an hour is done by everybody
        found.append(Mend(change=Change.LEAST, value=takes.creating, far=0.0))
    given = seller.limits.creating is None or takes.creating <= seller.limits.creating
    if given and seller.limits.week < takes.total <= LONGEST_WEEK:
        found.append(Mend(change=Change.WEEK, value=takes.total, far=0.0))
    return tuple(found)


def room_enough(seller: Worker, chances: Chances, confidence: float) -> tuple[Mend, ...]:
    """Those of :func:`room` of which each alone is enough for the number, too: what is asked for may crowd out more."""
    return tuple(
        one for one in room(seller) if chances.chance(frontier.most(_given_room(seller, one)).effort) >= confidence
    )


def _given_room(seller: Worker, one: Mend) -> Worker:
    if one.change is Change.LEAST:
        return replace(seller, ways=tuple(replace(way, least=0.0) for way in seller.ways))
    return _longer(seller, one.value)


def better(seller: Seller, change: Change, value: float) -> Seller:
    """The seller with one thing changed as :class:`Mend` has it; the number is no part of a seller."""
    match change:
        case Change.WIN:
            return changed(seller, WhatIf(win=value))
        case Change.AMOUNT:
            return changed(seller, WhatIf(amount=value))
        case Change.CYCLE:
            return changed(seller, WhatIf(cycle=value))
        case Change.YIELD:
            return replace(seller, ways=tuple(_opening(way, value) for way in seller.ways))
        case Change.WEEK:
            return _longer(seller, value)
        case Change.HOURS:
            return _giving(seller, value)
        case _:
            return seller


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    """A plan that does not fit: ``now`` is the chance of the most that fits. Each method gives its least change."""

    chances: SellerChances
    goal: float
    now: float
    confidence: float

    @property
    def seller(self) -> Seller:
        return self.chances.seller

    @property
    def _own(self) -> float:
        return float(self.chances.odds.won.amount[0, Origin.OWN])

    def number(self) -> Mend | None:
        far = self._least(lambda x: self._of_goal(self.goal * exp(-x)), log(FURTHEST) / 4.0, log(SMALLEST))
        if far is None or self.goal * exp(-far) <= self._own * RATIO**2:  # what is won already is no number to make
            return None
        return Mend(change=Change.NUMBER, value=self.goal * exp(-far), far=far)

    def win(self, first: float) -> Mend | None:
        p = win_rate(self.seller.book.cycle)
        if p <= 0.0 or p >= MOST_WON:
            return None
        far = self._anew(Change.WIN, first, log(min(FURTHEST, MOST_WON / p)))
        return None if far is None else Mend(change=Change.WIN, value=exp(far), far=_odds(p * exp(far)) - _odds(p))

    def amount(self, first: float) -> Mend | None:
        """Deals worth f times as much make what a number missing 1/f as much takes, but for the bands of amounts."""
        own = self._own
        alike = self._least(lambda x: self._of_goal(own + (self.goal - own) * exp(-x)), first, log(FURTHEST))
        far = self._anew(Change.AMOUNT, alike if alike is not None else log(FURTHEST), log(FURTHEST))
        return None if far is None else Mend(change=Change.AMOUNT, value=exp(far), far=far)

    def cycle(self, first: float) -> Mend | None:
        far = self._least(
            lambda x: self._with(better(self.seller, Change.CYCLE, exp(-x)), shared=False), first, log(FURTHEST)
        )
        return None if far is None else Mend(change=Change.CYCLE, value=exp(-far), far=far)

    def opening(self, first: float) -> Mend | None:
        if all(way.evidence is Evidence.PUBLISHED for way in self.seller.ways):
            return None
        far = self._least(lambda x: self._with(better(self.seller, Change.YIELD, exp(x))), first, log(FURTHEST))
        return None if far is None else Mend(change=Change.YIELD, value=exp(far), far=far)

    @property
    def capped(self) -> bool:
        """Whether the hours that are allowed for creating are spent while the week has more."""
        limits = self.seller.limits
        return limits.creating is not None and limits.creating < frontier.max_hours(replace(limits, creating=None))

    def hours(self, first: float) -> Mend | None:
        allowed = self.seller.limits.creating or 0.0
        most = frontier.most(_giving(self.seller, None)).hours.creating
        if not 0.0 < allowed * RATIO < most:
            return None
        far = self._least(lambda x: self._with(_giving(self.seller, allowed * exp(x))), first, log(most / allowed))
        return None if far is None else Mend(change=Change.HOURS, value=allowed * exp(far), far=far)

    def week(self, first: float) -> Mend | None:
        week = self.seller.limits.week
        if not 0.0 < week < LONGEST_WEEK:
            return None
        found = self._least(
            lambda x: self._with(_longer(self.seller, week * exp(x))), min(first, 0.1), log(LONGEST_WEEK / week)
        )
        if found is None:
            return None
        value = week * exp(found)
        hours, more = (frontier.most(one).hours.creating for one in (self.seller, _longer(self.seller, value)))
        return Mend(change=Change.WEEK, value=value, far=log(more / hours) if hours > 0 else log(FURTHEST))

    def _of_goal(self, goal: float) -> float:
        """The chance of another number by the most that fits; the ground is shared."""
        return _fitting(replace(self.chances, odds=self.chances.odds.of_goal(goal)), self.seller)

    def _anew(self, change: Change, first: float, most: float) -> float | None:
        return self._least(lambda x: self._with(better(self.seller, change, exp(x)), shared=False), first, most)

    def _with(self, seller: Seller, *, shared: bool = True) -> float:
        """The chance of the number for another seller; ``shared``: whose book is the same."""
        chances = replace(self.chances, seller=seller) if shared else SellerChances.of(seller, self.goal)
        return _fitting(chances, seller)

    def _least(self, chance: Callable[[float], float], first: float, most: float) -> float | None:
        """The least x in (0, ``most``] whose chance is enough, tried from ``first``; None where none is.

        ``chance`` rises with x and is ``now`` at 0; what is told is enough itself, never a little less.
        """
        aim = _probit(self.confidence + NEAR / 3.0)
        left, at_left = 0.0, _probit(self.now) - aim
        right, at_right = most, 0.0
        x, bracketed = min(first, most), False
        for _ in range(_ROUNDS):
            found = chance(x)
            at = _probit(found) - aim
            if self.confidence <= found <= self.confidence + NEAR:
                return x
            if found >= self.confidence:
                right, at_right, at_left = x, at, at_left / 2.0 if bracketed else at_left
                bracketed = True
            elif not bracketed:
                if x >= most:
                    return None
                x, left, at_left = _beyond((left, at_left), (x, at), most), x, at
                continue
            else:
                left, at_left, at_right = x, at, at_right / 2.0
            if right - left <= log(RATIO):
                break
            x = (left * at_right - right * at_left) / (at_right - at_left)
        return right if bracketed else None


def _beyond(before: tuple[float, float], last: tuple[float, float], most: float) -> float:
    """Where the line through two points that are not enough says it is, three times as far at the most."""
    (x0, y0), (x, y) = before, last
    step = -y * (x - x0) / (y - y0) if y > y0 else most
    return min(x + min(max(step, log(RATIO)), 2.0 * x), most)


def _fitting(chances: SellerChances, seller: Seller) -> float:
    """The chance if the most that fits is done, as a plan reckons it."""
    return chances.chance(frontier.most(seller).effort)


def _opening(way: Way, factor: float) -> Way:
    """What is published is nobody's own to better."""
    return way if way.evidence is Evidence.PUBLISHED else replace(way, opened=way.opened * factor)


def _giving(seller: Seller, hours: float | None) -> Seller:
    """Other hours are allowed for creating."""
    return replace(seller, limits=replace(seller.limits, creating=hours))


def _longer(seller: W, week: float) -> W:
    """All that the week has more goes to what is opened, and to winning it."""
    limits = seller.limits
    creating = None if limits.creating is None else limits.creating + week - limits.week
    return replace(seller, limits=replace(limits, week=week, creating=creating))


def _odds(p: float) -> float:
    """Logarithm of the odds."""
    return log(p / (1.0 - p))


def _probit(p: float) -> float:
    return float(ndtri(min(max(p, 1e-6), 1.0 - 1e-6)))
