"""Is what looking forward from past days gave kept whole, and scored as it should be?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from ownit.facts import tested
from ownit.method.case import Look, case
from ownit.method.scores import step_law

LOOK = Look(
    level="person", horizon="quarter", week=4, as_of=date(2026, 1, 28), start=date(2026, 1, 1), subject="viktor"
)
ABOUT = tested.About(
    snapshot="s1",
    made_with="abc",
    as_of=date(2026, 8, 12),
    currency="EUR",
    first=date(2025, 1, 1),
    origins=7,
    sentence="It holds.",
    basis={"deals": 40},
)


def test_a_case_is_scored_by_what_came() -> None:
    """Of a law that is equally likely 0, 100 and 200, when 100 came and 150 was the goal."""
    found = case(LOOK, "ours", step_law(np.array([0.0, 100.0, 200.0])), 100.0, 150.0)
    assert found.mean == pytest.approx(100)
    assert (found.low, found.high) == pytest.approx((1 / 3, 2 / 3))
    assert found.p_hit is not None
    assert 0 < found.p_hit < 2 / 3  # it is interpolated between what can come
    assert found.crps == pytest.approx(200 / 9)
    assert found.pinball[1] == pytest.approx(0)
    assert case(LOOK, "ours", step_law(np.array([1.0, 2.0])), 1.0, None).p_hit is None


def test_what_is_kept_is_read_back_and_replaced(tmp_path: Path) -> None:
    law = step_law(np.array([0.0, 100.0, 200.0]))
    cases = [case(LOOK, "ours", law, 100.0, 150.0), case(replace(LOOK, week=0), "last period", law, 0.0, None)]
    assert tested.about(tmp_path, "s1") is None
    tested.write(tmp_path, ABOUT, cases)
    assert tested.about(tmp_path, "s1") == ABOUT
    assert tested.cases(tmp_path, "s1") == tuple(cases)
    nothing = replace(ABOUT, first=None, origins=0)
    tested.write(tmp_path, nothing, [])
    assert tested.about(tmp_path, "s1") == nothing
    assert tested.cases(tmp_path, "s1") == ()


def test_what_was_seen_later_is_not_told_of_an_earlier_day(tmp_path: Path) -> None:
    tested.write(tmp_path, ABOUT, [])
    day = ABOUT.as_of
    assert tested.said(tmp_path, "s1", day) == tested.said(tmp_path, "s1", day + timedelta(days=9)) == "It holds."
    assert tested.said(tmp_path, "s1", day - timedelta(days=1)) is None
    assert tested.said(tmp_path, "s2", day) is None
