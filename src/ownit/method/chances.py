"""How is the chance of each deal, given each person's multipliers, found without reckoning it anew for everybody?

A chance of winning is a smooth function of the log of the multiplier. It is reckoned once for each kind of deal (age
and band) at GRID, and read between its nodes by a cubic: off by h^4 |f''''| 3/128 < 4e-5 |f''''| at h = 0.2, under 2e-5
for any hazards (tested).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Floats, Ints

STEP = 0.2
PIECE = 8192  # deals whose chances are read at once: a few MB between steps
GRID = np.arange(-30, 31) * STEP  # logs of multipliers: 0.002 to 400 times


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chances:
    """``table`` (kinds, nodes): the chance of each kind of deal at each multiplier of GRID from ``low`` on."""

    table: Floats
    low: int = 0

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
        log, node = np.log(np.concatenate(multiplier)), np.cumsum([0, *many])
        start = np.cumsum([0, *(many * np.diff(first))])
        out = np.empty(int(start[-1]))
        person = np.repeat(np.arange(len(many)), np.diff(first))
        at = np.cumsum([0, *many[person]])
        for one in range(0, len(person), PIECE):
            some = person[one : one + PIECE]
            row = np.repeat(np.arange(one, one + len(some)), many[some])
            which = np.arange(at[one], at[one + len(some)]) - at[row] + node[person[row]]
            out[at[one] : at[one + len(some)]] = alive[row] * self._between(kind[row], log[which] + lifted[row])
        return [out[a:b].reshape(-1, q) for a, b, q in zip(start, start[1:], many, strict=False)]

    def _between(self, kind: Ints, log: Floats) -> Floats:
        """Cubic (Lagrange) interpolation of rows of the table, 0 to 1."""
        at = (log - GRID[0]) / STEP
        low = _before(at, self.low, self.low + self.table.shape[1] - 4)
        x = np.clip(at - low, 0.0, 3.0)
        cell, flat = low - self.low + kind * self.table.shape[1], self.table.ravel()
        left, right = x * (x - 1.0) / 6.0, (x - 2.0) * (x - 3.0) / 6.0
        there = (flat[cell + 3] * (x - 2.0) - flat[cell + 2] * 3.0 * (x - 3.0)) * left
        there += (flat[cell + 1] * 3.0 * x - flat[cell] * (x - 1.0)) * right
        return np.asarray(np.clip(there, 0.0, 1.0))


def chances(of: Callable[[Floats], Floats], least: float = 0.0, most: float = np.inf) -> Chances:
    """``of`` multipliers (m,) gives the chances of each kind, (kinds, m) or, for one kind, (m,).

    ``least`` and ``most`` are the multipliers between which it will be asked for.
    """
    with np.errstate(divide="ignore"):
        ends = np.clip(np.log([least, most]), GRID[0], GRID[-1])
    ends += np.array([-STEP, STEP])  # a node more, for what is rounded
    low, high = _before((ends - GRID[0]) / STEP, 0, len(GRID) - 4)
    return Chances(table=np.ascontiguousarray(np.atleast_2d(of(np.exp(GRID[low : high + 4])))), low=int(low))


def _before(at: Floats, least: int, most: int) -> Ints:
    """The first of the four nodes between whose middle two a place of the grid lies."""
    return np.clip(at.astype(np.int64) - 1, least, most)


def in_pieces(of: Callable[[slice], Floats], n: int, size: int = 512) -> Floats:
    """Many kinds a piece at a time, so that what is held between steps stays small."""
    pieces: Sequence[Floats] = [of(slice(at, at + size)) for at in range(0, n, size)]
    return np.concatenate(pieces) if pieces else np.zeros((0, 0))
