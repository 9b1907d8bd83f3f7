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
    """Plans one kind at a time; remembers the weeks and days it has seen, which the search meets again and again."""

    problem: Problem
    _gains: dict[int, Floats] = field(default_factory=dict)
    _plans: dict[tuple[int, int, bytes], Plan] = field(default_factory=dict)
    _seen: dict[tuple[int, int, int, bytes], _Day] = field(default_factory=dict)

    def plan(self, kind: int, open_to_it: Mask, against: int = -1) -> Plan:
        """The best blocks of a kind in the slots that are open to it."""
        key = (kind, against, open_to_it.tobytes())
        if key not in self._plans:
            days = [self._day(kind, n, open_to_it, against) for n in range(len(self.problem.days))]
            blocks = _joined(self.problem, days, self.problem.wanted[kind])
            self._plans[key] = Plan(worth=worth(self.problem, kind, blocks), blocks=blocks)
        return self._plans[key]

    def _day(self, kind: int, day: int, open_to_it: Mask, against: int) -> _Day:
        mask = open_to_it[self.problem.days[day]]
        key = (kind, day, against, mask.tobytes())
        if key not in self._seen:
            if kind not in self._gains:
                self._gains[kind] = _gains(self.problem, kind)
            self._seen[key] = _one_day(self.problem, kind, self.problem.days[day], mask, against, self._gains[kind])
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


def _gains(problem: Problem, kind: int) -> Floats:
    """What a block of each length is worth at each slot, (lengths, slots); beyond the last slot it is never asked."""
    value = problem.value[kind]
    slots = len(value) - 1
    gains = np.zeros((problem.longest + 1, slots))
    for length in range(problem.shortest, min(problem.longest, slots) + 1):
        gains[length, : slots + 1 - length] = value[length:] - value[: slots + 1 - length] - BLOCK
    for (at, length), bonus in problem.bonus[kind].items():
        gains[length, at] += bonus
    return gains


def _one_day(problem: Problem, kind: int, day: slice, mask: Mask, against: int, gains: Floats) -> _Day:
    """The maximum above, slot by slot from the last; of blocks that are worth the same the longest is chosen."""
    slots, most, longest = len(mask), min(problem.wanted[kind], int(mask.sum())), problem.longest
    lengths = np.append(np.arange(longest, problem.shortest - 1, -1), 0)  # of none, too: then the next slot follows
    ends = np.minimum(np.arange(slots)[:, None] + lengths, slots)
    claim = _claim(problem, against, day.start, slots)
    fits = lengths <= np.minimum(_runs(problem, day, mask), most)[:, None]
    gain = np.where(fits, gains[lengths, day.start : day.stop].T - (claim[ends] - claim[:slots, None]), _NEVER)
    width = longest + most + 1  # to the left of nothing wanted lies what cannot be
    best = np.full((slots + 1) * width, _NEVER)
    best[slots * width + longest] = 0.0
    choice = np.zeros((slots, most + 1), dtype=np.int8)
    rows = np.where(lengths > 0, _after(problem, day)[ends], np.arange(1, slots + 1)[:, None]) * width
    left = longest - lengths[:, None] + np.arange(most + 1)  # where u - L lies
    amounts = np.arange(most + 1)
    possible: Mask = np.any(fits[:, :-1], axis=1)
    for t in range(slots - 1, -1, -1):
        here = slice(t * width + longest, (t + 1) * width)
        if not possible[t]:
            best[here] = best[here.start + width : here.stop + width]
            continue
        with_it = best[rows[t, :, None] + left] + gain[t, :, None]
        which = (with_it > with_it.max(axis=0) - _LESS).argmax(axis=0)
        best[here] = with_it[which, amounts]
        choice[t] = lengths[which]
    spread = SPREAD * np.minimum(amounts, problem.share[kind])
    return _Day(worth=best[longest:width] + spread, choice=choice, first=day.start)


def _runs(problem: Problem, day: slice, mask: Mask) -> npt.NDArray[np.int64]:
    """How many slots of a day are open from each on, without working time pausing between them."""
    slots = np.arange(len(mask))
    breaks = np.append(~(mask[1:] & problem.joined[day.start + 1 : day.stop]), [True]) if len(mask) else ~mask
    stops = np.where(breaks, slots + 1, len(mask))
    runs: npt.NDArray[np.int64] = np.where(mask, np.minimum.accumulate(stops[::-1])[::-1] - slots, 0)
    return runs


def _after(problem: Problem, day: slice) -> npt.NDArray[np.int64]:
    """For each slot of a day that a block may end before, the first that another of its kind may begin in."""
    slots = day.stop - day.start
    pause = np.append(problem.joined[day.start : day.stop], 0)
    after: npt.NDArray[np.int64] = np.minimum(np.arange(slots + 1) + pause, slots)
    return after


def _claim(problem: Problem, against: int, first: int, slots: int) -> Floats:
    """What another kind would gain from the day's slots beyond being placed at all, summed from the left."""
    if against < 0:
        return np.zeros(slots + 1)
    summed: Floats = problem.value[against, first : first + slots + 1] - problem.value[against, first]
    return YIELDS * (summed - PLACED * np.arange(slots + 1))


def _joined(problem: Problem, days: list[_Day], wanted: int) -> tuple[Block, ...]:
    """The blocks of the best division of at most ``wanted`` quarter hours among the days."""
    total = np.full(2 * wanted + 1, _NEVER)  # to the left of nothing given lies what cannot be
    total[wanted] = 0.0
    given: list[npt.NDArray[np.int64]] = []
    for day in days:
        amounts = np.flatnonzero(day.worth > _NEVER / 2)
        sums = total[wanted - amounts[:, None] + np.arange(wanted + 1)] + day.worth[amounts, None]
        first = (sums >= sums.max(axis=0) - _LESS).argmax(axis=0)  # the least of what is worth the same
        total[wanted:] = sums[first, np.arange(wanted + 1)]
        given.append(amounts[first])
    total = total[wanted:]
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
