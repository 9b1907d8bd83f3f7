"""How is a law on lattices told in a few hundred points?

Mass on a node is an atom if its neighbours hold next to nothing, and stays one: two points, at the node and just above
it. Otherwise it is spread evenly over its cell, so half of it is at or above the node. Finer lattices speak up to
their end, the next coarser one from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownit.method.deals import Floats
from ownit.method.law import Future, Law

HALF_CENT = 0.005
POINTS = 256  # steps of P(total >= x) that are told apart
_ATOM = 3.0  # times its neighbours' mass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Masses:
    """Mass at places (size,) up to ``end``, what is missing from 1 lies beyond; ``atoms``: each stays where it is."""

    place: Floats
    mass: Floats
    end: float
    atoms: bool = False


def law(
    future: Future, *, mean: float, shift: float, masses: Sequence[Masses], hits: Sequence[tuple[float, float]]
) -> Law:
    """The law of ``shift`` (money won) plus what is still to come, told by lattices from the finest up.

    ``hits`` are (x, P(to come >= x)) known exactly, such as the goal's: they become nodes and bound their neighbours.
    """
    place, at_least = _told(masses)
    place, at_least = _thin(place, at_least)
    for x, p in hits:
        if place[0] < x <= place[-1] + HALF_CENT:  # past the last point told there is next to nothing
            place, at_least = _insert(place, at_least, x, p)
    at_least[0] = 1.0
    return Law(future=future, mean=mean, support=place + shift, at_least=np.minimum.accumulate(np.clip(at_least, 0, 1)))


def no_worse(law: Law, than: Law) -> Law:
    """``law`` raised to ``than`` wherever it is told as less likely to reach some sum, on the points of both.

    For totals of which one holds all of the other's parts and more: there the exact laws are ordered, and two told in
    steps, each with its own error, need not be.
    """
    support = np.union1d(law.support, than.support)
    mine, other = _everywhere(law, support), _everywhere(than, support)
    if np.all(mine >= other):
        return law
    at_least = np.minimum.accumulate(np.maximum(mine, other))
    return Law(future=law.future, mean=law.mean, support=support, at_least=at_least)


def _everywhere(law: Law, support: Floats) -> Floats:
    """P(total >= x) at every point, as :meth:`Law.p_hit` tells it."""
    told = np.interp(support, law.support, law.at_least, left=1.0, right=0.0)
    return np.asarray(told, dtype=np.float64)


def certain(future: Future, amount: float) -> Law:
    """The law of what is won when nothing more can come."""
    return Law(future=future, mean=amount, support=np.array([amount]), at_least=np.ones(1))


def stands_alone(mass: Floats) -> NDArray[np.bool_]:
    """Which nodes hold an atom: mass of which the neighbours hold next to nothing."""
    beside = np.append(mass[1:], 0.0) + np.concatenate([[0.0], mass[:-1]])
    return np.asarray(mass > _ATOM * beside + 1e-12)


def _told(masses: Sequence[Masses]) -> tuple[Floats, Floats]:
    places, levels = [], []
    start = -np.inf
    for part in masses:
        place, mass = part.place, part.mass
        upper = 1.0 - np.cumsum(mass)  # P(total > node)
        atom = stands_alone(mass) | part.atoms
        atom[0] = True
        level = np.where(atom, upper + mass, upper + mass / 2.0)
        above = np.nextafter(place[atom], np.inf)
        x = np.concatenate([place, above])
        y = np.concatenate([level, upper[atom]])
        order = np.argsort(x, kind="stable")
        x, y = x[order], y[order]
        inside = (x >= start) & (x < part.end)
        places.append(x[inside])
        levels.append(y[inside])
        start = part.end
    place = np.concatenate(places)
    return place, np.minimum.accumulate(np.clip(np.concatenate(levels), 0.0, 1.0))


def _thin(place: Floats, at_least: Floats) -> tuple[Floats, Floats]:
    """Keep the points at which P has fallen by 1/POINTS since the last one kept, and both ends of every jump."""
    some = at_least > 1e-5
    some[: max(2, int(np.count_nonzero(some)))] = True
    place, at_least = place[some], at_least[some]
    step = np.floor(at_least * POINTS)
    jump = np.append(np.diff(at_least) < -0.5 / POINTS, False)
    keep = jump | np.concatenate([[True], jump[:-1]]) | np.concatenate([[True], np.diff(step) != 0])
    keep[-1] = True
    return place[keep], at_least[keep].copy()


def _insert(place: Floats, at_least: Floats, x: float, p: float) -> tuple[Floats, Floats]:
    at = int(np.searchsorted(place, x))
    if at < len(place) and place[at] == x:
        at_least[at] = p
    else:
        place, at_least = np.insert(place, at, x), np.insert(at_least, at, p)
    at_least[:at] = np.maximum(at_least[:at], p)
    at_least[at + 1 :] = np.minimum(at_least[at + 1 :], p)
    return place, at_least
