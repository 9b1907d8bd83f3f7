"""Are good times and the weeks of the quarter seen where they are, and nowhere else?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from ownit.method.calendar import FiscalCalendar
from ownit.method.cycle.design import design
from ownit.method.cycle.market import Market, market
from ownit.method.cycle.timeline import POSITIONS, slices
from ownit.method.mixture import FACTOR_MEMORY, factor_sd

TIMES = slices(date(2026, 8, 12))
EVEN = np.full(len(TIMES), 1.0)
HABIT = np.array([0.1, 0.1, 1.0, 1.5, 2.0])  # what each position multiplies the wins of aged deals by


def told(observed: np.ndarray, expected: np.ndarray) -> Market:
    """The market of a company in which half of the wins, and of those expected, are of either age class."""
    return market(np.stack([observed, observed]) / 2.0, np.stack([expected, expected]) / 2.0, TIMES)


def walk(rng: np.random.Generator, sd: float) -> np.ndarray:
    """The log of the common factor in each slice."""
    months = int(TIMES.month[-1]) + 1
    x = np.empty(months)
    x[0] = sd * rng.normal()
    for m in range(1, months):
        x[m] = FACTOR_MEMORY * x[m - 1] + np.sqrt(1 - FACTOR_MEMORY**2) * sd * rng.normal()
    return x[TIMES.month]


def test_slices_follow_the_fiscal_quarters() -> None:
    february = slices(date(2026, 8, 12), FiscalCalendar(start_month=2))
    assert february.first[-1] == date(2026, 8, 1)
    assert TIMES.first[-1] == date(2026, 7, 31)  # the second month: day 30 of the quarter
    assert TIMES.ahead[:3].tolist() == [17.0, 35.0, 49.0]  # 29 August, 16 September, 30 September
    assert TIMES.ahead_position[:4].tolist() == [2, 3, 4, 0]


def test_good_times_are_carried_forward_and_damped() -> None:
    """Wins have doubled for half a year: next month hardly less, in a year half way back at most."""
    lately = TIMES.month >= TIMES.month[-1] - 5
    observed = np.where(lately, 40.0, 20.0)
    found = told(observed, EVEN * observed.mean())
    assert found.past.mean(axis=0) @ EVEN / len(EVEN) == pytest.approx(1.0)
    assert 1.4 < found.ahead[0][0] < 2.1
    later = found.ahead[0][np.searchsorted(TIMES.ahead, 365)]
    assert 0.9 < later < 1.0 + 0.5 * (found.ahead[0][0] - 1.0)


def test_with_next_to_no_wins_the_prior_stands() -> None:
    found = told(EVEN * 0.05, EVEN * 0.05)
    assert found.ahead[0] == pytest.approx(np.ones(len(found.ahead[0])), abs=0.05)
    assert found.prior_share > 0.9
    assert found.log_sd(0, 91) > factor_sd(91)


def test_many_steady_wins_leave_little_open_and_months_far_off_more_than_near_ones() -> None:
    found = told(EVEN * 500, EVEN * 500)
    assert found.log_sd(0, 30) < 0.1
    assert found.log_sd(0, 30) < found.log_sd(180, 210)
    assert not found.position_real


def test_the_factor_now_is_found_within_its_error() -> None:
    """200 drawn histories of 400 wins: 80 in 100 of the next month's true factors lie in the 80 % interval."""
    rng = np.random.default_rng(31)
    inside = []
    for _ in range(200):
        x = walk(rng, 0.3)
        x = np.append(x, FACTOR_MEMORY * x[-1] + 0.6 * 0.3 * rng.normal())
        expected = EVEN * 400 / len(EVEN)
        found = told(rng.poisson(expected * np.exp(x[:-1])).astype(float), expected)
        level = np.log(np.mean(np.exp(x[:-1])))
        off = x[-1] - level - (np.log(found.ahead[0][0]) - found.log_sd(0, 30) ** 2 / 2)
        inside.append(abs(off) < 1.2816 * found.log_sd(0, 30))
    assert np.mean(inside) == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 200))


def test_a_push_at_the_quarters_end_is_seen() -> None:
    rng = np.random.default_rng(32)
    expected = EVEN * 10
    push = np.where(TIMES.position == len(POSITIONS) - 1, 2.5, 1.0)
    found = told(rng.poisson(expected * push).astype(float), expected)
    assert found.position_real
    assert found.position[0].argmax() == len(POSITIONS) - 1
    assert found.position[0][-1] / found.position[0][:-1].mean() == pytest.approx(
        2.5, rel=0.2
    )  # of 200 wins: 7 % error
    assert found.ahead[0][2] > 1.3 * found.ahead[0][1]


def young(months: int) -> np.ndarray:
    """1 in the slices of the last so many months, 0 before: nothing was won there, nor could be."""
    return np.where(TIMES.month > TIMES.month[-1] - months, 1.0, 0.0)


def test_a_push_seen_twice_counts_in_part_and_is_not_called_a_habit() -> None:
    """Else the month after a quarter's end is told as good as the end itself."""
    expected = 40.0 * young(7)
    push = np.where(TIMES.position == len(POSITIONS) - 1, 2.5, 1.0)
    found = told(np.round(expected * push), expected)
    assert not found.position_real
    assert 1.3 < found.position[0][-1] / found.position[0][:-1].mean() < 2.5


def test_in_a_young_record_without_a_push_next_to_none_is_made_up() -> None:
    rng = np.random.default_rng(34)
    expected = 40.0 * young(7)
    found = [told(rng.poisson(expected).astype(float), expected).position[0] for _ in range(50)]
    assert np.mean(found, axis=0) == pytest.approx(np.ones(len(POSITIONS)), abs=0.03)
    assert np.std(np.log(found), axis=0).max() < 0.1


def test_without_a_push_hardly_any_run_sees_one() -> None:
    """200 runs with a wandering market: wanted is at most 7 in 100, 4 standard errors allowed."""
    rng = np.random.default_rng(33)
    expected = EVEN * 5
    real = [told(rng.poisson(expected * np.exp(walk(rng, 0.3))), expected).position_real for _ in range(200)]
    assert np.mean(real) <= 0.07 + 4 * np.sqrt(0.07 * 0.93 / 200)


def test_what_a_quarters_weeks_do_to_aged_deals_alone_is_seen() -> None:
    """Young ones are won as ever; aged ones hardly in a quarter's first month, and more for it at its end."""
    rng = np.random.default_rng(35)
    expected = np.stack([EVEN * 5, EVEN * 10])
    aged = HABIT[TIMES.position]
    found = market(rng.poisson(expected * np.stack([EVEN, aged])).astype(float), expected, TIMES)
    young, old = found.position
    assert young == pytest.approx(np.ones(len(POSITIONS)), abs=0.25)  # of 40 wins at least: 16 % error
    assert old == pytest.approx(HABIT / aged.mean(), abs=0.3)


def test_where_young_and_aged_deals_are_alike_next_to_nothing_sets_them_apart() -> None:
    rng = np.random.default_rng(36)
    expected = np.stack([EVEN * 5, EVEN * 5])
    apart = []
    for _ in range(50):
        young, aged = market(rng.poisson(expected).astype(float), expected, TIMES).position
        apart.append(np.log(aged / young))
    assert np.mean(apart, axis=0) == pytest.approx(np.zeros(len(POSITIONS)), abs=0.03)
    assert np.std(apart, axis=0).max() < 0.1


def test_of_an_age_class_that_was_never_seen_nothing_is_made_up() -> None:
    expected = np.stack([EVEN * 0, EVEN * 10])
    found = market(expected, expected, TIMES)
    assert found.ahead[0] == pytest.approx(np.ones(len(TIMES.ahead)), abs=0.1)
    assert found.past[0] == pytest.approx(np.ones(len(TIMES)), abs=0.1)


def test_the_likelihood_bends_as_its_slope_says() -> None:
    """The curvature is what the slope of the expected wins changes by along each unknown."""
    rng = np.random.default_rng(37)
    expected = rng.uniform(0.5, 5.0, size=(2, len(TIMES)))
    of = design(expected, TIMES)
    z = rng.normal(0.0, 0.2, size=(1, of.unknowns))
    bent = of.curvature(expected * np.exp(of.log(z)))[0]
    step = 1e-5 * np.eye(of.unknowns)
    change = [of.slope(expected * np.exp(of.log(z + e))) - of.slope(expected * np.exp(of.log(z - e))) for e in step]
    assert np.concatenate(change) / 2e-5 == pytest.approx(bent, rel=1e-5, abs=1e-5)
    assert of.slope(expected[None])[0, -1] == pytest.approx(0.0, abs=1e-9)  # on the whole nothing sets them apart
