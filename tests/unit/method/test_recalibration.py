"""Is a record believed as far as it goes, and no further?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.deals import Window
from ownit.method.mixture import FACTOR_SD, factor_sd
from ownit.method.recalibration import NONE, SHARED, WRONG, Expected, Told, expected, recalibrate

from .conftest import arrivals, cycle, open_deals

DAY = date(2026, 7, 1).toordinal()
QUARTER = 91


def record(*windows: tuple[float, float, float, float]) -> list[Told]:
    """Quarters that end on DAY, oldest first: expected open, came open, expected new, came new."""
    return [
        Told(
            start=DAY - QUARTER * (len(windows) - n),
            end=DAY - QUARTER * (len(windows) - n - 1) - 1,
            expected=Expected(open=w[0], new=w[2]),
            came=Expected(open=w[1], new=w[3]),
        )
        for n, w in enumerate(windows)
    ]


def of(told: list[Told], coming: Expected | None = None) -> tuple[float, float, float]:
    made = recalibrate(told, start=DAY, end=DAY + QUARTER - 1, coming=coming or Expected(open=10, new=10))
    return made.open, made.new, made.log_sd


def test_without_a_record_nothing_is_corrected() -> None:
    assert recalibrate([], start=DAY, end=DAY + 90, coming=Expected(open=5, new=5)) == NONE
    assert recalibrate(record((0, 0, 0, 0)), start=DAY, end=DAY + 90, coming=Expected(open=5, new=5)) == NONE


def test_one_window_of_one_kind_is_the_shrunken_ratio() -> None:
    """(a + k) / (p + k) with k one over the variance, if the luck of the two windows were the same luck."""
    a, p = 70.0, 100.0
    made = recalibrate(record((p, a, 0, 0)), start=DAY - QUARTER, end=DAY - 1, coming=Expected(open=1, new=0))
    k = 1.0 / (WRONG + factor_sd(QUARTER) ** 2)
    assert made.open == pytest.approx((a + k) / (p + k), rel=2e-3)
    assert WRONG == FACTOR_SD**2
    assert 0 < SHARED < 1


def test_a_record_that_was_right_changes_nothing() -> None:
    assert of(record((50, 50, 20, 20), (40, 40, 30, 30)))[:2] == pytest.approx((1.0, 1.0))


def test_a_longer_record_is_believed_more_and_the_newest_window_most() -> None:
    once, often = of(record((100, 70, 0, 0)))[0], of(record(*[(100, 70, 0, 0)] * 5))[0]
    assert 0.7 < often < once < 1.0
    late, early = of(record((100, 100, 0, 0), (100, 70, 0, 0)))[0], of(record((100, 70, 0, 0), (100, 100, 0, 0)))[0]
    assert late < early < 1.0


def test_where_the_market_is_followed_its_luck_is_not_carried_over() -> None:
    told = record((100, 70, 0, 0), (100, 100, 0, 0))
    end = DAY + QUARTER - 1
    apart, followed = (
        recalibrate(told, start=DAY, end=end, coming=Expected(open=1, new=0), followed=f) for f in (False, True)
    )
    assert apart.open != followed.open
    turned = recalibrate(told[::-1], start=DAY, end=end, coming=Expected(open=1, new=0), followed=True)
    assert followed.open == pytest.approx(turned.open)  # no window is nearer than another


def test_open_and_new_deals_are_corrected_apart_where_the_record_carries_it() -> None:
    open_, new, _ = of(record(*[(200, 140, 200, 240)] * 4))
    assert open_ < 0.85 < 1.05 < new
    few = of(record(*[(200, 140, 1, 2)] * 4))
    assert few[1] < 1.15 < new  # twice what was expected, but of one deal: that says little


def test_a_record_that_scatters_beyond_luck_is_believed_less() -> None:
    steady = of(record(*[(100, 75, 100, 75)] * 4))[0]
    wild = of(record((100, 5, 100, 75), (100, 145, 100, 75), (100, 5, 100, 75), (100, 145, 100, 75)))[0]
    assert abs(wild - 1.0) < abs(steady - 1.0)


@given(st.lists(st.tuples(*[st.floats(0, 500)] * 4), max_size=6))
def test_factors_stay_within_reason(windows: list[tuple[float, float, float, float]]) -> None:
    open_, new, log_sd = of(record(*windows))
    assert 1 / 3 <= open_ <= 3.0
    assert 1 / 3 <= new <= 3.0
    assert 0.0 <= log_sd < 2.0


def test_what_is_expected_is_the_sum_of_the_chances() -> None:
    """Constant hazards, no luck: w / (w + l) (1 - exp(-(w + l) days)) for each open deal; each credit counts once."""
    rows = [(0, 10, 5.0, 0), (0, 40, np.nan, 2), (1, 3, 7.0, 1)]
    deals = open_deals(rows, overlay=[False, False, True])  # type: ignore[arg-type] # origins as plain numbers
    as_of = date(2026, 6, 30)
    window = Window(as_of=as_of, start=as_of + timedelta(days=1), end=as_of + timedelta(days=60))
    still = cycle(2, log_sd=0.0)
    made = expected(deals, 2, cycle=still, arrivals=arrivals(2, 0.1), window=window)
    assert made is not None
    chance = 0.006 / 0.014 * (1 - np.exp(-0.014 * 60))
    assert made.open == pytest.approx(2 * chance, rel=0.03)  # the market's luck bends it a little
    assert 0 < made.new < 2 * 3 * 0.1 * 60 * chance
