"""Does the stage a deal is in now move its chance, and for how long?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ownit.method.cycle import Cycle, CycleCells, fit, slices, win_probability
from ownit.method.cycle.cells import BINS, ENDED, Stages
from ownit.method.cycle.effects import USUAL_LOAD, effect, load, loads
from ownit.method.cycle.stages import Closing, StageCurves, curves
from ownit.method.deals import Floats

STAGES = Stages(names=("early", "late"), moves=np.array([[0, 0, 0], [0, 0, 50.0], [0, 0, 0]]), begins=np.eye(3)[1])
ONE = np.zeros(1, dtype=np.int64)


def test_a_deal_moves_on_from_its_stage() -> None:
    """Early deals become late ones at 50 in 1,000 days; after t days the mean multiplier is 3 - 2.5 exp(-0.05 t)."""
    found = curved(closing=0.0)
    days = np.array([[0.0, 14.0, 70.0]])
    won, lost = found.at(ONE, ONE + 1, days)
    assert won == pytest.approx(3.0 - 2.5 * np.exp(-0.05 * days), rel=2e-3)
    assert lost == pytest.approx(np.ones((1, 3)))
    assert found.at(ONE, ONE + 2, days)[0] == pytest.approx(np.full((1, 3), 3.0))


def curved(closing: float, moved_at: Floats | None = None) -> StageCurves:
    """Days in classes 1 and 2 are 100,000 each, spread evenly over ages; late deals are won 6 times as fast."""
    days = np.zeros((BINS, 3))
    days[:, 1:] = 100_000.0 / BINS
    by_class = np.array([1.0, 0.5, 3.0])
    level = np.full(BINS, closing)
    rates = Closing(won=level, lost=np.zeros(BINS), won_by_class=by_class, lost_by_class=np.ones(3))
    return curves(replace(STAGES, moves=100.0 * STAGES.moves, moved_at=moved_at), days, rates)


def test_of_a_new_deal_only_the_age_is_known() -> None:
    """At each age half of the days were in either class."""
    new = curved(closing=0.01)
    assert new.at(ONE, ONE + new.new, np.array([[0.0, 70.0]]))[0] == pytest.approx(np.full((1, 2), 1.75))


def test_those_still_open_are_not_those_that_moved_on_and_closed() -> None:
    """Early to late at 0.05 a day, closed at 0.01 early and 0.06 late.

    With q = 0.05, k = (0.01, 0.06): v' = (-0.06, 0.05; 0, -0.06) v has one root, and v late / v early = 0.05 t.
    """
    days = np.array([[0.0, 14.0, 70.0]])
    won, _ = curved(closing=0.02).at(ONE, ONE + 1, days)
    late = 0.05 * days / (1.0 + 0.05 * days)
    assert won == pytest.approx(0.5 + 2.5 * late, rel=5e-3)


def test_old_deals_move_on_as_old_deals_did() -> None:
    """All moves were made in the first half of the ages: after it hardly any deal moves on."""
    young = np.where(np.arange(BINS) < BINS // 2, 500.0, 0.0)
    found = curved(closing=0.0, moved_at=young)
    old, recent = (found.at(ONE + age, ONE + 1, np.array([[28.0]]))[0] for age in (700, 10))
    assert old < 1.2 < 2.0 < recent


def two_stages(won: tuple[float, float], known: bool = True) -> CycleCells:
    """Exposure of 20,000 days in each of two stages at the same ages, with these many wins and 100 losses."""
    return CycleCells(
        person=np.zeros(2, dtype=np.int64),
        bin=np.full(2, 3),
        band=np.zeros(2, dtype=np.int64),
        slice=np.zeros(2, dtype=np.int64),
        stage=np.array([1, 2]) if known else np.array([0, 2]),
        now=np.full(2, ENDED),
        exposure=np.array([20_000.0, 200.0 if not known else 20_000.0]),
        exposure_before=np.zeros(2),
        won=np.array(won),
        lost=np.full(2, 50.0),
        slices=slices(date(2026, 8, 12)),
        created=np.array([500.0]),
        won_at_zero=np.zeros(1),
        lost_at_zero=np.zeros(1),
        at_risk=np.full(BINS, 100.0),
        born=np.full((1, BINS), 20.0),
        still=np.zeros((1, BINS)),
        open_at=np.full((1, len(slices(date(2026, 8, 12))) + 1), 5.0),
        record_days=730.0,
        bulk_lost=0,
        band_edges=np.zeros(0),
        group=np.zeros(1, dtype=np.int64),
        stages=replace(STAGES, moves=np.zeros((3, 3))),
    )


def chance(c: Cycle, stage: int) -> float:
    p = win_probability(c, age=ONE + 25, band=ONE, stage=ONE + stage, multiplier=np.ones(1), lead=0, horizon=5)
    return float(p[0, 0])


def test_a_late_stage_is_won_sooner() -> None:
    found = fit(two_stages((50.0, 200.0)))
    assert isinstance(found, Cycle)
    assert (found.fallback, found.stage_real) == ("by_age_stage", True)
    assert 2.5 < chance(found, 2) / chance(found, 1) < 4.0
    assert 0.0 < found.prior_share["stage"] < 0.3


def test_stages_without_a_difference_or_without_a_history_are_left_out() -> None:
    same, unknown = fit(two_stages((100.0, 101.0))), fit(two_stages((100.0, 40.0), known=False))
    assert isinstance(same, Cycle)
    assert isinstance(unknown, Cycle)
    assert chance(same, 1) == pytest.approx(chance(same, 2))
    assert same.fallback == "by_age"
    assert unknown.stages is None


def test_load_is_compared_with_the_persons_own() -> None:
    steady, rising = np.full(12, 30.0), np.array([2.0] * 10 + [9.0, 9.0])
    kinds = loads(np.stack([steady, rising, np.zeros(12)]))
    assert set(kinds[0]) == {USUAL_LOAD}
    assert kinds[1].tolist() == [1] * 10 + [2, 2]
    assert set(kinds[2]) == {USUAL_LOAD}


def test_more_open_deals_than_usual_are_charged_over_todays_load() -> None:
    """Usual is the mean before today: 30 for the steady one, (10 x 2 + 9) / 11 for the rising one, who is busy now."""
    steady, rising = np.full(12, 30.0), np.array([2.0] * 10 + [9.0, 9.0])
    found = load(np.stack([steady, rising, np.zeros(12)]), np.array([1.2, 1.0, 0.5]))
    assert found.today.tolist() == [1, 2, 1]
    assert found.usual[:2] == pytest.approx([30.0, 29.0 / 11.0])
    assert np.isnan(found.usual[2])
    assert [found.beside_today(0, n) for n in (15.0, 30.0, 60.0)] == pytest.approx([1.2, 1.0, 0.5])
    assert [found.beside_today(1, n) for n in (2.0, 9.0)] == pytest.approx([2.0, 1.0])
    assert found.beside_today(2, 100.0) == 1.0


def test_an_effect_is_shrunk_and_left_out_where_it_may_be_chance() -> None:
    kind = np.arange(3)
    strong = effect(kind, np.array([50.0, 100.0, 200.0]), np.full(3, 100.0), 3)
    weak = effect(kind, np.array([95.0, 100.0, 110.0]), np.full(3, 100.0), 3)
    assert strong.real
    assert 0.5 < strong.multiplier[0] < 0.6
    assert 1.8 < strong.multiplier[2] < 2.0
    assert not weak.real
    assert weak.multiplier.tolist() == [1.0, 1.0, 1.0]
