"""Of what companies is calibration measured? Drawn widely, so that no one size or cycle decides it.

Each company draws its own openings per seller and week (0.2 to 2.5, even on the log scale, a third of them brought by
others), chance of winning (0.2 to 0.4) and cycle (60 to 120 days); its sellers differ by a log-sd of 0.3 in effort, in
winning and in amounts, and share one market. Nobody fitted anything to these companies: tests use other seeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.clock import quarter_end
from ownit.connectors.simulate.small import SmallCompany, mean_per_day, small_companies
from ownit.method.deals import Floats

OWN_SHARE = 2 / 3  # of openings; the rest is brought by others
BENCH_SEED = 70_000  # benches draw from here on; tests use seeds below 1,000
QUARTER = date(2026, 7, 1)
WEEKS = (0, 4, 9, 12)  # of the quarter at the end of which a forecast is made


def company(number: int, sellers: int) -> SmallCompany:
    """The company of this number, its quarter played to the end."""
    rng = np.random.default_rng(np.random.SeedSequence(BENCH_SEED, spawn_key=(number,)))
    opened = float(np.exp(rng.uniform(np.log(0.2), np.log(2.5))))
    drawn = small_companies(
        1,
        sellers,
        BENCH_SEED + number,
        as_of=QUARTER,
        history_days=900,
        days=float(rng.uniform(60.0, 120.0)),
        win_probability=float(rng.uniform(0.2, 0.4)),
        own_per_week=opened * OWN_SHARE,
        help_per_week=opened * (1 - OWN_SHARE),
    )
    return next(drawn)


def as_of(week: int) -> date:
    """The last day of a week of the quarter; week 0 is the day before it begins."""
    return QUARTER + timedelta(days=7 * week - 1)


def origins() -> Iterator[tuple[int, date]]:
    """(week, day) of each forecast of a quarter."""
    return ((week, as_of(week)) for week in WEEKS)


def expected_wins(one: SmallCompany) -> Floats:
    """True wins a seller's whole quarter brings on average, (sellers,): from the parameters, not from what came."""
    days = (quarter_end(QUARTER) - QUARTER).days + 1
    worth = [s.amounts.median * float(np.exp(s.amounts.log_sd**2 / 2)) for s in one.company.sellers]
    per_day = [mean_per_day(s) for s in one.company.sellers]
    return np.array([days * p / w for p, w in zip(per_day, worth, strict=True)], dtype=np.float64)
