"""Is winning charged for what a plan leaves open, and only for what it changes?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.method.plan.sellers import EXAMPLE, example

from ownit.method.cycle import Load
from ownit.method.plan.book import Book
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.frontier import within
from ownit.method.plan.growing import Winning
from ownit.method.plan.load import loaded, open_days, winning
from ownit.method.plan.make import make
from ownit.method.plan.said import cycle, winning_asked


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


@pytest.mark.slow
def test_the_charge_has_no_steps() -> None:
    one = book([1.3, 1.0, 0.6])
    means = [loaded(one, rate).cycle.person_mean[0] for rate in np.linspace(0.05, 3.0, 4000)]
    assert np.max(np.abs(np.diff(means))) < 0.01
    assert np.all(np.diff(means) <= 1e-12)


def test_deals_are_open_as_long_as_their_hazards_say() -> None:
    """A lognormal of median 60 days and log-sd 0.6 has the mean 60 exp(0.18)."""
    assert open_days(cycle(0.2, 60.0)) == pytest.approx(60.0 * np.exp(0.18), rel=0.02)


def test_nothing_open_takes_no_winning_and_as_much_as_the_plan_opens_takes_the_plans() -> None:
    nothing = winning(example())
    steady = example().limits.per_deal * LATELY  # hours a week for all that is opened
    assert nothing.on(0, steady) == 0
    assert nothing.on(round(nothing.days / 2), steady) == pytest.approx(steady / 2, rel=0.02)
    assert nothing.on(400, steady) == steady
    in_flow = LATELY * nothing.days / 7.0 * EXAMPLE.amounts[0]  # what a steady week leaves open (Little's law)
    assert winning(example(word=replace(EXAMPLE, open_amount=in_flow))).on(0, steady) == pytest.approx(steady, rel=0.05)


def test_what_is_open_is_never_asked_more_for_than_the_plan_has() -> None:
    assert Winning(now=20.0, days=70.0).on(0, 8.0) == 8.0


@pytest.mark.parametrize("open_now", [0.0, 125e3, 2500e3])
def test_winning_is_what_is_open_or_what_is_opened_whichever_takes_more(open_now: float) -> None:
    """By a word an open deal takes its hours spread over the time that it is open."""
    seller = example(word=replace(EXAMPLE, open_amount=open_now))
    days, deals = open_days(seller.book.cycle), open_now / EXAMPLE.amounts[0]
    now, opened = deals * EXAMPLE.winning_hours * 7.0 / days, within(seller, 8.0).effort.opened
    assert within(seller, 8.0).hours.winning == pytest.approx(max(now, EXAMPLE.winning_hours * opened))


def test_who_goes_on_as_before_wins_in_the_same_hours() -> None:
    """As many are open as a steady effort leaves open (Little's law): the week's winning is that of what it opens."""
    opened = within(example(), 8.0).effort.opened
    lately = opened * open_days(example().book.cycle) / 7.0 * EXAMPLE.amounts[0]
    seller = example(word=replace(EXAMPLE, open_amount=lately))
    assert within(seller, 8.0).hours.winning == pytest.approx(
        EXAMPLE.winning_hours * opened, rel=0.05
    )  # of whole deals


def test_winning_what_is_said_to_be_open_takes_no_more_than_the_week_has() -> None:
    """Three hundred deals that are open would take some 59 hours a week, of the 36 that serving leaves."""
    word = replace(EXAMPLE, open_amount=300 * 25e3)
    crowded = example(word=word)
    assert winning_asked(word, crowded.book) > 50.0
    assert crowded.limits.winning_now == word.week - word.serving
    made = make(crowded, 300e3, 0.8)
    assert made.feasible
    assert made.hours.creating == 0.0
    assert made.hours.total <= word.week


def test_what_is_won_is_told_from_what_is_all_but_won() -> None:
    crowded = example(word=replace(EXAMPLE, open_amount=300 * 25e3))
    assert make(crowded, 300e3, 0.8).made is False
    assert make(example(won=300e3), 300e3, 0.8).made is True
