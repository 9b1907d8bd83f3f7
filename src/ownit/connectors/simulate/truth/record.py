"""What is there to know of a company, its leaders and its sellers that nobody there knows?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ownit.connectors.simulate.parameters import Pledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """P(quota is reached) in a window, lived on from ``as_of`` as the person has been going."""

    period: str  # quarter, next_quarter, year
    start: date
    end: date
    measure: str
    kinds: tuple[str, ...]
    quota: float
    so_far: float
    so_far_alone: float
    p_alone: float
    p_with_help: float
    mean_alone: float
    mean_with_help: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerTruth:
    """One seller: the parameters that matter, what the exports hold, and the chances."""

    number: int
    id: str
    name: str
    role: str
    leader: int
    own_per_week: float
    help_per_week: float
    win_probability: float
    median_days_to_win: float
    median_amount: float
    hours: Mapping[str, float]
    last_own_opening: date | None
    counts: Mapping[str, float]
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderTruth:
    """One leader: the tree below, what they did about it, and the chances of the team."""

    number: int
    id: str
    name: str
    sellers: tuple[int, ...]
    exempts: tuple[int, ...]
    checkins_due: int
    checkins_held: int
    findings_waiting_days: tuple[int, ...]
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The truth of one export."""

    company: str
    seed: int
    as_of: date
    currency: str
    continuations: int
    rows: Mapping[str, int]  # per object
    factor: tuple[float, ...]  # the common factor per month from the first
    pledges: tuple[Pledge, ...]
    leaders: tuple[LeaderTruth, ...]
    sellers: tuple[SellerTruth, ...]

    def seller(self, name: str) -> SellerTruth:
        """The seller of that name."""
        return next(s for s in self.sellers if s.name == name)

    def leader(self, name: str) -> LeaderTruth:
        """The leader of that name."""
        return next(s for s in self.leaders if s.name == name)
