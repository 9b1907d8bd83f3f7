"""What do sellers do, and what of it is logged?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.connectors.simulate.behaviour.deals import BROUGHT, Came, Deals
from ownit.connectors.simulate.behaviour.market import Market
from ownit.connectors.simulate.behaviour.numbers import IDS, SDR
from ownit.connectors.simulate.behaviour.openings import TERRITORY
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.recorded import Recorded
from ownit.connectors.simulate.behaviour.sellers import Sellers
from ownit.connectors.simulate.codes import Kind, Result
from ownit.connectors.simulate.rows import Days, Touches, chosen, stacked
from ownit.connectors.simulate.weekdays import weekday_after

_MEETINGS = 12  # of one deal at most


def touches_of(
    behaviour: Behaviour, sellers: Sellers, deals: Deals, recorded: Recorded, market: Market, rng: np.random.Generator
) -> Touches:
    """All that is logged, in the order of time; ids count from the first."""
    parts = [
        _attempts(behaviour, sellers, deals, rng),
        _firsts(sellers, deals, recorded, rng),
        _meetings(behaviour, sellers, deals, recorded, rng),
        _in_vain(behaviour, sellers, market, rng),
    ]
    every = stacked(parts)
    half = behaviour.half_unlogged
    share = behaviour.recording.logged if half is None else half.logged
    days = every.day
    every = chosen(every, (rng.random(len(days)) < share) & (days >= market.first) & (days <= market.last))
    order = np.lexsort((every.owner, every.account, every.minute, every.day))
    return replace(chosen(every, order), id=IDS + np.arange(len(order)))


def _touches(
    owner: Days, day: Days, account: Days, kind: Kind, result: Days | Result, rng: np.random.Generator
) -> Touches:
    n = len(day)
    none = np.full(n, -1, dtype=np.int64)
    return Touches(
        id=none,
        owner=owner,
        day=weekday_after(day),
        minute=rng.integers(540, 1020, size=n),
        kind=np.full(n, int(kind), dtype=np.int64),
        result=np.broadcast_to(np.asarray(result, dtype=np.int64), (n,)),
        length=np.full(n, 45 if kind is Kind.MEETING else 5, dtype=np.int64),
        account=account + IDS,
        opportunity=none,
        lead=none,
        channel=none,
    )


def _attempts(behaviour: Behaviour, sellers: Sellers, deals: Deals, rng: np.random.Generator) -> Touches:
    """Calls and mails to an account in the three weeks before an own deal opens."""
    own = np.flatnonzero(~deals.brought)
    row = np.repeat(own, rng.poisson(behaviour.recording.attempts, size=len(own)))
    day = deals.opened[row] - rng.integers(1, 22, size=len(row))
    mail = deals.came[row] == Came.COLD_EMAIL
    owner, account = sellers.numbers[deals.opener[row]], deals.account[row]
    calls = _touches(owner[~mail], day[~mail], account[~mail], Kind.CALL, Result.NO_ANSWER, rng)
    return stacked([calls, _touches(owner[mail], day[mail], account[mail], Kind.EMAIL, Result.NONE, rng)])


def _firsts(sellers: Sellers, deals: Deals, recorded: Recorded, rng: np.random.Generator) -> Touches:
    """The first conversation: before an own deal is entered, by the SDR for hers, and with what came in by itself."""
    mine = sellers.numbers[deals.opener]
    theirs = deals.came == Came.SDR
    owner = np.where(theirs, SDR, mine)
    day = np.where(theirs, deals.opened - 2, deals.opened)
    came_in = (deals.came >= min(BROUGHT)) & ~theirs
    day = np.where(came_in, np.minimum(recorded.registered, deals.opened + 2), day)
    return _touches(owner, day, deals.account, Kind.CALL, Result.CONVERSATION, rng)


def _meetings(
    behaviour: Behaviour, sellers: Sellers, deals: Deals, recorded: Recorded, rng: np.random.Generator
) -> Touches:
    """Meetings on a living deal; before it is entered they stand with the account alone."""
    gaps = 1 + rng.exponential(behaviour.recording.meeting_every, size=(len(deals), _MEETINGS))
    day = weekday_after(deals.opened[:, None] + np.cumsum(gaps, axis=1).astype(np.int64))
    row, which = np.nonzero(day <= deals.ended[:, None])
    on = day[row, which]
    owner = sellers.numbers[np.where(on >= deals.moved[row], deals.owner[row], deals.opener[row])]
    result = np.where(rng.random(len(row)) < 0.1, int(Result.NO_SHOW), int(Result.HELD))
    made = _touches(owner, on, deals.account[row], Kind.MEETING, result, rng)
    about = np.where(on > recorded.registered[row], row + IDS, -1)
    return replace(made, opportunity=about)


def _in_vain(behaviour: Behaviour, sellers: Sellers, market: Market, rng: np.random.Generator) -> Touches:
    """Calls to target accounts that open nothing; one in seven is answered."""
    n = len(sellers)
    first = np.maximum(sellers.hired, market.first)
    last = np.minimum(sellers.left, market.last)
    weeks = np.maximum(last - first, 0) / 7
    seller = np.repeat(np.arange(n), rng.poisson(weeks * behaviour.recording.prospecting_per_week))
    day = first[seller] + (rng.random(len(seller)) * (last - first)[seller]).astype(np.int64)
    account = seller * TERRITORY + rng.integers(0, TERRITORY, size=len(seller))
    result = np.where(rng.random(len(seller)) < 1 / 7, int(Result.CONVERSATION), int(Result.NO_ANSWER))
    return _touches(sellers.numbers[seller], day, account, Kind.CALL, result, rng)
