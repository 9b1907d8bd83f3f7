"""From which numbers are the three questions at adoption answered?"""

from __future__ import annotations

import numpy as np

from ownit.answers.plan.adoption import Origins, Part, Resting
from ownit.method.deals import Floats, Gate, Ints, Origin
from ownit.method.plan import typical
from ownit.method.plan.book import Book
from ownit.method.plan.made import Plan


def resting(plan: Plan, book: Book, currency: str) -> Resting:
    """What is won and what counts as open, by who opened it; a deal of unknown amount is worth a typical one."""
    counted = book.deals.gate != Gate.NOT_COUNTED
    amount = np.where(np.isnan(book.deals.amount), typical.worth(book), book.deals.amount)[counted]
    origin = book.deals.origin[counted]
    sums = np.array([float(amount[origin == o].sum()) for o in Origin])
    return Resting(
        won=_origins(book.won.amount[0], book.won.deals[0]),
        open=_origins(sums, np.array([int(np.sum(origin == o)) for o in Origin])),
        alone=plan.chance,
        with_help=plan.with_help,
        opened=plan.opened,
        hours=plan.hours.creating,
        currency=currency,
    )


def _origins(amount: Floats, deals: Ints) -> Origins:
    own, unknown, others = (Part(amount=float(amount[o]), deals=int(deals[o])) for o in Origin)
    return Origins(own=own, others=others, unknown=unknown)
