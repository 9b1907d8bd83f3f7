"""Are the scores what their closed forms say, and are they proper?"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import kolmogorov, ndtr

from ownit.method import scores
from ownit.method.deals import Floats
from ownit.method.law import Future, Law


def law_of(quantiles: Floats, chance: Floats) -> Law:
    """A law told at fine points of a continuous distribution."""
    at_least = chance.copy()
    at_least[0] = 1.0
    return Law(future=Future.AS_GOING, mean=0.0, support=quantiles, at_least=at_least)


@pytest.mark.parametrize("came", [-3.0, -0.4, 0.0, 1.7, 12.0])
def test_crps_of_a_normal_is_its_closed_form(came: float) -> None:
    """Gneiting and Raftery (2007), equation 21: sd (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi))."""
    x = np.linspace(-14.0, 16.0, 20_001)
    at_least = ndtr((1.0 - x) / 2.0)
    z, standard = (came - 1.0) / 2.0, NormalDist()
    closed = 2.0 * (z * (2 * standard.cdf(z) - 1) + 2 * standard.pdf(z) - 1 / np.sqrt(np.pi))
    assert scores.crps(law_of(x, at_least), came) == pytest.approx(closed, abs=1e-5)


@pytest.mark.parametrize("came", [0.0, 0.3, 2.0, 9.0])
def test_crps_of_an_exponential_is_its_closed_form(came: float) -> None:
    """Taillardat et al. (2016), table A1: |y| - 2 F(y) / rate + 1 / (2 rate), y >= 0."""
    x = np.linspace(0.0, 40.0, 40_001)
    closed = came - 2 * (1 - np.exp(-1.5 * came)) / 1.5 + 1 / 3.0
    assert scores.crps(law_of(x, np.exp(-1.5 * x)), came) == pytest.approx(closed, abs=1e-6)


def test_a_point_scores_its_distance_and_samples_their_step_function() -> None:
    assert scores.crps(scores.step_law(np.array([100.0])), 70.0) == pytest.approx(30.0)
    samples = np.array([1.0, 4.0, 4.0, 9.0, 30.0])
    for came in (0.0, 4.0, 5.5, 40.0):
        direct = np.abs(samples - came).mean() - np.abs(np.subtract.outer(samples, samples)).mean() / 2
        assert scores.crps_samples(samples, came) == pytest.approx(direct)
        assert scores.crps(scores.step_law(samples), came) == pytest.approx(direct, abs=1e-9)


amounts = st.lists(st.integers(0, 50), min_size=2, max_size=12)


@given(truth=amounts, other=amounts)
def test_nobody_scores_better_in_the_mean_than_the_truth(truth: list[int], other: list[int]) -> None:
    """CRPS and pinball are proper: under the truth, the truth has the least mean score."""
    true, false = scores.step_law(np.array(truth, dtype=float)), scores.step_law(np.array(other, dtype=float))
    mean = [np.mean([scores.crps(law, float(came)) for came in truth]) for law in (true, false)]
    assert mean[0] <= mean[1] + 1e-9
    for level in (0.1, 0.5, 0.9):
        loss = [np.mean(scores.pinball(law.quantile(level), np.array(truth), level)) for law in (true, false)]
        assert loss[0] <= loss[1] + 1e-9


def test_the_randomised_pit_of_the_truth_is_uniform_even_with_atoms() -> None:
    rng = np.random.default_rng(3)
    values = np.array([0.0, 0.0, 0.0, 10.0, 20.0])
    law = scores.step_law(values)
    ends = np.array([scores.pit_between(law, came) for came in rng.choice(values, size=4000)])
    pit = np.sort(scores.pit(ends[:, 0], ends[:, 1], rng))
    off = np.abs(pit - (np.arange(len(pit)) + 0.5) / len(pit)).max() + 0.5 / len(pit)  # from the uniform: Kolmogorov
    assert kolmogorov(np.sqrt(len(pit)) * off) > 0.01
    assert scores.inside(ends[:, 0], ends[:, 1], 0.8).mean() == pytest.approx(0.8, abs=0.02)


def test_the_share_inside_is_the_mean_over_all_draws() -> None:
    low, high = np.array([0.0, 0.05, 0.4, 0.97]), np.array([0.5, 0.15, 0.6, 0.99])
    drawn = [scores.pit(low, high, np.random.default_rng(seed)) for seed in range(4000)]
    inside = np.mean([(pit > 0.1) & (pit <= 0.9) for pit in drawn], axis=0)
    assert scores.inside(low, high, 0.8) == pytest.approx(inside, abs=0.03)
    assert scores.inside(np.array([0.5, 0.95]), np.array([0.5, 0.95]), 0.8).tolist() == [1.0, 0.0]
