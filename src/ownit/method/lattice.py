"""How is a sum of uncertain deals laid on evenly spaced nodes without losing what falls exactly on the goal?

Deals of known amount are added one group of equal amounts at a time, as counts; each node keeps beside its mass the
mean distance of that mass from the node, so an attainable sum stays where it is (``Atoms``). All else (amounts drawn
from a law) is multiplied as transforms, damped by exp(-tilt k) so that what lies beyond the end does not come round
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


class Atoms:
    """The sum so far of deals of known amount: ``mass`` (q, size), and ``moment``, mass times distance from its node.

    It is built up in place; ``copy`` keeps what there is at a point.
    """

    __slots__ = ("lattice", "mass", "moment", "upto")

    def __init__(self, lattice: Lattice, q: int) -> None:
        self.lattice = lattice
        self.mass = np.zeros((q, lattice.size))
        self.moment = np.zeros((q, lattice.size))
        self.mass[:, 0] = 1.0
        self.upto = 1  # nodes at or past this one hold nothing

    def copy(self) -> Atoms:
        """What there is now, untouched by what is added later."""
        other = Atoms(self.lattice, len(self.mass))
        other.mass[:], other.moment[:], other.upto = self.mass, self.moment, self.upto
        return other

    @property
    def empty(self) -> bool:
        """Whether nothing but zero is possible."""
        return self.upto == 1

    def add(self, amount: Floats, p: Floats) -> None:
        """Add deals of positive amounts (n,), won with chance p (n, q) given each node of the mixture."""
        prices, which = np.unique(amount, return_inverse=True)
        for i, price in enumerate(prices):
            self._add_equal(float(price), counts(p[which == i]))

    def _add_equal(self, price: float, law: Floats) -> None:
        step, size = self.lattice.step, self.lattice.size
        before, moment = self.mass[:, : self.upto].copy(), self.moment[:, : self.upto].copy()
        last = int(min(size, self.upto + round((law.shape[1] - 1) * price / step)))
        self.mass[:, :last] = 0.0
        self.moment[:, :last] = 0.0
        for n in range(law.shape[1]):
            node = round(n * price / step)
            width = min(self.upto, size - node)
            if width <= 0:
                break
            weight = law[:, n : n + 1]
            self.mass[:, node : node + width] += weight * before[:, :width]
            off = n * price - node * step
            self.moment[:, node : node + width] += weight * (moment[:, :width] + off * before[:, :width])
        self.upto = last

    def places(self) -> Floats:
        """Where each node's mass lies on average, (q, size)."""
        nodes = np.arange(self.lattice.size) * self.lattice.step
        off = np.divide(self.moment, self.mass, out=np.zeros_like(self.mass), where=self.mass > 0)
        return np.asarray(nodes + off)

    def spread(self) -> Floats:
        """The masses (q, size) on the nodes proper, each shared by the two about its place so that the mean is kept."""
        q, size = self.mass.shape
        at = np.clip(self.places() / self.lattice.step, 0.0, size)
        low = np.floor(at + 1e-9).astype(np.int64)
        part = np.clip(at - low, 0.0, 1.0)
        row = np.arange(q)[:, None] * (size + 2) + low
        mass = np.bincount(row.ravel(), weights=(self.mass * (1.0 - part)).ravel(), minlength=q * (size + 2))
        mass += np.bincount(row.ravel() + 1, weights=(self.mass * part).ravel(), minlength=q * (size + 2))
        return np.asarray(mass.reshape(q, size + 2)[:, :size], dtype=np.float64)


def reach(atoms: Atoms, drawn: Floats | None, goal: float) -> Floats:
    """P(known + drawn >= goal) given each node of the mixture, (q,).

    The atoms stand where they are; ``drawn`` (q, size) is spread evenly over the cells about its nodes, unless the
    lattice is exact, and its mass at zero is at zero. None is no drawn amount. ``goal`` lies within the lattice.
    """
    if goal <= HALF_CENT:
        return np.ones(len(atoms.mass))
    lattice = atoms.lattice
    mass, places = atoms.mass[:, : atoms.upto], atoms.places()[:, : atoms.upto]
    wanting = goal - places
    short = wanting > HALF_CENT
    if drawn is None:
        return np.asarray(1.0 - np.sum(mass * short, axis=1))
    missed = _below(drawn, np.where(short, wanting, 0.0) / lattice.step, exact=lattice.exact)
    return np.asarray(np.clip(1.0 - np.sum(mass * short * missed, axis=1), 0.0, 1.0))


def _below(drawn: Floats, at: Floats, *, exact: bool) -> Floats:
    """P(drawn < at), ``at`` (q, m) in steps."""
    below = np.concatenate([np.zeros((len(drawn), 1)), np.cumsum(drawn, axis=1)], axis=1)  # below[i]: mass at nodes < i
    last = drawn.shape[1]
    if exact:
        node = np.clip(np.ceil(at - 1e-6), 0, last).astype(np.int64)
        return np.take_along_axis(below, node, axis=1)
    at = np.maximum(at, 0.5)
    node = np.minimum(np.floor(at + 0.5), last).astype(np.int64)
    part = np.clip(at + 0.5 - node, 0.0, 1.0)
    held = np.take_along_axis(np.pad(drawn, ((0, 0), (0, 1))), node, axis=1)
    return np.asarray(np.take_along_axis(below, node, axis=1) + part * held)


def ends(values: Iterable[float], factor: float = 3.0) -> tuple[float, ...]:
    """Ends of the lattices to use, rising: the largest, and each smaller one that is ``factor`` finer than the last."""
    kept: list[float] = []
    for value in sorted(values, reverse=True):
        if value > 0 and (not kept or value * factor <= kept[-1]):
            kept.append(value)
    return tuple(reversed(kept))
