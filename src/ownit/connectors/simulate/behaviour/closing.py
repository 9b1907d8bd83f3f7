"""What do sellers do to the days on which deals are signed, and to what they open, when a quarter nears its end?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.behaviour.deals import Deals
from ownit.connectors.simulate.behaviour.market import Market
from ownit.connectors.simulate.behaviour.mechanisms import Fifo, PushCoast
from ownit.connectors.simulate.behaviour.openings import Openings
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.sellers import Sellers, expected
from ownit.connectors.simulate.rows import Flags, Floats
from ownit.connectors.simulate.weekdays import weekday_after, weekday_before


def steered(
    behaviour: Behaviour,
    sellers: Sellers,
    openings: Openings,
    deals: Deals,
    market: Market,
    rng: np.random.Generator,
) -> tuple[Deals, Flags]:
    """The deals as sellers steer them, and which there are: an eager seller would have opened the others, too."""
    opened = openings.chance < openings.share
    if behaviour.fifo is not None:
        deals = _queued(behaviour.fifo, behaviour, sellers, deals, opened)
    if behaviour.pulled is not None:
        deals = _pulled(behaviour, deals, market, rng)
    if behaviour.push_coast is not None:
        return _paced(behaviour.push_coast, expected(behaviour, sellers)[:, 1] * 91, openings, deals, market, rng)
    return deals, opened


def _queued(fifo: Fifo, behaviour: Behaviour, sellers: Sellers, deals: Deals, opened: Flags) -> Deals:
    """Each seller signs one deal at a time, in the order in which they are ready; a loss takes no hands."""
    s = behaviour.selling
    arrive = (s.own_per_week * sellers.openings * sellers.territory + s.brought_per_week * sellers.brought) / 7
    odds = s.win_share / (1 - s.win_share) * sellers.odds
    days = np.ceil(1 / (arrive * odds / (1 + odds) * fifo.headroom)).astype(np.int64)
    ended = deals.ended.copy()
    free = np.zeros(len(sellers), dtype=np.int64)
    won = np.flatnonzero(deals.won & opened)
    for row in won[np.argsort(ended[won], kind="stable")]:
        who = deals.owner[row]
        ended[row] = max(int(ended[row]), int(free[who]))
        free[who] = ended[row] + days[who]
    return deals.but(ended=weekday_after(ended))


def _pulled(behaviour: Behaviour, deals: Deals, market: Market, rng: np.random.Generator) -> Deals:
    habit = behaviour.pulled
    assert habit is not None
    for end in market.quarter_ends:
        due = _due(deals, int(end), habit.reach) & (rng.random(len(deals)) < habit.share)
        deals = _brought_in(deals, due, int(end), habit.last_days, habit.discount, rng)
    return deals


def _due(deals: Deals, end: int, reach: int) -> Flags:
    """Wins that would be signed within ``reach`` days after a quarter, of deals on the table for two weeks or more."""
    return deals.won & (deals.ended > end) & (deals.ended <= end + reach) & (deals.opened <= end - 14)


def _brought_in(
    deals: Deals, which: Flags, end: int, last_days: int, discount: float, rng: np.random.Generator
) -> Deals:
    day = weekday_before(end - rng.integers(0, last_days, size=len(deals)))
    less = np.round(deals.signed * (1 - discount * rng.uniform(0.5, 1.5, size=len(deals))), -1)
    return deals.but(
        ended=np.where(which, np.maximum(day, deals.opened + 1), deals.ended),
        signed=np.where(which, less, deals.signed),
    )


def _paced(
    habit: PushCoast, quota: Floats, openings: Openings, deals: Deals, market: Market, rng: np.random.Generator
) -> tuple[Deals, Flags]:
    """Quarter by quarter, looking at half-time at what is won so far; the deals, and which are opened."""
    keeps = openings.chance < openings.share  # the usual pace
    start = market.first
    for end in market.quarter_ends:
        half = start + habit.looks_after
        attained = _attained(deals, keeps, start, half, len(quota)) / quota
        behind, ahead = attained < habit.behind, attained >= habit.ahead
        later = ~deals.brought & ~openings.steady & (deals.opened > half) & (deals.opened <= end)
        pace = np.where(behind, habit.push_effort, np.where(ahead, habit.coast_effort, 1.0))[deals.opener]
        keeps = np.where(later, openings.chance < pace * openings.share, keeps)
        lots = rng.random(len(deals))
        slips = deals.won & ahead[deals.owner] & (deals.ended > half) & (deals.ended <= end) & (lots < habit.slips)
        deals = deals.but(ended=np.where(slips, weekday_after(end + rng.integers(1, 31, size=len(deals))), deals.ended))
        pulls = _due(deals, int(end), habit.reach) & behind[deals.owner] & (lots < habit.pulls)
        deals = _brought_in(deals, pulls, int(end), 14, habit.discount, rng)
        start = int(end) + 1
    return deals, keeps


def _attained(deals: Deals, keeps: Flags, first: int, last: int, sellers: int) -> Floats:
    inside = keeps & deals.won & (deals.ended >= first) & (deals.ended <= last)
    sums = np.bincount(deals.owner[inside], weights=deals.signed[inside], minlength=sellers)
    return sums.astype(np.float64)
