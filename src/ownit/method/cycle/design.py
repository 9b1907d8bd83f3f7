"""Which unknowns add to the log of how many deals are won in a slice of time, and how do they bend its likelihood?

z = (a, x_1.., p_1.., r_1.., b): the level, the months' factors, the positions in the quarter; what a position does to
aged deals beyond young ones, and the level of the two apart. Of age class g in slice s the log mean is
a + x_m + p_k + apart_g (r_k + b). The first part is of the slice alone and the second differs by a number, so that
sums over classes come first: a third of the work that a row for each class and slice would take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.cycle.timeline import POSITIONS, Slices
from ownit.method.deals import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """``alike`` are the first unknowns' parts of the log mean, ``differ`` times ``apart`` (2,) those of the others."""

    months: int
    alike: Floats  # (slices, 1 + months + positions)
    differ: Floats  # (slices, positions + 1)
    apart: Floats

    @property
    def unknowns(self) -> int:
        """How many there are."""
        return int(self.alike.shape[1] + self.differ.shape[1])

    def log(self, z: Floats) -> Floats:
        """Of unknowns (n, k) the log of what multiplies the expected wins, (n, 2, slices)."""
        alike, differ = z[:, : self.alike.shape[1]], z[:, self.alike.shape[1] :]
        return np.asarray((alike @ self.alike.T)[:, None] + self.apart[:, None] * (differ @ self.differ.T)[:, None])

    def slope(self, of: Floats) -> Floats:
        """What (n, 2, slices) gives along each unknown, (n, k)."""
        return np.concatenate([of.sum(axis=1) @ self.alike, self.apart @ of @ self.differ], axis=1)

    def curvature(self, mean: Floats) -> Floats:
        """The likelihood's in the unknowns where (n, 2, slices) wins are expected, (n, k, k)."""
        one, other = self.alike, self.differ
        alike = _products(mean.sum(axis=1), one, one)
        across = _products(self.apart @ mean, one, other)
        differ = _products(self.apart**2 @ mean, other, other)
        upper = np.concatenate([alike, across], axis=2)
        return np.concatenate([upper, np.concatenate([np.swapaxes(across, 1, 2), differ], axis=2)], axis=1)

    def places(self) -> Floats:
        """Which unknowns are in the log of what a position does to an age class, (2 positions, k)."""
        n = len(POSITIONS)
        places = np.zeros((len(self.apart), n, self.unknowns))
        k = 1 + self.months + np.arange(n)
        places[:, np.arange(n), k] = 1.0
        places[:, np.arange(n), k + n] = self.apart[:, None]
        places[:, :, -1] = self.apart[:, None]
        return places.reshape(-1, self.unknowns)


def design(expected: Floats, slices: Slices) -> Design:
    """Of wins ``expected`` by age class and slice, (2, slices): what sets the classes apart is none on the whole."""
    months, n, rows = int(slices.month[-1]) + 1, len(POSITIONS), np.arange(len(slices))
    alike, differ = np.zeros((len(slices), 1 + months + n)), np.zeros((len(slices), n + 1))
    alike[:, 0] = differ[:, -1] = 1.0
    alike[rows, 1 + slices.month] = 1.0
    alike[rows, 1 + months + slices.position] = differ[rows, slices.position] = 1.0
    young, aged = expected.sum(axis=1)
    apart = np.array([-aged, young]) / max(young + aged, 1e-300)
    return Design(months=months, alike=alike, differ=differ, apart=apart)


def _products(weight: Floats, one: Floats, other: Floats) -> Floats:
    """Sum over slices of ``weight`` (n, slices) times the outer product of the rows, (n, columns, columns)."""
    table = (one[:, :, None] * other[:, None, :]).reshape(len(one), -1)
    return (weight @ table).reshape(len(weight), one.shape[1], other.shape[1])
