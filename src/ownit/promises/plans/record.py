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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A version of a person's plan for one period: immutable, holding from ``effective_on``."""

    terms: Terms
    version: int
    adopted_on: date
    effective_on: date
