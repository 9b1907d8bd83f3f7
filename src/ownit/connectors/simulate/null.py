"""What do deals look like whose outcome has nothing to do with anything?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.small import LOST, OPEN, WON, DealTable
from ownit.connectors.simulate.statistics import cycle_cells
from ownit.method.cycle.cells import CycleCells, Stages

WIN = 0.3
MEDIAN_DAYS = 60.0
STAGES = 4


def null_cells(people: int, deals: int, as_of: date, rng: np.random.Generator) -> CycleCells:
    """The cells of ``deals`` deals of each of ``people`` over two years, all of one exponential life; stages are drawn
    by lot for every stay."""
    n = people * deals
    created = np.datetime64(as_of - timedelta(days=729)) + rng.integers(0, 729, n).astype("timedelta64[D]")
    days = np.ceil(rng.exponential(MEDIAN_DAYS / np.log(2.0), n))
    closes = created + days.astype("timedelta64[D]")
    still = closes > np.datetime64(as_of)
    table = DealTable(
        person=np.repeat(np.arange(people), deals),
        own=np.ones(n, dtype=np.bool_),
        created_on=created,
        closed_on=np.where(still, np.datetime64("NaT"), closes),
        outcome=np.where(still, OPEN, np.where(rng.random(n) < WIN, WON, LOST)),
        amount=np.ones(n),
        phantom=np.zeros(n, dtype=np.bool_),
    )
    cells = cycle_cells(table, people, as_of)
    stages = Stages(
        names=tuple("ABCD"), moves=np.zeros((STAGES + 1, STAGES + 1)), begins=np.ones(STAGES + 1) / (STAGES + 1)
    )
    return replace(cells, stage=rng.integers(1, STAGES + 1, len(cells.person)), stages=stages)


def relabelled(cells: CycleCells, rng: np.random.Generator) -> CycleCells:
    """The same lives with the outcomes of all that closed drawn anew."""
    closed = np.rint(cells.won + cells.lost).astype(np.int64)
    won = rng.binomial(closed, WIN).astype(np.float64)
    return replace(cells, won=won, lost=closed - won)
