"""Which open deals decide whether the goal is made, and by how much?

For each deal: P(hit | it is won), P(hit | it is lost), and what P(hit) loses if it is taken out of the pipeline. Each
is reckoned with the deal left out of the sum: the sum of the deals before it (forward) against the chance that those
after it bring the rest (backward), given each node of the mixture; nothing is divided out again, which would multiply
rounding errors. Being won says something of the multiplier, so P(hit | won) weighs the nodes by the chance of winning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method import loops, sums
from ownit.method.deals import Flags, Floats, Ints
from ownit.method.known import Group, attainable
from ownit.method.solo import Solo
from ownit.method.tell import HALF_CENT

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
    alone, helped = swings(one, 0, future), swings(one, 2, future)
    chance = parts.chance @ parts.mixture.weight
    loses = np.fmax(alone[2], helped[2])
    found = np.flatnonzero((loses >= LEAST) & ~credit & ~np.isnan(helped[2]))
    order = found[np.lexsort((rows[found], -np.round(loses[found], 9)))][:MOST]
    return tuple(
        Decisive(row=int(rows[i]), chance=float(chance[i]), alone=_swing(alone[:, i]), with_help=with_help)
        for i in order
        if (with_help := _swing(helped[:, i])) is not None
    )


def _swing(of: Floats) -> Swing | None:
    return None if np.isnan(of[0]) else Swing(if_won=float(of[0]), if_lost=float(of[1]), loses=float(of[2]))


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
        size = min(lattice.size, int(one.remaining[s] / lattice.step) + 2)
        worth = value(known.sums[s], known.mass[s], one.remaining[s], lattice.step, int(lattice.exact), size)
        won[:, rows], lost[:, rows] = on_lattice(
            known.worth[mine],
            np.ascontiguousarray(known.chance[:, mine]),
            known.share,
            start,
            worth,
            lattice.step,
            size,
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
        place, mass = attainable(other.place, other.law, place, mass)
    hit = sums.reach(place, mass, law, step, exact, one.remaining[s] - group.place)
    ratio = one.known.share
    if len(ratio) > 1:
        return (hit[:, 1:] @ ratio)[:, None], hit[:, :1]
    return by_count(np.ascontiguousarray(one.parts.chance[group.rows].T), hit)


def by_count(p: Floats, hit: Floats) -> tuple[Floats, Floats]:
    """With ``hit`` (q, n + 1) given how many of n deals are won: given that each one is, and is not; p (q, n)."""
    q, n = p.shape
    won, lost = np.zeros((q, n)), np.zeros((q, n))
    after = np.zeros((n + 1, q, n + 1))  # after[i, :, k]: P(hit) if k of the first i are won
    after[n] = hit
    for i in range(n - 1, -1, -1):
        after[i, :, : i + 1] = _either(p[:, i], after[i + 1, :, : i + 1], after[i + 1, :, 1 : i + 2])
    law = np.zeros((q, n + 2))  # of how many of the first i are won, from the second column on
    law[:, 1] = 1.0
    for i in range(n):
        won[:, i] = np.sum(law[:, 1 : i + 2] * after[i + 1, :, 1 : i + 2], axis=1)
        lost[:, i] = np.sum(law[:, 1 : i + 2] * after[i + 1, :, : i + 1], axis=1)
        law[:, 1:] = _either(p[:, i], law[:, 1:], law[:, :-1])
    return won, lost


def _either(p: Floats, lost: Floats, won: Floats) -> Floats:
    """(q, n) if a deal won with chance p (q,) is lost, and if it is won, mixed."""
    return lost + p[:, None] * (won - lost)


def value(place: Floats, mass: Floats, goal: float, step: float, exact: int, size: int) -> Floats:
    """P(attainable + a node's sum >= goal) given each node of the mixture, (q, size): the mirror of ``sums.reach``."""
    short = goal - place > HALF_CENT
    at = (goal - place[short]) / step
    at = np.minimum(np.ceil(at - 1e-6) if exact else np.maximum(at, 0.5) + 0.5, size)
    node = np.floor(at)  # from which a part is missed; from those before it all is, from those after it nothing
    cell = (np.arange(len(mass))[:, None] * (size + 1) + node.astype(np.int64)).ravel()
    whole, part = (
        np.bincount(cell, of.ravel(), len(mass) * (size + 1)).reshape(len(mass), -1)
        for of in (mass[:, short], mass[:, short] * (at - node))
    )
    missed = part + whole.sum(axis=1, keepdims=True) - np.cumsum(whole, axis=1)
    return np.asarray(1.0 - missed[:, :size])


def on_lattice(
    deals: Floats, chance: Floats, share: Floats, start: Floats, worth: Floats, step: float, size: int
) -> tuple[Floats, Floats]:
    """P(hit) given each node if each deal on the lattice is won, and if it is lost: (q, n) each.

    Each of ``deals`` (n, ratios) brings its r-th amount with share[r]. ``start`` (q, nodes) is the law of what is there
    before any deal, ``worth`` (q, size) P(hit) given the sum of all;
    the first ``size`` nodes are used, and mass past them has made the goal. Since p P(hit | won) + (1-p) P(hit | lost)
    is P(hit) for each deal, only the second is summed up: the law of the deals before each, and what those after it
    leave to be missed from each node, which is found as a law is, from the last node down and the last deal up.
    """
    q, n = chance.shape
    of = sums.taps(deals, share, step, size)
    missed, unless = np.zeros((q, 1)), np.zeros((q, n))
    before, here, there = np.zeros((n + 1, size)), np.zeros(size), np.zeros(size)
    loops.left_out(start, worth, chance, of.off, of.part, of.many, before, here, there, unless, missed)
    p = np.maximum(chance, 1e-9)
    return np.clip(1.0 - (missed - (1.0 - p) * unless) / p, 0.0, 1.0), 1.0 - unless
