"""Does what is told hold where sellers behave? A small part of ``make bench ONLY=behaviour``, on the tests' own seeds.

Companies are independent, so every error is clustered by company-quarter. The scenarios here are those a sound
reckoning must stand; what others do to it is measured by the bench, and told in docs/guide/behaviour.md.
"""

from __future__ import annotations

import numpy as np
import pytest
from bench.behaviour import Case, Compared, cases, line, table

from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS


def check(found: list[Case], view: str, *, errors: float) -> None:
    """Within 70-90 % and 10 points, give or take ``errors`` clustered standard errors."""
    told = line([c for c in found if c.view == view and c.subject == "seller"])
    share, error = told.cover80
    assert 0.70 - errors * error <= share <= 0.90 + errors * error, told
    bias, error = told.bias
    assert abs(bias) <= 0.10 + errors * error, told


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("scenario", ["base", "amount_tied"])
def test_what_is_told_in_the_middle_of_a_quarter_holds(scenario: str) -> None:
    """48 seller-quarters of six companies."""
    found = cases(scenario, TEST_SEEDS[20:26], weeks=(4,), starts=1)
    for view in ("alone_if_none_mine", "with_help"):
        check(found, view, errors=3.0)
    assert not [c for c in found if c.compared is None]


@pytest.mark.slow
@pytest.mark.soak
def test_of_a_company_with_hardly_a_deal_something_true_or_nothing_is_told() -> None:
    found = cases("tiny", TEST_SEEDS[20:24], weeks=(0, 9))
    assert {c.week for c in found} == {0, 9}
    told = [c.compared for c in found if c.compared is not None]
    assert all(0.0 <= c.said <= 1.0 and 0.0 <= c.pit <= 1.0 for c in told)


@pytest.mark.soak
@pytest.mark.parametrize("scenario", ["base", "fifo", "amount_tied", "account_together", "two_kinds", "leavers"])
def test_what_is_told_holds_over_many_companies(scenario: str) -> None:
    found = cases(scenario, TEST_SEEDS[100:124], weeks=(0, 9))
    print("\n".join(table(found)))  # noqa: T201 - seen with -rP
    for view in ("alone_if_none_mine", "with_help"):
        check(found, view, errors=2.0)


def case(cluster: int, pit: float, said: float, hit: float) -> Case:
    compared = Compared(pit=pit, said=said, hit=hit)
    return Case(scenario="base", cluster=cluster, week=0, subject="seller", view="with_help", compared=compared)


def test_a_sound_law_holds_and_a_boastful_one_is_named() -> None:
    rng = np.random.default_rng(TEST_SEEDS[0])
    chance = rng.uniform(size=4000)
    hit = (rng.uniform(size=4000) < chance).astype(float)
    sound = [case(i // 8, rng.uniform(), chance[i], hit[i]) for i in range(4000)]
    assert line(sound).verdict == ""
    assert abs(line(sound).cover80[0] - 0.8) < 3 * line(sound).cover80[1] < 0.04
    boastful = [case(i // 8, rng.uniform(0.3, 0.7), min(chance[i] + 0.3, 1.0), hit[i]) for i in range(4000)]
    assert line(boastful).verdict == "missed"
    assert line(boastful).bias[0] > 0.1
    assert line(boastful).cover80[0] == 1.0


def test_cases_that_fall_together_do_not_make_the_error_small() -> None:
    rng = np.random.default_rng(TEST_SEEDS[0])
    pits = rng.uniform(size=100)
    alike = [case(i, pit, 0.5, 1.0) for i, pit in enumerate(pits) for _ in range(8)]
    apart = [case(i * 8 + k, pit, 0.5, 1.0) for i, pit in enumerate(pits) for k in range(8)]
    assert line(alike).cover80[0] == line(apart).cover80[0]
    assert line(alike).cover80[1] > 2.5 * line(apart).cover80[1]


def test_where_nothing_is_told_nothing_is_missed() -> None:
    silent = Case(scenario="tiny", cluster=1, week=0, subject="seller", view="with_help", compared=None)
    told = line([silent, silent])
    assert (told.cases, told.untold, told.verdict) == (0, 2, "nothing is told")
    assert "nothing is told" in next(table([silent]))
