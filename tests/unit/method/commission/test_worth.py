"""Is the next deal and the next hour worth what more of it would earn, over all that may come?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.commission import Spread, Table, read, spread, three_points, worth
from ownit.method.law import Future, Law

from .test_table import tables

SURE = Spread(totals=np.array([600_000.0]), chances=np.array([1.0]))
SCALE = read("6 % to 600k, 9 % above, cap 120k").scale(600_000)


def test_a_deal_beyond_the_goal_is_paid_at_the_higher_rate() -> None:
    told = worth(SCALE, SURE, deal=25_000, win=0.2, per_hour=0.1)
    assert (told.at_goal, told.expected) == (36_000, 36_000)
    assert told.won == pytest.approx(2_250)
    assert told.opened == pytest.approx(450)
    assert told.hour == pytest.approx(45)


def test_the_mean_is_over_all_that_may_come() -> None:
    half = Spread(totals=np.array([500_000.0, 700_000.0]), chances=np.array([0.5, 0.5]))
    assert worth(SCALE, half, deal=25_000, win=1, per_hour=1).won == pytest.approx((1_500 + 2_250) / 2)


def test_past_the_cap_more_is_worth_nothing() -> None:
    capped = Spread(totals=np.array([5e6]), chances=np.array([1.0]))
    assert worth(SCALE, capped, deal=25_000, win=1, per_hour=1).hour == 0


@given(
    tables(),
    st.lists(st.floats(0, 2e6), min_size=1, max_size=5),
    st.floats(0, 1e6),
    st.floats(0, 1),
    st.floats(0, 5),
)
def test_more_is_never_worth_less_than_nothing_nor_more_than_the_best_rate(
    table: Table, totals: list[float], deal: float, win: float, per_hour: float
) -> None:
    scale = table.scale(500_000)
    where = Spread(totals=np.array(totals), chances=np.full(len(totals), 1 / len(totals)))
    told = worth(scale, where, deal=deal, win=win, per_hour=per_hour)
    assert -1e-6 <= told.won <= max(scale.rates) * deal + 1e-6
    assert -1e-6 <= told.opened <= told.won + 1e-6
    assert told.hour == pytest.approx(per_hour * told.opened, abs=1e-6)


def test_a_law_gives_its_nodes_and_an_interval_three() -> None:
    law = Law(
        future=Future.PLAN,
        mean=15.0,
        support=np.array([0.0, 10.0, 20.0, 30.0]),
        at_least=np.array([1.0, 0.8, 0.5, 0.2]),
    )
    made = spread(law)
    assert made.chances == pytest.approx([0.2, 0.3, 0.3, 0.2])
    assert float(made.totals @ made.chances) == pytest.approx(15.0)
    assert three_points(1, 2, 3).chances.sum() == pytest.approx(1)


@pytest.mark.parametrize("wrong", [{"win": 1.2}, {"deal": -1.0}, {"per_hour": float("nan")}])
def test_what_cannot_be_is_a_bug(wrong: dict[str, float]) -> None:
    said = {"deal": 1.0, "win": 0.5, "per_hour": 1.0} | wrong
    with pytest.raises(ValueError, match=next(iter(wrong))):
        worth(SCALE, SURE, **said)
