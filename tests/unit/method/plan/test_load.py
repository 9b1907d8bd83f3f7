"""Is winning charged for what a plan leaves open, and only for what it changes?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.method.plan.sellers import EXAMPLE, example

from ownit.method.cycle import Load
from ownit.method.plan.book import Book
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.load import loaded, open_days
from ownit.method.plan.said import cycle


def book(multiplier: list[float], usual: float = 15.0, *, real: bool = True) -> Book:
    load = Load(multiplier=np.array(multiplier), usual=np.array([usual]), today=np.array([1]))
    one = example().book
    return replace(one, cycle=replace(one.cycle, load=load, load_real=real))


LATELY = EXAMPLE.meetings * 0.5  # deals a week of a normal week


def test_as_much_as_lately_changes_nothing() -> None:
    told = outlook(book([1.3, 1.0, 0.6]), 600e3, LATELY)
    assert law(told.plan).p_hit(600e3) == pytest.approx(law(told.as_going).p_hit(600e3), abs=1e-9)


def test_more_than_lately_wins_less_of_each_where_load_tells() -> None:
    free, charged = (law(outlook(b, 600e3, 3 * LATELY).plan).mean for b in (book([1.0] * 3), book([1.3, 1.0, 0.6])))
    assert charged < 0.95 * free


def test_what_is_not_told_apart_is_not_charged() -> None:
    plain = book([1.3, 1.0, 0.6], real=False)
    assert loaded(plain, 3.0) is plain


def test_the_charge_has_no_steps() -> None:
    one = book([1.3, 1.0, 0.6])
    means = [loaded(one, rate).cycle.person_mean[0] for rate in np.linspace(0.05, 3.0, 4000)]
    assert np.max(np.abs(np.diff(means))) < 0.01
    assert np.all(np.diff(means) <= 1e-12)


def test_deals_are_open_as_long_as_their_hazards_say() -> None:
    """A lognormal of median 60 days and log-sd 0.6 has the mean 60 exp(0.18)."""
    assert open_days(cycle(0.2, 60.0)) == pytest.approx(60.0 * np.exp(0.18), rel=0.02)
