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

from collections.abc import Sequence
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
Ints = npt.NDArray[np.int64]


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
            blocks = _joined(self.problem, self._days(kind, open_to_it, against), self.problem.wanted[kind])
            self._plans[key] = Plan(worth=worth(self.problem, kind, blocks), blocks=blocks)
        return self._plans[key]

    def _days(self, kind: int, open_to_it: Mask, against: int) -> list[_Day]:
        """Every day of the week; those not seen yet are worked out side by side."""
        keys = [(kind, n, against, open_to_it[day].tobytes()) for n, day in enumerate(self.problem.days)]
        anew = [key for key in keys if key not in self._seen]
        if anew:
            if kind not in self._gains:
                self._gains[kind] = _gains(self.problem, kind)
            days = [self.problem.days[n] for _, n, _, _ in anew]
            moves = _moves(self.problem, kind, days, open_to_it, against, self._gains[kind])
            for key, day, worths, choice in zip(anew, days, *_laid(moves, self.problem.share[kind]), strict=True):
                self._seen[key] = _Day(worth=worths, choice=choice, first=day.start)
        return [self._seen[key] for key in keys]


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Moves:
    """What may happen in each slot of some days: a block of each of the ``lengths``, or none (the last of them).

    ``gain`` (days, slots, lengths) is what it is worth, _NEVER where it does not fit; ``follows`` the slot that is
    looked at next. A day shorter than the longest is followed by slots in which nothing fits. ``most`` is how many
    quarter hours a day may have.
    """

    lengths: Ints
    gain: Floats
    follows: Ints
    most: int


def _moves(problem: Problem, kind: int, days: Sequence[slice], open_to_it: Mask, against: int, gains: Floats) -> _Moves:
    lengths = np.append(np.arange(problem.longest, problem.shortest - 1, -1), 0)
    first, stop = np.array([(day.start, day.stop) for day in days]).T
    slots = int((stop - first).max())
    at = np.minimum(first[:, None] + np.arange(slots), len(open_to_it) - 1)
    mask = open_to_it[at] & (np.arange(slots) < (stop - first)[:, None])
    most = min(problem.wanted[kind], int(mask.sum(axis=1).max()))
    fits = lengths <= np.minimum(_runs(problem, at, mask), most)[:, :, None]
    ends, claim = np.minimum(at[:, :, None] + lengths, stop[:, None, None]), _claim(problem, against)
    gain = np.where(fits, gains[lengths, at[:, :, None]] - (claim[ends] - claim[at][:, :, None]), _NEVER)
    follows = _after(problem, ends, stop) - first[:, None, None]
    follows[:, :, -1] = np.arange(1, slots + 1)  # of no block the next slot
    return _Moves(lengths=lengths, gain=gain, follows=follows, most=most)


def _laid(moves: _Moves, share: int) -> tuple[Floats, npt.NDArray[np.int8]]:
    """The maximum above for some days side by side, slot by slot from the last: worth (days, amounts) and choices.

    Of blocks that are worth the same the longest is chosen.
    """
    lengths, gain = moves.lengths, moves.gain
    days, slots, _ = gain.shape
    each, amounts, zero = np.arange(days)[:, None], np.arange(moves.most + 1), int(lengths.max())
    width = zero + moves.most + 1  # to the left of nothing wanted lies what cannot be
    best = np.full((days, slots + 1, width), _NEVER)
    best[:, slots, zero] = 0.0
    rows = (moves.follows + each[:, :, None] * (slots + 1)) * width
    left = zero - lengths[:, None] + amounts  # where u - L lies
    choice = np.zeros((days, slots, moves.most + 1), dtype=np.int8)
    possible: Mask = np.any(gain[:, :, :-1] > _NEVER, axis=(0, 2))
    for t in range(slots - 1, -1, -1):
        if not possible[t]:
            best[:, t] = best[:, t + 1]
            continue
        with_it = best.reshape(-1)[rows[:, t, :, None] + left] + gain[:, t, :, None]
        which = (with_it > with_it.max(axis=1, keepdims=True) - _LESS).argmax(axis=1)
        best[:, t, zero:] = with_it[each, which, amounts]
        choice[:, t] = lengths[which]
    return best[:, 0, zero:] + SPREAD * np.minimum(amounts, share), choice


def _runs(problem: Problem, at: Ints, mask: Mask) -> Ints:
    """How many slots of a day are open from each on, without working time pausing between them: (days, slots)."""
    slots = np.arange(mask.shape[1])
    breaks = np.ones_like(mask)
    breaks[:, :-1] = ~(mask[:, 1:] & problem.joined[at[:, 1:]])
    stops = np.where(breaks, slots + 1, mask.shape[1])
    runs: Ints = np.where(mask, np.minimum.accumulate(stops[:, ::-1], axis=1)[:, ::-1] - slots, 0)
    return runs


def _after(problem: Problem, ends: Ints, stop: Ints) -> Ints:
    """The first slot that another block of its kind may begin in, where one ends; or the end of its day."""
    pause = np.append(problem.joined, [False])[ends] & (ends < stop[:, None, None])
    after: Ints = np.minimum(ends + pause, stop[:, None, None])
    return after


def _claim(problem: Problem, against: int) -> Floats:
    """What another kind would gain from the week's slots beyond being placed at all, summed from the left."""
    if against < 0:
        return np.zeros(len(problem.free) + 1)
    claim: Floats = YIELDS * (problem.value[against] - PLACED * np.arange(len(problem.free) + 1))
    return claim


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
