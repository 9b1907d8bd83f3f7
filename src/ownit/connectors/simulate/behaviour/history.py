"""What does the stage history of the CRM hold: one row per change, each the whole state?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.recorded import PUSHES
from ownit.connectors.simulate.progress import LOST, WON
from ownit.connectors.simulate.rows import Days, Flags, Floats, Histories

_EVENTS = 1 + 4 + 1 + PUSHES + 1  # registered, stage moves, amount revised, close pushed, closed


def histories_of(company: Company, there: Flags, as_of: int, ids: int) -> Histories:
    """The history of the deals ``there`` up to the end of a day, in the order of deals and time."""
    d, r = company.deals, company.recorded
    rows = np.flatnonzero(there)
    when = np.concatenate(
        [
            r.registered[rows, None],
            r.moves[rows],
            d.revised[rows, None],
            r.pushes[rows],
            r.closed[rows, None],
        ],
        axis=1,
    )
    order = np.arange(_EVENTS)
    minute = np.where(order == 0, 600, np.where(order == _EVENTS - 1, 960, 700 + order))[None, :] + rows[:, None] % 60
    minute = np.where((when == r.registered[rows, None]) & (order > 0), np.maximum(minute, 700), minute)
    lives = (when < r.closed[rows, None]) | (order == 0) | (order == _EVENTS - 1)
    last = np.minimum(as_of, r.gone[rows, None])
    happens = (when <= last) & (when >= r.registered[rows, None]) & lives
    place, event = np.nonzero(happens)
    at = when[place, event] * 1440 + minute[place, event]
    sort = np.lexsort((at, place))
    place, event = place[sort], event[sort]
    day, of = when[place, event], rows[place]
    closing = event == _EVENTS - 1
    stage, amount, expected = _state(company, of, day)
    return Histories(
        serial=ids + of * _EVENTS + event,
        opportunity=ids + of,
        day=day,
        minute=minute[place, event],
        stage=np.where(closing, np.where(company.deals.won[of], WON, LOST), stage),
        amount=np.where(closing, company.recorded.amount[of], amount),
        close_date=np.where(closing, company.recorded.closed[of], expected),
        by=company.sellers.numbers[np.where(d.moved[of] <= day, d.owner[of], d.opener[of])],
    )


def _state(company: Company, of: Days, day: Days) -> tuple[Days, Floats, Days]:
    """Stage, amount and expected close of deals at the end of a day, as if none had closed."""
    d, r = company.deals, company.recorded
    stage = (r.moves[of] <= day[:, None]).sum(axis=1)
    pushed = (r.pushes[of] <= day[:, None]).sum(axis=1)
    return stage, np.where(d.revised[of] <= day, d.revised_amount[of], d.amount[of]), r.expected[of, pushed]
