"""Over which evenly spaced nodes is a sum laid out?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd

import numpy as np

from ownit.method.deals import Floats, Ints

SAME = 1e-4  # sums no further apart are one: they differ by the rounding of floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Nodes 0, step, 2 step ... (size of them). ``exact``: every amount laid on it is a multiple of the step."""

    step: float
    size: int
    exact: bool = False

    @property
    def end(self) -> float:
        """The first place past the nodes."""
        return self.step * self.size

    @property
    def nodes(self) -> Floats:
        """The places of the nodes, (size,)."""
        return np.arange(self.size, dtype=np.float64) * self.step

    def share(self, value: Floats) -> tuple[Ints, Floats]:
        """The node at or before each value, and the part of it that the next one has so that its mean is kept."""
        at = np.minimum(value / self.step, self.size + 1.0)
        low = np.floor(at + 1e-9)
        return low.astype(np.int64), np.clip(at - low, 0.0, 1.0)


def over(end: float, size: int, common: float, largest: int) -> Lattice:
    """``size`` nodes over [0, end]; or, where all amounts are multiples of ``common``, nodes that divide it."""
    if common and end / common <= largest / 2:
        step = common / max(1, round(size / 2 * common / end))
        return Lattice(step=step, size=int(end / step) + 2, exact=True)
    return Lattice(step=end / (size - 1), size=size)


def common_measure(values: Floats) -> float:
    """The greatest sum, in whole cents, of which every value is a multiple; 0 if there is none."""
    cents = np.rint(values * 100)
    if not len(values) or np.any(np.abs(cents - values * 100) > 1e-4) or np.any(cents < 1):
        return 0.0
    return gcd(*(int(c) for c in np.unique(cents))) / 100.0


def ends(values: Iterable[float], factor: float = 4.0) -> tuple[float, ...]:
    """Ends of the lattices to use, rising: the largest, and each smaller one that is ``factor`` finer than the last."""
    kept: list[float] = []
    for value in sorted(values, reverse=True):
        if value > 0 and (not kept or value * factor <= kept[-1]):
            kept.append(value)
    return tuple(reversed(kept))


def merged(place: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """Sums (m,) in rising order with their masses (m,), those that are the same taken together."""
    order = np.argsort(place, kind="stable")
    place, mass = place[order], mass[order]
    first = np.flatnonzero(np.concatenate([[True], np.diff(place) > SAME]))
    return place[first], np.add.reduceat(mass, first)
