"""What does a plan say?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ownit.method.blocks.kinds import Kind
from ownit.method.rates import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours a week by motion (R12), and what the week has for them."""

    creating: float
    winning: float
    serving: float
    week: float

    @property
    def total(self) -> float:
        """All of them."""
        return self.creating + self.winning + self.serving


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One channel of the plan, per week: how many activities, how long, how many deals they open, and who says so."""

    channel: Kind
    activities: float
    hours: float
    opened: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """So many hours of creating a week, the deals they open, and the chance of the number they give, alone."""

    hours: float
    opened: float
    chance: float
    feasible: bool = True  # whether the week has room for it, winning and serving included


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """An inner period: what it should bring, how many deals to open in it, and the chance that it does, alone."""

    name: str
    start: date
    end: date
    amount: float
    opened: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Binds:
    """What stands in the way of a better chance: ``worth`` is what one more a week of it would add to the chance."""

    what: str  # hours, or a channel
    unit: str  # "hour", "referral ask" ...
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What must be done each week so that P(goal | plan carried out), alone, is the confidence asked for.

    ``chance`` is that probability, exact, at the lower end where origins are unknown; ``with_help`` counts the icing.
    ``low``, ``mean``, ``high``: the period's total alone, 80 % interval. Where the week has no room for such a plan
    ``feasible`` is False and the plan is the most that fits. ``by_mean`` is the plan whose mean equals the goal: what
    most people take for enough. ``way_costs``: hours a week that the team's way adds.
    """

    goal: float
    confidence: float
    start: date
    end: date
    as_of: date
    feasible: bool
    chance: float
    with_help: float
    low: float
    mean: float
    high: float
    hours: Hours
    opened: float  # deals a week
    lines: tuple[Line, ...]
    ladder: tuple[Rung, ...]
    by_mean: Rung | None
    binds: tuple[Binds, ...]
    milestones: tuple[Milestone, ...]
    way_costs: float = 0.0
    nothing_more: float = 0.0  # the chance if nothing more is opened
    made: bool = False  # whether as much is won already, alone: then it is no chance any more
    as_going: float | None = None  # the chance if it goes on as lately; None where nobody knows
    going: Evidence = Evidence.RECORD  # whose that is: by a word, of the normal week it tells of
    notes: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
