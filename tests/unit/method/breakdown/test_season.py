"""Does a season come from the record, and no more of it than the record carries?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.breakdown import NEEDED_WON, Season, WonMonths, season
from ownit.method.deals import Floats
from ownit.method.law import Missing

DEAL = 10_000.0
DECEMBER = [1.0] * 11 + [3.0]


def record(deals: list[list[float]], days: Floats | None = None) -> WonMonths:
    """So many deals of one size in each month of each year."""
    n = np.array(deals, dtype=np.float64).reshape(len(deals), -1 if deals else 12)
    return WonMonths(
        money=n * DEAL,
        squares=n * DEAL**2,
        deals=n,
        days=np.full(n.shape, 21.0) if days is None else days,
        whole=n.size,
    )


def of(*years: list[float], team: Season | None = None, days: Floats | None = None) -> Season:
    found = season(record(list(years), days), team)
    assert isinstance(found, Season)
    return found


def times(n: float, shape: list[float]) -> list[float]:
    return [n * s for s in shape]


def test_months_that_differ_by_chance_stay_near_even() -> None:
    rng = np.random.default_rng(1)
    found = of(*(list(map(float, rng.poisson(5, 12))) for _ in range(2)))
    assert all(0.85 < m < 1.15 for m in found.multiplier)
    assert not found.differ


def test_a_season_of_two_years_shows_the_more_the_more_data_there_are() -> None:
    few = of(*[times(1, DECEMBER)] * 2)
    many = of(*[times(25, DECEMBER)] * 2)
    assert 1.05 < few.multiplier[11] < many.multiplier[11]
    assert float(many.multiplier[11]) == pytest.approx(3.0 * 12 / 14, rel=0.1)
    assert many.differ
    assert many.prior_share < few.prior_share


@pytest.mark.parametrize("years", [0, 1])
def test_one_season_seen_once_is_no_season(years: int) -> None:
    lack = season(record([times(50, DECEMBER)] * years))
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_years", years, 2)
    assert "whole months" in lack.text


def test_what_only_one_year_had_is_no_season() -> None:
    """A December of three times its share in one of three years, and one in two of three."""
    even = [25.0] * 12
    once = of(times(25, DECEMBER), even, even)
    assert once.multiplier[11] <= 1.01
    twice = of(times(25, DECEMBER), even, times(25, DECEMBER))
    assert twice.multiplier[11] > 1.5


def test_one_giant_deal_says_less_than_the_same_money_in_many() -> None:
    n = np.random.default_rng(2).poisson(6, (2, 12)).astype(np.float64)

    def june(deals: float, each: float) -> float:
        there, money, squares = n.copy(), n * DEAL, n * DEAL**2
        there[:, 5] += deals
        money[:, 5] += deals * each
        squares[:, 5] += deals * each**2
        found = season(WonMonths(money=money, squares=squares, deals=there, days=np.full(n.shape, 21.0), whole=24))
        assert isinstance(found, Season)
        return float(found.multiplier[5])

    assert june(1, 50 * DEAL) - 1.0 < 0.25 * (june(50, DEAL) - 1.0)


def test_too_few_deals_are_named_and_a_seller_keeps_the_teams() -> None:
    won = [[0.0] * 12, [0.0] * 3 + [NEEDED_WON - 1.0] + [0.0] * 8]
    lack = season(record(won))
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_won", 9, 10)
    team = of(*[times(3, DECEMBER)] * 2)
    assert season(record(won), team) is team
    assert season(record([[5.0] * 12]), team) is team


def test_a_seller_is_shrunk_towards_the_team() -> None:
    team = of(*[times(10, [1.0] * 11 + [6.0])] * 2)
    own = of([1.0] * 12, [1.0] * 12, team=team)
    assert own.own
    assert own.multiplier[11] > 1.5  # two dozen deals do not undo what the team's three hundred show
    against = of(*[times(20, [1.0] * 11 + [0.5])] * 3, team=team)
    assert against.multiplier[11] < own.multiplier[11]


def test_a_month_with_fewer_days_on_record_expects_fewer() -> None:
    days = np.full((2, 12), 21.0)
    days[:, 0] *= 2
    won = [40.0] + [20.0] * 11
    found = of(won, won, days=days)
    assert all(float(m) == pytest.approx(1.0, abs=0.02) for m in found.multiplier)


YEAR = st.lists(st.integers(0, 200), min_size=12, max_size=12)


@given(st.lists(YEAR, min_size=2, max_size=4).filter(lambda w: sum(map(sum, w)) >= NEEDED_WON))
def test_multipliers_lie_between_even_and_the_record(won: list[list[int]]) -> None:
    found = of(*[list(map(float, year)) for year in won])
    for month, multiplier in enumerate(found.multiplier):
        raw = sum(year[month] for year in won) / (sum(map(sum, won)) / 12)
        assert min(raw, 1) - 0.001 <= float(multiplier) <= max(raw, 1) + 0.001


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one entry per month"):
        WonMonths(money=np.ones((2, 12)), squares=np.ones((2, 12)), deals=np.ones((2, 12)), days=np.ones(12), whole=24)
    team = of(*[times(3, DECEMBER)] * 2)
    with pytest.raises(ValueError, match="one entry per month"):
        season(record([[1.0] * 13] * 2), team)
