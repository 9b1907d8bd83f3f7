"""What if the number, the win rate, the deal size, the cycle, the hours or a source were different?

Each change is one factor on the ground a plan stands on; the plan is made anew on it, so that answers can stand side by
side. *Win rate* f: hazards of winning times f, of losing times (1 - f p) / (1 - p) with p the chance of winning, so
that deals close as fast as before. *Cycle* f: a deal takes f times as long: the hazard at age u is 1/f of that at u/f.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from ownit.errors import OwnitError
from ownit.method.blocks.kinds import Kind
from ownit.method.cycle import AGE_EDGES, Cycle, win_probability
from ownit.method.deals import Floats
from ownit.method.plan.book import Seller, Worker

LONG = 3650  # days within which every deal is won or lost
_LARGEST_WIN = 0.98
_FACTORS = {"win": "How many are won", "amount": "What a deal is worth", "cycle": "The days that a deal takes"}


W = TypeVar("W", bound=Worker)


class BadWhatIfError(OwnitError):
    """A change that leaves nothing to plan on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Changes to plan on; a factor of 1 and None change nothing.

    ``win``, ``amount``, ``cycle`` multiply the chance of winning, the worth and the age at closing of what is opened or
    open; ``hours`` are given to creating every week, all of them; ``without`` is the channel that fails.
    """

    goal: float | None = None
    confidence: float | None = None
    win: float = 1.0
    amount: float = 1.0
    cycle: float = 1.0
    hours: float | None = None
    without: Kind | None = None

    def __post_init__(self) -> None:
        for name, said in _FACTORS.items():
            if not 0.05 <= getattr(self, name) <= 20.0:
                raise BadWhatIfError(f"{said} can be from a twentieth of what it is now to twenty times as much.")
        if self.hours is not None and not 0 <= self.hours <= 168:
            raise BadWhatIfError(f"A week has 168 hours, not {self.hours:g}. Say how many of them you can give.")
        if self.confidence is not None and not 0 < self.confidence < 1:
            raise BadWhatIfError("A confidence is a share between 0 and 1, such as 0.8: the plan holds 8 times in 10.")
        if self.goal is not None and not self.goal > 0:
            raise BadWhatIfError("A goal is a number above zero.")


def changed(seller: Seller, what: WhatIf) -> Seller:
    """The seller as if it were so; goal and confidence are asked for beside it."""
    book = seller.book
    cycle = _timed(_winning(book.cycle, what.win), what.cycle)
    amounts = replace(book.amounts, value=book.amounts.value * what.amount)
    deals = replace(book.deals, amount=book.deals.amount * what.amount)
    return replace(of_ways(seller, what), book=replace(book, cycle=cycle, amounts=amounts, deals=deals))


def of_ways(worker: W, what: WhatIf) -> W:
    """With other hours, or without a channel."""
    ways = tuple(way for way in worker.ways if way.channel is not what.without)
    limits = worker.limits if what.hours is None else replace(worker.limits, creating=what.hours)
    return replace(worker, ways=ways, limits=limits)


def _winning(cycle: Cycle, factor: float) -> Cycle:
    if factor == 1.0:
        return cycle
    chance = win_rate(cycle)
    if factor * chance > _LARGEST_WIN:
        raise BadWhatIfError(
            f"Nobody wins {min(factor * chance, 9.99):.0%} of what they open: say at most {_LARGEST_WIN:.0%}."
        )
    losing = (1.0 - factor * chance) / (1.0 - chance)
    return replace(cycle, won_rate=cycle.won_rate / factor, lost_rate=cycle.lost_rate / losing)


def win_rate(cycle: Cycle, within: int = LONG) -> float:
    """P(a deal opened now is ever won), or within so many days."""
    none = np.zeros(1, dtype=np.int64)
    stage = none if cycle.stages is None else none + cycle.stages.new
    later = win_probability(cycle, age=none, band=none, multiplier=np.ones(1), lead=0, horizon=within, stage=stage)
    return float(cycle.zero_won + (1.0 - cycle.zero_won - cycle.zero_lost) * later[0, 0])


def _timed(cycle: Cycle, factor: float) -> Cycle:
    if factor == 1.0:
        return cycle
    won = _stretched(cycle.won_shape / np.maximum(cycle.won_rate, 1e-300), factor)
    lost = _stretched(cycle.lost_shape / np.maximum(cycle.lost_rate, 1e-300), factor)
    return replace(
        cycle,
        won_rate=cycle.won_shape / np.maximum(won, 1e-300),
        lost_rate=cycle.lost_shape / np.maximum(lost, 1e-300),
    )


def _stretched(hazard: Floats, factor: float) -> Floats:
    """Hazards by age bin of a clock that runs ``factor`` times slower: H'(u) = H(u / factor), (bands, bins)."""
    edges = np.append(np.array(AGE_EDGES, dtype=np.float64), AGE_EDGES[-1] + 3650.0)
    at = edges / factor
    passed = np.concatenate([np.zeros((len(hazard), 1)), np.cumsum(hazard * np.diff(edges), axis=1)], axis=1)
    last = hazard[:, -1:]
    told = np.array([np.interp(at, edges, row) for row in passed]) + np.maximum(at - edges[-1], 0.0) * last
    return np.asarray(np.diff(told, axis=1) / np.diff(edges))
