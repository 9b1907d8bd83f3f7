"""How is a sum of uncertain deals laid out without losing what falls exactly on the goal?

Deals of known amount are added one group of equal amounts at a time, as counts, and every attainable sum is kept where
it is (``Atoms``) until there are more than MOST_ATOMS. All else (amounts drawn from a law) goes onto evenly spaced
nodes and is multiplied as transforms, damped by exp(-tilt k) so that what lies beyond the end does not come round
(Grubel and Hermesmeier 1999). What is beyond the end is absorbed: it is one minus the mass that is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ownit.method.deals import Floats

Transform = NDArray[np.complex128]
DAMPING = 18.4  # exp(-18.4) = 1e-8 of what would come round does
HALF_CENT = 0.005
SAME = 1e-4  # sums no further apart are one: they differ by the rounding of floats
MOST_ATOMS = 4096
_ONE_CORE = 200_000  # multiplications of a matrix product under which OpenBLAS does not start threads


@lru_cache(maxsize=64)
def _tilt(size: int) -> Floats:
    tilt: Floats = np.exp(-DAMPING / (2 * size) * np.arange(size))
    tilt.flags.writeable = False
    return np.asarray(tilt, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Nodes 0, step, 2 step ... (size of them). ``exact``: every drawn amount is a multiple of the step."""

    step: float
    size: int
    exact: bool = False

    @property
    def end(self) -> float:
        """The first place past the nodes."""
        return self.step * self.size

    def forward(self, mass: Floats) -> Transform:
        """The damped transform of masses (..., size) on the nodes, (..., size + 1)."""
        return np.asarray(np.fft.rfft(mass * _tilt(self.size), 2 * self.size, axis=-1))

    def back(self, transform: Transform) -> Floats:
        """The masses (..., size) of a damped transform."""
        mass = np.fft.irfft(transform, 2 * self.size, axis=-1)[..., : self.size] / _tilt(self.size)
        return np.asarray(np.maximum(mass, 0.0))

    def spread(self, value: Floats, weight: Floats) -> Floats:
        """Masses (size,) of a discrete law, each value shared by its two nodes so that its mean is kept."""
        at = value / self.step
        low = np.floor(at + 1e-9)
        part = np.clip(at - low, 0.0, 1.0)
        low = np.minimum(low, self.size + 1).astype(np.int64)
        mass = np.bincount(low, weights=weight * (1.0 - part), minlength=self.size + 3)
        mass += np.bincount(low + 1, weights=weight * part, minlength=self.size + 3)
        return np.asarray(mass[: self.size], dtype=np.float64)


def combine(weights: Floats, rows: Transform) -> Transform:
    """weights (r, q) @ rows (q, n), in blocks small enough for one core: threads that wait are slower."""
    real = np.ascontiguousarray(rows).view(np.float64)
    width = max(64, _ONE_CORE // max(1, weights.size))
    blocks = [weights @ real[:, at : at + width] for at in range(0, real.shape[1], width)]
    return np.ascontiguousarray(np.concatenate(blocks, axis=1)).view(np.complex128)


def counts(p: Floats) -> Floats:
    """The law of the number of successes of independent trials: p (n, q) -> (q, n + 1)."""
    n, q = p.shape
    law = np.zeros((q, n + 1))
    law[:, 0] = 1.0
    for i in range(n):
        law[:, 1 : i + 2] = law[:, 1 : i + 2] * (1.0 - p[i])[:, None] + law[:, : i + 1] * p[i][:, None]
        law[:, 0] *= 1.0 - p[i]
    return law


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Atoms:
    """A sum of deals of known amount: attainable sums ``place`` (k,), rising, and their ``mass`` (q, k)."""

    lattice: Lattice
    place: Floats
    mass: Floats

    @property
    def empty(self) -> bool:
        """Whether nothing but zero is possible; what lies beyond the end is possible, though it has no place here."""
        return len(self.place) == 1 and bool(np.all(self.mass[:, 0] == 1.0))

    def add(self, amount: Floats, p: Floats) -> Atoms:
        """With deals of positive amounts (n,), won with chance p (n, q) given each node of the mixture."""
        prices, which = np.unique(amount, return_inverse=True)
        total = self
        for i, price in enumerate(prices):
            total = total._with_equal(float(price), counts(p[which == i]))
        return total

    def _with_equal(self, price: float, law: Floats) -> Atoms:
        place = (self.place + np.arange(law.shape[1])[:, None] * price).ravel()
        kept = place < self.lattice.end
        order = np.argsort(place[kept], kind="stable")
        place = place[kept][order]
        mass = (self.mass[:, None, :] * law[:, :, None]).reshape(len(law), -1)[:, kept][:, order]
        apart = np.diff(place) > SAME
        if np.count_nonzero(apart) >= MOST_ATOMS:  # too many sums: those in one cell of the lattice are taken together
            apart = np.diff(np.floor(place / self.lattice.step)) > 0
        first = np.flatnonzero(np.concatenate([[True], apart]))
        together = np.add.reduceat(mass, first, axis=1)
        middle = np.add.reduceat(mass.mean(axis=0) * place, first)
        weight = together.mean(axis=0)
        place = np.divide(middle, weight, out=place[first].copy(), where=weight > 0)
        return Atoms(lattice=self.lattice, place=place, mass=together)

    def spread(self) -> Floats:
        """The masses (q, size) on the nodes, each shared by the two about its place so that the mean is kept."""
        size = self.lattice.size
        low = np.floor(self.place / self.lattice.step + 1e-9).astype(np.int64)
        part = np.clip(self.place / self.lattice.step - low, 0.0, 1.0)
        on = np.concatenate([low, low + 1])
        out = np.empty((len(self.mass), size))
        for row, mass in enumerate(self.mass):
            both = np.concatenate([mass * (1.0 - part), mass * part])
            out[row] = np.bincount(on, weights=both, minlength=size + 2)[:size]
        return out


def no_deals(lattice: Lattice, q: int) -> Atoms:
    """The sum of nothing."""
    return Atoms(lattice=lattice, place=np.zeros(1), mass=np.ones((q, 1)))


def reach(atoms: Atoms, drawn: Floats | None, goal: float) -> Floats:
    """P(known + drawn >= goal) given each node of the mixture, (q,).

    The atoms stand where they are; ``drawn`` (q, size) is spread evenly over the cells about its nodes, unless the
    lattice is exact, and its mass at zero is at zero. None is no drawn amount. ``goal`` lies within the lattice.
    """
    short = goal - atoms.place > HALF_CENT
    wanting, mass = (goal - atoms.place)[short], atoms.mass[:, short]
    if drawn is None:
        return np.asarray(1.0 - mass.sum(axis=1))
    missed = _below(drawn, wanting / atoms.lattice.step, exact=atoms.lattice.exact)
    return np.asarray(np.clip(1.0 - np.sum(mass * missed, axis=1), 0.0, 1.0))


def _below(drawn: Floats, at: Floats, *, exact: bool) -> Floats:
    """P(drawn < at), (q, m), for ``at`` (m,) in steps."""
    below = np.concatenate([np.zeros((len(drawn), 1)), np.cumsum(drawn, axis=1)], axis=1)  # below[i]: mass at nodes < i
    last = drawn.shape[1]
    if exact:
        return below[:, np.clip(np.ceil(at - 1e-6), 0, last).astype(np.int64)]
    at = np.maximum(at, 0.5)
    node = np.minimum(np.floor(at + 0.5), last).astype(np.int64)
    part = np.clip(at + 0.5 - node, 0.0, 1.0)
    return np.asarray(below[:, node] + part * np.pad(drawn, ((0, 0), (0, 1)))[:, node])


def ends(values: Iterable[float], factor: float = 3.0) -> tuple[float, ...]:
    """Ends of the lattices to use, rising: the largest, and each smaller one that is ``factor`` finer than the last."""
    kept: list[float] = []
    for value in sorted(values, reverse=True):
        if value > 0 and (not kept or value * factor <= kept[-1]):
            kept.append(value)
    return tuple(reversed(kept))
