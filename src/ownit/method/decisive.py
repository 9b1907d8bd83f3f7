"""Which open deals decide whether the goal is made, and by how much?

For each deal: P(hit | it is won), P(hit | it is lost), and what P(hit) loses if it is taken out of the pipeline. Each
is reckoned with the deal left out of the sum: the sum of the deals before it (forward) against the chance that those
after it bring the rest (backward), given each node of the mixture; nothing is divided out again, which would multiply
rounding errors. Being won says something of the multiplier, so P(hit | won) weighs the nodes by the chance of winning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method import sums
from ownit.method.compiled import compiled
from ownit.method.deals import Flags, Floats, Ints
from ownit.method.known import Group
from ownit.method.solo import Solo
from ownit.method.sums import add

MOST = 5  # deals that are told
LEAST = 0.005  # of P(hit) that a deal must be worth to be told: the error that is promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one deal does to P(hit) in one view."""

    if_won: float
    if_lost: float
    loses: float  # P(hit) less what it is without the deal

    @property
    def hinges(self) -> float:
        """P(hit | won) - P(hit | lost)."""
        return self.if_won - self.if_lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisive:
    """An open deal that matters; ``row`` of the open deals given; ``alone`` is None if it is not one's own."""

    row: int
    chance: float  # of being won within the window
    alone: Swing | None
    with_help: Swing

    @property
    def loses(self) -> float:
        """The larger of what P(hit) loses without it, alone and with help."""
        return max(self.with_help.loses, self.alone.loses if self.alone else 0.0)


def decisive(one: Solo, future: int, rows: Ints, credit: Flags) -> tuple[Decisive, ...]:
    """The deals that matter most, at most MOST, the weightiest first; ``rows`` and ``credit`` (n,) of the known ones.

    Credit notes are not among them, nor deals of unknown amount.
    """
    parts = one.parts
    alone, helped = (swings(one, s, future) for s in (0, 2))
    chance = parts.chance @ parts.mixture.weight
    found = [
        Decisive(row=int(rows[i]), chance=float(chance[i]), alone=_swing(alone, int(i)), with_help=with_help)
        for i in np.flatnonzero(~credit)
        if (with_help := _swing(helped, int(i))) is not None
    ]
    found = [d for d in found if d.loses >= LEAST]
    return tuple(sorted(found, key=lambda d: (-round(d.loses, 9), d.row))[:MOST])


def _swing(of: Floats, i: int) -> Swing | None:
    if np.isnan(of[0, i]):
        return None
    won, lost, loses = (float(x) for x in of[:, i])
    return Swing(if_won=won, if_lost=lost, loses=loses)


def swings(one: Solo, s: int, future: int) -> Floats:
    """P(hit | won), P(hit | lost) and what is lost without, (3, n) of the known deals; NaN outside the nested set s.

    NaN throughout where there is nothing to hit: no goal, or it is already won.
    """
    parts, known = one.parts, one.known
    out = np.full((3, len(parts.amount)), np.nan)
    on = one.sheet(s)
    if not one.remaining[s] > 0 or on is None:
        return out
    q, n = len(parts.mixture.weight), len(parts.amount)
    won, lost = np.full((q, n), np.nan), np.full((q, n), np.nan)
    law, lattice = on.law[future][s], on.lattice
    groups = known.within(s)
    for group in groups:
        others = [g for g in groups if g is not group]
        won[:, group.rows], lost[:, group.rows] = _in_group(
            one, s, group, others, law, lattice.step, int(lattice.exact)
        )
    mine = known.origin <= s
    if mine.any():
        rows = np.flatnonzero(known.rest)[mine]
        start = on.drawn[future][s]
        if start is None:
            start = np.zeros((q, lattice.size))
            start[:, 0] = 1.0
        worth = value(known.sums[s], known.mass[s], one.remaining[s], lattice.step, int(lattice.exact), lattice.size)
        won[:, rows], lost[:, rows] = on_lattice(
            known.amount[mine],
            np.ascontiguousarray(known.chance[:, mine]),
            known.ratio,
            known.share,
            start,
            worth,
            lattice.step,
        )
    weight = parts.mixture.weight[:, None]
    comes, fails = weight * parts.chance.T, weight * (1.0 - parts.chance.T)
    whole = np.sum(comes * won + fails * lost, axis=0)
    out[0] = np.sum(comes * won, axis=0) / np.maximum(comes.sum(axis=0), 1e-300)
    out[1] = np.sum(fails * lost, axis=0) / np.maximum(fails.sum(axis=0), 1e-300)
    out[2] = whole - np.sum(weight * lost, axis=0)
    return out


def _in_group(
    one: Solo, s: int, group: Group, others: list[Group], law: Floats, step: float, exact: int
) -> tuple[Floats, Floats]:
    """P(hit) given each node if each deal of a group of attainable sums is won, and lost: (q, deals) each."""
    place, mass = np.zeros(1), np.ones((len(law), 1))
    for other in others:
        place, mass = sums.attainable(other.place, other.law, place, mass)
    hit = np.array([sums.reach(place, mass, law, step, exact, one.remaining[s] - x) for x in group.place]).T
    ratio = one.known.share
    if len(ratio) > 1:
        return (hit[:, 1:] @ ratio)[:, None], hit[:, :1]
    return by_count(np.ascontiguousarray(one.parts.chance[group.rows].T), np.ascontiguousarray(hit))


@compiled
def by_count(p: Floats, hit: Floats) -> tuple[Floats, Floats]:
    """With ``hit`` (q, n + 1) given how many of n deals are won: given that each one is, and is not; p (q, n)."""
    q, n = p.shape
    won, lost = np.zeros((q, n)), np.zeros((q, n))
    after = np.empty((n + 1, n + 2))
    law = np.empty(n + 1)
    for j in range(q):
        for k in range(n + 1):
            after[n, k] = hit[j, k]
            law[k] = 0.0
        for i in range(n - 1, -1, -1):  # after[i, k]: P(hit) if k of the first i are won
            for k in range(i + 1):
                after[i, k] = (1.0 - p[j, i]) * after[i + 1, k] + p[j, i] * after[i + 1, k + 1]
        law[0] = 1.0
        for i in range(n):
            for k in range(i + 1):
                won[j, i] += law[k] * after[i + 1, k + 1]
                lost[j, i] += law[k] * after[i + 1, k]
            for k in range(i + 1, 0, -1):
                law[k] = law[k] * (1.0 - p[j, i]) + law[k - 1] * p[j, i]
            law[0] *= 1.0 - p[j, i]
    return won, lost


@compiled
def value(place: Floats, mass: Floats, goal: float, step: float, exact: int, size: int) -> Floats:
    """P(attainable + a node's sum >= goal) given each node of the mixture, (q, size): the mirror of ``sums.reach``."""
    q = len(mass)
    out = np.zeros((q, size))
    whole, part = np.zeros(size + 2), np.zeros(size + 2)
    for j in range(q):
        for k in range(size + 2):
            whole[k], part[k] = 0.0, 0.0
        for a in range(len(place)):
            at = (goal - place[a]) / step
            if goal - place[a] <= 0.005:
                continue
            if exact:
                whole[min(size, int(np.ceil(at - 1e-6)))] += mass[j, a]
            else:
                at = max(at, 0.5)
                node = min(int(at + 0.5), size)
                whole[node] += mass[j, a]
                part[node] += mass[j, a] * (at + 0.5 - node)
        short = 0.0
        for k in range(size, -1, -1):  # short of the goal are the nodes before, and part of the node itself
            if k < size:
                out[j, k] = 1.0 - short - part[k]
            short += whole[k]
    return out


@compiled
def on_lattice(
    amount: Floats, chance: Floats, ratio: Floats, share: Floats, start: Floats, worth: Floats, step: float
) -> tuple[Floats, Floats]:
    """P(hit) given each node if each deal on the lattice is won, and if it is lost: (q, n) each.

    ``start`` (q, size) is the law of what is there before any deal, ``worth`` (q, size) P(hit) given the sum of all.
    Mass past the last node has made the goal.
    """
    q, n = chance.shape
    size = start.shape[1]
    won, lost = np.zeros((q, n)), np.zeros((q, n))
    after = np.empty((n + 1, size))
    here, there, moved = np.empty(size), np.empty(size), np.empty(size)
    for j in range(q):
        for k in range(size):
            after[n, k] = worth[j, k]
            here[k], there[k] = start[j, k], 0.0
        for i in range(n - 1, -1, -1):
            shifted(after[i + 1], amount[i], ratio, share, step, moved)
            for k in range(size):
                after[i, k] = (1.0 - chance[j, i]) * after[i + 1, k] + chance[j, i] * moved[k]
        for i in range(n):
            shifted(after[i + 1], amount[i], ratio, share, step, moved)
            if_won, if_lost, there_is = 0.0, 0.0, 0.0
            for k in range(size):
                if_won += here[k] * moved[k]
                if_lost += here[k] * after[i + 1, k]
                there_is += here[k]
            won[j, i], lost[j, i] = if_won + 1.0 - there_is, if_lost + 1.0 - there_is
            add(here, there, size, chance[j, i], amount[i], ratio, share, step)
            here, there = there, here
    return won, lost


@compiled
def shifted(worth: Floats, amount: float, ratio: Floats, share: Floats, step: float, out: Floats) -> None:
    """``out[k]`` = P(hit) from node k with one deal of ``amount`` on top; past the last node it is certain."""
    size = len(worth)
    for k in range(size):
        out[k] = 0.0
    for r in range(len(ratio)):
        at = amount * ratio[r] / step
        s = min(int(at + 1e-9), size)
        f = max(at - s, 0.0) if s < size else 0.0
        b, c = share[r] * (1.0 - f), share[r] * f
        for k in range(size - s):
            out[k] += b * worth[k + s]
        for k in range(size - s, size):
            out[k] += b
        if c > 0.0:
            for k in range(max(0, size - s - 1)):
                out[k] += c * worth[k + s + 1]
            for k in range(max(0, size - s - 1), size):
                out[k] += c
