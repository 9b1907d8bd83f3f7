"""Which outbound touches did a seller make, and how far did each get?

Touches that open a deal and touches that do not are independent Poisson processes (thinning): the first are laid
before each own deal, the second are drawn here, with the chain of yields conditioned on not opening one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ownit.connectors.simulate.clock import Calendar, climate, day_number, prospecting, ramp
from ownit.connectors.simulate.codes import Channel, Reached
from ownit.connectors.simulate.deals import Deals
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.rows import Days, Flags, chosen, stacked
from ownit.connectors.simulate.script import Counted, Exact
from ownit.connectors.simulate.weekdays import weekday_after, weekday_before, working_days

_STEPS = {
    "touch": Reached.NOTHING,
    "conversation": Reached.CONVERSATION,
    "meeting": Reached.MEETING_SET,
    "held": Reached.HELD,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attempts:
    """Outbound touches, shape (n,)."""

    channel: Days  # Channel
    day: Days
    level: Days  # Reached
    meeting_day: Days  # of the meeting, if there is one
    deal: Days  # index of the deal it opened, or -1

    def by(self, channel: Channel) -> Flags:
        """Whether each is of that channel."""
        return np.asarray(self.channel == channel, dtype=np.bool_)


def attempts_of(
    rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar, deals: Deals
) -> Attempts:
    """All outbound touches of a seller, those that opened a deal included, with every exact count made true."""
    attempts = stacked([_opening(rng, seller, deals), _unsuccessful(rng, company, seller, calendar)])
    for exact in seller.exact:
        if exact.channel != "leads":
            attempts = _made_exact(rng, attempts, exact)
    return attempts


def _opening(rng: np.random.Generator, seller: Seller, deals: Deals) -> Attempts:
    """The touch that opened each own deal; a phantom's is an unanswered call; nothing for what was never logged."""
    own = np.flatnonzero(deals.own)
    own = own[rng.random(len(own)) >= seller.unlogged_share]
    created, phantom = deals.created[own], deals.phantom[own]
    channel = np.where(phantom, Channel.DIALS, deals.source[own])
    day = weekday_before(created - rng.integers(3, 13, size=len(own)))
    held = np.maximum(weekday_before(created - rng.integers(0, 3, size=len(own))), day)
    meets = channel == Channel.MEETINGS
    return Attempts(
        channel=channel,
        day=np.where(meets, held, day),
        level=np.where(phantom, Reached.NOTHING, Reached.OPENED),
        meeting_day=held,
        deal=own,
    )


def _unsuccessful(rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar) -> Attempts:
    e, y = seller.effort, seller.yields
    # all in the order of Channel, and of the sources that are own work
    effort = np.asarray([e.dials, e.emails, e.meetings, e.referral_asks])
    chains = (y.dials, y.emails, y.meetings, y.referral_asks)
    shape = prospecting(seller, calendar) * climate(company, calendar)
    opens = np.asarray([c.per_touch for c in chains])[:, None] * ramp(seller, calendar)
    counts = rng.poisson(effort[:, None] * shape * (1 - opens))
    channel, at = np.nonzero(counts)
    times = counts[channel, at]
    channel, at = np.repeat(channel, times), np.repeat(at, times)
    steps = np.cumprod([[c.connect, c.conversation, c.meeting, c.held] for c in chains], axis=1)
    reach = (steps[channel] - opens[channel, at][:, None]) / (1 - opens[channel, at][:, None])
    level = (rng.random(len(at))[:, None] < reach).sum(axis=1)
    day = calendar.first + at
    later = day + np.where(channel == Channel.MEETINGS, 0, rng.integers(2, 10, size=len(at)))
    return Attempts(
        channel=channel,
        day=day,
        level=level,
        meeting_day=weekday_after(later),
        deal=np.full(len(at), -1, dtype=np.int64),
    )


def _made_exact(rng: np.random.Generator, attempts: Attempts, exact: Exact) -> Attempts:
    """Conditioned on a count: touches are left out or repeated, steps lost or gained, at random within the window."""
    step = _STEPS[exact.step]
    when = attempts.meeting_day if exact.step == "held" else attempts.day
    inside = attempts.by(_channel(exact.channel)) & (when >= day_number(exact.first)) & (when <= day_number(exact.last))
    free = inside & (attempts.deal < 0)
    excess = int((inside & (attempts.level >= step)).sum()) - exact.count
    if step is Reached.NOTHING:
        return _resized(rng, attempts, np.flatnonzero(free), excess, exact)
    return replace(attempts, level=_stepped(rng, attempts.level, free, excess, exact))


def _channel(name: Counted) -> Channel:
    return Channel[name.upper()]


def _resized(rng: np.random.Generator, attempts: Attempts, free: Days, excess: int, exact: Exact) -> Attempts:
    """Without ``excess`` of the free touches, or with so many more that came to nothing."""
    if excess >= 0:
        keep = np.ones(len(attempts.day), dtype=np.bool_)
        keep[rng.choice(free, size=excess, replace=False)] = False
        return chosen(attempts, keep)
    day = rng.choice(working_days(day_number(exact.first), day_number(exact.last)), size=-excess)
    more = Attempts(
        channel=np.full(-excess, _channel(exact.channel), dtype=np.int64),
        day=day,
        level=np.full(-excess, Reached.NOTHING, dtype=np.int64),
        meeting_day=weekday_after(day + 3),
        deal=np.full(-excess, -1, dtype=np.int64),
    )
    return stacked([attempts, more])


def _stepped(rng: np.random.Generator, level: Days, free: Flags, excess: int, exact: Exact) -> Days:
    """The levels once ``excess`` fewer of the free touches get to the step, or so many more do.

    Those that come short of it stop one step before, calls without a conversation at nothing.
    """
    step = _STEPS[exact.step]
    pool = np.flatnonzero(free & (level >= step if excess > 0 else level < step))
    if excess < 0:  # those that came furthest are nearest to it
        pool = pool[np.argsort(-level[pool] + rng.random(len(pool)))][:-excess]
    else:
        pool = rng.choice(pool, size=min(excess, len(pool)), replace=False)
    if len(pool) < abs(excess):
        raise ValueError(f"{exact} cannot be made true: only {len(pool)} of {abs(excess)} touches can change")
    short = Reached.NOTHING if step is Reached.CONVERSATION else step - 1
    changed = level.copy()
    changed[pool] = short if excess > 0 else step
    return changed
