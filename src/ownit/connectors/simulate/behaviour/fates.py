"""Is a deal won, when, and for how much?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.behaviour.deals import Deals
from ownit.connectors.simulate.behaviour.market import Market
from ownit.connectors.simulate.behaviour.openings import Openings
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.sellers import Sellers, expected
from ownit.connectors.simulate.clock import day_number
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.rows import Days, Flags, Floats
from ownit.connectors.simulate.weekdays import weekday_after


def deals_of(
    behaviour: Behaviour, sellers: Sellers, openings: Openings, market: Market, rng: np.random.Generator
) -> Deals:
    """Decide every deal, as it would go if nobody pushed, waited or left."""
    s = behaviour.selling
    n = len(openings.opened)
    size = _size(behaviour, rng, n)
    odds = s.win_share / (1 - s.win_share) * sellers.odds[openings.seller]
    stretch = np.ones(n)
    if (tied := behaviour.amount_tied) is not None:
        odds, stretch = odds * size**tied.odds_power, size**tied.cycle_power
    wins = openings.opened + _took(rng, s.won_median * stretch, s.won_sd)
    losing = openings.opened + _took(rng, s.lost_median * stretch, s.lost_sd)
    odds = odds * market.odds_on(wins)
    won = rng.random(n) < odds / (1 + odds)
    won, ended = _together(behaviour, rng, openings, won, np.where(won, wins, losing), losing)
    amount = np.round(s.amount_median * sellers.amount[openings.seller] * size, -1).clip(min=100.0)
    return _amounts(behaviour, rng, openings, weekday_after(ended), won, amount)


def _size(behaviour: Behaviour, rng: np.random.Generator, n: int) -> Floats:
    """Amounts over the median."""
    size = np.exp(behaviour.selling.amount_sd * rng.normal(size=n))
    if (tails := behaviour.heavy_tails) is not None:
        far = tails.from_times * (1 - rng.random(n)) ** (-1 / tails.alpha)
        size = np.where(rng.random(n) < tails.share, far, size)
    return np.asarray(size, dtype=np.float64)


def _took(rng: np.random.Generator, median: Floats, sd: float) -> Days:
    return np.ceil(median * np.exp(sd * rng.normal(size=len(median)))).astype(np.int64)


def _together(
    behaviour: Behaviour, rng: np.random.Generator, openings: Openings, won: Flags, ended: Days, losing: Days
) -> tuple[Flags, Days]:
    """Where deals of an account are decided together: most fare as the first of their group does, and when it does."""
    habit = behaviour.account_together
    if habit is None:
        return won, ended
    first = openings.group
    shared = (first != np.arange(len(won))) & (rng.random(len(won)) < habit.shared)
    when = ended[first] + rng.integers(0, habit.signed_within + 1, size=len(won))
    fits = shared & (when > openings.opened)
    late = shared & ~fits  # the first was decided before this one was opened: it shares the answer, not the day
    ended = np.where(fits, when, np.where(late & ~won[first], losing, ended))
    return np.where(shared, won[first], won), ended


def _amounts(
    behaviour: Behaviour, rng: np.random.Generator, openings: Openings, ended: Days, won: Flags, amount: Floats
) -> Deals:
    s = behaviour.selling
    n = len(won)
    halfway = openings.opened + ((ended - openings.opened) * rng.uniform(0.2, 0.9, size=n)).astype(np.int64)
    changes = (rng.random(n) < s.revised) & (halfway > openings.opened) & (halfway < ended)
    revised = np.round(amount * np.exp(s.revised_sd * rng.normal(size=n) - s.revised_sd**2 / 2), -1)
    last = np.where(changes, revised, amount)
    mean, sd = 1.0, s.signed_sd
    if (habit := behaviour.overwritten) is not None:
        mean, sd = habit.amount_mean, habit.amount_sd
    signed = np.round(last * mean * np.exp(sd * rng.normal(size=n) - sd**2 / 2), -1)
    return Deals(
        opener=openings.seller,
        owner=openings.seller,
        moved=np.full(n, NEVER, dtype=np.int64),
        account=openings.account,
        came=openings.came,
        opened=openings.opened,
        ended=ended,
        won=won,
        amount=amount,
        revised=np.where(changes, halfway, NEVER),
        revised_amount=last,
        signed=np.where(won, signed, last),
    )


def with_giant(behaviour: Behaviour, sellers: Sellers, deals: Deals, rng: np.random.Generator) -> Deals:
    """The giant takes the place of an own deal that was opened at about that time."""
    giant = behaviour.giant
    if giant is None:
        return deals
    day = day_number(behaviour.first_period) - giant.open_before
    own = np.flatnonzero(~deals.brought)
    row = own[np.argmin(np.abs(deals.opened[own] - day))]
    quota = float(expected(behaviour, sellers)[:, 1].mean()) * 91
    columns = {name: getattr(deals, name).copy() for name in ("amount", "revised_amount", "signed", "ended", "won")}
    for name in ("amount", "revised_amount", "signed"):
        columns[name][row] = round(quota * giant.times, -3)
    columns["won"][row] = rng.random() < giant.odds / (1 + giant.odds)
    took = giant.cycle * np.exp(0.3 * rng.normal())
    columns["ended"][row] = int(weekday_after(np.asarray([deals.opened[row] + int(took)]))[0])
    revised = np.where(np.arange(len(deals)) == row, NEVER, deals.revised)
    return deals.but(**columns, revised=revised)
