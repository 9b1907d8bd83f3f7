"""What is the law of a total, and what stands in its place when it cannot be known?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

ROUNDED = 5e-5  # sums of money no further apart are one: far below a cent
ULPS = 4.0  # of a goal so large that its last digit is more than that


class Future(StrEnum):
    """Three named futures, one set of parameters."""

    NOTHING_MORE = "nothing_more_is_opened"
    AS_GOING = "as_you_have_been_going"
    PLAN = "plan_carried_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why there is no number: a code, what there is, what it takes, and the sentence to show."""

    code: str
    n: int
    needed: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """The law of a period's total under one named future.

    ``support`` is increasing, shape (k,); ``at_least[i]`` = P(total >= support[i]), non-increasing, from 1 at the
    first node. The goal it was reckoned for is a node, so P(hit) there is exact; elsewhere it is interpolated
    linearly. Money is float64 in the reporting currency.
    """

    future: Future
    mean: float
    support: NDArray[np.float64]
    at_least: NDArray[np.float64]

    def p_hit(self, goal: float) -> float:
        """P(total >= goal); a sum that is short of it by no more than floats are rounded makes it."""
        least = goal - max(ROUNDED, ULPS * float(np.spacing(abs(goal))))
        if least <= self.support[0]:
            return 1.0
        if least > self.support[-1]:
            return 0.0
        return float(np.interp(least, self.support, self.at_least))

    def quantile(self, q: float) -> float:
        """The smallest node x with P(total <= x) >= q, i.e. P(total > x) <= 1 - q."""
        more = self.at_least[:0:-1]  # P(total > x) of each node but the last, which is 0; rising
        return float(self.support[len(more) - more.searchsorted(1.0 - q + 1e-12, side="right")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One subject's period under the three futures; each is a law or says why not."""

    nothing_more: Law | Missing
    as_going: Law | Missing
    plan: Law | Missing
