"""Does a season come from the record, and no more of it than the record carries?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.breakdown import NEEDED_WON, Season, season
from ownit.method.law import Missing

DAYS = np.full(12, 21.0)


def of(*won: float, team: Season | None = None) -> Season:
    found = season(np.array(won), DAYS, team)
    assert isinstance(found, Season)
    return found


def test_months_that_differ_by_chance_stay_near_even() -> None:
    found = of(*np.random.default_rng(1).poisson(5, 12))
    assert all(0.8 < m < 1.2 for m in found.multiplier)


def test_a_real_season_shows_the_more_the_more_data_there_are() -> None:
    shape = [1.0] * 11 + [3.0]
    few = of(*(2 * s for s in shape)).multiplier[11]
    many = of(*(50 * s for s in shape)).multiplier[11]
    raw = 3.0 * 12 / 14
    assert 1.05 < few < many
    assert float(many) == pytest.approx(raw, rel=0.1)


def test_too_few_deals_are_named_and_a_seller_keeps_the_teams() -> None:
    won = np.zeros(12)
    won[3] = NEEDED_WON - 1
    lack = season(won, DAYS)
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_won", 9, 10)
    team = of(*([5] * 11 + [40]))
    assert season(won, DAYS, team) is team


def test_a_seller_is_shrunk_towards_the_team() -> None:
    team = of(*([10] * 11 + [60]))
    own = of(*([1] * 12), team=team)
    assert own.own
    assert own.multiplier[11] > 1.5  # twelve deals do not undo what the team's hundred and seventy show


def test_a_month_with_fewer_days_on_record_expects_fewer() -> None:
    days = DAYS.copy()
    days[0] *= 2
    won = np.full(12, 20.0)
    won[0] = 40
    found = season(won, days)
    assert isinstance(found, Season)
    assert all(float(m) == pytest.approx(1.0, abs=0.02) for m in found.multiplier)


@given(st.lists(st.integers(0, 200), min_size=12, max_size=12).filter(lambda w: sum(w) >= NEEDED_WON))
def test_multipliers_lie_between_even_and_the_record(won: list[int]) -> None:
    found = of(*map(float, won))
    for count, multiplier in zip(won, found.multiplier, strict=True):
        raw = count / (sum(won) / 12)
        assert min(raw, 1) - 0.001 <= float(multiplier) <= max(raw, 1) + 0.001


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one entry per month"):
        season(np.ones(12), np.ones(13))
