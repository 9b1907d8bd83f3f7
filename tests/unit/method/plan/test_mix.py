"""Is a plan of other channels than lately told with less certainty, and one of the same with as much?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.plan.sellers import example

from ownit.method.blocks.kinds import Kind
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.channels import Way, mix_variance
from ownit.method.rates import Evidence

CALLS = Way(
    channel=Kind.CALLS, minutes=4.0, opened=0.02, ever=300.0, evidence=Evidence.RECORD, recent=100.0, log_sd=0.2
)
ASKS = Way(
    channel=Kind.REFERRALS, minutes=15.0, opened=0.1, ever=20.0, evidence=Evidence.RECORD, recent=5.0, log_sd=0.6
)


@given(times=st.floats(0.05, 3.0))
def test_the_same_proportions_add_nothing(times: float) -> None:
    assert mix_variance([CALLS, ASKS], {Kind.CALLS: 100 * times, Kind.REFERRALS: 5 * times}) == pytest.approx(0.0)


def test_all_of_a_channel_that_was_never_used_adds_all_that_is_not_known_of_it() -> None:
    new = replace(ASKS, recent=0.0)
    assert mix_variance([CALLS, new], {Kind.REFERRALS: 5.0}) == pytest.approx(0.2**2 + 0.6**2)


def test_doing_nothing_is_sure() -> None:
    assert mix_variance([CALLS, ASKS], {}) == 0.0


def test_less_certain_is_wider_about_the_same_mean() -> None:
    book = example().book
    sure, unsure = (law(outlook(book, 600e3, 4.0, extra).plan) for extra in (0.0, 0.36))
    assert unsure.mean == pytest.approx(sure.mean, rel=1e-3)
    assert unsure.quantile(0.1) < sure.quantile(0.1)
    assert unsure.quantile(0.9) > sure.quantile(0.9)
