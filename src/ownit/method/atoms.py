"""Which sums does a group's total come to exactly, and with what chance?

Few deals, or many at a few list prices, make a total that falls on some sums and not between them: a goal may well be
one of these. A Fourier series tells half of such a sum as short of itself, so they are taken out of it and kept where
they are. They are those of the known deals, and of what is drawn where it is of a few list prices; else of nothing
drawn being won. Given the common node people are independent, and their sums add up.

Only sums that weigh anything are kept (LEAST), the weightiest first; what is left out stays in the series, as do those
of a group whose total has no sum that weighs enough for half of it to be missed (HEAVY), and of one that expects more
than MOST_WINS: their chances change so much from one common node to the next that the few nodes leave a comb. Whether
it is worth adding up is told beforehand (``Scope``): of a group of many deals at many prices it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from ownit.method import counting
from ownit.method.deals import Floats, Ints
from ownit.method.lattice import SAME, common_measure
from ownit.method.subject import ORIGINS, Subject

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """What tells of one person's sums, before any is added up, whether those of a group are worth it.

    ``prices`` are all that anything of it may come to, None if they are more than LIST_PRICES; ``measure`` is the sum
    of which all are multiples, else 0. For each of some pairs of a nested set and a law of draws: ``wins`` (k,)
    expected, and ``likeliest`` (k,), the log of the chance that the likeliest sum has if no two ways lead to it.
    """

    prices: frozenset[float] | None
    measure: float
    wins: Floats
    likeliest: Floats


def scope(parts: Subject, pairs: Ints, number: Floats) -> Scope:
    """Of one person; ``pairs`` (k, 2) of a set and a law, ``number`` (laws, q, most + 1) of how many draws are won."""
    weight, most = parts.mixture.weight, float(parts.ratio_weight.max(initial=0.0))
    chance, draws = parts.chance @ weight, weight @ number
    known = np.log(np.maximum(np.maximum(1.0 - chance, chance * most), LEAST))
    drawn = draws.max(axis=1) if _listed(parts) else draws[:, 0]
    within = [parts.origin <= s for s in range(ORIGINS)]
    wins, likeliest = (np.array([float(of[rows].sum()) for rows in within]) for of in (chance, known))
    at, law = pairs[:, 0], pairs[:, 1]
    prices = _prices(parts)
    return Scope(
        prices=frozenset(prices.tolist()) if len(prices) <= LIST_PRICES else None,
        measure=common_measure(prices),
        wins=wins[at] + (draws @ np.arange(draws.shape[1]))[law],
        likeliest=likeliest[at] + np.log(np.maximum(drawn, LEAST))[law],
    )


def _prices(parts: Subject) -> Floats:
    """All that anything of it may come to, each once, to the cent."""
    draws = len(parts.drawn_origin) or any(shape.any() for _, shape in parts.new)
    values = np.concatenate([parts.worth.ravel(), parts.value.ravel()]) if draws else parts.worth.ravel()
    return np.unique(np.round(values, 2))


def few_prices(scopes: Sequence[Scope]) -> bool:
    """Whether all that may come is at a few prices, whose sums meet again and again however many deals there are."""
    found = [of.prices for of in scopes]
    known = [prices for prices in found if prices is not None]
    return len(known) == len(found) and len(frozenset[float]().union(*known)) <= LIST_PRICES


def measure(scopes: Sequence[Scope]) -> float:
    """The sum of which all that may come is a multiple; 0 if there is none."""
    cents = [round(100 * of.measure) for of in scopes if of.prices != frozenset()]
    return gcd(*cents) / 100.0 if all(cents) else 0.0


def worth_it(scopes: Sequence[Scope], pairs: Sequence[int]) -> bool:
    """Whether sums of a group, each one's in the pair given, are to be added up: not too many wins, and not light."""
    if sum(float(of.wins[n]) for of, n in zip(scopes, pairs, strict=True)) > MOST_WINS:
        return False
    likeliest = sum(float(of.likeliest[n]) for of, n in zip(scopes, pairs, strict=True))
    return likeliest >= np.log(HEAVY / 2) or few_prices(scopes)  # half: some ways may lead to one sum after all


def together(people: Sequence[tuple[Subject, int, Floats]], common: Floats) -> Atoms | None:
    """Of people's total, each with origins up to a set and the law (q, n) of how many draws are won; None if light."""
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
