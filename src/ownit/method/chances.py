"""How is the chance of each deal, given each person's multipliers, found without reckoning it anew for everybody?

A chance of winning is a smooth function of the log of the multiplier. It is reckoned once for each kind of deal (age
and band) at GRID, and read between its nodes by a cubic: off by h^4 |f''''| 3/128 < 4e-5 |f''''| at h = 0.2, under 2e-5
for any hazards (tested).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.deals import Floats, Ints

STEP = 0.2
GRID = np.arange(-30, 31) * STEP  # logs of multipliers: 0.002 to 400 times


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chances:
    """``table`` (kinds, GRID): the chance of each kind of deal at each multiplier."""

    table: Floats

    def at(self, kind: Ints, multiplier: Floats) -> Floats:
        """Of deals of these kinds (n,) given each multiplier (q,): (n, q)."""
        return between(self.table, kind, np.log(multiplier), float(GRID[0]), STEP)


def chances(of: Callable[[Floats], Floats]) -> Chances:
    """``of`` multipliers (m,) gives the chances of each kind, (kinds, m) or, for one kind, (m,)."""
    return Chances(table=np.ascontiguousarray(np.atleast_2d(of(np.exp(GRID)))))


def in_pieces(of: Callable[[slice], Floats], n: int, size: int = 512) -> Floats:
    """Many kinds a piece at a time, so that what is held between steps stays small."""
    pieces: Sequence[Floats] = [of(slice(at, at + size)) for at in range(0, n, size)]
    return np.concatenate(pieces) if pieces else np.zeros((0, len(GRID)))


@compiled
def between(table: Floats, kind: Ints, log: Floats, first: float, step: float) -> Floats:
    """Cubic (Lagrange) interpolation of rows of a table, (n, q); 0 to 1."""
    out = np.empty((len(kind), len(log)))
    last = table.shape[1] - 4
    for j in range(len(log)):
        at = (log[j] - first) / step
        low = min(max(int(at) - 1, 0), last)
        x = min(max(at - low, 0.0), 3.0)
        a = -(x - 1.0) * (x - 2.0) * (x - 3.0) / 6.0
        b = x * (x - 2.0) * (x - 3.0) / 2.0
        c = -x * (x - 1.0) * (x - 3.0) / 2.0
        d = x * (x - 1.0) * (x - 2.0) / 6.0
        for i in range(len(kind)):
            row = table[kind[i]]
            there = a * row[low] + b * row[low + 1] + c * row[low + 2] + d * row[low + 3]
            out[i, j] = min(1.0, max(0.0, there))
    return out
