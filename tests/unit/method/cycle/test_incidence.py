"""Do the incidence curves agree with another program's, where nothing but age matters?

The golden figures are of lifelines 0.30.3: ``AalenJohansenFitter(calculate_variance=False, jitter_level=1e-5, seed=1)``
fitted to the 4,000 lives drawn below (1 won, 2 lost, 0 censored), its ``cumulative_density_`` read at the ages AT.
lifelines is not needed to run this.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ownit.connectors.simulate.small import LOST, OPEN, WON, DealTable
from ownit.connectors.simulate.statistics import cycle_cells
from ownit.method.cycle import Cycle, fit, win_probability

AT = (7, 14, 30, 45, 60, 90, 120, 180, 240, 300)
WON_BY = (0.0119, 0.0242, 0.0496, 0.1156, 0.1679, 0.2464, 0.2798, 0.3278, 0.3539, 0.3762)
LOST_BY = (0.0230, 0.0485, 0.1045, 0.1978, 0.2812, 0.3874, 0.4466, 0.5180, 0.5525, 0.5767)
LIVES = 4000
AS_OF = date(2026, 8, 12)


def drawn() -> DealTable:
    """Hazards of .002, .006, .004 of winning and .004, .008, .006 of losing, changing at 30 and 90 days."""
    rng = np.random.default_rng(2026)
    left = rng.exponential(1, LIVES)
    age, won, done = np.zeros(LIVES), np.zeros(LIVES, dtype=bool), np.zeros(LIVES, dtype=bool)
    for start, days, win, lose in ((0, 30, 0.002, 0.004), (30, 60, 0.006, 0.008), (90, np.inf, 0.004, 0.006)):
        wait = left / (win + lose)
        here = ~done & (wait < days)
        age[here] = start + wait[here]
        won[here] = rng.random(int(here.sum())) < win / (win + lose)
        done |= here
        left = left - (win + lose) * (days if np.isfinite(days) else 0)
    age, seen = np.ceil(age), rng.integers(1, 400, LIVES)
    closed = age <= seen
    created = np.datetime64(AS_OF) - seen.astype("timedelta64[D]")
    return DealTable(
        person=np.zeros(LIVES, dtype=np.int64),
        own=np.ones(LIVES, dtype=np.bool_),
        created_on=created,
        closed_on=np.where(closed, created + age.astype("timedelta64[D]"), np.datetime64("NaT")),
        outcome=np.where(closed, np.where(won, WON, LOST), OPEN),
        amount=np.ones(LIVES),
        phantom=np.zeros(LIVES, dtype=np.bool_),
    )


@pytest.mark.parametrize(("lost", "golden"), [(False, WON_BY), (True, LOST_BY)], ids=["won", "lost"])
def test_incidence_is_that_of_aalen_and_johansen(lost: bool, golden: tuple[float, ...]) -> None:
    """At the edges of age bins; half a point is allowed for hazards that are steady within a bin, and the prior."""
    found = fit(cycle_cells(drawn(), 1, AS_OF))
    assert isinstance(found, Cycle)
    by_age_alone = replace(found, market=None)
    if lost:
        by_age_alone = replace(
            by_age_alone,
            won_shape=found.lost_shape,
            won_rate=found.lost_rate,
            lost_shape=found.won_shape,
            lost_rate=found.won_rate,
        )
    zero = np.zeros(1, dtype=np.int64)
    curve = [
        win_probability(by_age_alone, age=zero, band=zero, multiplier=np.ones(1), lead=0, horizon=days)[0, 0]
        for days in AT
    ]
    assert curve == pytest.approx(list(golden), abs=0.005)
