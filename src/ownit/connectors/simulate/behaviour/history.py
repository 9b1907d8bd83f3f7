"""What does the stage history of the CRM hold: one row per change, each the whole state?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.recorded import PUSHES
from ownit.connectors.simulate.progress import DAY, LOST, WON
from ownit.connectors.simulate.rows import Days, Flags, Floats, Histories

_EVENTS = 1 + 4 + 1 + PUSHES + 1  # registered, stage moves, amount revised, close pushed, closed
_REGISTERED, _CLOSED = 0, _EVENTS - 1


def histories_of(company: Company, there: Flags, as_of: int, ids: int) -> Histories:
    """The history of the deals ``there`` up to the end of a day, in the order of deals and time."""
    rows = np.flatnonzero(there)
    when = _days(company, rows)
    minute = _minutes(when, rows)
    place, event = np.nonzero(_happens(company, rows, when, as_of))
    sort = np.lexsort((when[place, event] * DAY + minute[place, event], place))
    place, event = place[sort], event[sort]
    day, of, closing = when[place, event], rows[place], event == _CLOSED
    d, r = company.deals, company.recorded
    stage, amount, expected = _state(company, of, day)
    return Histories(
        serial=ids + of * _EVENTS + event,
        opportunity=ids + of,
        day=day,
        minute=minute[place, event],
        stage=np.where(closing, np.where(d.won[of], WON, LOST), stage),
        amount=np.where(closing, r.amount[of], amount),
        close_date=np.where(closing, r.closed[of], expected),
        by=company.sellers.numbers[np.where(d.moved[of] <= day, d.owner[of], d.opener[of])],
    )


def _days(company: Company, rows: Days) -> Days:
    """The day of each event of each deal, shape (rows, events); NEVER if it does not come."""
    d, r = company.deals, company.recorded
    return np.concatenate(
        [r.registered[rows, None], r.moves[rows], d.revised[rows, None], r.pushes[rows], r.closed[rows, None]], axis=1
    )


def _minutes(when: Days, rows: Days) -> Days:
    """The minute of each event: registered from 10:00, closed from 16:00, the rest between, no two at once."""
    event = np.arange(_EVENTS)
    usual = np.where(event == _REGISTERED, 600, np.where(event == _CLOSED, 960, 700 + event))
    minute = usual[None, :] + rows[:, None] % 60
    at_once = (when == when[:, [_REGISTERED]]) & (event > _REGISTERED)
    return np.where(at_once, np.maximum(minute, 700), minute)


def _happens(company: Company, rows: Days, when: Days, as_of: int) -> Flags:
    """Whether an event has come: while the deal is registered, open and not deleted, or as its beginning or end."""
    event = np.arange(_EVENTS)
    lives = (when < when[:, [_CLOSED]]) | (event == _REGISTERED) | (event == _CLOSED)
    last = np.minimum(as_of, company.recorded.gone[rows, None])
    return np.asarray((when <= last) & (when >= when[:, [_REGISTERED]]) & lives, dtype=np.bool_)


def _state(company: Company, of: Days, day: Days) -> tuple[Days, Floats, Days]:
    """Stage, amount and expected close of deals at the end of a day, as if none had closed."""
    d, r = company.deals, company.recorded
    stage = (r.moves[of] <= day[:, None]).sum(axis=1)
    pushed = (r.pushes[of] <= day[:, None]).sum(axis=1)
    return stage, np.where(d.revised[of] <= day, d.revised_amount[of], d.amount[of]), r.expected[of, pushed]
