"""What are the chances of the number if so many deals are opened each week?

The law is standing's own (:func:`ownit.method.bookings.reckon`) under the future *plan carried out*: own openings per
day, so many a week times the share of days worked over seven, replace the recent ones; nothing else differs but the
load of what is opened (``plan.load``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.method.arrivals import Arrivals
from ownit.method.bookings import Reckoned, reckon
from ownit.method.deals import Origin, Window, Won
from ownit.method.law import Law, Missing, Outlook
from ownit.method.plan.book import Book
from ownit.method.plan.load import loaded

DAYS = 7.0


def reckoned(
    book: Book,
    goal: float,
    opened: float,
    *,
    unsure: float = 0.0,
    window: Window | None = None,
    won: Won | None = None,
) -> Reckoned:
    """Everything that can be said of a book if ``opened`` deals a week are opened by the seller.

    ``unsure`` is log-variance of how many, beyond what the record of openings has (``plan.channels.mix_variance``).
    """
    per_day = opened * book.present / DAYS
    book = loaded(book, per_day)
    made = reckon(
        ["seller"],
        deals=book.deals,
        cycle=book.cycle,
        amounts=book.amounts,
        arrivals=less_sure(book.arrivals, unsure),
        won=won or book.won,
        goals=np.array([goal]),
        window=window or book.window,
        tilt=book.tilt,
        lift=book.lift,
        plan=np.array([per_day]),
    )
    return made.people[0]


def less_sure(arrivals: Arrivals, unsure: float) -> Arrivals:
    """The same mean of own openings, with so much more log-variance."""
    own = arrivals.shape[0, Origin.OWN]
    if unsure <= 0 or own <= 0:
        return arrivals
    shape, rate = arrivals.shape.copy(), arrivals.rate.copy()
    shape[0, Origin.OWN] = 1.0 / np.expm1(np.log1p(1.0 / own) + unsure)
    rate[0, Origin.OWN] *= shape[0, Origin.OWN] / own
    return replace(arrivals, shape=shape, rate=rate)


def outlook(book: Book, goal: float, opened: float, unsure: float = 0.0) -> Outlook:
    """The seller's own outlook, at its lower end where origins are unknown: the plan counts on nothing else."""
    return reckoned(book, goal, opened, unsure=unsure).alone_low


def law(of: Law | Missing) -> Law:
    """A law that a book must give; TypeError where a book was made of what cannot be reckoned."""
    if isinstance(of, Missing):
        raise TypeError(of.text)
    return of


def given(book: Book, won: float) -> Book:
    """The same book with another sum won by the seller so far."""
    amount = book.won.amount.copy()
    amount[0] = (won, 0.0, 0.0)
    return replace(book, won=replace(book.won, amount=amount))
