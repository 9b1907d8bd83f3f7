"""Which sums does a group's total come to exactly, and with what chance?

Few deals, or many at a few list prices, make a total that falls on some sums and not between them: a goal may well be
one of these. A Fourier series tells half of such a sum as short of itself, so they are taken out of it and kept where
they are. They are those of the known deals, and of what is drawn where it is of a few list prices; else of nothing
drawn being won. Given the common node people are independent, and their sums add up.

Only sums that weigh anything are kept (LEAST), the weightiest first; what is left out stays in the series, as do those
of a group whose total has no sum that weighs enough for half of it to be missed (HEAVY), and of one that expects more
than MOST_WINS: their chances change so much from one common node to the next that the few nodes leave a comb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method import counting
from ownit.method.deals import Floats, Ints
from ownit.method.lattice import SAME, common_measure
from ownit.method.subject import Subject

LEAST = 1e-4  # chance of a sum worth keeping apart
HEAVY = 0.005  # of the likeliest sum: half of less is under what is promised of P(hit)
MOST = 512  # sums kept
MOST_WINS = 40.0
"""Wins expected up to which sums are kept. Of m wins a sum's chance is, over the log of the factor, a bump of width
1/sqrt(m), which nodes STEP apart sum up but for 2 exp(-2 pi^2 / (m STEP^2)): 1e-5 of it at 40, a hundredth at 100."""
LIST_PRICES = 12  # amounts that may be a price list


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Atoms:
    """Sums ``place`` (m,) in rising order with their chances given each node, ``mass`` (nodes, m)."""

    place: Floats
    mass: Floats

    def and_(self, other: Atoms, weight: Floats) -> Atoms:
        """Of the total of two independent parts; ``weight`` (nodes,) mixes the nodes."""
        mine, its = np.nonzero(np.outer(weight @ self.mass, weight @ other.mass) >= LEAST / 10)
        return _merged(self.place[mine] + other.place[its], self.mass[:, mine] * other.mass[:, its], weight)

    def heavy(self, weight: Floats) -> bool:
        """Whether any of them weighs enough."""
        return bool((weight @ self.mass).max(initial=0.0) >= HEAVY)


def few_prices(people: Sequence[Subject]) -> bool:
    """Whether all that may come is at a few prices, whose sums meet again and again however many deals there are."""
    worths = {round(float(x), 2) for p in people for x in np.unique(p.worth)}
    listed = all(_listed(p) for p in people if len(p.drawn_origin) or any(shape.any() for _, shape in p.new))
    return listed and len(worths) <= LIST_PRICES


def measure(people: Sequence[Subject]) -> float:
    """The sum of which all that may come is a multiple, where it is at a few prices; else 0."""
    if not few_prices(people):
        return 0.0
    drawn = [p.value.ravel() for p in people if len(p.drawn_origin) or any(shape.any() for _, shape in p.new)]
    return common_measure(np.concatenate([np.zeros(0), *(p.worth.ravel() for p in people), *drawn]))


def wins(parts: Subject, within: int, number: Floats) -> float:
    """How many of one person's deals are expected to be won, with origins up to a set and (q, n) of draws."""
    known = parts.chance[parts.origin <= within].sum(axis=0)
    return float(parts.mixture.weight @ (known + number @ np.arange(number.shape[1])))


def together(people: Sequence[tuple[Subject, int, Floats]], common: Floats) -> Atoms | None:
    """Of people's total, each with origins up to a set and the law (q, n) of how many draws are won.

    None if light, or of more wins than MOST_WINS.
    """
    if sum(wins(*one) for one in people) > MOST_WINS:
        return None
    found = nothing(len(common))
    for parts, within, number in people:
        mine = _one(parts, within, number)
        if mine is None:
            return None
        given = Atoms(place=mine.place, mass=parts.mixture.given @ mine.mass)
        found = found.and_(given, common)
        if not found.heavy(common):
            return None
    return found


def nothing(nodes: int) -> Atoms:
    """Where nothing can come, that is for certain."""
    return Atoms(place=np.zeros(1), mass=np.ones((nodes, 1)))


def _one(parts: Subject, within: int, number: Floats) -> Atoms | None:
    """Of one person given each of the person's nodes, (q, m); None if light."""
    weight = parts.mixture.weight
    found = _drawn(parts, number)
    for group in _known(parts, within):
        if not found.heavy(weight):
            return None
        found = found.and_(group, weight)
    return found if found.heavy(weight) else None


def _known(parts: Subject, within: int) -> Iterator[Atoms]:
    """Equal deals as counts; a deal whose amount may still change by what it may come to."""
    rows = np.flatnonzero(parts.origin <= within)
    worth, chance = parts.worth[rows], parts.chance[rows].T
    once, which = np.unique(worth, axis=0, return_inverse=True)
    for n, may_be in enumerate(once):
        p = np.ascontiguousarray(chance[:, which.ravel() == n])
        if len(may_be) == 1:
            law = counting.counts(p)
            yield Atoms(place=np.arange(law.shape[1]) * may_be[0], mass=law)
            continue
        for one in p.T:
            mass = np.concatenate([1.0 - one[:, None], one[:, None] * parts.ratio_weight], axis=1)
            yield Atoms(place=np.concatenate([[0.0], may_be]), mass=mass)


def _listed(parts: Subject) -> bool:
    return len(parts.value) == 1 and 0 < parts.value.shape[1] <= LIST_PRICES


def _drawn(parts: Subject, number: Floats) -> Atoms:
    """Of what is drawn: that nothing of it is won, or every sum of a few list prices."""
    weight = parts.mixture.weight
    if not _listed(parts):
        return Atoms(place=np.zeros(1), mass=number[:, :1])
    one, sums = Atoms(place=parts.value[0], mass=parts.weight[None, :]), nothing(1)
    found = Atoms(place=np.zeros(1), mass=number[:, :1])
    for n in range(1, number.shape[1]):
        if weight @ number[:, n:].sum(axis=1) < LEAST:
            break
        sums = sums.and_(one, np.ones(1))
        place = np.concatenate([found.place, sums.place])
        found = _merged(place, np.concatenate([found.mass, number[:, [n]] * sums.mass], axis=1), weight)
    return found


def _merged(place: Floats, mass: Floats, weight: Floats) -> Atoms:
    """Sums that are the same taken together, those that weigh most of them kept."""
    if not len(place):
        return Atoms(place=place, mass=mass)
    order = np.argsort(place, kind="stable")
    place, mass = place[order], mass[:, order]
    first = np.flatnonzero(np.concatenate([[True], np.diff(place) > SAME]))
    place, mass = place[first], np.add.reduceat(mass, first, axis=1)
    kept = _heaviest(weight @ mass)
    return Atoms(place=place[kept], mass=np.ascontiguousarray(mass[:, kept]))


def _heaviest(weight: Floats) -> Ints:
    """The MOST that weigh LEAST or more, in their order."""
    kept = np.flatnonzero(weight >= LEAST)
    if len(kept) > MOST:
        kept = np.sort(kept[np.argsort(-weight[kept], kind="stable")[:MOST]])
    return kept
