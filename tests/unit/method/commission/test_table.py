"""Is what is earned right in known cases, and does it never fall, jump or pass the cap?"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.commission import CommissionError, Scale, Table, Tier, read
from ownit.method.commission.table import MOST_TIMES

GOAL = 600_000.0

starts = st.lists(st.integers(1, 200), max_size=4, unique=True)
rates = st.integers(0, 300).map(lambda n: n / 1000)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Rates of amounts and of the goal, multiples, caps, and amounts at the goal."""
    on_target = draw(st.none() | st.integers(1, 500).map(lambda n: n * 1000.0))
    of_goal = draw(st.booleans())
    points = [0, *sorted(draw(starts))]
    unit = 0.01 if of_goal else 5000.0
    tiers = []
    for i, n in enumerate(points):
        times = on_target is not None or (i > 0 and draw(st.booleans()))
        rate = draw(st.integers(1 if i == 0 else 0, 40)) / 10 if times else draw(rates)
        if i == 0 and not times:
            rate = max(rate, 0.001)
        if times and rate == 0:
            times = False  # nothing is nothing
        tiers.append(Tier(start=round(n * unit, 6), rate=min(rate, MOST_TIMES), of_goal=of_goal and n > 0, times=times))
    cap = draw(st.none() | st.integers(1, 300).map(lambda n: n * 1000.0))
    if cap is not None and on_target is not None:
        cap += on_target
    return Table(tiers=tuple(tiers), cap=cap, on_target=on_target, currency=draw(st.sampled_from(["", "EUR", "USD"])))


def scale(text: str, goal: float = GOAL) -> Scale:
    return read(text).scale(goal)


@pytest.mark.parametrize(
    ("text", "sold", "earned"),
    [
        ("6 % to 600k, 9 % above, cap 120k", 600_000, 36_000),
        ("6 % to 600k, 9 % above, cap 120k", 700_000, 45_000),
        ("6 % to 600k, 9 % above, cap 120k", 5_000_000, 120_000),
        ("6 % to 600k, 9 % above, cap 120k", -5, 0),
        ("6 %, x1.5 above 100 %", 700_000, 36_000 + 9_000),
        ("nothing to 50 %, 8 % above", 300_000, 0),
        ("nothing to 50 %, 8 % above", 400_000, 8_000),
        ("60k at goal, x1.5 above 100 %, x2 above 120 %", 600_000, 60_000),
        ("60k at goal, x1.5 above 100 %, x2 above 120 %", 720_000, 78_000),
        ("60k at goal, x1.5 above 100 %, x2 above 120 %", 840_000, 78_000 + 24_000),
        ("60k at goal, nothing to 50 %, x1 above", 450_000, 30_000),
        ("8 % above 100 %", 600_000, 0),
    ],
)
def test_what_is_earned_by_hand(text: str, sold: float, earned: float) -> None:
    assert scale(text).at(sold) == pytest.approx(earned)


@given(tables(), st.integers(50_000, 2_000_000), st.lists(st.floats(-1e5, 1e7), min_size=2, max_size=20))
def test_it_never_falls_never_passes_the_cap_and_never_jumps(table: Table, goal: int, sold: list[float]) -> None:
    made = table.scale(float(goal))
    x = np.sort(np.array(sold))
    earned = made.earned(x)
    assert (np.diff(earned) >= -1e-6).all()
    assert (earned >= 0).all()
    if table.cap is not None:
        assert (earned <= table.cap).all()
    steepest = max(made.rates)
    assert (np.diff(earned) <= steepest * np.diff(x) + 1e-6).all(), "no jump: never steeper than the best rate"
    for a, b in pairwise(made.starts):
        assert a < b
    if table.on_target is not None:
        assert made.at(float(goal)) == pytest.approx(table.on_target)


@given(tables(), st.integers(50_000, 2_000_000))
def test_the_cap_is_reached_where_it_is_said_to_be(table: Table, goal: int) -> None:
    made = table.scale(float(goal))
    full = made.full_at()
    if full is None:
        assert table.cap is None or made.at(1e12) < table.cap
    else:
        assert made.at(full) == pytest.approx(table.cap)
        assert made.at(full * 0.99) < made.at(full)


def test_attainment_is_a_share_of_the_goal() -> None:
    made = scale("6 % to 100 %, 9 % above")
    assert made.at_attainment(1.5) == made.at(900_000) == pytest.approx(36_000 + 27_000)


@pytest.mark.parametrize(
    ("text", "goal", "currency", "words"),
    [
        ("6 % to 600k EUR, 9 % above", GOAL, "USD", "in one currency"),
        ("6 %, 9 % above 600k, 12 % above 100 %", GOAL, "", "two rates begin at 600,000"),
        ("6 %", 0.0, "", "above zero"),
        ("60k at goal, nothing to 100 %, x1 above", GOAL, "", "Up to the goal nothing is paid"),
    ],
)
def test_what_does_not_fit_a_goal_says_what_would(text: str, goal: float, currency: str, words: str) -> None:
    with pytest.raises(CommissionError, match=words):
        read(text).scale(goal, currency)
