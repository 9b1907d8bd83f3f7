"""Are differences between people seen where there are some, and nowhere else?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.method.pooling import pool


@pytest.mark.parametrize(("people", "wins"), [(5, 6.0), (30, 20.0), pytest.param(300, 60.0, marks=pytest.mark.slow)])
def test_on_null_data_hardly_any_run_calls_anybody_real(people: int, wins: float) -> None:
    """400 runs of Poisson counts without person effects: wanted is at most 7 in 100 runs, 4 standard errors allowed."""
    rng = np.random.default_rng(people)
    expected, alone = np.full(people, wins), np.zeros(people, dtype=np.int64)
    runs = [pool(rng.poisson(wins, people).astype(float), expected, alone).real.any() for _ in range(400)]
    assert np.mean(runs) <= 0.07 + 4 * np.sqrt(0.07 * 0.93 / 400)


def test_real_differences_are_found_and_shrunk() -> None:
    rng = np.random.default_rng(1)
    mu = np.exp(rng.normal(0, 0.5, 60))
    expected = np.full(60, 50.0)
    observed = rng.poisson(mu * expected).astype(float)
    pooled = pool(observed, expected, np.zeros(60, dtype=np.int64))
    raw = observed / expected
    assert pooled.real.sum() > 20
    assert np.mean((pooled.mean - mu) ** 2) < np.mean((raw - mu) ** 2)
    assert 0.3 < pooled.tau < 0.8
    inside = np.abs(np.log(pooled.mean / mu)) < 1.2816 * pooled.log_sd
    assert 0.65 < inside.mean() < 0.95  # an 80 % interval over 60 people: two-sided 0.3 % limits are 0.65 and 0.93


def test_a_person_without_a_record_takes_the_groups_rate() -> None:
    """Two groups, one winning twice as well; the newcomer of the better group is thought better."""
    expected = np.array([200.0] * 10 + [0.0] + [200.0] * 10 + [0.0])
    observed = np.array([300.0] * 10 + [0.0] + [130.0] * 10 + [0.0])
    group = np.repeat([0, 1], 11)
    pooled = pool(observed, expected, group)
    assert pooled.mean[10] > 1.2 > 0.9 > pooled.mean[21]
    assert not pooled.real[[10, 21]].any()


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.floats(0.001, 200.0) | st.just(0.0)), min_size=1, max_size=20))
def test_multipliers_lie_between_one_and_what_was_observed(counts: list[tuple[int, float]]) -> None:
    observed, expected = (np.array(c, dtype=float) for c in zip(*counts, strict=True))
    observed[expected == 0] = 0
    pooled = pool(observed, expected, np.zeros(len(counts), dtype=np.int64))
    raw = np.divide(observed, expected, out=np.ones(len(counts)), where=expected > 0)
    assert np.all(pooled.mean >= np.minimum(raw, 1.0) - 1e-9)
    assert np.all(pooled.mean <= np.maximum(raw, 1.0) + 1e-9)
    assert np.all(np.isfinite(pooled.log_sd))


def test_one_who_has_stopped_is_not_drawn_to_the_middle_of_people_alike() -> None:
    """Forty people open nine deals each as chance has it; of nothing in the same time at most a third is made up."""
    rng = np.random.default_rng(3)
    expected, alone = np.full(41, 9.0), np.zeros(41, dtype=np.int64)
    observed = np.append(rng.poisson(9.0, 40).astype(float), 0.0)
    alike, apart = (pool(observed, expected, alone, 1.0, apart=share) for share in (0.0, 0.1))
    assert alike.mean[-1] > 0.5
    assert apart.mean[-1] < 1.0 / 3.0
    assert apart.tau <= alike.tau
    assert np.median(apart.log_sd[:-1]) < np.median(alike.log_sd[:-1])  # the others are told no less surely


def test_a_spread_is_learned_where_people_are_alike_but_for_some() -> None:
    """A spread of 0.3 among 200 people is found, and an 80 % interval holds four fifths of them."""
    rng = np.random.default_rng(4)
    mu = rng.gamma(1 / 0.09, 0.09, 200)
    expected = np.full(200, 12.0)
    found = pool(rng.poisson(mu * expected).astype(float), expected, np.zeros(200, dtype=np.int64), 1.0, apart=0.1)
    assert 0.2 < found.tau < 0.4
    inside = np.abs(np.log(found.mean / mu)) < 1.2816 * found.log_sd
    assert 0.72 < inside.mean() < 0.88  # 2.8 standard errors of 200 either side
