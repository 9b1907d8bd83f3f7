"""Is no other mix of channels sooner done at the same chance, where doing other things than lately is less sure?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.method.plan.sellers import example

from ownit.method.blocks.kinds import Kind
from ownit.method.plan.book import Seller
from ownit.method.plan.channels import Effort, Way, mix_variance
from ownit.method.plan.effort import least_time, most_deals
from ownit.method.plan.least import cautious, effort, planned
from ownit.method.plan.make import make
from ownit.method.plan.solve import SellerChances
from ownit.method.rates import Evidence

GOAL, CONFIDENCE = 250e3, 0.8
CALLS = Way(channel=Kind.CALLS, minutes=6.0, opened=0.02, ever=90.0, evidence=Evidence.RECORD, recent=60.0, log_sd=0.15)
TOUCH = Way(channel=Kind.TOUCH, minutes=15.0, opened=0.056, ever=12.0, evidence=Evidence.PUBLISHED, log_sd=0.7)


def seller(*ways: Way) -> Seller:
    return replace(example(), ways=ways)


def shortest(ways: tuple[Way, ...], chances: SellerChances, confidence: float) -> float:
    """The least minutes of any share of two channels whose chance is so high, each found by halving."""
    found = []
    for share in np.linspace(0.0, 1.0, 41):
        low, high = 0.0, 4_000.0
        for _ in range(14):
            middle = (low + high) / 2.0
            done = {
                way.channel: part * middle / way.minutes for way, part in zip(ways, (1 - share, share), strict=True)
            }
            opened = sum(way.opens(done[way.channel]) for way in ways)
            enough = chances.odds.chance(opened, mix_variance(ways, done)) >= confidence
            low, high = (low, middle) if enough else (middle, high)
        found.append(high)
    return min(found)


@pytest.mark.parametrize("quicker", [0.9, 1.1, 1.3, 2.0])
def test_nothing_tried_takes_two_percent_less_time(quicker: float) -> None:
    ways = (CALLS, replace(TOUCH, opened=quicker * CALLS.per_hour / 4.0))
    one = seller(*ways)
    chances = SellerChances.of(one, GOAL)
    fit, enough = planned(one, chances, CONFIDENCE)
    assert enough
    assert fit.effort.minutes <= 1.02 * shortest(ways, chances, chances.chance(fit.effort))


def test_what_is_known_is_taken_before_what_is_hardly_quicker() -> None:
    one = seller(CALLS, replace(TOUCH, opened=1.05 * CALLS.per_hour / 4.0))
    chances = SellerChances.of(one, GOAL)
    careful = cautious(one, chances, CONFIDENCE)
    assert careful.limits.caution > 0
    quick, _ = effort(one, chances, CONFIDENCE)
    sure, _ = effort(careful, chances, CONFIDENCE)
    assert sure.effort.minutes < 0.995 * quick.effort.minutes
    assert make(one, GOAL, CONFIDENCE).hours.creating == pytest.approx(sure.effort.hours)


def test_who_goes_on_as_lately_needs_no_caution() -> None:
    one = seller(CALLS)
    assert cautious(one, SellerChances.of(one, GOAL), CONFIDENCE) is one


def test_caution_spends_no_time_that_is_not_there() -> None:
    for caution in (0.0, 2.0, 50.0):
        assert most_deals((CALLS, TOUCH), 300.0, caution=caution).minutes == pytest.approx(300.0)
        found = least_time((CALLS, TOUCH), 1.0, caution=caution)
        assert isinstance(found, Effort)
        assert found.opened == pytest.approx(1.0)
