"""Are dead deals told from living ones, where there are any?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from ownit.connectors.simulate.small import LOST, OPEN, WON, DealTable
from ownit.connectors.simulate.statistics import cycle_cells
from ownit.method.cycle import Cycle, fit
from ownit.method.deals import Floats

AS_OF = date(2026, 8, 12)


def book(share: Floats, rng: np.random.Generator, each: int = 600) -> DealTable:
    """Deals of two years; person i abandons ``share[i]`` of them at once, the rest close at 20 to 100 days of age."""
    n = each * len(share)
    person = np.repeat(np.arange(len(share)), each)
    created = np.datetime64(AS_OF - timedelta(days=729)) + rng.integers(0, 729, n).astype("timedelta64[D]")
    closes = created + rng.integers(20, 101, n).astype("timedelta64[D]")
    dead = rng.random(n) < share[person]
    still = dead | (closes > np.datetime64(AS_OF))
    return DealTable(
        person=person,
        own=np.ones(n, dtype=np.bool_),
        created_on=created,
        closed_on=np.where(still, np.datetime64("NaT"), closes),
        outcome=np.where(still, OPEN, np.where(rng.random(n) < 0.4, WON, LOST)),
        amount=np.full(n, 1000.0),
        phantom=np.zeros(n, dtype=np.bool_),
    )


def fitted(table: DealTable, people: int) -> Cycle:
    found = fit(cycle_cells(table, people, AS_OF))
    assert isinstance(found, Cycle)
    return found


def test_who_abandons_how_much_is_found_and_is_no_matter_of_winning() -> None:
    truth = np.array([0.05, 0.1, 0.2, 0.5])
    found = fitted(book(truth, np.random.default_rng(41)), len(truth))
    assert found.abandoned is not None
    assert found.abandoned.until == 105
    assert found.abandoned.share == pytest.approx(truth, abs=0.06)
    assert found.abandoned.real[-1]
    assert not found.person_real.any()
    assert found.person_mean == pytest.approx(np.ones(4), abs=0.15)


def test_what_is_older_than_any_that_closed_has_next_to_no_chance() -> None:
    found = fitted(book(np.array([0.3, 0.3]), np.random.default_rng(42)), 2)
    alive = found.alive(0, np.array([0, 30, 60, 90, 104, 110, 700]))
    assert alive[0] == pytest.approx(0.7, abs=0.05)
    assert np.all(np.diff(alive) <= 0)
    assert alive[4] < 0.2
    assert alive[-2:] == pytest.approx([0.001, 0.001])
    assert found.kept_up(0) == pytest.approx(0.7, abs=0.05)


def test_where_deals_close_at_every_age_nobody_abandons() -> None:
    rng = np.random.default_rng(43)
    table = book(np.zeros(2), rng)
    closes = table.created_on + np.ceil(rng.exponential(90, len(table.person))).astype("timedelta64[D]")
    still = closes > np.datetime64(AS_OF)
    steady = DealTable(
        person=table.person,
        own=table.own,
        created_on=table.created_on,
        closed_on=np.where(still, np.datetime64("NaT"), closes),
        outcome=np.where(still, OPEN, np.where(rng.random(len(still)) < 0.4, WON, LOST)),
        amount=table.amount,
        phantom=table.phantom,
    )
    found = fitted(steady, 2)
    assert found.abandoned is None
    assert found.alive(0, np.array([500])).tolist() == [1.0]
