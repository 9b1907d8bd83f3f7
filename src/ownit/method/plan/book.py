"""What is known of one seller before any effort is planned?

A book is all that the law of a total needs, of one person: the same arrays as everybody's reckoning takes
(:func:`ownit.method.bookings.reckon`), cut down to that person, so that plan and standing are one law.
"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle
from ownit.method.deals import OpenDeals, Origin, Window, Won
from ownit.method.lead_times import LeadTime
from ownit.method.plan.channels import Way
from ownit.method.rates import Evidence
from ownit.method.tilt import NO_TILT, Tilt


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """One person's record or word. Every array is of one person; ``won`` is what is won in ``window`` so far.

    ``present``: the share of the days to come that are worked (leave and holidays taken off), 0 to 1. ``lift``:
    of deals that count, found of everybody's deals (``method.ground.lift``); None: of these. ``evidence``: whose the
    cycle and the win rate are. ``going``: whose it is how many deals are opened if it goes on as it does.
    """

    deals: OpenDeals
    cycle: Cycle
    amounts: Amounts
    arrivals: Arrivals
    won: Won
    window: Window
    tilt: Tilt = NO_TILT
    present: float = 1.0
    lift: float | None = None
    evidence: Evidence = Evidence.RECORD
    going: Evidence = Evidence.RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a week has, in hours, and what is asked of it.

    ``week``: all that is worked, meetings that are already there taken off. ``serving``: for the customers there are.
    ``winning_now``: a week for the deals already open; ``per_deal``: for each deal that is opened, until it is won or
    lost; a week's winning is the larger of the two (``plan.frontier``). ``creating``: the most a person will give to
    opening business, None for what is left. ``least``: hours of opening business every week, come what may (R16).
    ``synchronous``: the share of it that must be (R14). ``caution``: how much dearer an activity is taken to be for the
    doubt of its channel's yield, where channels are chosen (``plan.effort``).
    """

    week: float = 40.0
    serving: float = 0.0
    winning_now: float = 0.0
    per_deal: float = 0.0
    creating: float | None = None
    least: float = 1.0
    synchronous: float = 0.0
    caution: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worker:
    """The channels open to somebody, and what their week allows: all that effort is planned from."""

    ways: tuple[Way, ...]
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seller(Worker):
    """Whom a plan of money is for: the law's ground beside ways and limits.

    ``leads``: how long the prospecting takes that feeds an opening; None where no record was looked at.
    ``unexplained``: the share of the own deals of the last year that were opened with nothing on record before.
    """

    book: Book
    leads: LeadTime | None = None
    unexplained: float = 0.0

    @property
    def evidence(self) -> Evidence:
        """Whose the cycle and the win rate are."""
        return self.book.evidence

    @property
    def own(self) -> float:
        """Money won alone so far in the plan's window."""
        return float(self.book.won.amount[0, Origin.OWN])

    @property
    def present(self) -> float:
        """The share of the days to come that are worked."""
        return self.book.present
