"""Is a company that behaves the same for the same seed, and does its CRM know no future?"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ownit.connectors.simulate.behaviour.book import book_of
from ownit.connectors.simulate.behaviour.company import simulate
from ownit.connectors.simulate.behaviour.numbers import FIRST_SELLER
from ownit.connectors.simulate.behaviour.scenarios import BASE, SCENARIOS
from ownit.connectors.simulate.behaviour.seeds import BENCH_SEEDS, TEST_SEEDS
from ownit.connectors.simulate.clock import day_number, day_of
from ownit.connectors.simulate.deals import NEVER

from .companies import AS_OF, book, company

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "behaviour.md"


def same(one: object, other: object) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))  # type: ignore[arg-type]  # any dataclass of arrays


def test_no_seed_of_the_tests_is_one_of_the_bench() -> None:
    assert not set(TEST_SEEDS) & set(BENCH_SEEDS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_guide_tells_of_each_scenario(name: str) -> None:
    assert f"| `{name}` |" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - {"base"}))
def test_a_scenario_is_one_habit_of_its_name(name: str) -> None:
    laid = [f.name for f in fields(BASE) if f.default is None and getattr(SCENARIOS[name], f.name) is not None]
    assert laid == [name.removesuffix("_watched")]  # a watched one is read often: the same habit


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_seed_gives_the_same_company(name: str) -> None:
    again = simulate(SCENARIOS[name], np.random.default_rng(TEST_SEEDS[1]))
    assert same(again.deals, company(name).deals)
    assert same(again.touches, company(name).touches)
    other = simulate(SCENARIOS[name], np.random.default_rng(TEST_SEEDS[2]))
    assert not np.array_equal(other.deals.opened, company(name).deals.opened)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_crm_knows_nothing_of_what_comes_after(name: str) -> None:
    day = min(AS_OF, company(name).market.last)
    there = book_of(company(name), day)
    assert len(there.opportunities.id)
    for happened in (there.opportunities.created, there.histories.day, there.touches.day, there.leads.day):
        assert (happened <= day).all()
    closed = there.opportunities.closed
    assert ((closed <= day) | (closed == NEVER)).all()
    assert (there.opportunities.created <= closed).all()
    assert not there.opportunities.won[closed == NEVER].any()


@pytest.mark.parametrize("name", ["base", "leavers", "bulk_losses"])
def test_a_later_day_continues_an_earlier_one(name: str) -> None:
    before, after = book(name), book(name, AS_OF + 60)
    kept = np.isin(after.opportunities.id, before.opportunities.id)
    assert np.array_equal(after.opportunities.id[kept], before.opportunities.id)
    closed = before.opportunities.closed <= AS_OF
    assert np.array_equal(after.opportunities.closed[kept][closed], before.opportunities.closed[closed])
    assert np.isin(before.histories.serial, after.histories.serial).all()


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - {"overwritten"}))
def test_what_the_crm_says_was_won_is_what_was_won(name: str) -> None:
    c = company(name)
    last = min(AS_OF, c.market.last)
    there = book_of(c, last).opportunities
    first = day_number(date(2025, 1, 1))
    inside = there.won & (there.closed >= first)
    shown = np.bincount(there.owner[inside] - FIRST_SELLER, weights=there.amount[inside], minlength=len(c.sellers))
    true = c.won(date(2025, 1, 1), day_of(last))
    assert shown == pytest.approx(true[:, 1])
    assert (true[:, 0] <= true[:, 1]).all()
