"""Does the law of a count keep what is certain and spread what is not?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.counts import NEEDED, count_outlook
from ownit.method.law import Law, Missing


def going(so_far: int, recent: int, recent_days: float = 90, days_left: float = 45) -> Law:
    outlook = count_outlook(
        so_far=so_far, recent=recent, recent_days=recent_days, days_left=days_left, noun="meetings held"
    )
    assert isinstance(outlook.as_going, Law)
    return outlook.as_going


def test_agrees_with_the_gamma_poisson_mixture_it_states() -> None:
    """31 held, 60 in the last 90 days, 49 days left: the closed form against 400,000 draws of the mixture."""
    law = going(31, 60, 90, 49)
    rng = np.random.default_rng(20260812)
    draws = 31 + rng.poisson(rng.gamma(60.5, 1 / 90, 400_000) * 49)
    for goal in (50, 60, 64, 70, 80):
        truth = float((draws >= goal).mean())
        assert law.p_hit(goal) == pytest.approx(truth, abs=4 * np.sqrt(0.25 / draws.size))
    assert law.mean == pytest.approx(draws.mean(), rel=2e-3)


def test_too_few_is_said_not_guessed() -> None:
    outlook = count_outlook(so_far=2, recent=NEEDED - 1, recent_days=90, days_left=10, noun="meetings held")
    assert isinstance(outlook.as_going, Missing)
    assert outlook.as_going.n == NEEDED - 1
    assert "meetings held" in outlook.as_going.text
    assert isinstance(outlook.nothing_more, Law)
    assert outlook.nothing_more.p_hit(2) == 1.0
    assert outlook.nothing_more.p_hit(3) == 0.0


def test_a_period_that_is_over_is_certain() -> None:
    law = going(40, 60, days_left=0)
    assert (law.mean, law.p_hit(40), law.p_hit(41)) == (40.0, 1.0, 0.0)


@given(
    so_far=st.integers(0, 200), recent=st.integers(NEEDED, 400), days_left=st.floats(0.5, 365), extra=st.integers(1, 50)
)
def test_quantiles_are_ordered_and_more_done_never_hurts(
    so_far: int, recent: int, days_left: float, extra: int
) -> None:
    law, more = going(so_far, recent, 90, days_left), going(so_far + extra, recent, 90, days_left)
    assert law.quantile(0.1) <= law.quantile(0.5) <= law.quantile(0.9)
    assert np.all(np.diff(law.at_least) <= 1e-12)
    assert law.at_least[-1] < 1e-9
    for goal in (so_far, so_far + 3, so_far + 30):
        assert more.p_hit(goal) >= law.p_hit(goal) - 1e-12
