"""What are the chances of the number if so many deals are opened each week?

The law is standing's own (:func:`ownit.method.bookings.reckon`) under the future *plan carried out*: own openings per
day, so many a week times the share of days worked over seven, replace the recent ones; nothing
else differs but the load of what is opened (``plan.load``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.method.bookings import Reckoned, reckon
from ownit.method.deals import Window, Won
from ownit.method.law import Law, Missing, Outlook
from ownit.method.plan.book import Book
from ownit.method.plan.load import loaded

DAYS = 7.0


def reckoned(
    book: Book, goal: float, opened: float, *, window: Window | None = None, won: Won | None = None
) -> Reckoned:
    """Everything that can be said of a book if ``opened`` deals a week are opened by the seller."""
    per_day = opened * book.present / DAYS
    book = loaded(book, per_day)
    made = reckon(
        ["seller"],
        deals=book.deals,
        cycle=book.cycle,
        amounts=book.amounts,
        arrivals=book.arrivals,
        won=won or book.won,
        goals=np.array([goal]),
        window=window or book.window,
        tilt=book.tilt,
        plan=np.array([per_day]),
    )
    return made.people[0]


def outlook(book: Book, goal: float, opened: float) -> Outlook:
    """The seller's own outlook, at its lower end where origins are unknown: the plan counts on nothing else."""
    return reckoned(book, goal, opened).alone_low


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
