"""The inner loops of ``method.sums``, compiled: they fill arrays that are given to them, and make none.

Compiled by Numba and cached on disk beside this file; longer than functions elsewhere, for a call between compiled
functions is free, one from Python is not. Everything is float64, in one fixed order: the same to the bit on any number
of threads. What is written is plain, for compiling it is what a first use waits for: no array is made, and there is no
``min``, ``max`` or power, each of which is compiled too. Slices are there so that no index can be negative: the loop
over them is then one of wide instructions.
"""

from __future__ import annotations

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.deals import Floats, Ints

NEGLIGIBLE = 1e-12  # mass not worth a pass over the lattice: 4,096 of them are below 1e-8
PAD = 3  # zeros that ``fold`` needs beside a law


@compiled
def fall(worth: Floats, share: Floats, step: float, size: int, off: Ints, part: Floats, many: Ints) -> None:
    """``off``, ``part`` (n, 2 ratios) and ``many`` (n,) of :class:`ownit.method.sums.Taps`."""
    for i in range(len(worth)):
        n = 0
        for r in range(len(share)):
            at = worth[i, r] / step
            if at < size:
                node = int(at + 1e-9)
                beyond = at - node if at > node else 0.0
                for k in range(2):
                    there = share[r] * (beyond if k == 1 else 1.0 - beyond)
                    if there > 0.0 and node + k < size:
                        to = 0
                        while to < n and off[i, to] != node + k:
                            to += 1
                        if to == n:
                            off[i, n] = node + k
                            n += 1
                        part[i, to] += there
        many[i] = n


@compiled
def add(mass: Floats, out: Floats, top: int, p: float, off: Ints, part: Floats, n: int) -> int:
    """``out`` = the law ``mass`` with one deal more, won with chance p, its amount by ``n`` taps.

    Only nodes below ``top`` hold mass; both arrays are zero from there on. Returns the new top.
    out[k] = (1-p) mass[k] + p sum_i part[i] mass[k - off[i]]; two of them at a time, which halves what is fetched.
    """
    for k in range(top):
        out[k] = (1.0 - p) * mass[k]
    new = top
    for i in range(0, n, 2):
        s, b = off[i], p * part[i]
        u, c = s, 0.0
        if i + 1 < n:
            u, c = off[i + 1], p * part[i + 1]
        if s > u:
            s, u = u, s
            b, c = c, b
        end = top + u
        if end > len(mass):
            end = len(mass)
        low, high, ahead = out[s:], out[u:], mass[u - s :]
        for k in range(u - s):
            low[k] += b * mass[k]
        for k in range(end - u):
            high[k] += b * ahead[k] + c * mass[k]
        if end > new:
            new = end
    return new


@compiled
def bulk(
    origin: Ints, chance: Floats, off: Ints, part: Floats, many: Ints, laws: Floats, here: Floats, there: Floats
) -> None:
    """``laws`` (sets, q, size) of :func:`ownit.method.sums.bulk`; two rows (size,) are for its own use."""
    sets, q, size = laws.shape
    for j in range(q):
        for k in range(size):
            here[k], there[k] = 0.0, 0.0
        here[0] = 1.0
        top = q // q  # 1, but not a literal, for which ``add`` would be compiled anew
        for s in range(sets):
            for i in range(len(many)):
                if origin[i] == s:
                    top = add(here, there, top, chance[j, i], off[i], part[i], many[i])
                    here, there = there, here
            for k in range(top):
                laws[s, j, k] = here[k]


@compiled
def powers(one: Floats, out: Floats) -> None:
    """``out`` (most + 1, size), its first row given: each further row is the last and one draw more, (size,)."""
    size = out.shape[1]
    for n in range(1, len(out)):
        first = 0
        while first < size and out[n - 1, first] == 0.0:
            first += 1
        for i in range(size - first):
            if one[i] > 0.0:
                p, to, last = one[i], out[n, i + first :], out[n - 1, first:]
                for k in range(len(to)):
                    to[k] += p * last[k]


@compiled
def fold(a: Floats, b: Floats, out: Floats) -> None:
    """``out`` (q, size) = the laws ``a`` and ``b`` of independent parts added.

    ``a`` has PAD zeros behind it, ``b`` before it: four nodes of ``a`` are taken at a time, which quarters what is
    fetched and stored.
    """
    size = out.shape[1]
    for j in range(len(out)):
        end = size
        while end > 0 and a[j, end - 1] <= NEGLIGIBLE:
            end -= 1
        for i in range(0, end, 4):
            a0, a1 = a[j, i], a[j, i + 1]
            a2, a3 = a[j, i + 2], a[j, i + 3]
            to, wide = out[j, i:], b[j]
            for k in range(len(to)):
                to[k] += a0 * wide[k + 3] + a1 * wide[k + 2] + a2 * wide[k + 1] + a3 * wide[k]


@compiled
def reach(
    place: Floats, mass: Floats, law: Floats, upto: Floats, step: float, exact: int, goals: Floats, out: Floats
) -> None:
    """``out`` (q, goals) of :func:`ownit.method.sums.reach`; ``upto`` (size,) is for its own use."""
    size = law.shape[1]
    for j in range(len(law)):
        short = 0.0
        for k in range(size):
            short += law[j, k]
            upto[k] = short
        for g in range(len(goals)):
            short = 0.0
            for a in range(len(place)):
                if goals[g] - place[a] > 0.005:  # half a cent: sums are of cents
                    at = (goals[g] - place[a]) / step
                    if exact == 1:
                        at = np.ceil(at - 1e-6)
                    elif at < 0.5:
                        at = 1.0
                    else:
                        at += 0.5
                    missed = upto[size - 1]
                    if at < size:
                        node = int(at)
                        missed = upto[node] - law[j, node] * (node + 1 - at)
                    short += mass[j, a] * missed
            out[j, g] = 1.0
            if short > 0.0:
                out[j, g] = 1.0 - short if short < 1.0 else 0.0


@compiled
def told(
    law: Floats, weight: Floats, off: Ints, part: Floats, first: Ints, here: Floats, there: Floats, out: Floats
) -> None:
    """``out`` (size,): ``law`` (q, size) mixed by ``weight``, with groups of deals added whose taps are ``off`` (m,).

    ``part`` (q, m); those of group g are first[g] to first[g + 1]. Two rows (size,) are for its own use.
    """
    for j in range(len(law)):
        for k in range(len(out)):
            here[k] = law[j, k]
        for g in range(len(first) - 1):
            add(here, there, len(here), 1.0, off[first[g] :], part[j, first[g] :], first[g + 1] - first[g])
            here, there = there, here
        for k in range(len(out)):
            out[k] += weight[j] * here[k]


@compiled
def left_out(
    start: Floats,
    worth: Floats,
    chance: Floats,
    off: Ints,
    part: Floats,
    many: Ints,
    before: Floats,
    here: Floats,
    there: Floats,
    unless: Floats,
    missed: Floats,
) -> None:
    """``unless`` (q, n) and ``missed`` (q, 1), how often the goal is missed, of ``ownit.method.decisive.on_lattice``.

    ``before`` (n + 1, size) and two rows (size,) are for its own use.
    """
    n, size = len(many), len(here)
    for j in range(len(unless)):
        for k in range(size):
            before[0, k], here[k] = start[j, k], 1.0 - worth[j, size - 1 - k]
        for i in range(n):
            add(before[i], before[i + 1], size, chance[j, i], off[i], part[i], many[i])
        for i in range(n - 1, -1, -1):
            short = 0.0
            for k in range(size):
                short += before[i, k] * here[size - 1 - k]
            unless[j, i] = short
            add(here, there, size, chance[j, i], off[i], part[i], many[i])
            here, there = there, here
        short = 0.0
        for k in range(size):
            short += before[0, k] * here[size - 1 - k]
        missed[j, 0] = short


@compiled
def counts(p: Floats, law: Floats) -> None:
    """``law`` (q, n + 1) of how many of n independent trials succeed, p (q, n); given with 1 in its first column."""
    for j in range(len(p)):
        for i in range(p.shape[1]):
            for k in range(i + 1, 0, -1):
                law[j, k] = law[j, k] * (1.0 - p[j, i]) + law[j, k - 1] * p[j, i]
            law[j, 0] *= 1.0 - p[j, i]


@compiled
def mixed_poisson(mean: Floats, shape: float, tail: float, law: Floats) -> int:
    """``law`` (q, most + 1) of :func:`ownit.method.counting.negative_binomial`; the last number it needs.

    Given with P(0) in its first column and zeros elsewhere; what is beyond each row's last number is on that.
    """
    last = 0
    for j in range(len(mean)):
        share = mean[j] / (shape + mean[j])
        left, n = 1.0 - law[j, 0], 0
        while left > tail and n < law.shape[1] - 1:
            n += 1
            law[j, n] = law[j, n - 1] * (shape + n - 1.0) / n * share
            left -= law[j, n]
        if left > 0.0:
            law[j, n] += left
        if n > last:
            last = n
    return last
