"""Which deals of a seller are told, not drawn?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from ownit.connectors.simulate.clock import Calendar, day_number
from ownit.connectors.simulate.deals.fates import leave
from ownit.connectors.simulate.deals.record import NEVER, SOURCE_CODE, Deals
from ownit.connectors.simulate.parameters import Seller
from ownit.connectors.simulate.rows import Days, chosen, stacked
from ownit.connectors.simulate.script import Script
from ownit.connectors.simulate.sources import Source


def told(rng: np.random.Generator, seller: Seller, calendar: Calendar, drawn: Deals, script: Script) -> Deals:
    """The drawn past, the told present, the drawn future: see :class:`Script`. Renewals are left as drawn."""
    past = drawn.created < day_number(script.opened_from)
    if script.closed_from is not None:
        past &= drawn.closed < day_number(script.closed_from)
    future = drawn.created > day_number(script.until)
    renewals = drawn.source == SOURCE_CODE[Source.RENEWAL]
    return stacked([chosen(drawn, past | future | renewals), _from_script(rng, seller, calendar, script)])


def _from_script(rng: np.random.Generator, seller: Seller, calendar: Calendar, script: Script) -> Deals:
    deals, until = script.deals, day_number(script.until)
    created = np.asarray([day_number(d.opened_on) for d in deals], dtype=np.int64)
    phantom = np.asarray([d.phantom for d in deals], dtype=np.bool_)
    ended = _days(d.closed_on for d in deals)
    resume = np.full(len(deals), until + 1 - calendar.first, dtype=np.int64)
    closed, won = leave(rng, seller, calendar, resume, until - created, phantom)
    amount = np.asarray([d.amount for d in deals], dtype=np.float64)
    return Deals(
        source=np.asarray([SOURCE_CODE[d.source] for d in deals], dtype=np.int64),
        created=created,
        closed=np.where(ended >= 0, ended, closed),
        won=np.where(ended >= 0, np.asarray([d.won for d in deals], dtype=np.bool_), won),
        first_amount=amount,
        revised=np.full(len(deals), NEVER, dtype=np.int64),
        last_amount=amount,
        phantom=phantom,
        expected=_days(d.close_expected_on for d in deals),
        customer=np.full(len(deals), -1, dtype=np.int64),
    )


def _days(told: Iterable[date | None]) -> Days:
    """Day numbers; -1 for none."""
    return np.asarray([-1 if day is None else day_number(day) for day in told], dtype=np.int64)
