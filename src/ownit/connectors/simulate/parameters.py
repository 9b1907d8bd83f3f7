"""What is true of a simulated company: its sellers, its leaders, its market?

Everything here is plain and frozen: a company is its parameters and a seed. Weekly figures are per working week of
five days, holidays are ignored, money is in one currency, hazards are per day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from ownit.connectors.simulate.cycle import Cycle, cycle_of
from ownit.connectors.simulate.script import Exact, Script


class Pattern(StrEnum):
    """How a seller's prospecting is spread over time; the yearly amount is the same."""

    STEADY = "steady"
    BURSTS = "bursts"  # all of it in one week of four
    LATE = "late in quarter"  # three quarters of it in the last three weeks of the quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours per week by purpose."""

    create: float = 8.0
    win: float = 14.0
    serve: float = 6.0
    other: float = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Outbound touches per week by channel, when nobody is ramping, bursting or on holiday."""

    dials: float = 60.0
    emails: float = 40.0
    meetings: float = 1.0  # with people who are no opportunity yet: visits, events, lunches
    referral_asks: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Minutes of the seller's time per touch, preparation and logging included."""

    dial: float = 5.0
    email: float = 6.0
    meeting: float = 60.0
    referral_ask: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """The chain from one touch to one opportunity; each is a share of the step before it.

    ``connect`` of touches are answered (a call taken, a mail replied to, a referral given), ``conversation`` of those
    are two-way, ``meeting`` of those agree to a meeting, ``held`` of those take place, ``opportunity`` of those open.
    """

    connect: float
    conversation: float
    meeting: float
    held: float
    opportunity: float

    @property
    def per_touch(self) -> float:
        """Opportunities per touch: the product of the chain."""
        return self.connect * self.conversation * self.meeting * self.held * self.opportunity


@dataclass(frozen=True, slots=True, kw_only=True)
class Yields:
    """A seller's yields by channel."""

    dials: Yield = Yield(connect=0.12, conversation=0.60, meeting=0.20, held=0.80, opportunity=0.50)
    emails: Yield = Yield(connect=0.05, conversation=0.60, meeting=0.25, held=0.80, opportunity=0.50)
    meetings: Yield = Yield(connect=1.0, conversation=1.0, meeting=1.0, held=0.90, opportunity=0.20)
    referral_asks: Yield = Yield(connect=0.30, conversation=0.80, meeting=0.60, held=0.90, opportunity=0.60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Opportunities per week that others open for a seller; ``lead_conversion``: the share of leads behind them."""

    marketing: float = 0.0
    sdr: float = 0.0
    partner: float = 0.0
    rfp: float = 0.0
    lead_conversion: float = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """The amount law: lognormal at creation; a share is revised later by a mean-one lognormal factor.

    The waiting time to a revision is exponential with mean ``revised_after`` days; it happens if the deal is open.
    """

    median: float = 60_000.0
    log_sd: float = 0.7
    revised_share: float = 0.2
    revised_after: float = 45.0
    revised_log_sd: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """Which share of registered deals is phantom: no two-way conversation, no dated next step, never won."""

    phantom_share: float = 0.05
    phantom_loss: float = 0.3  # multiplies the hazard of being lost: phantoms linger


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewals:
    """Yearly contracts of the seller's customers: opened ``notice`` days before they fall due, ``kept`` or lost."""

    kept: float = 0.94
    median: float = 18_000.0
    log_sd: float = 0.5
    notice: int = 75
    biennial: int = 0  # how many customers renew every other year only, first in the year after ``told_until``
    told_until: date | None = None  # up to this day, only those told are lost:
    told_lost: int = 0  # the last so many of the decisions up to that day


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What is asked per calendar quarter; ``exceptions`` are (first day of a quarter, amount)."""

    amount: float
    measure: Literal["bookings", "meetings_held"] = "bookings"
    kinds: tuple[Literal["new", "expansion", "renewal"], ...] = ()  # empty: all
    exceptions: tuple[tuple[date, float], ...] = ()

    def of(self, period_start: date) -> float:
        """The quota of the quarter that starts then."""
        return dict(self.exceptions).get(period_start, self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A share of a seller's deals is credited to another too: ``percent`` of the revenue, or as an overlay."""

    to: int
    share_of_deals: float
    percent: float
    overlay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """One person who sells. ``number`` (from 1, unique) names the random stream and the ids in any company."""

    number: int
    name: str
    leader: int  # the number of a Leader
    role: str = "seller"
    segment: str = "mid-market"
    hired_on: date = date(2020, 1, 1)
    ramp_days: int = 180  # effort is full at once, yields grow linearly from a quarter to the whole over these days
    hours: Hours = field(default_factory=Hours)
    minutes: Minutes = field(default_factory=Minutes)
    effort: Effort = field(default_factory=Effort)
    yields: Yields = field(default_factory=Yields)
    pattern: Pattern = Pattern.STEADY
    weekdays: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0)  # relative prospecting, Monday to Friday
    mornings: bool = False  # prospects before noon only
    prospects_until: date | None = None  # the last day of any outbound prospecting
    help: Help = field(default_factory=Help)
    sdr: int | None = None  # the number of the Seller who books meetings for this one
    cycle: Cycle = field(default_factory=lambda: cycle_of(90.0, 0.30))
    win_multiplier: float = 1.0  # on the hazard of winning, beside the cycle's
    amounts: Amounts = field(default_factory=Amounts)
    integrity: Integrity = field(default_factory=Integrity)
    renewals: Renewals | None = None
    quotas: tuple[Quota, ...] = (Quota(amount=400_000.0),)
    accounts: int = 120  # target accounts prospected
    customers: int = 8  # at the start, asked for referrals and served
    days_between_touches: float = 14.0  # on an open deal
    left_on: date | None = None  # the last day; open deals and accounts go to ``heir`` the day after
    heir: int | None = None  # the number of a Seller
    split: Split | None = None
    unlogged_share: float = 0.0  # of own deals: neither source nor activity before creation is recorded
    script: Script | None = None
    exact: tuple[Exact, ...] = ()

    @property
    def own_per_week(self) -> float:
        """Own opportunities per week at full ramp: effort times yield, summed over channels."""
        return sum(self.own_rates)

    @property
    def own_rates(self) -> tuple[float, float, float, float]:
        """Own opportunities per week by channel: call, e-mail, meeting, referral."""
        e, y = self.effort, self.yields
        return (
            e.dials * y.dials.per_touch,
            e.emails * y.emails.per_touch,
            e.meetings * y.meetings.per_touch,
            e.referral_asks * y.referral_asks.per_touch,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """One who leads sellers or leaders, and what they do about it."""

    number: int  # one numbering with the sellers
    name: str
    above: int | None = None
    quotas: tuple[Quota, ...] = ()
    exempts: tuple[int, ...] = ()  # sellers whom nobody asks to prospect
    checkins_due: int = 12  # in the quarter up to as_of
    checkins_held: int = 12
    findings_waiting_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """What another department promised a seller, and brought."""

    by: str
    to: int
    what: str
    first: date
    last: date
    pledged: int
    delivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What moves everyone at once: a monthly AR(1) on the log hazard of winning, mean one, and on arrivals if asked."""

    sd: float = 0.3  # stationary
    rho: float = 0.8
    on_arrivals: float = 0.0  # exponent


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A whole company. It is simulated from ``starts_on`` to ``ends_on``; an export shows what was known on a day."""

    name: str
    starts_on: date
    ends_on: date
    sellers: tuple[Seller, ...]
    leaders: tuple[Leader, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    factor: Factor = field(default_factory=Factor)
    season: tuple[float, ...] = (1.0,) * 12  # multiplies arrivals, January to December
    quarter_end_pull: float = 1.0  # multiplies the hazard of winning in a quarter's last 14 days
    currency: str = "USD"
    zone: str = "UTC"
