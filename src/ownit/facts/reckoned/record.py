"""What is kept of a period that was reckoned?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ownit.method.law import Outlook

VIEWS = ("alone_if_none_mine", "alone_if_all_mine", "with_help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Won:
    """What is won in the period so far, by origin as the subject sees it; in the measure's unit."""

    own: Decimal
    others: Decimal
    unknown: Decimal

    @property
    def total(self) -> Decimal:
        """own + others + unknown."""
        return self.own + self.others + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """P(hit) if one deal is won and if it is lost, and what P(hit) loses if it is taken out."""

    if_won: float
    if_lost: float
    loses: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisive:
    """An open deal that the goal hangs on; ``chance`` of being won in the period. ``alone`` is None if others' deal."""

    connector: str
    id: str
    name: str | None
    amount: Decimal
    chance: float
    alone: Swing | None
    with_help: Swing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """One subject's period in one measure: totals, evidence and laws under three views.

    ``subject`` is a person's id, ``team:<leader's id>`` or ``company``. The two *alone* views bound what unknown
    origins leave open: none of them mine, all of them mine.
    """

    subject: str
    measure: str
    won: Won
    registered: Decimal
    counted: Decimal
    evidence: Mapping[str, Any]
    alone_if_none_mine: Outlook
    alone_if_all_mine: Outlook
    with_help: Outlook
    decisive: tuple[Decisive, ...] = ()  # of a person with a goal: at most five, the weightiest first


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reckoning was made of; ``made_with`` is a digest of the promises it leaned on."""

    snapshot: str
    as_of: date
    period: str
    start: date
    end: date
    currency: str
    made_with: str
    notes: tuple[str, ...] = ()  # what to say of the figures as a whole
    basis: Mapping[str, Any] = field(default_factory=dict)  # what they were learned from, in figures
    warnings: tuple[Mapping[str, Any], ...] = ()  # of an earlier day: what was wrong with the facts then
