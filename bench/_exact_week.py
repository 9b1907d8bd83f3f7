"""What is a week's best plan worth, by an integer programme? The yardstick of ``bench.blocks``.

Binary x[k, s]: kind k holds free slot s; y[k, s] >= x[k, s] - x[k, s - 1]: a block of it begins there; z[k, d]: quarter
hours of the kind on a day that count for spreading. A block is at least ``shortest`` long (sum of the last beginnings
<= x) and no ``longest + 1`` slots in a row are one kind's. The same objective as ``ownit.method.blocks.worth``, without
a last version and without a gap between blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from ownit.method.blocks.worth import BLOCK, SPREAD, Problem


@dataclass(frozen=True, kw_only=True)
class Exact:
    """The value of the best plan found, and a bound that no plan exceeds."""

    value: float
    bound: float


@dataclass(kw_only=True)
class _Rows:
    """Sparse rows ``sum of factors <= most``."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], most: float) -> None:
        for column, factor in terms:
            self.row.append(len(self.most))
            self.column.append(column)
            self.factor.append(factor)
        self.most.append(most)


def exact(problem: Problem, *, gap: float, nodes: int) -> Exact | None:
    """The best plan's worth within ``gap`` and ``nodes``; None where none was found so soon."""
    slots = np.flatnonzero(problem.free)
    kinds, n, days = len(problem.wanted), len(slots), len(problem.days)
    x, y, z = 0, kinds * n, 2 * kinds * n
    runs = _runs(problem, slots)
    cost = np.zeros(z + kinds * days)
    upper = np.ones(len(cost))
    rows = _Rows()
    for s in range(n):
        rows.add(((x + k * n + s, 1) for k in range(kinds)), 1)
    for k in range(kinds):
        cost[x + k * n : x + (k + 1) * n] = -(problem.value[k, slots + 1] - problem.value[k, slots])
        cost[y + k * n : y + (k + 1) * n] = BLOCK
        cost[z + k * days : z + (k + 1) * days] = -SPREAD
        upper[z + k * days : z + (k + 1) * days] = problem.share[k]
        rows.add(((x + k * n + s, 1) for s in range(n)), problem.wanted[k])
        for d, day in enumerate(problem.days):
            on_day = [(x + k * n + s, -1.0) for s in range(n) if day.start <= slots[s] < day.stop]
            rows.add([(z + k * days + d, 1.0), *on_day], 0)
        for first, end in runs:
            _blocks(rows, problem, x + k * n, y + k * n, first, end)
            upper[y + k * n + max(first, end - problem.shortest + 1) : y + k * n + end] = 0
    whole = np.concatenate([np.ones(kinds * n), np.zeros(len(cost) - kinds * n)])
    matrix = coo_array((rows.factor, (rows.row, rows.column)), shape=(len(rows.most), len(cost))).tocsc()
    limits = LinearConstraint(matrix, -np.inf, np.array(rows.most))
    found = milp(
        cost,
        integrality=whole,
        bounds=Bounds(0, upper),
        constraints=limits,
        options={"mip_rel_gap": gap, "node_limit": nodes},
    )
    return None if found.x is None else Exact(value=-float(found.fun), bound=-float(found.mip_dual_bound))


def _blocks(rows: _Rows, problem: Problem, x: int, y: int, first: int, end: int) -> None:
    """That what one kind holds of a run of free slots is cut into blocks."""
    for s in range(first, end):
        before = [(x + s - 1, -1.0)] if s > first else []
        rows.add([(x + s, 1.0), *before, (y + s, -1.0)], 0)
        begun = range(max(first, s - problem.shortest + 1), s + 1)
        rows.add([(x + s, -1.0), *((y + t, 1.0) for t in begun)], 0)
        if s - first >= problem.longest:
            rows.add(((x + t, 1.0) for t in range(s - problem.longest, s + 1)), problem.longest)


def _runs(problem: Problem, slots: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[tuple[int, int]]:
    """Where runs of free slots that follow one another begin and end."""
    edges = [i for i, s in enumerate(slots) if i == 0 or slots[i - 1] != s - 1 or not problem.joined[s]]
    return list(zip(edges, [*edges[1:], len(slots)], strict=True))
