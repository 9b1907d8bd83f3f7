"""What do others learn about a plan that somebody adopted?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One channel, per week: activities, minutes in all, deals they open; whose evidence says so.

    ``channel`` is a kind of block (``ownit.method.blocks.kinds``): calls, emails, ..., and win and serve.
    """

    channel: str
    activities: float
    minutes: float
    opened: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """An inner period: its part of the goal, the deals to open in it, and the chance told at adoption."""

    name: str
    start: date
    end: date
    amount: Decimal
    opened: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a plan says when it is adopted. ``chance`` is P(goal | plan carried out), alone, as told then.

    ``told`` is the rest of what was shown (ladder, what binds, the safety margin), as plain JSON.
    """

    person: int
    period_start: date
    period_end: date
    goal: Decimal
    currency: str
    confidence: float
    chance: float
    opened: float  # deals a week
    lines: tuple[Line, ...]
    milestones: tuple[Milestone, ...] = ()
    told: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""

    @property
    def minutes(self) -> float:
        """Minutes a week of creating business."""
        return sum(line.minutes for line in self.lines if line.channel not in {"win", "serve"})

    def minutes_of(self, channel: str) -> float:
        """Minutes a week of one channel, or of win or serve; 0 where the plan has none of it."""
        return sum(line.minutes for line in self.lines if line.channel == channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A version of a person's plan for one period: immutable, holding from ``effective_on``.

    ``leave``: it was loosened for leave, sickness or holidays. ``tells_buddy``: it asks for less than the one before,
    for no such reason; the buddy is told, and the one before holds until ``effective_on``.
    """

    terms: Terms
    version: int
    adopted_on: date
    effective_on: date
    leave: bool = False
    tells_buddy: bool = False

    @property
    def waits(self) -> bool:
        """Whether it did not hold on the day it was adopted."""
        return self.effective_on > self.adopted_on

    @property
    def too_late(self) -> bool:
        """Whether its period is over before it would hold, so that the one before holds to the end."""
        return self.effective_on > self.terms.period_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A person's plan as a leader above sees it: no channel, no reason, no word of the seller's; minutes a week."""

    person: int
    period_start: date
    period_end: date
    goal: Decimal
    currency: str
    confidence: float
    chance: float
    opened: float  # deals a week
    creating: float
    winning: float
    serving: float
    adopted_on: date
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaken:
    """A week of a person's plan as the buddy sees it: no goal, no chance, no deal; minutes a week."""

    person: int
    opened: float  # deals a week
    creating: float
    winning: float
    serving: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosened:
    """That a person undertook less: what the buddy is told. ``before`` is what held when it was adopted."""

    person: int
    adopted_on: date
    effective_on: date
    before: Undertaken
    after: Undertaken
