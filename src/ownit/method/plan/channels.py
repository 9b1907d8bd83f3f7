"""By which activities does a seller open deals, what does each cost, and what does it yield?

A channel's yield is deals opened per counted activity. It is taken as proportional up to as many a week as the seller
or peers ever did, and as less and less beyond (``TAPER``): nobody has shown what the fortieth call of an hour brings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ownit.errors import OwnitError
from ownit.method.blocks.kinds import CREATING, KINDS, Kind
from ownit.method.rates import Evidence

TAPER = ((1.0, 1.0), (1.5, 0.7), (2.0, 0.45), (3.0, 0.2))
"""(up to so many times what was ever done, the yield there as a share of the first); past the last nothing counts."""


SYNCHRONOUS = frozenset({Kind.CALLS, Kind.MEETINGS, Kind.REFERRALS, Kind.TOUCH})
"""Both sides there at once: what a team whose way is synchronous first (R14) counts."""


class BadChannelError(OwnitError):
    """A channel cannot cost or yield what is said of it."""

    def __init__(self, channel: Kind, what: str) -> None:
        super().__init__(f"{KINDS[channel]}: {what}. Give a number above zero.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One channel as this seller can use it, per week.

    ``minutes``: of one counted activity, writing down included. ``opened``: deals opened per activity. ``ever``: the
    most activities a week that the seller or peers did, 0 where nobody did any. ``most``: what there is room for (a
    referral can be asked of the customers there are), None for no bound. ``least``: what the team's way or the
    seller's consistency asks for (R14, R16). ``recent``: activities a week lately. ``log_sd``: of the yield against
    those of the other channels; what is not known of all of them together is in the law of openings. ``averaged``: the
    most a week that the seller or peers have done on average over the record, 0 where there is none.
    """

    channel: Kind
    minutes: float
    opened: float
    ever: float
    evidence: Evidence
    most: float | None = None
    least: float = 0.0
    recent: float = 0.0
    log_sd: float = 0.0
    averaged: float = 0.0

    def __post_init__(self) -> None:
        if self.channel not in CREATING:
            raise BadChannelError(self.channel, "it opens no business")
        if not self.minutes > 0:
            raise BadChannelError(self.channel, f"an activity cannot take {self.minutes:g} minutes")
        if not self.opened >= 0:
            raise BadChannelError(self.channel, f"an activity cannot open {self.opened:g} deals")

    @property
    def per_hour(self) -> float:
        """Deals opened in an hour of it, while it is no more than was ever done."""
        return self.opened * 60.0 / self.minutes

    def room(self) -> float:
        """The most activities a week that yield anything."""
        return sum(width for width, _ in self.steps())

    def opens(self, activities: float) -> float:
        """Deals opened by so many activities a week; what is beyond the last step opens none."""
        opened, left = 0.0, activities
        for width, each in self.steps():
            opened += each * min(left, width)
            left = max(left - width, 0.0)
        return opened

    def steps(self) -> tuple[tuple[float, float], ...]:
        """(activities a week, deals opened per activity) of each step of the concave yield, best first."""
        most = float("inf") if self.most is None else self.most
        if self.ever <= 0:  # never done by anyone: what is published holds for a beginning of it
            return ((min(most, BEGINNING / self.minutes * 60.0), self.opened),)
        out, done = [], 0.0
        for times, share in TAPER:
            width = min(times * self.ever, most) - done
            if width <= 0:
                break
            out.append((width, self.opened * share))
            done += width
        return tuple(out)


def mix_variance(ways: Sequence[Way], activities: Mapping[Kind, float]) -> float:
    """What doing other things than lately adds to the log-variance of how many deals are opened.

    sum over channels of (w - w0)^2 log_sd^2, w and w0 the channel's share of what is opened, planned and lately. An
    effort in the proportions of lately adds nothing: then the record of openings itself says how sure they are.
    """
    planned = [way.opens(activities.get(way.channel, 0.0)) for way in ways]
    lately = [way.opens(way.recent) for way in ways]
    total, before = sum(planned), sum(lately)
    if total <= 0:
        return 0.0
    shares = [(n / total, n0 / before if before > 0 else 0.0) for n, n0 in zip(planned, lately, strict=True)]
    return sum((w - w0) ** 2 * way.log_sd**2 for (w, w0), way in zip(shares, ways, strict=True))


BEGINNING = 4.0
"""Hours a week up to which a channel that nobody here has used is taken to yield what is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many of each activity a week; ``minutes`` and ``opened`` in all, per week."""

    activities: dict[Kind, float] = field(default_factory=dict)
    minutes: float = 0.0
    opened: float = 0.0

    @property
    def hours(self) -> float:
        """Hours a week."""
        return self.minutes / 60.0
