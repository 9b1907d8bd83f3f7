"""How are all kinds placed together?

Each kind in turn takes its best place (the one that has most to gain per quarter hour first). Then every pair of kinds
is lifted and placed anew, either first, once as if alone and once yielding to the other; and every kind by itself;
until nothing improves, or ROUNDS times. Where there is a last version the search also begins from it, and the better
end is taken, the latter's if equal: what was planned well once stays so. Every step is exact for what it lifts
(:mod:`single`), nothing is drawn and nothing is timed: the same week is planned the same way everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from ownit.method.blocks.single import Mask, Plan, Planner, worth
from ownit.method.blocks.worth import Problem

ROUNDS = 4
_GAIN = 1e-6
_TIE = 1e-7  # more than the best of one kind may be off where places are worth the same


@dataclass(slots=True, kw_only=True)
class _Board:
    """Who has which slots."""

    problem: Problem
    planner: Planner
    plans: list[Plan]
    held: list[Mask] = field(default_factory=list)

    @property
    def worth(self) -> float:
        return sum(plan.worth for plan in self.plans)

    def put(self, kind: int, plan: Plan) -> None:
        self.plans[kind] = plan
        self.held[kind] = self.reach(plan)

    def reach(self, plan: Plan) -> Mask:
        """The slots in which no other kind may lie: the blocks and the gap around them."""
        mask = np.zeros(len(self.problem.free), dtype=bool)
        for at, length in plan.blocks:
            mask[self.problem.around(at, length)] = True
        return mask

    def open_without(self, *lifted: int) -> Mask:
        open_slots = self.problem.free.copy()
        for kind, mask in enumerate(self.held):
            if kind not in lifted:
                open_slots &= ~mask
        return open_slots


def search(problem: Problem) -> tuple[Plan, ...]:
    """The blocks of every kind."""
    planner = Planner(problem=problem)
    found = [
        _improved(board) for board in (_from_last_version(problem, planner), _from_nothing(problem, planner)) if board
    ]
    return tuple(max(found, key=lambda board: round(board.worth, 6)).plans)


def _empty(problem: Problem, planner: Planner) -> _Board:
    kinds = range(len(problem.wanted))
    nothing = [np.zeros(len(problem.free), dtype=bool) for _ in kinds]
    return _Board(problem=problem, planner=planner, plans=[Plan() for _ in kinds], held=nothing)


def _from_nothing(problem: Problem, planner: Planner) -> _Board:
    """Each kind in turn at its best place."""
    kinds = range(len(problem.wanted))
    alone = [planner.plan(k, problem.free).worth / max(1, problem.wanted[k]) for k in kinds]
    board = _empty(problem, planner)
    for kind in sorted(kinds, key=lambda k: -alone[k]):
        board.put(kind, planner.plan(kind, board.open_without(kind)))
    return board


def _from_last_version(problem: Problem, planner: Planner) -> _Board | None:
    """What of the last version can stay, in order of time; None where nothing can."""
    board = _empty(problem, planner)
    for at, length, kind in sorted((at, n, k) for k, old in enumerate(problem.last) for at, n in old):
        kept, mine = board.plans[kind].blocks, board.open_without(kind)
        there = at + length <= len(mine)  # hours may be others now, and the week end sooner
        pause = not kept or at >= problem.after(*kept[-1])
        room = sum(n for _, n in kept) + length <= problem.wanted[kind]
        if there and pause and room and mine[at : at + length].all() and problem.joined[at + 1 : at + length].all():
            blocks = (*kept, (at, length))
            board.put(kind, Plan(worth=worth(problem, kind, blocks), blocks=blocks))
    return board if any(plan.blocks for plan in board.plans) else None


def _improved(board: _Board) -> _Board:
    kinds = range(len(board.plans))
    for _ in range(ROUNDS):
        gained = sum(_pair(board, a, b) for a, b in combinations(kinds, 2)) + sum(_lone(board, k) for k in kinds)
        if gained <= _GAIN:
            break
    return board


def _lone(board: _Board, kind: int) -> float:
    plan = board.planner.plan(kind, board.open_without(kind))
    gained = plan.worth - board.plans[kind].worth
    if gained <= _GAIN:
        return 0.0
    board.put(kind, plan)
    return gained


def _pair(board: _Board, a: int, b: int) -> float:
    before = board.plans[a].worth + board.plans[b].worth
    open_slots = board.open_without(a, b)
    best, most = None, before + _GAIN
    alone = {kind: board.planner.plan(kind, open_slots).worth + _TIE for kind in (a, b)}
    if alone[a] + alone[b] <= most:  # neither could be worth more without the other
        return 0.0
    for first, second, against in ((a, b, -1), (b, a, -1), (a, b, b), (b, a, a)):
        one = board.planner.plan(first, open_slots, against)
        if one.worth + alone[second] <= most:
            continue
        two = board.planner.plan(second, open_slots & ~board.reach(one))
        if one.worth + two.worth > most:
            best, most = ((first, one), (second, two)), one.worth + two.worth
    if best is None:
        return 0.0
    for kind, plan in best:
        board.put(kind, plan)
    return most - before
