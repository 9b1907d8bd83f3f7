"""What do deals bring whose amount is drawn from the amount law: open ones of unknown amount, and those not yet opened?

Amounts are independent draws, so only the number won matters: its law, given each node of the mixture, is that of the
open ones (each won or not) and a negative binomial number of new ones. The sums of 0, 1, 2 ... draws are reckoned once
for all nodes, origins and futures; the person's scale of amounts is mixed into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method import counting, sums
from ownit.method.deals import Floats
from ownit.method.lattice import Lattice
from ownit.method.subject import ORIGINS, Subject

TAIL = 1e-7  # probability of a larger number of wins that is counted as that number
MOST = 1024  # wins; nobody has more in a window, and the loop ends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """``number[f][s]``: the law (q, most + 1) of how many are won in future f and nested set s; None: none can be."""

    number: Sequence[Sequence[Floats | None]]
    parts: Subject

    def __bool__(self) -> bool:
        return any(law is not None for future in self.number for law in future)

    def lay(self, lattice: Lattice) -> Sequence[Sequence[Floats | None]]:
        """The money they bring on a lattice, (q, size) each, as ``number``."""
        most = max((law.shape[1] - 1 for future in self.number for law in future if law is not None), default=0)
        node, part = lattice.share(self.parts.value)
        power = sums.powers(node, part, self.parts.weight, self.parts.scale_weight, most, lattice.size)
        done: dict[int, Floats] = {}
        for law in (law for future in self.number for law in future if law is not None):
            if id(law) not in done:
                # Not ``@``, whose sums differ by processor.
                done[id(law)] = np.einsum("qn,nk->qk", law, power[: law.shape[1]])
        return [[None if law is None else done[id(law)] for law in future] for future in self.number]


def draw(parts: Subject) -> Drawn:
    """The numbers won, per future and nested set; the first future opens nothing more."""
    return Drawn(number=[_within(parts, new) for new in (None, *parts.new)], parts=parts)


def _within(parts: Subject, new: tuple[Floats, Floats] | None) -> Sequence[Floats | None]:
    out: list[Floats | None] = []
    so_far: Floats | None = None
    for origin in range(ORIGINS):
        mine = parts.drawn_origin == origin
        if mine.any():
            so_far = _and(so_far, counting.counts(np.ascontiguousarray(parts.drawn_chance[mine].T)))
        if new is not None and new[1][origin] > 0 and new[0][origin].max() > 0:
            so_far = _and(so_far, counting.negative_binomial(new[0][origin], float(new[1][origin]), TAIL, MOST))
        out.append(so_far)
    return out


def _and(a: Floats | None, b: Floats) -> Floats:
    return b if a is None else counting.joined(a, b, TAIL)
