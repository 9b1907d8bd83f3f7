"""What is P(hit) of many people at once, from deals of known amount alone? One compiled loop over all of them."""

from __future__ import annotations

import numpy as np

from ownit.method import loops
from ownit.method.compiled import compiled
from ownit.method.deals import Floats, Ints


@compiled
def select(amount: Floats, origin: Ints, chance: Floats, weight: Floats, cap: float, each: int, budget: int) -> Ints:
    """As :func:`ownit.method.known.select`, compiled: (n,) the number of the group of equal deals, -1 for the others.

    Deals are sorted by amount and origin; equal neighbours are one group with (deals + 1) outcomes, or each deal is
    one with ``each`` + 1 outcomes if ``each`` > 1 (its amount may still change). Groups are taken by expected money,
    an amount counting up to ``cap``, while the product of their outcomes is within ``budget``.
    """
    n = len(amount)
    group = np.empty(n, np.int64)
    first = np.empty(n + 1, np.int64)
    worth = np.empty(n)
    runs = 0
    for i in range(n):
        group[i] = -1
        expected = 0.0
        for j in range(len(weight)):
            expected += weight[j] * chance[j, i]
        expected *= min(amount[i], cap)
        if each == 1 and i > 0 and amount[i] == amount[i - 1] and origin[i] == origin[i - 1]:
            worth[runs - 1] += expected
        else:
            first[runs], worth[runs] = i, expected
            runs += 1
    first[runs] = n
    sums, taken = 1, 0
    for _ in range(runs):
        best = -1
        for r in range(runs):
            if worth[r] >= 0.0 and (best < 0 or worth[r] > worth[best]):
                best = r
        outcomes = each + 1 if each > 1 else first[best + 1] - first[best] + 1
        worth[best] = -1.0
        if sums * outcomes > budget:
            if sums * 2 > budget:
                break
            continue
        sums *= outcomes
        for i in range(first[best], first[best + 1]):
            group[i] = taken
        taken += 1
    return group


@compiled
def attainable(place: Floats, law: Floats, sums: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """As :func:`ownit.method.known.attainable`, compiled."""
    k, m = len(place), len(sums)
    more = np.empty(k * m)
    joint = np.empty((len(law), k * m))
    for i in range(k):
        for a in range(m):
            more[i * m + a] = sums[a] + place[i]
    for j in range(len(law)):
        for i in range(k):
            for a in range(m):
                joint[j, i * m + a] = law[j, i] * mass[j, a]
    return more, joint


@compiled
def pick(of: Floats, group: Ints, which: int) -> Floats:
    """The columns (q, k) of ``of`` (q, n) whose deals are in a group."""
    k = 0
    for g in group:
        k += g == which
    out = np.empty((len(of), k))
    at = 0
    for i in range(len(group)):
        if group[i] == which:
            for j in range(len(of)):
                out[j, at] = of[j, i]
            at += 1
    return out


@compiled
def hits(
    first: Ints, amount: Floats, chance: Floats, weight: Floats, goal: Floats, budget: int, size: int, out: Floats
) -> None:
    """``out[i]`` = P(total >= goal[i]) of many people at once, from deals of known amount alone.

    Person i's deals are first[i] to first[i + 1], sorted by amount; ``amount`` (1, deals), ``chance`` (q, deals),
    ``weight`` (q,) the same for all. Those that weigh most are attainable sums, the rest a lattice up to the goal or
    to all they can bring.
    """
    one = np.ones(1)
    for i in range(len(goal)):
        a, p = amount[:, first[i] : first[i + 1]], chance[:, first[i] : first[i + 1]]
        out[i] = 1.0
        if goal[i] <= 0.005:
            continue
        none = np.zeros(a.shape[1], np.int64)
        group = select(a[0], none, p, weight, goal[i], 1, budget)
        rest = pick(a, group, -1)
        most, groups = 0.01, 0
        for x in rest[0]:
            most += x
        for g in group:
            groups = max(groups, g + 1)
        step = 1.02 * min(goal[i], most) / (size - 2)
        law = _laid(rest[0], none, pick(p, group, -1), one, step, size)[0]
        sums, mass = np.zeros(1), np.ones((len(weight), 1))
        for g in range(groups):
            of = pick(p, group, g)
            found = np.zeros((len(of), of.shape[1] + 1))
            found[:, 0] = 1.0
            loops.counts(of, found)
            place = np.empty(found.shape[1])
            for k in range(len(place)):
                place[k] = k * pick(a, group, g)[0, 0]
            sums, mass = attainable(place, found, sums, mass)
        given = np.zeros((len(weight), 1))
        loops.reach(sums, mass, law, np.zeros(size), step, 0, goal[i : i + 1], given)
        out[i] = 0.0
        for j in range(len(weight)):
            out[i] += weight[j] * given[j, 0]


@compiled
def _laid(amount: Floats, origin: Ints, chance: Floats, one: Floats, step: float, size: int) -> Floats:
    """As :func:`ownit.method.sums.bulk`, of one set of deals of known amount."""
    n = len(amount)
    worth = np.empty((n, 1))
    for i in range(n):
        worth[i, 0] = amount[i]
    off, part, many = np.zeros((n, 2), np.int64), np.zeros((n, 2)), np.zeros(n, np.int64)
    loops.fall(worth, one, step, size, off, part, many)
    laws = np.zeros((1, len(chance), size))
    loops.bulk(origin, chance, off, part, many, laws, np.zeros(size), np.zeros(size))
    return laws
