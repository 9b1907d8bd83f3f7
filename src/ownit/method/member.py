"""What does a group's total take of one of its people?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.atoms import Scope, scope
from ownit.method.deals import Floats, Ints
from ownit.method.drawn import draw
from ownit.method.subject import ORIGINS, Subject, moments


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member:
    """One of the people: deals by node, how many draws are won, and the mean given each common node."""

    parts: Subject
    chance: Floats  # (q, n)
    number: Floats  # (laws, q, most + 1) of how many draws are won; the first: none
    pairs: Ints  # (k, 2) a nested set of known deals and a law of draws, each pair that differs once
    which: Ints  # (futures, sets) the pair that is meant
    mean: Floats  # (futures, sets, c), floors left out
    variance: Floats  # (futures - 1, c) of all origins
    scope: Scope  # of each of the pairs


def member(parts: Subject, futures: int) -> Member:
    """A person as the groups see them that see their deals alike."""
    mean, variance = moments(parts)[:, :futures]
    given = parts.mixture.given
    whole = mean[1:, -1]
    number, law = _numbered(draw(parts).number[:futures], len(parts.mixture.weight))
    pairs, which = _pairs(np.cumsum(np.bincount(parts.origin, minlength=ORIGINS)).tolist(), law)
    return Member(
        parts=parts,
        chance=np.ascontiguousarray(parts.chance.T),
        number=number,
        pairs=pairs,
        which=which,
        mean=mean @ given.T,
        scope=scope(parts, pairs, number),
        variance=(variance[1:, -1] + whole**2) @ given.T - (whole @ given.T) ** 2,
    )


def _numbered(number: Sequence[Sequence[Floats | None]], q: int) -> tuple[Floats, Sequence[Sequence[int]]]:
    """The laws of how many draws are won, each once and as long as the longest, and which of them is meant where."""
    once = {id(law): law for future in number for law in future if law is not None}
    place = {key: n for n, key in enumerate(once, start=1)}
    table = np.zeros((1 + len(once), q, max((law.shape[1] for law in once.values()), default=1)))
    table[0, :, 0] = 1.0
    for n, law in enumerate(once.values(), start=1):
        table[n, :, : law.shape[1]] = law
    return table, [[place.get(id(law), 0) for law in future] for future in number]


def _pairs(few: Sequence[int], law: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Nested sets and laws of draws, those of the same deals (as many: ``few``) and the same draws once; and which."""
    once: dict[tuple[int, int], int] = {}
    pairs: list[tuple[int, int]] = []
    which = np.zeros((len(law), len(few)), dtype=np.int64)
    for f, row in enumerate(law):
        for s, n in enumerate(row):
            which[f, s] = once.setdefault((few[s], n), len(pairs))
            if which[f, s] == len(pairs):
                pairs.append((s, n))
    return np.array(pairs), which
