"""Which open deals of known amount are kept as attainable sums, and which are laid on a lattice?

Those that weigh most, equal ones together, are kept exactly where they fall while their sums are at most BUDGET: with
few deals, one giant or a price list that is all there is, and the chance of a goal is exact to the cent. The others
are many and none of them weighs much, so that a lattice does them no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method import counting, sums
from ownit.method.deals import Flags, Floats, Ints
from ownit.method.lattice import Lattice, common_measure
from ownit.method.subject import ORIGINS, Subject

BUDGET = 256  # attainable sums: eight deals of different amounts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Deals kept as attainable sums: together they bring ``place[k]`` with ``law[q, k]``; ``rows`` index the deals."""

    origin: int
    rows: Ints
    place: Floats
    law: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """Deals of known amount: ``groups`` in the order of their origins, and the rest ((q, rest) chances)."""

    groups: Sequence[Group]
    rest: Flags  # (n,)
    worth: Floats  # of the rest, (rest, ratios): what each may come to, with ``share``
    origin: Ints
    chance: Floats
    share: Floats
    sums: Sequence[Floats]  # per nested set, the attainable sums (m,)
    mass: Sequence[Floats]  # per nested set, (q, m)

    def within(self, s: int) -> Sequence[Group]:
        """The groups of a nested set."""
        return [g for g in self.groups if g.origin <= s]

    def lay(self, lattice: Lattice) -> Floats:
        """The rest on a lattice, (sets, q, size)."""
        return sums.bulk(self.worth, self.origin, self.chance, self.share, ORIGINS, lattice.step, lattice.size)

    @property
    def common(self) -> float:
        """The sum of which every amount of the rest is a multiple; 0 if none, infinite if there is no rest."""
        if not len(self.worth):
            return np.inf
        return common_measure(self.worth[:, 0]) if len(self.share) == 1 else 0.0


def divide(parts: Subject, cap: float) -> Known:
    """Divide a person's deals of known amount; an amount weighs no more than ``cap``, what remains to the goal."""
    chance = np.ascontiguousarray(parts.chance.T)
    each, worth = len(parts.ratio), parts.worth
    amount = worth[:, 0] if each == 1 else parts.amount
    group = select(amount, parts.origin, chance, parts.mixture.weight, cap, each, BUDGET)
    found = [_group(parts, worth, chance, np.flatnonzero(group == g)) for g in range(int(group.max(initial=-1)) + 1)]
    found.sort(key=lambda g: g.origin)
    place, mass = [], []
    now, weight = np.zeros(1), np.ones((len(chance), 1))
    for s in range(ORIGINS):
        for g in found:
            if g.origin == s:
                now, weight = attainable(g.place, g.law, now, weight)
        place.append(now)
        mass.append(weight)
    rest = group < 0
    return Known(
        groups=found,
        rest=rest,
        worth=worth[rest],
        origin=parts.origin[rest],
        chance=np.ascontiguousarray(chance[:, rest]),
        share=parts.ratio_weight,
        sums=place,
        mass=mass,
    )


def _group(parts: Subject, worth: Floats, chance: Floats, rows: Ints) -> Group:
    """Equal deals as counts; or one deal whose amount may still change, by what it may become."""
    p, may_be = np.ascontiguousarray(chance[:, rows]), worth[rows[0]]
    if len(may_be) == 1:
        law = counting.counts(p)
        place = np.arange(law.shape[1]) * may_be[0]
    else:
        law = np.concatenate([1.0 - p, p * parts.ratio_weight], axis=1)
        place = np.concatenate([[0.0], may_be])
    return Group(origin=int(parts.origin[rows[0]]), rows=rows, place=place, law=law)


def select(amount: Floats, origin: Ints, chance: Floats, weight: Floats, cap: float, each: int, budget: int) -> Ints:
    """Which deals are kept as attainable sums: (n,) the number of the group of equal deals, -1 for the others.

    Deals are sorted by amount and origin, ``chance`` (q, n); equal neighbours are one group with (deals + 1) outcomes,
    or each deal is one with ``each`` + 1 outcomes if ``each`` > 1 (its amount may still change). Groups are taken by
    expected money, an amount counting up to ``cap``, while the product of their outcomes is within ``budget``.
    """
    group = np.full(len(amount), -1, dtype=np.int64)
    if not len(amount):
        return group
    new = np.ones(len(amount), dtype=np.bool_)
    if each == 1:
        new[1:] = (amount[1:] != amount[:-1]) | (origin[1:] != origin[:-1])
    first = np.flatnonzero(new)
    worth = np.add.reduceat((weight @ chance) * np.minimum(amount, cap), first)
    outcomes = np.diff(first, append=len(amount)) + 1 if each == 1 else np.full(len(first), each + 1)
    so_far, taken = 1, 0
    for run in np.argsort(-worth, kind="stable"):
        if so_far * outcomes[run] > budget:
            if so_far * 2 > budget:
                break
            continue
        so_far *= int(outcomes[run])
        group[first[run] : first[run] + outcomes[run] - 1 if each == 1 else first[run] + 1] = taken
        taken += 1
    return group


def attainable(place: Floats, law: Floats, sums: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """Sums (m,) with masses (q, m), and one more group that brings ``place`` (k,) with ``law`` (q, k)."""
    joint = law[:, :, None] * mass[:, None, :]
    return np.add.outer(place, sums).ravel(), joint.reshape(len(law), -1)
