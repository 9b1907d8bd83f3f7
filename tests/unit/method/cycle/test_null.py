"""Is anything called real where outcomes have nothing to do with anything? The small version of ``bench/null.py``."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ownit.connectors.simulate.null import null_cells, relabelled
from ownit.method.cycle import Cycle, fit

RUNS = 60


@pytest.mark.parametrize(("sellers", "deals"), [(5, 60), pytest.param(30, 20, marks=pytest.mark.slow)])
def test_hardly_any_run_calls_anything_real(sellers: int, deals: int) -> None:
    """Wanted is at most 7 in 100 runs for each kind of effect; 4 standard errors of 60 runs are allowed."""
    rng = np.random.default_rng([51, sellers])
    called: list[list[bool]] = []
    for _ in range(RUNS):
        found = fit(relabelled(null_cells(sellers, deals, date(2026, 8, 12), rng), rng))
        assert isinstance(found, Cycle)
        assert found.market is not None
        called.append([bool(found.person_real.any()), found.stage_real, found.load_real, found.market.position_real])
    assert np.mean(called, axis=0).max() <= 0.07 + 4 * np.sqrt(0.07 * 0.93 / RUNS)
