"""What of a simulated company is told, not drawn?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ownit.connectors.simulate.sources import Source

Counted = Literal["dials", "emails", "meetings", "referral_asks", "leads"]
Step = Literal["touch", "conversation", "meeting", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """One deal that is told, not drawn. Left open (``closed_on`` None) its future follows the seller's hazards."""

    opened_on: date
    amount: float
    source: Source = Source.CALL
    closed_on: date | None = None
    won: bool = False
    phantom: bool = False
    close_expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A told present between a drawn past and a drawn future.

    Drawn deals stay if opened before ``opened_from`` and closed before ``closed_from`` (None: whenever), or opened
    after ``until``; all others are the told ones. The open among them follow the seller's hazards from the day
    after ``until``.
    """

    opened_from: date
    closed_from: date | None
    until: date
    deals: tuple[Scripted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """A count that holds exactly between two days: the process conditioned on its number of points."""

    channel: Counted
    step: Step = "touch"  # held counts by the day of the meeting
    first: date
    last: date
    count: int
