"""Do hours count only once there are dials enough, and are few dials drawn to the overall rate?"""

from __future__ import annotations

import pytest

from ownit.method.blocks import NEUTRAL, connecting


def day(**hours: int) -> list[int]:
    found = [0] * 24
    for name, n in hours.items():
        found[int(name[1:])] = n
    return found


def test_below_two_hundred_dials_no_hour_is_better() -> None:
    found = connecting(day(h9=199), day(h9=40))
    assert (found.fit, found.own, found.dials) == (NEUTRAL, False, 199)


def test_dials_that_never_connect_tell_nothing_of_hours() -> None:
    assert not connecting(day(h9=500), day()).own


def test_the_best_hour_fits_in_full_and_an_untried_one_like_the_average() -> None:
    found = connecting(day(h9=100, h16=100), day(h9=5, h16=15))
    assert found.own
    assert found.fit[16] == 1.0
    rate = {9: (5 + 5) / 150, 16: (15 + 5) / 150}  # by hand: overall 0.1, drawn by 50 dials
    assert found.fit[9] == pytest.approx(rate[9] / rate[16])
    assert found.fit[3] == pytest.approx(0.1 / rate[16])


def test_one_lucky_dial_makes_no_best_hour() -> None:
    found = connecting(day(h9=300, h20=1), day(h9=30, h20=1))
    assert found.fit[9] > 0.8


@pytest.mark.parametrize(
    ("dials", "connected"), [([0] * 23, [0] * 23), (day(h9=1), day(h9=2)), (day(h9=1), day(h8=-1))]
)
def test_counts_that_cannot_be_are_refused(dials: list[int], connected: list[int]) -> None:
    with pytest.raises(ValueError, match="hour"):
        connecting(dials, connected)
