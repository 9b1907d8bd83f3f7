"""Which deals did a seller truly have: when opened, where from, how large, when won or lost?"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ownit.connectors.simulate.clock import (
    DEALS,
    Calendar,
    Days,
    Floats,
    climate,
    day_number,
    prospecting,
    ramp,
    stream,
)
from ownit.connectors.simulate.cycle import exits
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.script import Script
from ownit.connectors.simulate.sources import OWN, SOURCES, Source
from ownit.connectors.simulate.weekdays import weekday_before

Flags = NDArray[np.bool_]
NEVER = 1 << 40  # a day number after all others
SOURCE_CODE = {source: code for code, source in enumerate(SOURCES)}
IS_OWN = np.asarray([source in OWN for source in SOURCES])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deals:
    """One seller's deals over the whole simulation, yet to come included; arrays of shape (n,), days are numbers."""

    source: Days  # index into SOURCES
    created: Days
    closed: Days  # NEVER while open at the end of the simulation
    won: Flags
    first_amount: Floats
    revised: Days  # the day of the one revision; NEVER if none before closing
    last_amount: Floats
    phantom: Flags
    expected: Days  # a told expected close, else -1
    customer: Days  # which customer a renewal is of, else -1

    @property
    def own(self) -> Flags:
        """Whether the seller opened it."""
        return IS_OWN[self.source]

    def amount(self, on: int) -> Floats:
        """The amount shown on a day."""
        return np.where(self.revised <= on, self.last_amount, self.first_amount)

    @property
    def final_amount(self) -> Floats:
        """The amount at closing."""
        return np.where(self.revised <= self.closed, self.last_amount, self.first_amount)

    def take(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Deals:
        """The chosen rows."""
        return Deals(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


def joined(parts: list[Deals]) -> Deals:
    """Several sets of deals as one."""
    return Deals(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Deals)})


def rates(company: Company, seller: Seller, calendar: Calendar) -> Floats:
    """True arrivals per day: shape (sources, days). Own ones follow effort, yield, ramp, pattern; help weekdays."""
    own = prospecting(seller, calendar) * ramp(seller, calendar)
    here = calendar.numbers() >= day_number(seller.hired_on)
    if seller.left_on is not None:
        here &= calendar.numbers() <= day_number(seller.left_on)
    given = np.where(calendar.weekday < 5, 0.2, 0.0) * here
    h = seller.help
    per_week = np.asarray([*seller.own_rates, h.marketing, h.sdr, h.partner, h.rfp, 0.0])
    shape = np.where(IS_OWN[:, None], own, given)
    return per_week[:, None] * shape * climate(company, calendar)


def draw_deals(company: Company, seller: Seller, calendar: Calendar, seed: int) -> Deals:
    """All deals of one seller, drawn from the seller's own stream, the script put in; sorted by day of creation."""
    rng = stream(seed, seller.number, DEALS)
    arrivals = rng.poisson(rates(company, seller, calendar))
    source, at = np.nonzero(arrivals)
    times = arrivals[source, at]
    source, at = np.repeat(source, times), np.repeat(at, times)
    order = np.lexsort((source, at))
    source, at = source[order], at[order]
    drawn = _lived(rng, seller, calendar, source, at)
    if seller.renewals is not None:
        drawn = joined([drawn, _renewed(rng, seller, calendar)])
    if seller.script is not None:
        drawn = _told(rng, seller, calendar, drawn)
    return drawn.take(np.lexsort((drawn.source, drawn.created)))


def _lived(rng: np.random.Generator, seller: Seller, calendar: Calendar, source: Days, at: Days) -> Deals:
    n = len(at)
    phantom = rng.random(n) < seller.integrity.phantom_share
    closed, won = leave(rng, seller, calendar, at + 1, np.zeros(n, dtype=np.int64), phantom)
    first, revised, last = _amounts(rng, seller, n, calendar.first + at, closed)
    return Deals(
        source=source,
        created=calendar.first + at,
        closed=closed,
        won=won,
        first_amount=first,
        revised=revised,
        last_amount=last,
        phantom=phantom,
        expected=np.full(n, -1, dtype=np.int64),
        customer=np.full(n, -1, dtype=np.int64),
    )


def multipliers_of(seller: Seller) -> tuple[tuple[float, float], tuple[float, float]]:
    """What the hazards of being won and lost are multiplied by: for real deals, for phantoms."""
    return (seller.win_multiplier, 1.0), (0.0, seller.integrity.phantom_loss)


def leave(
    rng: np.random.Generator, seller: Seller, calendar: Calendar, first: Days, age: Days, phantom: Flags
) -> tuple[Days, Flags]:
    """When deals at risk from calendar index ``first`` at ``age`` close (NEVER: not yet), and whether won."""
    out, won = exits(
        rng,
        seller.cycle,
        first=first,
        age=age,
        until=np.full(len(first), calendar.days, dtype=np.int64),
        calendar=(calendar.won, calendar.lost),
        group=phantom.astype(np.int64),
        multipliers=multipliers_of(seller),
    )
    return np.where(out < calendar.days, calendar.first + out, NEVER), won


def _amounts(
    rng: np.random.Generator, seller: Seller, n: int, created: Days, closed: Days
) -> tuple[Floats, Days, Floats]:
    a = seller.amounts
    first = np.round(a.median * np.exp(a.log_sd * rng.normal(size=n)), -2).clip(100.0)
    factor = np.exp(a.revised_log_sd * rng.normal(size=n) - a.revised_log_sd**2 / 2)
    wait = 1 + np.floor(rng.exponential(a.revised_after, size=n)).astype(np.int64)
    revised = np.where((rng.random(n) < a.revised_share) & (created + wait < closed), created + wait, NEVER)
    return first, revised, np.where(revised < NEVER, np.round(first * factor, -2).clip(100.0), first)


def _renewed(rng: np.random.Generator, seller: Seller, calendar: Calendar) -> Deals:
    """Each customer's contract, for as long as it is kept; decided in the two weeks before it falls due."""
    r = seller.renewals
    assert r is not None
    due = _due(rng, seller, calendar)
    closed = due - rng.integers(0, 14, size=due.shape)
    closed = weekday_before(closed)  # a weekend's decision falls on Friday
    kept = rng.random(due.shape) < r.kept
    if r.told_until is not None:
        told = closed <= day_number(r.told_until)
        kept |= told
        kept.flat[np.argsort(np.where(told, closed, -1), axis=None)[told.size - r.told_lost :]] = False
    amount = np.round(r.median * np.exp(r.log_sd * rng.normal(size=(len(due), 1))) * np.ones(due.shape), -2)
    there = np.ones(due.shape, dtype=np.bool_)
    there[:, 1:] = np.cumprod(kept, axis=1)[:, :-1].astype(np.bool_)
    created, last = due - r.notice, calendar.first + calendar.days
    there &= (created >= max(calendar.first, day_number(seller.hired_on))) & (created < last)
    ended = closed[there] < last
    n = int(there.sum())
    return Deals(
        source=np.full(n, SOURCE_CODE[Source.RENEWAL], dtype=np.int64),
        created=created[there],
        closed=np.where(ended, closed[there], NEVER),
        won=kept[there] & ended,
        first_amount=amount[there],
        revised=np.full(n, NEVER, dtype=np.int64),
        last_amount=amount[there],
        phantom=np.zeros(n, dtype=np.bool_),
        expected=due[there],
        customer=np.nonzero(there)[0],
    )


def _due(rng: np.random.Generator, seller: Seller, calendar: Calendar) -> Days:
    """The days on which each customer's contract falls due: shape (customers, terms)."""
    r = seller.renewals
    assert r is not None
    terms = np.arange(calendar.days // 365 + 2)
    yearly = calendar.first + rng.integers(0, 365, size=seller.customers - r.biennial)[:, None] + 365 * terms
    start = calendar.first if r.told_until is None else day_number(r.told_until) + 90
    late = start + rng.integers(0, 270, size=r.biennial)[:, None] + 730 * terms
    return np.concatenate([yearly, late])


def _told(rng: np.random.Generator, seller: Seller, calendar: Calendar, drawn: Deals) -> Deals:
    """The drawn past, the told present, the drawn future: see :class:`Script`. Renewals are left as drawn."""
    script = seller.script
    assert script is not None
    until = day_number(script.until)
    past = drawn.created < day_number(script.opened_from)
    if script.closed_from is not None:
        past &= drawn.closed < day_number(script.closed_from)
    keep = past | (drawn.created > until) | (drawn.source == SOURCE_CODE[Source.RENEWAL])
    return joined([drawn.take(keep), _from_script(rng, seller, calendar, script)])


def _from_script(rng: np.random.Generator, seller: Seller, calendar: Calendar, script: Script) -> Deals:
    told = script.deals
    created = np.asarray([day_number(d.opened_on) for d in told], dtype=np.int64)
    phantom = np.asarray([d.phantom for d in told], dtype=np.bool_)
    ended = np.asarray([-1 if d.closed_on is None else day_number(d.closed_on) for d in told], dtype=np.int64)
    resume = np.full(len(told), day_number(script.until) + 1, dtype=np.int64)
    closed, won = leave(rng, seller, calendar, resume - calendar.first, resume - 1 - created, phantom)
    amount = np.asarray([d.amount for d in told], dtype=np.float64)
    return Deals(
        source=np.asarray([SOURCE_CODE[d.source] for d in told], dtype=np.int64),
        created=created,
        closed=np.where(ended >= 0, ended, closed),
        won=np.where(ended >= 0, np.asarray([d.won for d in told], dtype=np.bool_), won),
        first_amount=amount,
        revised=np.full(len(told), NEVER, dtype=np.int64),
        last_amount=amount,
        phantom=phantom,
        expected=np.asarray(
            [-1 if d.close_expected_on is None else day_number(d.close_expected_on) for d in told], dtype=np.int64
        ),
        customer=np.full(len(told), -1, dtype=np.int64),
    )
