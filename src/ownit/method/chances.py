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
        n = len(kind)
        return self.of_everyone(kind, np.array([0, n]), [multiplier], np.zeros(n), np.ones(n))[0]

    def of_everyone(
        self, kind: Ints, first: Ints, multiplier: Sequence[Floats], lifted: Floats, alive: Floats
    ) -> Sequence[Floats]:
        """Of many people's deals, (rows, q) for each: person i's are first[i] to first[i + 1], q its multipliers.

        ``lifted`` (n,) is added to the log of the multiplier, the chance is times ``alive`` (n,).
        """
        if not len(multiplier):
            return []
        many = np.array([len(m) for m in multiplier])
        nodes, rows = np.cumsum([0, *many]), np.diff(first)
        start = np.cumsum([0, *(many * rows)])
        out = np.empty(int(start[-1]))
        log = np.log(np.concatenate(multiplier))
        between(self.table, kind, first, log, nodes, lifted, alive, float(GRID[0]), STEP, out)
        return [out[a:b].reshape(-1, q) for a, b, q in zip(start, start[1:], many, strict=False)]


def chances(of: Callable[[Floats], Floats]) -> Chances:
    """``of`` multipliers (m,) gives the chances of each kind, (kinds, m) or, for one kind, (m,)."""
    return Chances(table=np.ascontiguousarray(np.atleast_2d(of(np.exp(GRID)))))


def in_pieces(of: Callable[[slice], Floats], n: int, size: int = 512) -> Floats:
    """Many kinds a piece at a time, so that what is held between steps stays small."""
    pieces: Sequence[Floats] = [of(slice(at, at + size)) for at in range(0, n, size)]
    return np.concatenate(pieces) if pieces else np.zeros((0, len(GRID)))


@compiled
def between(
    table: Floats,
    kind: Ints,
    first: Ints,
    log: Floats,
    nodes: Ints,
    lifted: Floats,
    alive: Floats,
    grid: float,
    step: float,
    out: Floats,
) -> None:
    """Cubic (Lagrange) interpolation of rows of a table, 0 to 1, person by person, (rows, q) each, in ``out``."""
    last = table.shape[1] - 4
    to = 0
    for person in range(len(first) - 1):
        for i in range(first[person], first[person + 1]):
            row = table[kind[i]]
            for j in range(nodes[person], nodes[person + 1]):
                at = (log[j] + lifted[i] - grid) / step
                low = min(max(int(at) - 1, 0), last)
                x = min(max(at - low, 0.0), 3.0)
                a = -(x - 1.0) * (x - 2.0) * (x - 3.0) / 6.0
                b = x * (x - 2.0) * (x - 3.0) / 2.0
                c = -x * (x - 1.0) * (x - 3.0) / 2.0
                d = x * (x - 1.0) * (x - 2.0) / 6.0
                there = a * row[low] + b * row[low + 1] + c * row[low + 2] + d * row[low + 3]
                out[to] = alive[i] * min(1.0, max(0.0, there))
                to += 1
