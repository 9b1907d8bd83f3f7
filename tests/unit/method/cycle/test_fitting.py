"""Do the hazards follow the counts, and the chance of winning the hazards?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.conftest import cycle

from ownit.method.cycle import AGE_EDGES, Cycle, CycleCells, fit, new_win_probability, slices, win_probability
from ownit.method.cycle.cells import ENDED
from ownit.method.law import Missing

BINS = len(AGE_EDGES)
WIDTH = np.append(np.diff(AGE_EDGES), 365.0)
TIMES = slices(date(2026, 8, 12))


def cells(*, deals: float = 1000.0, win: float = 0.004, lose: float = 0.008, people: int = 1) -> CycleCells:
    """Everybody's exposure and events if hazards were constant, without noise."""
    open_at = deals * np.exp(-(win + lose) * np.array(AGE_EDGES))
    exposure = open_at * (1 - np.exp(-(win + lose) * WIDTH)) / (win + lose)
    each = np.ones(people)
    return CycleCells(
        person=np.repeat(np.arange(people), BINS),
        bin=np.tile(np.arange(BINS), people),
        band=np.zeros(BINS * people, dtype=np.int64),
        slice=np.zeros(BINS * people, dtype=np.int64),
        stage=np.zeros(BINS * people, dtype=np.int64),
        now=np.full(BINS * people, ENDED),
        exposure=np.tile(exposure, people),
        exposure_before=np.zeros(BINS * people),
        won=np.tile(exposure * win, people),
        lost=np.tile(exposure * lose, people),
        slices=TIMES,
        created=deals * each,
        won_at_zero=0 * each,
        lost_at_zero=0 * each,
        at_risk=np.full(BINS, 100.0),
        born=np.full((people, BINS), deals / BINS),
        still=np.zeros((people, BINS)),
        open_at=np.zeros((people, len(TIMES) + 1)),
        record_days=730.0,
        bulk_lost=0,
        band_edges=np.zeros(0),
        group=np.zeros(people, dtype=np.int64),
    )


def fitted(c: CycleCells) -> Cycle:
    found = fit(c)
    assert isinstance(found, Cycle)
    return found


def chance(c: Cycle, age: int, horizon: int, lead: int = 0, m: float = 1.0) -> float:
    p = win_probability(
        c, age=np.array([age]), band=np.zeros(1, dtype=np.int64), multiplier=np.array([m]), lead=lead, horizon=horizon
    )
    return float(p[0, 0])


def test_constant_hazards_are_recovered() -> None:
    c = fitted(cells())
    assert c.won_shape[0] / c.won_rate[0] == pytest.approx(np.full(BINS, 0.004), rel=1e-6)
    assert c.lost_shape[0] / c.lost_rate[0] == pytest.approx(np.full(BINS, 0.008), rel=1e-6)
    assert c.person_mean == pytest.approx([1.0], abs=0.02)


@given(st.integers(0, 2000), st.integers(0, 800), st.integers(0, 800), st.floats(0.1, 5.0))
def test_the_chance_is_the_closed_form_of_competing_exponentials(age: int, lead: int, more: int, m: float) -> None:
    win, lose = 0.006 * m, 0.008
    expected = win / (win + lose) * (np.exp(-(win + lose) * lead) - np.exp(-(win + lose) * (lead + more)))
    assert chance(cycle(1), age, lead + more, lead, m) == pytest.approx(expected, abs=1e-12)


@pytest.fixture(scope="module")
def quickening() -> Cycle:
    """Fitted to deals that are won ever sooner the older they are."""
    return fitted(replace(cells(), won=cells().won * np.linspace(0.2, 2.0, BINS)))


@given(age=st.integers(0, 1500), first=st.integers(0, 500), second=st.integers(0, 500))
def test_two_windows_in_a_row_add_up(quickening: Cycle, age: int, first: int, second: int) -> None:
    c = quickening
    whole = chance(c, age, first + second)
    assert whole == pytest.approx(chance(c, age, first) + chance(c, age, first + second, first), abs=1e-12)


def test_new_deals_wait_for_their_turn() -> None:
    """The mean over creation days of the closed form; 10 % are won on the day they are registered."""
    c = replace(cycle(1), zero_won=0.1)
    days = np.arange(1, 61)
    later = 0.006 / 0.014 * (1 - np.exp(-0.014 * (60 - days)))
    got = new_win_probability(c, multiplier=np.ones(1), lead=0, horizon=60)
    assert got[0] == pytest.approx(0.1 + 0.9 * later.mean(), rel=1e-9)
    long = new_win_probability(cycle(1), multiplier=np.ones(1), lead=0, horizon=400)[0]
    exact = np.mean(0.006 / 0.014 * (1 - np.exp(-0.014 * (400 - np.arange(1, 401)))))
    assert long == pytest.approx(exact, rel=2e-3)
    assert new_win_probability(c, multiplier=np.ones(1), lead=0, horizon=0).tolist() == [0.0]


@pytest.mark.parametrize("m", [0.5, 1.0, 1.8, 4.0])
def test_a_deal_won_as_it_is_registered_is_not_won_once_more(m: float) -> None:
    """Who wins more has more of them, and fewer that run their course; shares add up to one."""
    c = replace(cycle(1), zero_won=0.3, zero_lost=0.1)
    wins = np.array([m])
    usual = new_win_probability(replace(c, zero_won=0.0, zero_lost=0.0), multiplier=wins, lead=0, horizon=60)
    at_once = min(0.3 * m, 0.9)
    got = new_win_probability(c, multiplier=wins, lead=0, horizon=60)
    assert got == pytest.approx(at_once + (0.9 - at_once) * usual)
    assert new_win_probability(c, multiplier=wins, lead=0, horizon=9999)[0] <= 0.9


def test_ages_at_which_few_were_open_share_the_pooled_tail() -> None:
    """Deals open far longer than any was ever won hardly win."""
    at_risk = np.where(np.arange(BINS) < 8, 100.0, 5.0)
    base = cells()
    won = np.where(np.arange(BINS) >= 7, 0.0, base.won)
    c = fitted(replace(base, at_risk=at_risk, won=won))
    hazard = c.won_shape[0] / c.won_rate[0]
    assert c.tail_from == AGE_EDGES[7]
    assert len(set(hazard[7:].round(12))) == 1
    assert hazard[7] < 0.05 * hazard[0]


def test_closings_that_could_not_be_recorded_do_not_thin_the_hazard() -> None:
    """A record that begins late (left truncation) is told from one that merely had no closing yet."""
    base = cells()
    truncated = fitted(replace(base, exposure_before=base.exposure))
    assert truncated.entry_delayed
    assert truncated.won_shape[0, 3] / truncated.won_rate[0, 3] == pytest.approx(0.004, rel=0.01)
    young = fitted(replace(base, exposure_before=np.full(BINS, 0.5)))
    assert not young.entry_delayed
    assert young.won_shape[0, 3] / young.won_rate[0, 3] < 0.004


def test_amount_bands_are_shrunk_to_the_hazard_of_their_age() -> None:
    base = cells()
    small, large = (replace(base, band=np.full(BINS, b, dtype=np.int64)) for b in (1, 2))
    two = replace(
        small,
        person=np.tile(small.person, 2),
        bin=np.tile(small.bin, 2),
        slice=np.tile(small.slice, 2),
        stage=np.tile(small.stage, 2),
        now=np.tile(small.now, 2),
        band=np.concatenate([small.band, large.band]),
        exposure=np.tile(base.exposure, 2),
        exposure_before=np.tile(base.exposure_before, 2),
        won=np.concatenate([base.won * 1.5, base.won * 0.5]),
        lost=np.tile(base.lost, 2),
        band_edges=np.array([10_000.0]),
    )
    c = fitted(two)
    hazard = c.won_shape / c.won_rate
    assert hazard[2, 3] < hazard[0, 3] < hazard[1, 3]
    assert c.bands(np.array([np.nan, 1.0, 10_000.0, 99_999.0])).tolist() == [0, 1, 2, 2]


def test_wins_registered_at_age_zero_stand_apart() -> None:
    c = fitted(replace(cells(), won_at_zero=np.array([250.0]), lost_at_zero=np.array([100.0])))
    assert (c.zero_won, c.zero_lost) == (0.25, 0.1)
    assert c.won_shape[0, 0] / c.won_rate[0, 0] == pytest.approx(0.004, rel=1e-6)


def test_nothing_was_ever_lost() -> None:
    c = fitted(replace(cells(), lost=np.zeros(BINS)))
    assert chance(c, 0, 100_000) == pytest.approx(1.0, abs=1e-6)


def test_the_way_it_was_reckoned_is_named_by_the_amount_of_data() -> None:
    """A hundred wins tell hazards by age, six one rate; none are missing, unless published values are asked for."""
    few, none = fitted(cells(deals=20)), replace(cells(), won=np.zeros(BINS))
    assert (fitted(cells()).fallback, few.fallback) == ("by_age", "one_rate")
    assert len(set((few.won_shape / few.won_rate)[0].round(12))) == 1
    assert few.common_log_sd(0, 91) > 0.4
    lack = fit(none)
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_won", 0, 1)
    others = fit(none, use_published=True)
    assert isinstance(others, Cycle)
    assert (others.fallback, others.prior_share["age"]) == ("published", 1.0)
    assert chance(others, 0, 10_000) == pytest.approx(0.19)
    assert chance(others, 0, 84) == pytest.approx(0.19 / 2)


@pytest.mark.slow  # the small version of it is in test_null
def test_null_people_are_not_called_real() -> None:
    """300 runs of 30 people whose wins are Poisson about the same hazards."""
    rng = np.random.default_rng(11)
    base = cells(deals=60, people=30)
    found = [fit(replace(base, won=rng.poisson(base.won).astype(float))) for _ in range(300)]
    called = [f.person_real.any() for f in found if isinstance(f, Cycle)]
    assert len(called) == 300
    assert np.mean(called) <= 0.07 + 4 * np.sqrt(0.07 * 0.93 / 300)
