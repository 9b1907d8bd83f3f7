"""Which contracts of a seller's customers fall due, and which are kept?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.clock import Calendar, day_number
from ownit.connectors.simulate.deals.record import NEVER, SOURCE_CODE, Deals
from ownit.connectors.simulate.parameters import Renewals, Seller
from ownit.connectors.simulate.rows import Days, Flags, Floats
from ownit.connectors.simulate.sources import Source
from ownit.connectors.simulate.weekdays import weekday_before


def renewed(rng: np.random.Generator, seller: Seller, calendar: Calendar, renewals: Renewals) -> Deals:
    """Each customer's contract, for as long as it is kept; decided in the two weeks before it falls due."""
    due = _due(rng, seller.customers, calendar, renewals)
    decided = weekday_before(due - rng.integers(0, 14, size=due.shape))
    kept = _kept(rng, decided, renewals)
    amount = _amounts(rng, due, renewals)
    opened, last = due - renewals.notice, calendar.first + calendar.days
    there = _still_customers(kept) & (opened >= max(calendar.first, day_number(seller.hired_on))) & (opened < last)
    ended = decided[there] < last
    n = int(there.sum())
    return Deals(
        source=np.full(n, SOURCE_CODE[Source.RENEWAL], dtype=np.int64),
        created=opened[there],
        closed=np.where(ended, decided[there], NEVER),
        won=kept[there] & ended,
        first_amount=amount[there],
        revised=np.full(n, NEVER, dtype=np.int64),
        last_amount=amount[there],
        phantom=np.zeros(n, dtype=np.bool_),
        expected=due[there],
        customer=np.nonzero(there)[0],
    )


def _due(rng: np.random.Generator, customers: int, calendar: Calendar, renewals: Renewals) -> Days:
    """The days on which each customer's contract falls due: shape (customers, terms)."""
    told_until, biennial = renewals.told_until, renewals.biennial
    terms = np.arange(calendar.days // 365 + 2)
    yearly = calendar.first + rng.integers(0, 365, size=customers - biennial)[:, None] + 365 * terms
    start = calendar.first if told_until is None else day_number(told_until) + 90
    late = start + rng.integers(0, 270, size=biennial)[:, None] + 730 * terms
    return np.concatenate([yearly, late])


def _kept(rng: np.random.Generator, decided: Days, renewals: Renewals) -> Flags:
    """Whether each is kept; up to the told day all but the last so many decisions are."""
    kept = rng.random(decided.shape) < renewals.kept
    if renewals.told_until is not None:
        told = decided <= day_number(renewals.told_until)
        kept |= told
        last = np.argsort(np.where(told, decided, -1), axis=None)[told.size - renewals.told_lost :]
        kept.flat[last] = False
    return kept


def _amounts(rng: np.random.Generator, due: Days, renewals: Renewals) -> Floats:
    """A customer pays the same every term."""
    each = renewals.median * np.exp(renewals.log_sd * rng.normal(size=(len(due), 1)))
    return np.round(each * np.ones(due.shape), -2)


def _still_customers(kept: Flags) -> Flags:
    """Whether all contracts before it were kept."""
    there = np.ones(kept.shape, dtype=np.bool_)
    there[:, 1:] = np.cumprod(kept, axis=1)[:, :-1].astype(np.bool_)
    return there
