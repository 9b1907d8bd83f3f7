"""In which months of the year is money won, beyond chance, and in more than one year?

M[y, m] is won in month m of whole year y of the record, in deals of a, and d[y, m] of its working days are on record.
Money is not counted as such: one giant deal is no season. With c = sum(a^2) / sum(a), w = M / c is how many deals of
equal size the money is worth (their sum is Kish's (sum a)^2 / sum(a^2); its variance is its mean, as of a count, where
amounts are drawn alike). If no month were different, e_m = sum(w) d_m / sum(d) of them would fall into it. The month's
multiplier is gamma-shrunk towards 1 as people's are (:mod:`ownit.method.pooling`): (1/tau^2 + w_m) / (1/tau^2 + e_m),
averaged over tau. With few deals, or months that do not differ beyond chance, tau is near 0 and every month's
multiplier near 1. A seller's own season is shrunk in the same way towards the team's: e_m is then what the team's
multipliers expect.

One season seen once is no season: it takes NEEDED_YEARS whole years, and no month is told further from what is expected
than the second-furthest year on the same side had it, nor on a side on which only one year had it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from ownit.method.deals import Floats
from ownit.method.law import Missing
from ownit.method.pooling import pool
from ownit.method.written import counted

NEEDED_WON = 10  # deals won; below it nothing is said of months
NEEDED_YEARS = 2  # whole ones
DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WonMonths:
    """What was won in whole years of a record, (years, months of the fiscal year) each.

    ``money`` and ``squares``: sum of amounts and of their squares; ``deals``: how many; ``days``: working days.
    ``whole``: months on record in all, those that make no whole year included. ValueError for shapes that differ.
    """

    money: Floats
    squares: Floats
    deals: Floats
    days: Floats
    whole: int

    def __post_init__(self) -> None:
        if not self.money.shape == self.squares.shape == self.deals.shape == self.days.shape:
            raise ValueError("money, squares, deals and days must have one entry per month of each year")

    @property
    def years(self) -> int:
        """Whole years."""
        return len(self.money)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A multiplier for each month of the fiscal year; ``spread`` is the sd between months that the record shows.

    ``prior_share``: how far what is expected decides, not the months' own record; ``differ``: beyond chance.
    """

    multiplier: tuple[Decimal, ...]
    spread: float
    won: int
    years: int
    differ: bool
    prior_share: float
    own: bool  # the seller's own record is in it, not only the team's


def season(won: WonMonths, team: Season | None = None) -> Season | Missing:
    """The season of a record.

    With ``team`` the record is one seller's, shrunk towards the team's season. Missing (``too_few_years``) below
    NEEDED_YEARS whole years, (``too_few_won``) below NEEDED_WON deals; a seller with too little keeps the team's.
    ValueError where months and the team's season differ in number.
    """
    if team is not None and len(team.multiplier) != won.money.shape[1]:
        raise ValueError("won and the team's season must have one entry per month")
    lack = _lack(won)
    if lack is not None:
        return lack if team is None else team
    base = np.ones(won.money.shape[1]) if team is None else np.array([float(m) for m in team.multiplier])
    even = won.money * won.money.sum() / won.squares.sum()  # deals of equal size
    weight = won.days.sum(axis=0) * base
    observed, expected = even.sum(axis=0), even.sum() * weight / weight.sum()
    pooled = pool(observed, expected, np.zeros(len(base), dtype=np.int64))
    found = base * _seen_twice(np.where(expected > 0, pooled.mean, 1.0), even, won.days * base)
    return Season(
        multiplier=tuple(Decimal(str(m)).quantize(DIGITS) for m in found),
        spread=pooled.tau,
        won=round(float(won.deals.sum())),
        years=won.years,
        differ=pooled.differ,
        prior_share=pooled.prior_share,
        own=team is not None,
    )


def _seen_twice(multiplier: Floats, even: Floats, weight: Floats) -> Floats:
    """Each month's multiplier, no further from 1 than the second-furthest year on its side has it, (months,).

    A year's own multiplier is what it had in the month over what the year's total and weights expect.
    """
    expected = even.sum(axis=1, keepdims=True) * weight / weight.sum(axis=1, keepdims=True)
    by_year = np.sort(np.divide(even, expected, out=np.ones_like(even), where=expected > 0), axis=0)
    low, high = np.minimum(by_year[1], 1.0), np.maximum(by_year[-2], 1.0)
    return np.asarray(np.clip(multiplier, low, high))


def _lack(won: WonMonths) -> Missing | None:
    total = round(float(won.deals.sum()))
    if won.years < NEEDED_YEARS:
        text = (
            f"{won.whole} whole {'month' if won.whole == 1 else 'months'} of won deals on record do not make "
            "two whole years, and one season seen once is no season."
        )
        return Missing(code="too_few_years", n=won.years, needed=NEEDED_YEARS, text=text)
    if total < NEEDED_WON or not won.squares.sum() > 0 or not won.days.sum() > 0:
        these = counted(total, "won deal with an amount is", "won deals with an amount are")
        text = f"{these} on record; telling one month from another takes {NEEDED_WON}."
        return Missing(code="too_few_won", n=total, needed=NEEDED_WON, text=text)
    return None
