"""Are the small companies what their parameters say, and is their split honest?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.connectors.simulate.clock import calendar_of, stream
from ownit.connectors.simulate.cycle import Cycle, cycle_of, exits
from ownit.connectors.simulate.deals import draw_deals
from ownit.connectors.simulate.parameters import Company, Factor, Seller
from ownit.connectors.simulate.small import LOST, OPEN, WON, deal_table, small_companies

STARTS, ENDS = date(2024, 1, 1), date(2026, 12, 31)


def company(*sellers: Seller) -> Company:
    return Company(name="Test", starts_on=STARTS, ends_on=ENDS, sellers=sellers, factor=Factor(sd=0.0))


def seller(number: int, **changes: object) -> Seller:
    return replace(Seller(number=number, name=f"S{number}", leader=0), **changes)  # type: ignore[arg-type]  # any field


def test_the_same_seed_gives_the_same_companies_and_another_seed_others() -> None:
    one, again, other = (next(small_companies(1, 3, seed)) for seed in (5, 5, 6))
    assert np.array_equal(one.deals.amount, again.deals.amount)
    assert np.array_equal(one.deals.closed_on, again.deals.closed_on, equal_nan=True)
    assert not np.array_equal(one.deals.amount, other.deals.amount)


def test_a_sellers_deals_do_not_depend_on_who_else_there_is() -> None:
    calendar = calendar_of(company(seller(7)), seed=3)
    alone = draw_deals(company(seller(7)), seller(7), calendar, 3)
    crowd = company(seller(1), seller(9), seller(7))
    among = draw_deals(crowd, seller(7), calendar_of(crowd, seed=3), 3)
    assert np.array_equal(alone.created, among.created)
    assert np.array_equal(alone.closed, among.closed)
    assert np.array_equal(alone.first_amount, among.first_amount)


def test_exits_follow_the_closed_form_of_competing_hazards() -> None:
    """P(won) and the share won within 60 days equal the sums of the incidence, within four standard errors."""
    cycle, n, days = cycle_of(90.0, 0.3), 40_000, 1500
    flat = np.ones(days)
    left, won = exits(
        stream(1, 1, 1),
        cycle,
        first=np.zeros(n, dtype=np.int64),
        age=np.zeros(n, dtype=np.int64),
        until=np.full(n, days),
        calendar=(flat, flat),
        group=np.zeros(n, dtype=np.int64),
        multipliers=((1.0, 1.0),),
    )
    incidence = cycle.incidence(days)[0]
    for truth, seen in ((incidence.sum(), won.mean()), (incidence[:60].sum(), (won & (left < 60)).mean())):
        assert abs(seen - truth) < 4 * (truth * (1 - truth) / n) ** 0.5


@given(days=st.floats(20, 300), p=st.floats(0.05, 0.8))
@settings(max_examples=settings().max_examples * 10 // 100, deadline=None)
def test_a_cycle_has_the_days_and_the_win_probability_asked_for(days: float, p: float) -> None:
    cycle = cycle_of(days, p)
    assert cycle.win_probability == pytest.approx(p, abs=0.01)
    assert cycle.median_days_to_win == pytest.approx(days, abs=2)


def test_constant_hazards_are_won_in_proportion() -> None:
    assert Cycle(starts=(0,), won=(0.01,), lost=(0.03,)).win_probability == pytest.approx(0.25, abs=1e-3)


def test_what_is_known_on_a_day_hides_what_came_later() -> None:
    for small in small_companies(5, 4, 11):
        known, on = small.known, np.datetime64(small.as_of)
        assert (known.created_on <= on).all()
        assert (known.closed_on[known.outcome != OPEN] <= on).all()
        assert np.isnat(known.closed_on[known.outcome == OPEN]).all()
        later = small.deals.won(small.as_of, small.period_end, people=4).sum()
        assert later > 0 or small.realised.sum() == known.won(small.period_start, small.as_of, people=4).sum()


def test_realised_is_won_before_the_split_plus_won_after_it() -> None:
    for small in small_companies(5, 3, 2):
        before = small.known.won(small.period_start, small.as_of, people=3)
        after = small.deals.won(date(2026, 8, 13), small.period_end, people=3)
        assert np.allclose(before + after, small.realised)
        assert (small.realised_own <= small.realised).all()


def test_phantom_deals_are_never_won_and_linger() -> None:
    deals = deal_table(company(replace(seller(1), integrity=replace(seller(1).integrity, phantom_share=0.5))), 4)
    assert not (deals.outcome[deals.phantom] == WON).any()
    assert (deals.outcome[deals.phantom] == OPEN).mean() > (deals.outcome[~deals.phantom] == OPEN).mean()
    assert (deals.outcome[deals.phantom] == LOST).any()


@pytest.mark.slow
def test_goals_are_within_reach_on_average() -> None:
    """Over many companies the realised total is near the goals' total: the long-run mean is reckoned right."""
    many = list(small_companies(60, 6, 8, factor=Factor(sd=0.0)))
    assert sum(s.realised.sum() for s in many) == pytest.approx(sum(s.goals.sum() for s in many), rel=0.15)
