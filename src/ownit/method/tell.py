"""How is a law on lattices told in a few hundred points?

Mass on a node is an atom if its neighbours hold next to nothing, and stays one: two points, at the node and a hair
above it, not so fine that money won beside it and the rounding of a goal could close it. Otherwise it is spread evenly
over its cell, so half of it is at or above the node. Finer lattices speak up to their end, the next coarser one from
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.deals import Floats
from ownit.method.lattice import SAME
from ownit.method.law import ULPS, Future, Law

HALF_CENT = 0.005
ATOM = 3.0  # times its neighbours' mass
HAIR = 2.0 * ULPS  # times what the largest sum is rounded by: a goal may be off by half of it
UNLIKELY = 1e-5  # P(total >= x) past which no point is told
POINTS = 256  # steps of P(total >= x) that are told apart


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
    one = len(masses) == 1
    place = masses[0].place if one else np.concatenate([part.place for part in masses])
    mass = masses[0].mass if one else np.concatenate([part.mass for part in masses])
    each = np.array([(len(part.place), part.end, part.atoms) for part in masses], dtype=np.float64)
    hair = max(SAME, HAIR * float(np.spacing(abs(shift) + np.abs(place).max(initial=0.0))))
    told = steps(place, mass, each, np.array(hits, dtype=np.float64).reshape(-1, 2), hair)
    return Law(future=future, mean=mean, support=told[0] + shift, at_least=told[1])


def no_worse(law: Law, than: Law) -> Law:
    """``law`` raised to ``than`` wherever it is told as less likely to reach some sum, on the points of both.

    For totals of which one holds all of the other's parts and more: there the exact laws are ordered, and two told in
    steps, each with its own error, need not be.
    """
    if np.all(_at(law, than.support) >= than.at_least) and np.all(law.at_least >= _at(than, law.support)):
        return law
    support = np.union1d(law.support, than.support)
    at_least = np.minimum.accumulate(np.maximum(_at(law, support), _at(than, support)))
    if at_least[0] < 1.0:  # a jump at the first point, as of an atom there: both ends of it are told
        support, at_least = np.append(support[:1], support), np.append(1.0, at_least)
    return Law(future=law.future, mean=law.mean, support=support, at_least=at_least)


def _at(law: Law, place: Floats) -> Floats:
    """P(total >= place) at every place, as :meth:`Law.p_hit` tells it."""
    told = np.interp(place, law.support, law.at_least, left=1.0, right=0.0)
    return np.asarray(told, dtype=np.float64)


def certain(future: Future, amount: float) -> Law:
    """The law of what is won when nothing more can come."""
    return Law(future=future, mean=amount, support=np.array([amount]), at_least=np.ones(1))


def steps(place: Floats, mass: Floats, each: Floats, hits: Floats, hair: float = SAME) -> Floats:
    """The points at which a law is told and P(to come >= point), (2, points).

    ``place`` and ``mass`` hold lattices one after another, the finest first; ``each`` (lattices, 3) the nodes of one,
    its end, and 1 if all its nodes are atoms; ``hits`` (k, 2); ``hair`` is how far a jump's ends are apart. Kept
    are the points at which P has fallen by 1/POINTS since the last, and both ends of every jump.
    """
    out = np.zeros((2, 2 * len(place)))
    told = _thinned(out[:, : points(place, mass, each, hair, out)])
    for x, p in hits:
        if told[0, 0] < x <= told[0, -1] + HALF_CENT:  # past the last point told there is next to nothing
            told = _insert(told, x, min(1.0, max(0.0, p)), 0.5 * hair)
    told[1, 0] = 1.0
    return told


def _thinned(every: Floats) -> Floats:
    """Few of the points: those of another step of P than the one before, and both ends of every jump."""
    some = max(2, int(np.count_nonzero(every[1] > UNLIKELY)))  # P never rises
    p = every[1, :some]
    step = (p * POINTS).astype(np.int64)
    jump = np.diff(p) < -0.5 / POINTS
    keep = np.ones(len(p), dtype=np.bool_)
    keep[1:-1] = jump[1:] | jump[:-1] | (step[1:-1] != step[:-2])
    return every[:, :some][:, keep]


def _insert(told: Floats, x: float, p: float, same: float) -> Floats:
    """Tell P(to come >= x) = p, between its neighbours; a point after the first that is the same sum gives way."""
    at = max(1, int(np.searchsorted(told[0], x - same)))
    after = max(at, int(np.searchsorted(told[0], x + same, side="right")))
    out = np.concatenate([told[:, :at], [[x], [p]], told[:, after:]], axis=1)
    out[1, :at] = np.maximum(out[1, :at], p)
    out[1, at + 1 :] = np.minimum(out[1, at + 1 :], p)
    return out


@compiled
def points(place: Floats, mass: Floats, each: Floats, hair: float, out: Floats) -> int:
    """Every point of every lattice and P(to come >= point) in ``out`` (2, points): how many.

    ``place`` and ``mass`` hold lattices one after another; ``each`` (lattices, 3) the nodes of one, its end, and 1 if
    all its nodes are atoms; a coarser one speaks from the end of the finer on.
    """
    n, at = 0, 0
    start, last = -np.inf, 1.0
    for part in range(len(each)):
        first, left, end = at, 1.0, each[part, 1]
        at += int(each[part, 0])
        for i in range(first, at):
            beside = 1e-12
            if i > first:
                beside += ATOM * mass[i - 1]
            if i + 1 < at:
                beside += ATOM * mass[i + 1]
            atom = i == first or each[part, 2] == 1.0 or mass[i] > beside
            left -= mass[i]  # P(total > node)
            if start <= place[i] < end:
                here = left + (mass[i] if atom else 0.5 * mass[i])
                if here < last:
                    last = here if here > 0.0 else 0.0
                out[0, n], out[1, n] = place[i], last
                n += 1
            after = place[i] + hair
            if i + 1 < at and after >= place[i + 1]:
                after = 0.5 * (place[i] + place[i + 1])
            if atom and start <= after < end:
                if left < last:
                    last = left if left > 0.0 else 0.0
                out[0, n], out[1, n] = after, last
                n += 1
        start = end
    return n
