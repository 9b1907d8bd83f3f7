"""What is earned on so much sold?

A table is tiers. Each says what is paid of what is sold above its start, up to the next tier's: a rate, or a multiple
of the table's base rate (an accelerator, or below 1 a decelerator). With starts s_1 = 0 < s_2 < ... and rates r_i

    earned(x) = min(cap, sum over i of r_i * max(0, min(x, s_{i+1}) - s_i)),

so it never falls as x grows, never jumps, and never passes the cap. Where the table names what is earned at the goal g
instead of a rate, the base rate is what makes earned(g) that amount.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from ownit.method.commission.errors import CommissionError
from ownit.method.deals import Floats

MOST_TIMES = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What is paid on what is sold above ``start``: money, or with ``of_goal`` a share of the goal (1.0 is the goal).

    ``rate``: a fraction of what is sold; with ``times`` a multiple of the base rate.
    """

    start: float
    rate: float
    of_goal: bool = False
    times: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A commission table; ``currency`` empty: the goal's. ``on_target``: what is earned at exactly the goal.

    Raises CommissionError where it contradicts itself.
    """

    tiers: tuple[Tier, ...]
    cap: float | None = None
    currency: str = ""
    on_target: float | None = None

    def __post_init__(self) -> None:
        if not self.tiers:
            raise CommissionError("It says nothing about what is paid.")
        for tier in self.tiers:
            _check_tier(tier)
        if len({(t.of_goal, t.start) for t in self.tiers}) < len(self.tiers):
            raise CommissionError("Two rates begin at the same place.", "Let each begin where it alone holds.")
        if self.cap is not None and not (math.isfinite(self.cap) and self.cap > 0):
            raise CommissionError(f"A cap of {self.cap:g} pays nothing.", "Give the most you can earn, or none.")
        if self.on_target is not None:
            _check_on_target(self.on_target, self.cap, self.tiers)
        elif self.base == 0 and any(t.times and t.rate for t in self.tiers):
            raise CommissionError("There is no rate to multiply.", "Begin with one: 6 %, x1.5 above 100 %.")

    @property
    def base(self) -> float:
        """The rate that multiples multiply: the first that is paid at all; 0 where it comes from ``on_target``."""
        return next((t.rate for t in self.tiers if not t.times and t.rate > 0), 0.0)

    def scale(self, goal: float, currency: str = "") -> Scale:
        """The table beside a goal. Raises CommissionError for a goal of none, another currency, or tiers that then
        stand in one place.
        """
        if not (math.isfinite(goal) and goal > 0):
            raise CommissionError(f"A goal of {goal:g} has no commission.", "Set a goal above zero.")
        if currency and self.currency and currency.upper() != self.currency:
            raise CommissionError(
                f"The table is in {self.currency} and the goal in {currency.upper()}.", "Write both in one currency."
            )
        starts, tiers = _ordered(self.tiers, goal)
        base = self.base
        if self.on_target is not None:
            paid = sum(
                tier.rate * max(0.0, min(goal, end) - start)
                for tier, start, end in zip(tiers, starts, [*starts[1:], math.inf], strict=True)
            )
            if paid <= 0:
                raise CommissionError("Up to the goal nothing is paid.", "Then nothing can be earned at the goal.")
            base = self.on_target / paid
        rates = [tier.rate * base if tier.times else tier.rate for tier in tiers]
        return Scale(starts=tuple(starts), rates=tuple(rates), cap=self.cap, goal=goal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A table beside a goal: money in, money out. ``starts`` rise from 0; ``rates`` are fractions, one each."""

    starts: tuple[float, ...]
    rates: tuple[float, ...]
    cap: float | None
    goal: float

    def earned(self, sold: ArrayLike) -> Floats:
        """What is earned on so much sold in the period, any shape; what is below 0 earns nothing."""
        x = np.asarray(sold, dtype=np.float64)[..., None]
        starts = np.array(self.starts)
        ends = np.append(starts[1:], np.inf)
        paid = (np.clip(x, starts, ends) - starts) @ np.array(self.rates)
        return np.asarray(paid if self.cap is None else np.minimum(paid, self.cap), dtype=np.float64)

    def at(self, sold: float) -> float:
        """What is earned on one amount."""
        return float(self.earned(sold))

    def at_attainment(self, attainment: float) -> float:
        """What is earned at a share of the goal: 1.0 is the goal."""
        return self.at(attainment * self.goal)

    def full_at(self) -> float | None:
        """The amount sold from which the cap is reached; None where it never is."""
        if self.cap is None:
            return None
        left = self.cap
        for start, end, rate in zip(self.starts, [*self.starts[1:], math.inf], self.rates, strict=True):
            if rate > 0 and left <= rate * (end - start):
                return start + left / rate
            left -= rate * (end - start) if rate > 0 else 0.0
        return None


def _ordered(tiers: tuple[Tier, ...], goal: float) -> tuple[list[float], list[Tier]]:
    placed = sorted(((t.start * goal if t.of_goal else t.start, t) for t in tiers), key=lambda pair: pair[0])
    if placed[0][0] > 0:
        placed.insert(0, (0.0, Tier(start=0.0, rate=0.0)))
    for (low, _), (high, _) in pairwise(placed):
        if high <= low:
            raise CommissionError(
                f"With a goal of {goal:,.0f} two rates begin at {high:,.0f}.", "Let each begin where it alone holds."
            )
    return [start for start, _ in placed], [tier for _, tier in placed]


def _check_tier(tier: Tier) -> None:
    if not (math.isfinite(tier.start) and tier.start >= 0):
        raise CommissionError(f"A rate cannot begin at {tier.start:g}.", "Let it begin at 0 or above.")
    if not (math.isfinite(tier.rate) and tier.rate >= 0):
        raise CommissionError(f"A rate of {tier.rate:g} cannot be paid.", "Give one from 0 % up.")
    if tier.times and tier.rate > MOST_TIMES:
        raise CommissionError(f"{tier.rate:g} times the rate is more than anyone pays.", "Give one such as x1.5.")
    if not tier.times and tier.rate > 1:
        raise CommissionError(f"{100 * tier.rate:g} % is more than all that is sold.", "Give a rate such as 6 %.")


def _check_on_target(on_target: float, cap: float | None, tiers: tuple[Tier, ...]) -> None:
    if not (math.isfinite(on_target) and on_target > 0):
        raise CommissionError(f"{on_target:g} at the goal pays nothing.", "Give what you earn there: 60k at goal.")
    if cap is not None and cap < on_target:
        raise CommissionError(
            f"The cap of {cap:,.0f} is below the {on_target:,.0f} that is earned at the goal.", "Give a higher cap."
        )
    if any(not t.times and t.rate > 0 for t in tiers):
        raise CommissionError(
            "It names both what is earned at the goal and a rate.",
            "Keep one: 60k at goal, x1.5 above 100 %; or 6 %, x1.5 above 100 %.",
        )
