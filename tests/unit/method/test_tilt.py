"""Does recalibration move what is to come, as far as told and no further?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ownit.method.deals import Origin
from ownit.method.law import Law
from ownit.method.tilt import Tilt

from .conftest import Deal, World

DEALS: list[Deal] = [(20 + i, 10_000.0, Origin.OWN) for i in range(20)]


def laws(**tilt: Any) -> tuple[Law, Law]:
    (one,) = World(deals=[DEALS], per_day=0.05, tilt=Tilt(**tilt)).reckon().people
    first, second = one.with_help.nothing_more, one.with_help.as_going
    assert isinstance(first, Law)
    assert isinstance(second, Law)
    return first, second


def test_a_tilt_of_one_is_none() -> None:
    for a, b in zip(laws(), laws(open_by=np.ones(1), new_by=np.ones(1)), strict=True):
        assert np.array_equal(a.at_least, b.at_least)


def test_open_and_new_are_tilted_apart_and_money_won_is_not() -> None:
    (plain, going), (open_, open_going) = laws(), laws(open=0.5)
    assert open_.mean < 0.6 * plain.mean
    assert open_going.mean - open_.mean == pytest.approx(going.mean - plain.mean)
    same, fewer = laws(new=0.5)
    assert same.mean == plain.mean
    assert fewer.mean - same.mean == pytest.approx(0.5 * (going.mean - plain.mean))
    (won,) = World(deals=[[]], won=[[500, 0, 0]], tilt=Tilt(open=0.1, new=0.1)).reckon().people
    assert isinstance(won.with_help.as_going, Law)
    assert won.with_help.as_going.mean == 500.0


def test_what_is_not_known_of_the_factor_widens_the_law() -> None:
    (plain, _), (wide, _) = laws(), laws(log_sd=0.5)
    assert wide.quantile(0.9) - wide.quantile(0.1) > 1.1 * (plain.quantile(0.9) - plain.quantile(0.1))


@pytest.mark.parametrize("wrong", [{"open": 0.0}, {"new": float("nan")}, {"log_sd": -0.1}, {"open_by": np.zeros(2)}])
def test_what_cannot_be_a_factor_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="factors are above 0"):
        Tilt(**wrong)
