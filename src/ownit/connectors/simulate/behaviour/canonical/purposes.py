"""Is an activity there to create, to win or to serve?

By the rules of the Salesforce connector's ``purposes``, as far as they are met here.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from ownit.connectors.simulate.rows import Accounts, Book, Days, Opportunities, Touches
from ownit.connectors.simulate.text import Texts, labels

_WIDTH = 1 << 30  # more than any day: an account and a day make one number, account first


class Purpose(IntEnum):
    """What it is there for."""

    CREATE = 0
    WIN = 1
    SERVE = 2


_WORDS = tuple(purpose.name.lower() for purpose in Purpose)


def purposes(book: Book) -> Texts:
    """The purpose of each touch of a book."""
    return labels(_WORDS, _purposes(book))


def _purposes(book: Book) -> Days:
    """By the deal it is on if that is known; of a deal that is not, win; else by its account."""
    t, o = book.touches, book.opportunities
    deal = np.searchsorted(o.id, t.opportunity)
    known = (t.opportunity >= 0) & (np.append(o.id, -2)[deal] == t.opportunity)
    elsewhere = np.where(t.opportunity >= 0, Purpose.WIN, _on_account(o, book.accounts, t))
    return np.where(known, _on_deal(o, np.where(known, deal, 0), t), elsewhere)


def _on_deal(o: Opportunities, deal: Days, t: Touches) -> Days:
    """Create until the day it is registered, win until the day it closes; afterwards serve if it was won."""
    if not len(o.id):
        return np.full(len(t.id), Purpose.CREATE, dtype=np.int64)
    afterwards = np.where(o.won[deal], Purpose.SERVE, Purpose.CREATE)
    later = np.where(t.day <= o.closed[deal], Purpose.WIN, afterwards)
    return np.where(t.day <= o.created[deal], Purpose.CREATE, later)


def _on_account(o: Opportunities, a: Accounts, t: Touches) -> Days:
    """Create on the first day of a stretch in which a deal of the account is open, win on its later days.

    Else serve if it is a customer, else create.
    """
    order = np.lexsort((o.created, o.account))
    opened = (o.account * _WIDTH + o.created)[order]
    closed = o.account[order] * _WIDTH + np.minimum(o.closed, _WIDTH - 1)[order]
    reaches = np.append(-1, np.maximum.accumulate(closed))
    begins = np.append(-1, np.maximum.accumulate(np.where(opened > reaches[:-1], opened, -1)))
    at = t.account * _WIDTH + t.day
    stretch = np.searchsorted(opened, at, side="right")
    inside = np.where(begins[stretch] == at, Purpose.CREATE, Purpose.WIN)
    return np.where(reaches[stretch] >= at, inside, _without_deal(a, t))


def _without_deal(a: Accounts, t: Touches) -> Days:
    since = a.customer_since[np.searchsorted(a.id, t.account).clip(max=len(a.id) - 1)]
    return np.where((since >= 0) & (since <= t.day), Purpose.SERVE, Purpose.CREATE)
