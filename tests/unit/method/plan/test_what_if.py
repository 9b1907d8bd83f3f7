"""Does a change do to the plan what it says, and nothing else?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.unit.method.plan.sellers import example

from ownit.method.blocks.kinds import Kind
from ownit.method.cycle import win_probability
from ownit.method.plan.make import make
from ownit.method.plan.said import believed
from ownit.method.plan.what_if import BadWhatIfError, WhatIf, changed, win_rate

GOAL = 500e3


def test_no_change_changes_nothing() -> None:
    assert make(changed(example(), WhatIf()), GOAL, 0.8) == make(example(), GOAL, 0.8)


def test_a_win_rate_is_what_it_was_times_the_factor() -> None:
    before, after = example(), changed(example(), WhatIf(win=1.5))
    share, _ = believed(0.2)
    assert win_rate(before.book.cycle) == pytest.approx(share, abs=0.002)
    assert win_rate(after.book.cycle) == pytest.approx(1.5 * share, abs=0.003)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_cycle_so_many_times_as_long_wins_as_much_at_so_many_times_the_age(factor: float) -> None:
    seller = example()
    none = np.zeros(1, dtype=np.int64)

    def within(days: int, cycle: Any) -> float:
        return float(win_probability(cycle, age=none, band=none, multiplier=np.ones(1), lead=0, horizon=days)[0, 0])

    slower = changed(seller, WhatIf(cycle=factor)).book.cycle
    for days in (20, 60, 120, 200):
        assert within(round(days * factor), slower) == pytest.approx(within(days, seller.book.cycle), abs=0.012)


def test_better_is_better() -> None:
    usual = make(example(), GOAL, 0.8)
    for better in (WhatIf(win=1.3), WhatIf(amount=1.3), WhatIf(cycle=0.6)):
        assert make(changed(example(), better), GOAL, 0.8).hours.creating < usual.hours.creating


def test_a_source_that_fails_is_not_used() -> None:
    plan = make(changed(example(), WhatIf(without=Kind.REFERRALS)), GOAL, 0.8)
    assert Kind.REFERRALS not in [line.channel for line in plan.lines]
    assert plan.hours.creating >= make(example(), GOAL, 0.8).hours.creating


def test_fewer_hours_than_needed_are_all_used_and_do_not_reach() -> None:
    plan = make(changed(example(), WhatIf(hours=6.0)), GOAL, 0.8)
    assert plan.hours.creating == pytest.approx(6.0)
    assert not plan.feasible


def test_more_hours_than_needed_are_all_given_for_a_better_chance() -> None:
    usual = make(example(), GOAL, 0.8)
    more = usual.hours.creating + 2.0
    plan = make(changed(example(), WhatIf(hours=more)), GOAL, 0.8, whole=True)
    assert plan.hours.creating == pytest.approx(more, abs=0.02)
    assert plan.feasible
    assert plan.chance > usual.chance


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"hours": 200.0}, "168 hours"),
        ({"win": 0.0}, "How many are won can be from a twentieth of what it is now to twenty times as much"),
        ({"amount": 100.0}, "What a deal is worth can be from a twentieth"),
        ({"cycle": 21.0}, "The days that a deal takes can be from a twentieth"),
        ({"goal": -1.0}, "above zero"),
        ({"confidence": 1.0}, "between 0 and 1"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_give(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadWhatIfError, match=says):
        WhatIf(**changes)


def test_no_one_wins_more_than_all() -> None:
    with pytest.raises(BadWhatIfError, match="say at most 98%"):
        changed(example(), WhatIf(win=6.0))
