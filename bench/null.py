"""How often is an effect called real where there is none? Outcomes independent of person, source, stage, load, time.

1,000 runs of each size; wanted: at most 7 in 100 runs call anything of one kind real. Every run of up to 6,000 deals is
drawn anew; of the larger, lives are drawn anew every tenth run and outcomes every run.
"""

from __future__ import annotations

import os
from datetime import date

import numpy as np

from ownit.connectors.simulate.null import null_cells, relabelled
from ownit.method.cycle import Cycle, CycleCells, fit
from ownit.method.cycle.effects import effect

RUNS = int(os.environ.get("RUNS", "1000"))
SELLERS, DEALS = (5, 30, 300), (20, 60, 200)
SOURCES = 5
MOST = 0.07
AS_OF = date(2026, 8, 12)
KINDS = ("person", "abandons", "source", "stage", "load", "position")


def called(cells: CycleCells, rng: np.random.Generator) -> list[bool]:
    """Which kinds of effect a run calls real."""
    found = fit(cells)
    if not isinstance(found, Cycle):
        return [False] * len(KINDS)
    closed = cells.won + cells.lost
    rate = cells.won.sum() / max(closed.sum(), 1.0)
    source = rng.integers(0, SOURCES, len(closed))
    market = found.market
    return [
        bool(found.person_real.any()),
        found.abandoned is not None and bool(found.abandoned.real.any()),
        effect(source, cells.won, closed * rate, SOURCES).real,
        found.stage_real,
        found.load_real,
        market is not None and market.position_real,
    ]


def main() -> int:
    """Print the shares; 1 if any is too high by more than three standard errors."""
    bound = MOST + 3 * np.sqrt(MOST * (1 - MOST) / RUNS)
    print(f"{'sellers':>8} {'deals':>6} " + " ".join(f"{kind:>9}" for kind in KINDS) + f"   (in 100 of {RUNS} runs)")
    worst = 0.0
    for sellers in SELLERS:
        for deals in DEALS:
            rng = np.random.default_rng([7, sellers, deals])
            every = 1 if sellers * deals <= 6000 else 10
            runs = []
            for i in range(RUNS):
                if i % every == 0:
                    cells = null_cells(sellers, deals, AS_OF, rng)
                runs.append(called(relabelled(cells, rng), rng))
            share = np.mean(runs, axis=0)
            worst = max(worst, float(share.max()))
            print(f"{sellers:>8} {deals:>6} " + " ".join(f"{100 * s:>9.1f}" for s in share), flush=True)
    return int(worst > bound)
