"""How does what somebody does become rows of activities?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ownit.connectors.simulate.codes import Kind, Result
from ownit.connectors.simulate.rows import Days, Flags, Touches


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Occasions:
    """When and about which account one person may have done something: arrays of shape (n,)."""

    owner: int
    day: Days
    minute: Days
    account: Days
    deal: Days | None = None  # None: it is about no deal
    channel: Days | None = None  # Channel; None: it is no prospecting

    def left(self, kind: Kind, where: Flags, result: Days | Result = Result.NONE, minutes: float = 0) -> Touches:
        """The touches of one kind, of ``minutes`` each, on the occasions ``where`` there was one.

        Ids are given when all of a person's are together.
        """
        rows = np.flatnonzero(where)
        n = len(rows)
        none = np.full(n, -1, dtype=np.int64)
        return Touches(
            id=none,
            owner=np.full(n, self.owner, dtype=np.int64),
            day=self.day[rows],
            minute=self.minute[rows],
            kind=np.full(n, int(kind), dtype=np.int64),
            result=np.broadcast_to(np.asarray(result, dtype=np.int64), len(self.day))[rows],
            length=np.full(n, round(minutes), dtype=np.int64),
            account=self.account[rows],
            opportunity=none if self.deal is None else self.deal[rows],
            lead=none,
            channel=none if self.channel is None else self.channel[rows],
        )

    def later(self, minutes: int) -> Occasions:
        """The same so many minutes later."""
        return replace(self, minute=self.minute + minutes)


def minutes_between(rng: np.random.Generator, n: int, low: int, high: int) -> Days:
    """Minutes of the day, drawn from ``low`` on and before ``high``."""
    return rng.integers(low, high, size=n)
