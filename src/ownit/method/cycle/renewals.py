"""How likely is a contract that falls due to be renewed, and when is that decided?

A renewal is a scheduled event, not a hunt: it is decided about the day it falls due and won with the renewal rate, a
beta pooled over people (``method.rates``). Decided days are due days plus a delay, drawn from the delays on record;
of one still undecided only the days to come are possible, and one overdue past all delays is decided tomorrow.
Renewals that are not registered yet are not invented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats, Ints
from ownit.method.law import Missing
from ownit.method.rates import Rate, rates
from ownit.method.written import counted

NEEDED = 10  # renewals decided: a rate near 0.9 is then known to about a tenth


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RenewalCells:
    """Renewals decided in the record: ``won``, ``lost`` (people,); ``delay`` (k,) days after due, ``count`` (k,)."""

    won: Floats
    lost: Floats
    delay: Floats
    count: Floats
    group: Ints  # (people,)

    @property
    def decided(self) -> int:
        """How many there were."""
        return int(self.won.sum() + self.lost.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Renewals:
    """Each person's renewal rate, and the law of the delay of decisions: ``delay`` (k,) days with ``weight`` (k,)."""

    rate: tuple[Rate, ...]
    delay: Floats
    weight: Floats
    decided: int

    def chance(self, person: int, due: Floats, *, lead: int, horizon: int) -> Floats:
        """P(renewed more than ``lead`` and at most ``horizon`` days from now), (n,), of those due in ``due`` days."""
        day = due[:, None] + self.delay
        to_come = np.where(day > 0, self.weight, 0.0)
        left = to_come.sum(axis=1)
        inside = np.where((day > lead) & (day <= horizon), to_come, 0.0).sum(axis=1)
        tomorrow = float(lead < 1 <= horizon)
        decided = np.divide(inside, left, out=np.full(len(due), tomorrow), where=left > 0)
        return np.asarray(self.rate[person].mean * decided)


def fit(cells: RenewalCells) -> Renewals | Missing:
    """Rates and delays, or why not: then renewals are reckoned by the hazards of all deals."""
    found = rates(cells.won, cells.won + cells.lost, cells.group, needed=NEEDED)
    told = [rate for rate in found if isinstance(rate, Rate)]
    if cells.decided < NEEDED or len(told) < len(found):
        text = (
            f"{counted(cells.decided, 'renewal has', 'renewals have')} been decided on record; a renewal rate takes "
            f"{NEEDED}: until then they are reckoned like other deals."
        )
        return Missing(code="too_few_renewals", n=cells.decided, needed=NEEDED, text=text)
    weight = cells.count / cells.count.sum()
    return Renewals(rate=tuple(told), delay=cells.delay, weight=weight, decided=cells.decided)
