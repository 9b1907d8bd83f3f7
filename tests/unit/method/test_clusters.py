"""Are intervals as wide as dependent cases make them, and is what could be seen what is seen?"""

from __future__ import annotations

import numpy as np
import pytest

from ownit.method.clusters import clustered, ratio_interval, reliability, share
from ownit.method.deals import Floats, Ints


def drawn(rng: np.random.Generator, clusters: int, size: int, shift: float = 0.0) -> tuple[Floats, Ints]:
    """Cases that share a draw within each cluster."""
    shared = rng.normal(shift, 1.0, size=clusters)
    cluster = np.repeat(np.arange(clusters), size)
    return shared[cluster] + rng.normal(0.0, 1.0, size=clusters * size), cluster


def test_nine_in_ten_intervals_hold_the_truth_though_cases_hang_together() -> None:
    rng = np.random.default_rng(5)
    made = [clustered(*drawn(rng, 12, 20)) for _ in range(1500)]
    assert np.mean([m.low <= 0.0 <= m.high for m in made]) == pytest.approx(0.9, abs=0.025)


def test_a_fault_as_large_as_is_said_to_be_seen_is_seen_four_times_in_five() -> None:
    rng = np.random.default_rng(6)
    fault = float(np.mean([clustered(*drawn(rng, 12, 20)).detectable for _ in range(300)]))
    made = [clustered(*drawn(rng, 12, 20, fault)) for _ in range(1500)]
    assert np.mean([not m.low <= 0.0 <= m.high for m in made]) == pytest.approx(0.8, abs=0.06)


def test_one_cluster_has_a_mean_and_no_interval() -> None:
    one = clustered(np.array([0.0, 1.0, 1.0]), np.zeros(3, dtype=np.int64))
    assert one.mean == pytest.approx(2 / 3)
    assert np.isnan([one.se, one.low, one.high, one.detectable]).all()
    assert clustered(np.zeros(0), np.zeros(0, dtype=np.int64)).n == 0


def test_a_ratio_and_its_interval_are_the_same_every_time() -> None:
    above, below, cluster = np.array([2.0, 4.0, 9.0]), np.array([1.0, 2.0, 3.0]), np.arange(3)
    first, again = (ratio_interval(above, below, cluster, np.random.default_rng(1)) for _ in range(2))
    assert first == again
    assert first[0] == pytest.approx(2.5)
    assert first[1] <= 2.5 <= first[2]


def test_chances_are_told_against_what_came_by_tenths() -> None:
    told = np.array([0.05, 0.07, 0.81, 0.85, 1.0])
    came = np.array([0.0, 0.0, 1.0, 0.0, 1.0])
    tenths = reliability(told, came, np.arange(5))
    assert [(t.low, t.came.n) for t in tenths] == [(0.0, 2), (0.8, 2), (0.9, 1)]
    assert tenths[1].told == pytest.approx(0.83)
    assert tenths[1].came.mean == pytest.approx(0.5)


def test_a_few_cases_that_came_alike_are_not_told_as_sure() -> None:
    five = share(np.ones(5), 0.8, np.arange(5))
    assert five.mean == five.high == 1.0
    assert five.low < 0.8
    assert five.detectable > 0.4
    assert clustered(np.ones(5), np.arange(5)).detectable == 0.0


@pytest.mark.parametrize(("windows", "people"), [(4, 1), (6, 1), (11, 1), (5, 4), (8, 10)])
def test_the_interval_of_a_share_holds_what_was_told(windows: int, people: int) -> None:
    """Of ranges that hold what comes 8 times in 10, 90 % intervals exclude 0.8 in about one record of ten."""
    rng = np.random.default_rng(windows * 100 + people)
    cluster = np.repeat(np.arange(windows), people)
    found = [share((rng.random(len(cluster)) < 0.8).astype(float), 0.8, cluster) for _ in range(2000)]
    assert np.mean([one.low <= 0.8 <= one.high for one in found]) > 0.87


def test_a_share_of_many_cases_is_as_sure_as_its_clusters() -> None:
    rng = np.random.default_rng(8)
    cluster = np.repeat(np.arange(12), 30)
    came = (rng.random(len(cluster)) < 0.8 + np.repeat(rng.normal(0, 0.1, 12), 30)).astype(float)
    assert share(came, 0.8, cluster) == clustered(came, cluster)
