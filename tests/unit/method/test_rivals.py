"""Do the rivals say what people who forecast that way would say?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ownit.method import rivals
from ownit.method.deals import Origin, Window

from .conftest import amounts, arrivals, cycle, open_deals


def test_last_period_is_a_point_until_it_was_wrong_once() -> None:
    one, two = rivals.last_period(np.array([[10.0], [4.0]]))
    assert (one.tolist(), two.tolist()) == ([10.0], [4.0])


def test_last_period_carries_everybodys_past_errors_scaled_to_the_subject() -> None:
    large, small = rivals.last_period(np.array([[100.0, 200.0], [1.0, 1.0]]))
    assert sorted(large.tolist()) == pytest.approx([200.0, 200.0 + 100.0])
    assert sorted(small.tolist()) == pytest.approx([1.0, 1.0 + 100.0 / 150.0])


def test_with_enough_of_ones_own_errors_they_stand_alone() -> None:
    history = np.array([np.arange(9.0), np.zeros(9)])
    first, second = rivals.last_period(history)
    assert set(first.tolist()) == {9.0}
    assert set(second.tolist()) == {0.0}


def test_a_weighted_pipeline_is_the_rate_times_what_is_open() -> None:
    open_, without = np.array([[100.0, 10.0]]), np.array([[2.0, 1.0]])
    told = rivals.weighted_pipeline(np.array([5.0]), open_, without, np.array([0.25, 0.5]), 20.0)
    assert told.tolist() == [5.0 + 0.25 * 140.0 + 0.5 * 30.0]


def test_the_plug_in_model_has_the_mean_of_its_parts() -> None:
    as_of = date(2026, 6, 30)
    window = Window(as_of=as_of, start=date(2026, 7, 1), end=date(2026, 9, 30))
    deals = open_deals([(0, 10, 50.0, Origin.OWN), (0, 30, np.nan, Origin.OWN)])
    samples = rivals.plug_in(
        deals,
        cycle=cycle(1),
        multiplier=np.ones(1),
        amounts=amounts(1, [40.0]),
        arrivals=arrivals(1, 0.0),
        window=window,
        rng=np.random.default_rng(1),
        draws=4000,
    )
    chance = 0.006 / 0.014 * (1 - np.exp(-0.014 * window.horizon))
    assert samples.shape == (1, 4000)
    assert samples.mean() == pytest.approx(chance * 90.0, rel=0.05)
