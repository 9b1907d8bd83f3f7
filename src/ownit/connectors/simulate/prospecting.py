"""Which outbound touches did a seller make, and how far did each get?

Touches that open a deal and touches that do not are independent Poisson processes (thinning): the first are laid
before each own deal, the second are drawn here, with the chain of yields conditioned on not opening one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ownit.connectors.simulate.clock import Calendar, climate, day_number, prospecting, ramp
from ownit.connectors.simulate.deals import NEVER, Deals
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.rows import Days, Flags, Floats
from ownit.connectors.simulate.script import Exact

CHANNELS = ("dials", "emails", "meetings", "referral_asks")
STEPS = {"touch": 0, "conversation": 2, "meeting": 3, "held": 4}
OPENED = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attempts:
    """Outbound touches, shape (n,); levels: 0 nothing, 1 answered, 2 conversation, 3 meeting set, 4 held, 5 opened."""

    channel: Days
    day: Days
    level: Days
    meeting_day: Days  # of the meeting, if there is one
    deal: Days  # index of the deal it opened, or -1

    def take(self, rows: Days | Flags) -> Attempts:
        """The chosen rows."""
        return Attempts(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def attempts_of(
    rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar, deals: Deals
) -> Attempts:
    """All outbound touches of a seller, those that opened a deal included, with every exact count made true."""
    attempts = _joined(_opening(rng, seller, deals), _unsuccessful(rng, company, seller, calendar))
    for exact in seller.exact:
        if exact.channel != "leads":
            attempts = _made_exact(rng, attempts, exact)
    return attempts


def _opening(rng: np.random.Generator, seller: Seller, deals: Deals) -> Attempts:
    """The touch that opened each own deal; a phantom's is an unanswered call; nothing for what was never logged."""
    own = np.flatnonzero(deals.own)
    own = own[rng.random(len(own)) >= seller.unlogged_share]
    created, phantom = deals.created[own], deals.phantom[own]
    channel = np.where(phantom, CHANNELS.index("dials"), deals.source[own])
    day = _weekday_before(created - rng.integers(3, 13, size=len(own)))
    held = np.maximum(_weekday_before(created - rng.integers(0, 3, size=len(own))), day)
    meets = channel == CHANNELS.index("meetings")
    return Attempts(
        channel=channel,
        day=np.where(meets, held, day),
        level=np.where(phantom, 0, OPENED),
        meeting_day=held,
        deal=own,
    )


def _unsuccessful(rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar) -> Attempts:
    e, y = seller.effort, seller.yields
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
    later = day + np.where(channel == CHANNELS.index("meetings"), 0, rng.integers(2, 10, size=len(at)))
    return Attempts(
        channel=channel,
        day=day,
        level=level,
        meeting_day=weekday_after(later),
        deal=np.full(len(at), -1, dtype=np.int64),
    )


def _made_exact(rng: np.random.Generator, attempts: Attempts, exact: Exact) -> Attempts:
    """Conditioned on a count: touches are left out or repeated, steps lost or gained, at random within the window."""
    first, last = day_number(exact.first), day_number(exact.last)
    level = STEPS[exact.step]
    when = attempts.meeting_day if exact.step == "held" else attempts.day
    inside = (attempts.channel == CHANNELS.index(exact.channel)) & (when >= first) & (when <= last)
    free = inside & (attempts.deal < 0)
    excess = int((inside & (attempts.level >= level)).sum()) - exact.count
    pool = np.flatnonzero(free & (attempts.level >= level if excess > 0 else attempts.level < level))
    if level == 0:
        return _resized(rng, attempts, np.flatnonzero(free), excess, (exact.channel, first, last))
    if excess < 0:  # those that came furthest are nearest to it
        pool = pool[np.argsort(-attempts.level[pool] + rng.random(len(pool)))][:-excess]
    else:
        pool = rng.choice(pool, size=min(excess, len(pool)), replace=False)
    if len(pool) < abs(excess):
        raise ValueError(f"{exact} cannot be made true: only {len(pool)} of {abs(excess)} touches can change")
    changed = attempts.level.copy()
    changed[pool] = level - 1 if excess > 0 else level
    if excess > 0 and exact.step == "conversation":
        changed[pool] = 0
    kept = {f.name: getattr(attempts, f.name) for f in fields(attempts)} | {"level": changed}
    return Attempts(**kept)


def _resized(
    rng: np.random.Generator, attempts: Attempts, free: Days, excess: int, where: tuple[str, int, int]
) -> Attempts:
    channel, first, last = where
    if excess >= 0:
        keep = np.ones(len(attempts.day), dtype=np.bool_)
        keep[rng.choice(free, size=excess, replace=False)] = False
        return attempts.take(keep)
    day = rng.choice(np.asarray([d for d in range(first, last + 1) if (d + 3) % 7 < 5]), size=-excess)
    more = Attempts(
        channel=np.full(-excess, CHANNELS.index(channel), dtype=np.int64),
        day=day,
        level=np.zeros(-excess, dtype=np.int64),
        meeting_day=weekday_after(day + 3),
        deal=np.full(-excess, -1, dtype=np.int64),
    )
    return _joined(attempts, more)


def _joined(one: Attempts, other: Attempts) -> Attempts:
    return Attempts(
        **{f.name: np.concatenate([getattr(one, f.name), getattr(other, f.name)]) for f in fields(Attempts)}
    )


def _weekday_before(day: Days) -> Days:
    return day - np.maximum((day + 3) % 7 - 4, 0)


def weekday_after(day: Days) -> Days:
    """The day itself, or the Monday after a weekend."""
    weekday = (day + 3) % 7
    return day + np.where(weekday > 4, 7 - weekday, 0)


__all__ = ["CHANNELS", "NEVER", "OPENED", "Attempts", "Floats", "attempts_of", "weekday_after"]
