"""What do so many hours open, how many does a seller's week have for it, and what does it cost to open so many?

Creating, winning and serving share the week (R12): with M minutes of creating that open y(M) deals,
M + 60 (max(winning_now, per_deal y(M)) + serving) <= 60 week. y rises, so the most that fits is found by halving.

Of winning the larger of the two, not their sum: what is open now closes while what is opened takes its place, evenly
over as long as a deal is open (``plan.growing``), so that no week has more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ownit.method.plan.book import Limits, Worker
from ownit.method.plan.channels import Effort
from ownit.method.plan.effort import Beyond, at_least, least_time, most_deals
from ownit.method.plan.made import Hours

MINUTE = 0.01  # to which the most that fits is found


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """An effort, and whether the week has room for it."""

    effort: Effort
    hours: Hours

    @property
    def fits(self) -> bool:
        """Whether creating, winning and serving together take no more than the week has."""
        return self.hours.total <= self.hours.week + 1e-6


def of(limits: Limits, effort: Effort) -> Fit:
    """The hours that an effort takes, of winning what it opens, too."""
    winning = max(limits.winning_now, limits.per_deal * effort.opened)
    return Fit(
        effort=effort,
        hours=Hours(creating=effort.hours, winning=winning, serving=limits.serving, week=limits.week),
    )


def opening(seller: Worker, opened: float) -> Fit | Beyond:
    """The least time that opens so many deals a week."""
    found = least_time(seller.ways, opened, seller.limits.synchronous, seller.limits.caution)
    return found if isinstance(found, Beyond) else of(seller.limits, found)


def within(seller: Worker, hours: float) -> Fit:
    """The most deals that so many hours of creating open.

    Hours that are too few for what the channels must have at least are shared out in its proportions: no week has more.
    """
    asked, ways = at_least(seller.ways), seller.ways
    if asked > hours * 60.0:
        share = hours * 60.0 / asked
        ways = tuple(replace(way, least=min(way.least, way.room()) * share) for way in ways)
    return of(seller.limits, most_deals(ways, hours * 60.0, seller.limits.synchronous, seller.limits.caution))


def least(seller: Worker) -> Fit:
    """What is done every week, come what may (R16), and what the channels must have."""
    floor = min(seller.limits.least, max_hours(seller.limits))
    return within(seller, max(floor, at_least(seller.ways) / 60.0))


def has_room(seller: Worker, fit: Fit) -> bool:
    """Whether the week, and what the person will give of it to creating, are enough for an effort."""
    return fit.fits and fit.hours.creating <= max_hours(seller.limits) + 1e-6


def most(seller: Worker) -> Fit:
    """The most that fits into the week and into what the person will give to creating."""
    limits = seller.limits
    cap = max_hours(limits)
    all_in = within(seller, cap)
    if all_in.fits:
        return all_in
    low, high = 0.0, cap
    while high - low > MINUTE / 60.0:
        middle = (low + high) / 2.0
        low, high = (middle, high) if within(seller, middle).fits else (low, middle)
    return within(seller, low)


def max_hours(limits: Limits) -> float:
    """Hours of creating that there could be if what is opened took no winning."""
    left = max(limits.week - limits.serving - limits.winning_now, 0.0)
    return left if limits.creating is None else min(left, limits.creating)
