"""What did each subject win in which period?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.flows.reckoning.day import COMPANY

if TYPE_CHECKING:
    from ownit.facts.measures.wins import Wins
    from ownit.flows.reckoning.people import Folk
    from ownit.method.calendar import Period


def totals(won: Wins, folk: Folk, start: date, end: date) -> Mapping[str, float]:
    """Money won from ``start`` to ``end`` of everybody in ``folk``, their teams and the company; no amount is 0.

    A person's counts overlay credits, a group's does not. The company's is that of everyone, those too who were not
    there yet on the day of ``folk``: nobody's number waits for them.
    """
    within = won.within(start, end)
    index = np.array([folk.by_external.get(key, -1) for key in won.people], dtype=np.int64)
    who = index[won.who] if len(won.who) else won.who
    amount = np.nan_to_num(won.amount)
    size = len(folk.ids)
    known = within & (who >= 0)
    own = np.bincount(who[known], weights=amount[known], minlength=size)
    revenue = known & ~won.overlay
    shared = np.bincount(who[revenue], weights=amount[revenue], minlength=size)
    return {
        **{str(person): float(own[n]) for n, person in enumerate(folk.ids)},
        **{name: float(shared[members].sum()) for name, members in folk.teams.items()},
        COMPANY: float(amount[within & ~won.overlay].sum()),
    }


def before(won: Wins, folk: Folk, period: Period, first: date) -> Sequence[Mapping[str, float]]:
    """The totals of the periods before one, oldest first: those that begin on or after ``first``, when wins begin."""
    past = []
    one = period.previous
    while one.start >= first:
        past.append(totals(won, folk, one.start, one.end))
        one = one.previous
    return past[::-1]
