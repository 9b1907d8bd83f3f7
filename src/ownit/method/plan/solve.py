"""How many deals a week must be opened so that the chance of the number, alone, is what is asked for?

P(goal | plan carried out) rises with the deals opened, so the least effort is at one root of P - confidence. It is
found on the exact law (``plan.odds``) by the Illinois form of false position; never on an approximation of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ownit.method.plan.book import Seller
from ownit.method.plan.channels import Effort, mix_variance
from ownit.method.plan.odds import Odds

ABOVE = 0.01  # the chance of a plan is at most so far above what was asked for
AIM = 0.003
_ROUNDS = 60


class Chances(Protocol):
    """What an effort does for a number, in money or in a count."""

    def chance(self, effort: Effort) -> float:
        """P(goal | plan carried out), alone."""

    def mean(self, effort: Effort) -> float:
        """The mean of the period's total, alone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SellerChances:
    """A seller's chance of a number by what they do each week."""

    seller: Seller
    odds: Odds

    @classmethod
    def of(cls, seller: Seller, goal: float) -> SellerChances:
        """Nothing asked yet."""
        return cls(seller=seller, odds=Odds.of(seller.book, goal))

    def chance(self, effort: Effort) -> float:
        """P(goal | plan carried out), alone."""
        return self.odds.chance(effort.opened, mix_variance(self.seller.ways, effort.activities))

    def mean(self, effort: Effort) -> float:
        """The mean of the period's total, alone."""
        return self.odds.mean(effort.opened, mix_variance(self.seller.ways, effort.activities))


def least_opened(chance: Callable[[float], float], confidence: float, low: float, high: float) -> float | None:
    """The fewest deals a week from ``low`` to ``high`` whose chance lies in [confidence, confidence + ABOVE].

    ``low`` where that is enough already, None where ``high`` is not.
    """
    at_low, at_high = chance(low), chance(high)
    if at_low >= confidence:
        return low
    if at_high < confidence:
        return None
    target = confidence + AIM
    left, f_left, right, f_right = low, at_low - target, high, at_high - target
    for _ in range(_ROUNDS):
        if f_right <= 0:  # the most there is lies between what is asked for and the aim
            return right
        middle = (left * f_right - right * f_left) / (f_right - f_left)
        found = chance(middle)
        if confidence <= found <= confidence + 2 * AIM:
            return middle
        if found < target:
            left, f_left, f_right = middle, found - target, f_right / 2.0
        else:
            right, f_right, f_left = middle, found - target, f_left / 2.0
    return right


def by_mean(mean: Callable[[float], float], goal: float, low: float, high: float) -> float | None:
    """The deals a week whose mean total is the goal; ``low`` where it is more already, None past ``high``."""
    if mean(low) >= goal:
        return low
    if mean(high) < goal:
        return None
    left, right = low, high
    for _ in range(_ROUNDS):
        middle = left + (right - left) * (goal - mean(left)) / (mean(right) - mean(left))
        found = mean(middle)
        if abs(found - goal) <= 1e-3 * goal:
            return middle
        left, right = (middle, right) if found < goal else (left, middle)
    return right
