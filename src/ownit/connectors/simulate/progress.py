"""How does a deal's stage, amount and expected close change while it lives?

Stages move at ages of their own that say nothing about how the deal will end, so that what is known on a day is its
age, its stage's label, and no hint. A deal closes from whatever stage it is in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.deals import NEVER, Deals
from ownit.connectors.simulate.parameters import Seller
from ownit.connectors.simulate.rows import Days, Histories
from ownit.connectors.simulate.weekdays import weekday_after

STAGES = ("Prospecting", "Qualification", "Needs Analysis", "Proposal/Price Quote", "Negotiation/Review")
WON, LOST = len(STAGES), len(STAGES) + 1
_SHARES = (0.10, 0.20, 0.25, 0.25)  # of the typical days, spent in the first four stages on average
_PUSHES = 10
DAY = 1440


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Progress:
    """Times in minutes since 1970 on the company's clock: all that would happen if the deal stayed open for ever."""

    created: Days  # (n,)
    moves: Days  # (n, 4) when stage k+1 is entered
    revised: Days  # (n,)
    pushes: Days  # (n, 10) when the expected close is pushed for the k-th time; NEVER for phantoms after the first
    expected: Days  # (n, 11) the expected close, a day number, after k pushes
    closed: Days  # (n,)

    def stage(self, at: Days, of: Days) -> Days:
        """The stage of deals ``of`` at times ``at``, as if none had closed."""
        return np.asarray((self.moves[of] <= at[:, None]).sum(axis=1), dtype=np.int64)

    def close_date(self, at: Days, of: Days) -> Days:
        """The expected close of deals ``of`` at times ``at``."""
        pushed = (self.pushes[of] <= at[:, None]).sum(axis=1)
        return np.asarray(self.expected[of, pushed], dtype=np.int64)


def progress_of(rng: np.random.Generator, seller: Seller, deals: Deals) -> Progress:
    """Draw the changes of a seller's deals."""
    n = len(deals.created)
    typical = seller.cycle.starts[3] if len(seller.cycle.starts) > 3 else 90
    slow = np.where(deals.phantom, 3.0, 1.0)[:, None]
    ages = 1 + np.cumsum(np.ceil(rng.exponential(1.0, (n, 4)) * np.asarray(_SHARES) * typical * slow), axis=1)
    moves = weekday_after(deals.created[:, None] + ages.astype(np.int64))
    first = deals.created + np.round(typical * np.exp(0.25 * rng.normal(size=n))).astype(np.int64)
    first = np.where(deals.expected >= 0, deals.expected, _month_end(first))
    gaps = rng.integers(30, 62, size=(n, _PUSHES))
    expected = np.concatenate([first[:, None], _month_end(first[:, None] + np.cumsum(gaps, axis=1))], axis=1)
    pushed = np.maximum(weekday_after(expected[:, :-1] - rng.integers(0, 4, (n, _PUSHES))), deals.created[:, None] + 1)
    pushed = np.maximum.accumulate(pushed, axis=1)
    minute = rng.integers(0, 5, size=(n, 5 + _PUSHES)) + 5 * np.arange(5 + _PUSHES)  # no two in one minute
    never = deals.phantom[:, None] & (np.arange(_PUSHES) > 0)
    return Progress(
        created=deals.created * DAY + 11 * 60 + rng.integers(0, 360, size=n),
        moves=moves * DAY + 14 * 60 + minute[:, :4],
        revised=np.where(deals.revised < NEVER, deals.revised * DAY + 13 * 60 + minute[:, 4], NEVER * DAY),
        pushes=np.where(never, NEVER * DAY, pushed * DAY + 9 * 60 + minute[:, 5:]),
        expected=expected,
        closed=np.where(deals.closed < NEVER, deals.closed * DAY + 16 * 60 + rng.integers(0, 60, n), NEVER * DAY),
    )


def histories_of(deals: Deals, progress: Progress, ids: Days, by: int, serials: int) -> Histories:
    """One row at creation and at every change up to closing, each the whole state at that time."""
    n = len(ids)
    at = np.concatenate(
        [
            progress.created[:, None],
            progress.moves,
            progress.revised[:, None],
            progress.pushes,
            progress.closed[:, None],
        ],
        axis=1,
    )
    which = np.broadcast_to(np.arange(n)[:, None], at.shape)
    is_close = np.zeros(at.shape, dtype=np.bool_)
    is_close[:, -1] = True
    real = (at <= progress.closed[:, None]) & (at < NEVER * DAY)
    at, of, closing = at[real], which[real], is_close[real]
    order = np.lexsort((at, of))
    at, of, closing = at[order], of[order], closing[order]
    stage = np.where(closing, np.where(deals.won[of], WON, LOST), progress.stage(at, of))
    return Histories(
        serial=serials + np.arange(len(at)),
        opportunity=ids[of],
        day=at // DAY,
        minute=at % DAY,
        stage=stage,
        amount=np.where(progress.revised[of] <= at, deals.last_amount[of], deals.first_amount[of]),
        close_date=np.where(closing, deals.closed[of], progress.close_date(at, of)),
        by=np.full(len(at), by, dtype=np.int64),
    )


def _month_end(day: Days) -> Days:
    """The last day of the day's month."""
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    return (month + 1).astype("datetime64[D]").astype(np.int64) - 1
