"""Are renewals won at their own rate when they fall due?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.unit.method.conftest import amounts, arrivals, cycle, open_deals

from ownit.method.cycle.renewals import RenewalCells, Renewals, fit
from ownit.method.deals import OpenDeals, Window, Won
from ownit.method.ground import ground
from ownit.method.law import Missing


def cells(won: float, lost: float, delay: tuple[int, ...] = (0,)) -> RenewalCells:
    return RenewalCells(
        won=np.array([won, 0.0]),
        lost=np.array([lost, 0.0]),
        delay=np.array(delay, dtype=float),
        count=np.ones(len(delay)),
        group=np.zeros(2, dtype=np.int64),
    )


def fitted(c: RenewalCells) -> Renewals:
    found = fit(c)
    assert isinstance(found, Renewals)
    return found


def test_a_renewal_is_won_on_its_due_day_or_not_at_all() -> None:
    found = fitted(cells(900, 100))
    chance = found.chance(0, np.array([1.0, 49.0, 50.0, -5.0]), lead=0, horizon=49)
    assert chance == pytest.approx([0.9, 0.9, 0.0, 0.9], abs=0.01)  # one that is overdue is decided tomorrow
    assert found.chance(0, np.array([10.0]), lead=10, horizon=49).tolist() == [0.0]
    assert found.chance(1, np.array([10.0]), lead=0, horizon=49)[0] == pytest.approx(0.9, abs=0.05)  # as others


def test_delays_on_record_move_the_decision_and_only_days_to_come_are_possible() -> None:
    found = fitted(cells(1000, 0, delay=(-20, 0, 20, 40)))
    assert found.chance(0, np.array([30.0]), lead=0, horizon=49)[0] == pytest.approx(0.5, abs=0.01)
    assert found.chance(0, np.array([10.0]), lead=0, horizon=29)[0] == pytest.approx(1 / 3, abs=0.01)


def test_few_renewals_are_named() -> None:
    lack = fit(cells(3, 1))
    assert isinstance(lack, Missing)
    assert (lack.code, lack.n, lack.needed) == ("too_few_renewals", 4, 10)


def test_in_the_law_a_renewal_does_not_follow_the_hazards() -> None:
    """Two deals of equal age, one of them a renewal that falls due in the window."""
    hunted = open_deals([(0, 40, 100.0, 0), (0, 40, 100.0, 0)])  # type: ignore[list-item]  # origins by number
    deals = OpenDeals(
        person=hunted.person,
        age=hunted.age,
        amount=hunted.amount,
        origin=hunted.origin,
        gate=hunted.gate,
        overlay=hunted.overlay,
        due=np.array([np.nan, 20.0]),
    )
    view = ground(
        deals,
        1,
        won=Won(
            amount=np.zeros((1, 3)), deals=np.zeros((1, 3), dtype=np.int64), without_amount=np.zeros(1, dtype=np.int64)
        ),
        cycle=replace(cycle(1), renewals=fitted(cells(900, 100))),
        amounts=amounts(1, (100.0,)),
        arrivals=arrivals(1, 0.0),
        window=Window(as_of=date(2026, 8, 12), start=date(2026, 7, 1), end=date(2026, 9, 30)),
    )
    chance = view.chance[0]
    assert chance[0].max() < 0.6
    assert chance[1] == pytest.approx(np.full(chance.shape[1], 0.9), abs=0.01)
