"""What is a typical deal of this seller's worth, how long does it take, and how often is it won?

What they are told in is what they are asked in: a win rate, an amount, days from opening to signature.
"""

from __future__ import annotations

import numpy as np

from ownit.method.ages import won_by
from ownit.method.cycle import Cycle
from ownit.method.plan.book import Book
from ownit.method.plan.what_if import LONG, win_rate


def worth(book: Book) -> float:
    """The mean amount of a deal won: the mean of the amounts at the person's scale, exp(m + s^2 / 2) on average."""
    scale = float(np.exp(book.amounts.log_scale[0] + book.amounts.log_sd[0] ** 2 / 2.0))
    weight = book.amounts.weights(0)
    return float(book.amounts.value @ weight / weight.sum()) * scale


def days(cycle: Cycle) -> float:
    """The median age at which what is won is won."""
    share = won_by(cycle, LONG, float(cycle.person_mean[0]))
    return float(np.interp(0.5, share / share[-1], np.arange(LONG + 1, dtype=np.float64)))


def won_in_time(book: Book) -> float:
    """P(a deal opened today is won by the end of the period)."""
    return win_rate(book.cycle, book.window.horizon)
