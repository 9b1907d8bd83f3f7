"""What is the chance of a number in a window, asked again and again with ever other deals opened?

A plan asks a seller's law some thirty times, and only the deals opened differ. The ground of a window (every deal's
chance, that of a new one: nine tenths of the work) is laid once; of each law only P(hit) and the mean are told, alone,
under the plan: the same numbers as :func:`ownit.method.plan.chance.reckoned` gives (tested), by the same arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from ownit.method.deals import Floats, Origin, Window, Won
from ownit.method.ground import Ground, ground, lift
from ownit.method.plan.book import Book
from ownit.method.plan.chance import DAYS, less_sure
from ownit.method.plan.load import loaded
from ownit.method.solo import given_hit, solo
from ownit.method.subject import Subject, moments


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Odds:
    """A seller's chance of ``goal`` in ``window``, ``won`` of it so far; alone, at the lower end."""

    book: Book
    goal: float
    window: Window
    won: Won
    grounds: dict[float, Ground] = field(default_factory=dict)  # by what load multiplies winning by
    told: dict[tuple[float, float], tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, goal: float, *, window: Window | None = None, won: Won | None = None) -> Odds:
        """Nothing asked yet; the book's own window and what is won in it unless others are given."""
        return cls(book=book, goal=goal, window=window or book.window, won=won or book.won)

    def of_goal(self, goal: float) -> Odds:
        """The same for another number; the ground is shared."""
        return replace(self, goal=goal, told={})

    def chance(self, opened: float, unsure: float = 0.0) -> float:
        """P(goal | so many deals a week are opened)."""
        return self._at(opened, unsure)[0]

    def mean(self, opened: float, unsure: float = 0.0) -> float:
        """The mean of the window's total."""
        return self._at(opened, unsure)[1]

    def _at(self, opened: float, unsure: float) -> tuple[float, float]:
        if (opened, unsure) not in self.told:
            self.told[opened, unsure] = self._reckoned(opened, unsure)
        return self.told[opened, unsure]

    def _reckoned(self, opened: float, unsure: float) -> tuple[float, float]:
        own = float(self.won.amount[0, Origin.OWN])
        if self.window.horizon == 0:
            return float(own >= self.goal), own
        per_day = opened * self.book.present / DAYS
        arrivals = less_sure(self.book.arrivals, unsure)
        view = replace(self._ground(per_day), plan=np.array([per_day]), arrivals=arrivals)
        parts = _under_the_plan(view.parts(0))
        one, weight = solo(parts, [own] * len(Origin), self.goal), parts.mixture.weight
        hit = float(weight @ given_hit(one, 0, 1)) if one.remaining[0] > 0 else 1.0
        return hit, own + float(parts.floor[0] + moments(parts)[0][1, 0] @ weight)

    def _ground(self, per_day: float) -> Ground:
        book = loaded(self.book, per_day)
        key = float(book.cycle.person_mean[0])
        if key not in self.grounds:
            self.grounds[key] = ground(
                book.deals.take(book.deals.origin == Origin.OWN),
                1,
                won=self.won,
                cycle=book.cycle,
                amounts=book.amounts,
                arrivals=book.arrivals,
                window=self.window,
                tilt=book.tilt,
                plan=np.array([per_day]),
                lifted=lift(book.cycle, book.deals, self.window) if book.lift is None else book.lift,
            )
        return self.grounds[key]


def _under_the_plan(parts: Subject) -> Subject:
    """Own deals and the plan's openings in place of the recent ones; nothing of others."""
    if parts.plan is None:
        raise TypeError("no plan without openings")
    mean, shape = _own(parts.plan[0]), _own(parts.plan[1])
    mine = parts.drawn_origin == Origin.OWN
    return replace(
        parts,
        new_mean=mean,
        new_shape=shape,
        plan=None,
        drawn_chance=parts.drawn_chance[mine],
        drawn_origin=parts.drawn_origin[mine],
    )


def _own(of: Floats) -> Floats:
    mine = of.copy()
    mine[Origin.OWN + 1 :] = 0.0
    return mine
