"""Do sellers on a course have the past they had, and open more for more effort, by the scenario's own laws?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ownit.connectors.simulate.behaviour.company import Company, simulate
from ownit.connectors.simulate.behaviour.course import MOST, Course
from ownit.connectors.simulate.behaviour.prospecting import Week, opened_a_week, pace, usual_week
from ownit.connectors.simulate.behaviour.scenarios import SCENARIOS
from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS
from ownit.connectors.simulate.clock import day_number

ADOPTED = date(2024, 12, 31)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
COLUMNS = ("opener", "account", "came", "opened", "won", "amount")


def on_course(name: str, times: float) -> Company:
    behaviour = replace(SCENARIOS[name], ends_on=YEAR[1])
    sellers = len(simulate(behaviour, np.random.default_rng(TEST_SEEDS[1])).sellers)
    course = Course(adopted=day_number(ADOPTED), pace=np.full(sellers, times))
    return simulate(behaviour, np.random.default_rng(TEST_SEEDS[1]), course)


@pytest.mark.parametrize("name", SCENARIOS)
def test_another_pace_changes_nothing_of_the_past(name: str) -> None:
    slow, fast = (on_course(name, times) for times in (0.5, 3.0))
    day = day_number(ADOPTED)
    before = [c.deals.opened <= day for c in (slow, fast)]
    for column in COLUMNS:
        one, other = (getattr(c.deals, column)[there] for c, there in zip((slow, fast), before, strict=True))
        assert np.array_equal(one, other), column
    past = (date(2024, 1, 1), ADOPTED)
    assert np.array_equal(slow.won(*past), fast.won(*past))
    own = [int((~c.deals.brought & ~b).sum()) for c, b in zip((slow, fast), before, strict=True)]
    assert own[1] > 3 * own[0]
    brought = [int((c.deals.brought & ~b).sum()) for c, b in zip((slow, fast), before, strict=True)]
    assert brought[0] == brought[1]


def test_the_faster_pace_opens_all_that_the_slower_one_does() -> None:
    slow, fast = (on_course("base", times) for times in (1.0, 2.0))
    keys = [set(zip(c.deals.opened, c.deals.account, c.deals.amount, strict=True)) for c in (slow, fast)]
    assert keys[0] < keys[1]


def test_twice_the_openings_win_less_than_twice_where_one_deal_is_signed_at_a_time() -> None:
    def gain(name: str) -> float:
        one, three = (on_course(name, times).won(*YEAR)[:, 0].sum() for times in (1.0, 3.0))
        return float(three / one)

    assert gain("fifo") < gain("base")


def test_a_usual_week_is_a_usual_pace_and_half_of_it_half() -> None:
    company = on_course("base", 1.0)
    usual = usual_week(company.behaviour, company.sellers)
    assert pace(company.behaviour, company.sellers, usual) == pytest.approx(1.0)
    assert pace(company.behaviour, company.sellers, usual.times(0.5)) == pytest.approx(0.5)


def test_beyond_what_anybody_does_effort_brings_less_and_where_it_diminishes_always() -> None:
    company, flat = on_course("base", 1.0), on_course("diminishing", 1.0)
    much = pace(company.behaviour, company.sellers, usual_week(company.behaviour, company.sellers).times(10.0))
    assert ((much > 2.0) & (much < 10.0)).all()
    twice = pace(flat.behaviour, flat.sellers, usual_week(flat.behaviour, flat.sellers).times(2.0))
    assert twice == pytest.approx(2**0.5)


def test_an_ask_opens_what_it_is_said_to_open() -> None:
    company = on_course("base", 1.0)
    none = np.zeros(len(company.sellers))
    asks = Week(calls=none, emails=none, asks=none + 2.0)
    opened = pace(company.behaviour, company.sellers, asks, 0.05) * opened_a_week(company.behaviour, company.sellers)
    assert opened == pytest.approx(0.1)


def test_a_pace_that_cannot_be_simulated_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 12 times"):
        Course(adopted=0, pace=np.array([MOST + 1]))
