"""In which months of the year are deals won, beyond chance?

w_m deals were won in month m of the fiscal year, over all years of the record, and d_m of its working days are in the
record. If no month were different, e_m = sum(w) d_m / sum(d) of them would fall into it. The month's multiplier is
gamma-shrunk towards 1 as people's are (:mod:`ownit.method.pooling`): (1/tau^2 + w_m) / (1/tau^2 + e_m), averaged over
tau. With few deals, or months that do not differ beyond chance, tau is near 0 and every month's multiplier near 1. A
seller's own season is shrunk in the same way towards the team's: e_m is then what the team's multipliers expect.

Deals are counted, not money: one giant deal is no season.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from ownit.method.deals import Floats
from ownit.method.law import Missing
from ownit.method.pooling import pool

NEEDED_WON = 10  # deals won; below it nothing is said of months
DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A multiplier for each month of the fiscal year; ``spread`` is the sd between months that the record shows."""

    multiplier: tuple[Decimal, ...]
    spread: float
    won: int
    own: bool  # the seller's own record is in it, not only the team's


def season(won: Floats, days: Floats, team: Season | None = None) -> Season | Missing:
    """The season of a record. ``won``: deals by month of the fiscal year, ``days``: working days on record; (months,).

    With ``team`` the record is one seller's, shrunk towards the team's season. Missing (``too_few_won``) below
    NEEDED_WON deals and no team; a seller with too few keeps the team's. ValueError for shapes that differ.
    """
    if won.shape != days.shape or (team is not None and len(team.multiplier) != len(won)):
        raise ValueError("won, days and the team's season must have one entry per month")
    total = round(float(won.sum()))
    if total < NEEDED_WON or not days.sum() > 0:
        text = f"{total} won deals are on record; telling one month from another takes {NEEDED_WON}."
        return team if team is not None else Missing(code="too_few_won", n=total, needed=NEEDED_WON, text=text)
    base = np.ones(len(won)) if team is None else np.array([float(m) for m in team.multiplier])
    weight = days * base
    expected = total * weight / weight.sum()
    pooled = pool(won, expected, np.zeros(len(won), dtype=np.int64))
    raw = base * np.where(expected > 0, pooled.mean, 1.0)
    return Season(
        multiplier=tuple(Decimal(str(m)).quantize(DIGITS) for m in raw),
        spread=pooled.tau,
        won=total,
        own=team is not None,
    )
