"""How are many uncertain deals added up?

Two ways of holding a sum side by side, always given a node of the mixture (q of them, the first axis):

* *attainable sums* (``method.known``): few amounts, each sum kept exactly where it is; equal amounts enter as counts;
* a *lattice*: nodes 0, step, 2 step ..., one deal after another by shift and add, an amount between two nodes shared by
  them so that its mean is kept; what passes the last node is gone, and counted as what is missing.

The inner loops are compiled (``method.loops``) and fill what is laid out for them here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ownit.method import loops
from ownit.method.deals import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taps:
    """How deals fall on nodes: ``part[i, k]`` of deal i on node ``off[i, k]``, for k below ``many[i]``."""

    off: Ints
    part: Floats
    many: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """How groups of deals fall on nodes: part[q, i] on node off[i], i from first[g] to first[g + 1] in group g."""

    off: Ints
    part: Floats
    first: Ints

    def only(self, groups: int) -> Spread:
        """The first so many groups."""
        return replace(self, first=self.first[: groups + 1])


def taps(worth: Floats, share: Floats, step: float, size: int) -> Taps:
    """How deals fall on nodes: each is worth[i, r] with share[r], each shared by its two nodes.

    What falls on the same node is taken together, what falls past the last node is left out.
    """
    room = len(worth), 2 * len(share)
    out = Taps(off=np.zeros(room, np.int64), part=np.zeros(room), many=np.zeros(len(worth), np.int64))
    loops.fall(worth, share, step, size, out.off, out.part, out.many)
    return out


def bulk(worth: Floats, origin: Ints, chance: Floats, share: Floats, sets: int, step: float, size: int) -> Floats:
    """Deals one after another on a lattice, (sets, q, size): the law of those of origin <= s, given each node."""
    laws = np.zeros((sets, len(chance), size))
    of = taps(worth, share, step, size)
    loops.bulk(origin, chance, of.off, of.part, of.many, laws, np.zeros(size), np.zeros(size))
    return laws


def powers(place: Ints, part: Floats, share: Floats, scale_weight: Floats, most: int, size: int) -> Floats:
    """The sums of 0, 1 ... ``most`` independent draws of one scale, mixed over the scales: (most + 1, size).

    A draw is ``share[v]``: 1 - part[s, v] of it at node place[s, v], which is at most size + 1, and part[s, v] at the
    next.
    """
    scales, wide = len(place), size + 3
    at = (place + wide * np.arange(scales)[:, None]).ravel()
    here, next_ = (share * (1.0 - part)).ravel(), (share * part).ravel()
    one = np.bincount(at, here, scales * wide) + np.bincount(at + 1, next_, scales * wide)
    out = np.zeros((scales, most + 1, size))
    out[:, 0, 0] = 1.0
    mixed = np.zeros(out.shape[1:])
    for of, weight, rows in zip(one.astype(np.float64).reshape(scales, wide), scale_weight, out, strict=True):
        loops.powers(of, rows)
        rows *= weight
        mixed += rows
    return mixed


def fold(a: Floats, b: Floats) -> Floats:
    """The law of the sum of two independent parts on one lattice, row by row (q, size)."""
    q, size = a.shape
    out, behind, before = np.zeros((q, size)), np.zeros((q, size + loops.PAD)), np.zeros((q, size + loops.PAD))
    behind[:, :size], before[:, loops.PAD :] = a, b
    loops.fold(behind, before, out)
    return out


def reach(place: Floats, mass: Floats, law: Floats, step: float, exact: int, goals: Floats) -> Floats:
    """P(attainable + lattice >= goal) given each node, (q, goals); ``mass`` (q, m) at ``place``, ``law`` (q, size).

    What is on a node of the lattice is spread evenly over the cell about it, that on node 0 stays at zero; if every sum
    is a node (``exact`` is 1) nothing is spread.
    """
    out = np.zeros((len(law), len(goals)))
    loops.reach(place, mass, law, np.zeros(law.shape[1]), step, exact, goals, out)
    return out


def shared(place: Floats, share: Floats, first: Ints, step: float, size: int) -> Spread:
    """How groups fall on nodes; group g brings place[i] (m,) with share[q, i], i from first[g] to first[g + 1]."""
    at = np.minimum(place / step, size + 1.0)
    node = np.floor(at + 1e-9)
    beyond = np.maximum(at - node, 0.0)
    off = np.minimum(np.stack([node, node + 1.0], axis=1).ravel(), size).astype(np.int64)
    part = np.stack([share * (1.0 - beyond), share * beyond], axis=2).reshape(len(share), -1)
    return Spread(off=off, part=part, first=2 * first)


def told(law: Floats, weight: Floats, groups: Spread) -> Floats:
    """The law (q, size) with groups of deals added, mixed over the nodes by ``weight``: (size,)."""
    here, there, out = np.zeros((3, law.shape[1]))
    loops.told(law, weight, groups.off, groups.part, groups.first, here, there, out)
    return out
