"""How are many uncertain deals added up, compiled and without allocating for each?

Two ways of holding a sum side by side, always given a node of the mixture (q of them, the first axis):

* *attainable sums* (``method.known``): few amounts, each sum kept exactly where it is; equal amounts enter as counts;
* a *lattice* (``add``): nodes 0, step, 2 step ..., one deal after another by shift and add, an amount between two
  nodes shared by them so that its mean is kept; what passes the last node is gone, and counted as what is missing.

These loops are compiled (Numba, cached on disk beside this file), so they are longer than elsewhere: a call between
compiled functions is free, one from Python is not. Everything is float64, in one fixed order: the same to the bit on
any number of threads. Floats are made by ``np.zeros`` alone, whatever is written there: every other way to make an
array is compiled too.
"""

from __future__ import annotations

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.deals import Floats, Ints

NEGLIGIBLE = 1e-12  # mass not worth a pass over the lattice: 4,096 of them are below 1e-8


@compiled
def taps(amount: float, ratio: Floats, share: Floats, step: float, size: int, off: Ints, part: Floats) -> int:
    """How a deal's amount falls on nodes: ``part[k]`` of it on node ``off[k]``, for k below what is returned.

    Worth amount x ratio[r] with share[r], each value shared by its two nodes so that its mean is kept; what falls on
    the same node is taken together, what falls past the last node is left out. ``off`` and ``part`` hold 2 ratios.
    """
    n = 0
    for r in range(len(ratio)):
        at = amount * ratio[r] / step
        if at >= size:
            continue
        s = int(at + 1e-9)
        f = max(at - s, 0.0)
        for node, there in ((s, share[r] * (1.0 - f)), (s + 1, share[r] * f)):
            if there <= 0.0 or node >= size:
                continue
            k = n - 1
            while k >= 0 and off[k] != node:
                k -= 1
            if k < 0:
                off[n], part[n], k = node, 0.0, n
                n += 1
            part[k] += there
    return n


@compiled
def add(mass: Floats, out: Floats, top: int, p: float, off: Ints, part: Floats, n: int) -> int:
    """``out`` = the law ``mass`` with one deal more, won with chance p, its amount by ``n`` of its :func:`taps`.

    Only nodes below ``top`` hold mass; both arrays are zero from there on. Returns the new top.
    out[k] = (1-p) mass[k] + p sum_i part[i] mass[k - off[i]]; two of them at a time, which halves what is fetched.
    """
    size = len(mass)
    for k in range(top):
        out[k] = (1.0 - p) * mass[k]
    new = top
    for i in range(0, n - 1, 2):
        b, c, s, u = p * part[i], p * part[i + 1], off[i], off[i + 1]
        if s > u:
            b, c, s, u = c, b, u, s
        low, high, ahead = out[s:], out[u:], mass[u - s :]
        both = max(0, min(size, top + s) - u)
        for k in range(min(size, top + s) - s - both):
            low[k] += b * mass[k]
        for k in range(both):
            high[k] += b * ahead[k] + c * mass[k]
        for k in range(both, min(size, top + u) - u):
            high[k] += c * mass[k]
        new = max(new, min(size, top + u))
    if n % 2:
        s = off[n - 1]
        low = out[s:]
        for k in range(min(size, top + s) - s):
            low[k] += p * part[n - 1] * mass[k]
        new = max(new, min(size, top + s))
    return new


@compiled
def bulk(
    amount: Floats, origin: Ints, chance: Floats, ratio: Floats, share: Floats, sets: int, step: float, size: int
) -> Floats:
    """Deals one after another on a lattice, (sets, q, size): the law of those of origin <= s, given each node."""
    q, n = chance.shape
    laws = np.zeros((sets, q, size))
    here, there = np.zeros(size), np.zeros(size)
    off, part, many = np.empty((n, 2 * len(ratio)), np.int64), np.zeros((n, 2 * len(ratio))), np.empty(n, np.int64)
    for i in range(n):
        many[i] = taps(amount[i], ratio, share, step, size, off[i], part[i])
    for j in range(q):
        for k in range(size):
            here[k], there[k] = 0.0, 0.0
        here[0], top = 1.0, min(1, size)  # a literal 1 would have ``add`` compiled for itself
        for s in range(sets):
            for i in range(n):
                if origin[i] == s:
                    top = add(here, there, top, chance[j, i], off[i], part[i], many[i])
                    here, there = there, here
            for k in range(top):
                laws[s, j, k] = here[k]
    return laws


@compiled
def powers(place: Ints, part: Floats, share: Floats, most: int, size: int) -> Floats:
    """The sums of 0, 1 ... ``most`` independent draws, (most + 1, size), stopping where all has passed the end.

    A draw is ``share[v]``: 1 - part[v] of it at node place[v] and part[v] at the next.
    """
    unit = np.zeros(size)
    for v in range(len(place)):
        if place[v] < size:
            unit[place[v]] += share[v] * (1.0 - part[v])
        if place[v] + 1 < size:
            unit[place[v] + 1] += share[v] * part[v]
    out = np.zeros((most + 1, size))
    out[0, 0] = 1.0
    for n in range(1, most + 1):
        last = out[n - 1]
        first = 0
        while first < size and last[first] == 0.0:
            first += 1
        if first == size:
            break
        for i in range(size - first):
            if unit[i] > 0.0:
                to, of = out[n, i + first :], last[first:]
                for k in range(size - i - first):
                    to[k] += unit[i] * of[k]
    return out


@compiled
def fold(a: Floats, b: Floats) -> Floats:
    """The law of the sum of two independent parts on one lattice, row by row (q, size).

    Four nodes of ``a`` at a time, which quarters what is fetched and stored; past its last mass none. ``b`` is copied
    between three zeros on either side, so that no index is negative: the loop is then one of wide instructions.
    """
    q, size = a.shape
    out = np.zeros((q, size))
    wide, here = np.zeros(size + 6), np.zeros(size + 3)
    for j in range(q):
        end = size
        while end > 0 and a[j, end - 1] <= NEGLIGIBLE:
            end -= 1
        for k in range(size):
            wide[k + 3] = b[j, k]
        for k in range(size + 3):
            here[k] = 0.0
        for i in range(0, end, 4):
            a0 = a[j, i]
            a1 = a[j, i + 1] if i + 1 < end else 0.0
            a2 = a[j, i + 2] if i + 2 < end else 0.0
            a3 = a[j, i + 3] if i + 3 < end else 0.0
            to = here[i:]
            for k in range(size - i):
                to[k] += a0 * wide[k + 3] + a1 * wide[k + 2] + a2 * wide[k + 1] + a3 * wide[k]
        for k in range(size):
            out[j, k] = here[k]
    return out


@compiled
def reach(place: Floats, mass: Floats, law: Floats, step: float, exact: int, goal: float) -> Floats:
    """P(attainable + lattice >= goal) given each node, (q,); ``mass`` (q, m) at ``place`` (m,), ``law`` (q, size).

    What is on a node of the lattice is spread evenly over the cell about it, that on node 0 stays at zero; if every sum
    is a node (``exact`` is 1) nothing is spread.
    """
    size = law.shape[1]
    out, below = np.zeros(len(law)), np.zeros(size + 1)
    for j in range(len(law)):
        for k in range(size):
            below[k + 1] = below[k] + law[j, k]
        short = 0.0
        for a in range(len(place)):
            at = (goal - place[a]) / step
            if goal - place[a] <= 0.005:  # half a cent: sums are of cents
                continue
            at = np.ceil(at - 1e-6) if exact == 1 else max(at, 0.5) + 0.5
            node = min(int(at), size)
            missed = below[node]
            if exact == 0 and node < size:
                missed += (at - node) * law[j, node]
            short += mass[j, a] * missed
        out[j] = min(1.0, max(0.0, 1.0 - short))
    return out


@compiled
def told(law: Floats, weight: Floats, place: Floats, share: Floats, first: Ints, step: float) -> Floats:
    """The law (q, size) with groups of deals added, mixed over the nodes by ``weight``: (size,).

    Group g brings place[i] with share[q, i], i from first[g] to first[g + 1].
    """
    q, size = law.shape
    out, here, there = np.zeros(size), np.zeros(size), np.zeros(size)
    for j in range(q):
        for k in range(size):
            here[k] = law[j, k]
        for g in range(len(first) - 1):
            for k in range(size):
                there[k] = 0.0
            for i in range(first[g], first[g + 1]):
                at = place[i] / step
                if at >= size or share[j, i] < NEGLIGIBLE:
                    continue
                s = int(at + 1e-9)
                f = max(at - s, 0.0)
                b, c = share[j, i] * (1.0 - f), share[j, i] * f
                to = there[s:]
                to[0] += b * here[0]
                to = there[s + 1 :]
                for k in range(size - s - 1):
                    to[k] += b * here[k + 1] + c * here[k]
            here, there = there, here
        for k in range(size):
            out[k] += weight[j] * here[k]
    return out
