"""Do the simulated days have the weekdays of the calendar?"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from ownit.connectors.simulate.clock import day_of
from ownit.connectors.simulate.rows import Days
from ownit.connectors.simulate.weekdays import is_working, weekday_after, weekday_before, weekday_of, working_days


@pytest.fixture
def fortnight() -> Days:
    return np.arange(20_670, 20_684)


def test_the_weekday_is_that_of_the_date(fortnight: Days) -> None:
    assert weekday_of(fortnight).tolist() == [day_of(n).weekday() for n in fortnight.tolist()]


def test_working_days_are_monday_to_friday(fortnight: Days) -> None:
    found = working_days(int(fortnight[0]), int(fortnight[-1]))
    assert found.tolist() == [n for n in fortnight.tolist() if day_of(n).weekday() < 5]
    assert is_working(fortnight).sum() == len(found) == 10


def test_a_weekend_moves_to_the_nearest_working_day_on_that_side(fortnight: Days) -> None:
    for n, after, before in zip(fortnight, weekday_after(fortnight), weekday_before(fortnight), strict=True):
        later = next(day_of(n) + timedelta(days=k) for k in range(3) if (day_of(n) + timedelta(days=k)).weekday() < 5)
        earlier = next(day_of(n) - timedelta(days=k) for k in range(3) if (day_of(n) - timedelta(days=k)).weekday() < 5)
        assert (day_of(after), day_of(before)) == (later, earlier)
