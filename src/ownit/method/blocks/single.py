"""Where do one kind's blocks lie best, given what the others have left?

Exact, by dynamic programming. Within a day, from its last slot to its first, F[t, u] is the most that u quarter hours
from slot t on can be worth:

    F[t, u] = max(F[t + 1, u], max over L of  gain(t, L) + F[t + L + pause, u - L])

where a block of L quarter hours fits in the free slots at t, and a pause of one slot follows it unless working time
pauses there anyway, so that two blocks of one kind are never one long one. The days are then joined by the same maximum
over how much each gets. ``against`` names a kind whose claim to a slot is taken off this one's: what is best for both
is seldom what is best for the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ownit.method.blocks.worth import BLOCK, PLACED, SPREAD, Floats, Problem

_NEVER = -1e9
_LESS = 1e-9  # less than this is a tie, which goes to the earlier time
YIELDS = 0.7
"""The part of the other's claim that is taken off; measured on random weeks, see docs/method/blocks.md."""

Block = tuple[int, int]
"""First slot and length in quarter hours."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The blocks of one kind and what they are worth together."""

    worth: float = 0.0
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """What each amount of time on one day is worth at best, and the length of the block chosen at each slot."""

    worth: Floats
    choice: npt.NDArray[np.int8]
    first: int


@dataclass(slots=True, kw_only=True)
class Planner:
    """Plans one kind at a time; remembers the days it has seen, which the search meets again and again."""

    problem: Problem
    _seen: dict[tuple[int, int, int, bytes], _Day] = field(default_factory=dict)

    def plan(self, kind: int, open_to_it: Mask, against: int = -1) -> Plan:
        """The best blocks of a kind in the slots that are open to it."""
        days = [self._day(kind, n, open_to_it, against) for n in range(len(self.problem.days))]
        blocks = _joined(self.problem, days, self.problem.wanted[kind])
        return Plan(worth=worth(self.problem, kind, blocks), blocks=blocks)

    def _day(self, kind: int, day: int, open_to_it: Mask, against: int) -> _Day:
        mask = open_to_it[self.problem.days[day]]
        key = (kind, day, against, mask.tobytes())
        if key not in self._seen:
            self._seen[key] = _one_day(self.problem, kind, self.problem.days[day].start, mask, against)
        return self._seen[key]


def worth(problem: Problem, kind: int, blocks: tuple[Block, ...]) -> float:
    """What blocks of one kind are worth; see :mod:`worth`."""
    total = 0.0
    on_day = [0] * len(problem.days)
    for at, length in blocks:
        total += _gain(problem, kind, at, length)
        on_day[next(n for n, day in enumerate(problem.days) if day.start <= at < day.stop)] += length
    return total + SPREAD * sum(min(n, problem.share[kind]) for n in on_day)


def _gain(problem: Problem, kind: int, at: int, length: int) -> float:
    value = problem.value[kind]
    return float(value[at + length] - value[at]) - BLOCK + problem.bonus[kind].get((at, length), 0.0)


def _one_day(problem: Problem, kind: int, first: int, mask: Mask, against: int) -> _Day:
    slots, most = len(mask), min(problem.wanted[kind], int(mask.sum()))
    best = np.full((slots + 1, most + 1), _NEVER)
    best[slots, 0] = 0.0
    choice = np.zeros((slots, most + 1), dtype=np.int8)
    claim = _claim(problem, against, first, slots)
    run = 0
    for t in range(slots - 1, -1, -1):
        goes_on = t + 1 < slots and problem.joined[first + t + 1]
        run = (run if goes_on else 0) + 1 if mask[t] else 0
        best[t] = best[t + 1]
        for length in range(problem.shortest, min(problem.longest, run, most) + 1):
            gain = _gain(problem, kind, first + t, length) - (claim[t + length] - claim[t])
            with_it = best[min(problem.after(first + t, length) - first, slots), : most + 1 - length] + gain
            better = with_it > best[t, length:] - _LESS
            best[t, length:][better] = with_it[better]
            choice[t, length:][better] = length
    spread = SPREAD * np.minimum(np.arange(most + 1), problem.share[kind])
    return _Day(worth=best[0] + spread, choice=choice, first=first)


def _claim(problem: Problem, against: int, first: int, slots: int) -> Floats:
    """What another kind would gain from the day's slots beyond being placed at all, summed from the left."""
    if against < 0:
        return np.zeros(slots + 1)
    summed: Floats = problem.value[against, first : first + slots + 1] - problem.value[against, first]
    return YIELDS * (summed - PLACED * np.arange(slots + 1))


def _joined(problem: Problem, days: list[_Day], wanted: int) -> tuple[Block, ...]:
    """The blocks of the best division of at most ``wanted`` quarter hours among the days."""
    total = np.full(wanted + 1, _NEVER)
    total[0] = 0.0
    given: list[npt.NDArray[np.int64]] = []
    for day in days:
        after, amount = np.full(wanted + 1, _NEVER), np.zeros(wanted + 1, dtype=np.int64)
        for n in np.flatnonzero(day.worth > _NEVER / 2):
            sums = total[: wanted + 1 - n] + day.worth[n]
            better = sums > after[n:] + _LESS
            after[n:][better] = sums[better]
            amount[n:][better] = n
        total = after
        given.append(amount)
    left = int(np.argmax(total))
    blocks: list[Block] = []
    for day, amount in zip(reversed(days), reversed(given), strict=True):
        blocks += _traced(problem, day, int(amount[left]))
        left -= int(amount[left])
    return tuple(sorted(blocks))


def _traced(problem: Problem, day: _Day, amount: int) -> list[Block]:
    blocks: list[Block] = []
    t = 0
    while amount > 0:
        length = int(day.choice[t, amount])
        if length:
            blocks.append((day.first + t, length))
        amount -= length
        t = problem.after(day.first + t, length) - day.first if length else t + 1
    return blocks
