"""What a week has left is never below nothing, and winning a deal takes what it took."""

from __future__ import annotations

import numpy as np
import pytest

from ownit.method.plan.week import USUAL_HOURS, Spent, limits, per_deal


def spent(**given: float) -> Spent:
    terms = {"creating": 6.0, "winning": 10.0, "serving": 5.0, "won_hours": 300.0, "closed": 50.0} | given
    return Spent(**{name: np.array([value]) for name, value in terms.items()})


def test_winning_a_deal_takes_what_winning_took_over_the_deals_closed() -> None:
    assert per_deal(spent()) == pytest.approx([6.0])
    assert limits(spent(), 0).per_deal == pytest.approx(6.0)


def test_who_has_closed_little_is_taken_for_people_in_general() -> None:
    """5 hours and one deal, beside 500 hours over 99: (5 + 5 x 5.05) / (1 + 5)."""
    two = Spent(
        creating=np.ones(2),
        winning=np.ones(2),
        serving=np.ones(2),
        won_hours=np.array([5.0, 500.0]),
        closed=np.array([1.0, 99.0]),
    )
    assert per_deal(two)[0] == pytest.approx((5.0 + 5.0 * 5.05) / 6.0)


@pytest.mark.parametrize("given", [{"won_hours": 0.0}, {"closed": 0.0}])
def test_without_a_record_of_winning_a_usual_time_stands(given: dict[str, float]) -> None:
    assert per_deal(spent(**given)).tolist() == [USUAL_HOURS]


def test_winning_and_serving_fit_into_the_week() -> None:
    full = limits(spent(serving=50.0, winning=20.0), 0, week=30.0)
    assert (full.week, full.serving, full.winning_now) == (30.0, 30.0, 0.0)
