"""Does what is said to be in the way of a plan make it fit when it is otherwise, and just so?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log

import pytest

from ownit.method.deals import Window
from ownit.method.plan.make import make
from ownit.method.plan.obstacle import FURTHEST, RATIO, Lever, better, obstacle

from .sellers import EXAMPLE, example

CONFIDENCE = 0.8
GOAL = 1_500_000.0


def test_each_change_makes_the_plan_fit_and_a_little_less_does_not() -> None:
    seller = example()
    assert not make(seller, GOAL, CONFIDENCE).feasible
    found = obstacle(seller, GOAL, CONFIDENCE)
    assert {c.lever for c in found.changes} >= {Lever.NUMBER, Lever.AMOUNT, Lever.WIN}
    assert list(found.changes) == sorted(found.changes, key=lambda c: round(c.far / log(RATIO)))
    for change in found.changes:
        for factor, fits in ((change.factor * 1.001, True), (change.factor / RATIO / 1.001, False)):
            goal = GOAL / factor if change.lever is Lever.NUMBER else GOAL
            assert make(better(seller, change.lever, factor), goal, CONFIDENCE).feasible is fits, (change, factor)


def test_the_number_that_fits_is_the_one_whose_plan_just_fits() -> None:
    found = obstacle(example(), GOAL, CONFIDENCE)
    assert make(example(), found.fits * 0.99, CONFIDENCE).feasible
    assert not make(example(), found.fits * 1.05, CONFIDENCE).feasible
    number = next(c for c in found.changes if c.lever is Lever.NUMBER)
    assert found.fits == pytest.approx(GOAL / number.factor, rel=RATIO - 1 + 0.01)


def test_what_no_single_answer_can_mend_is_said_so() -> None:
    found = obstacle(example(), GOAL * FURTHEST * 3, CONFIDENCE)
    assert found.changes == ()
    assert found.fits > 0


def test_where_nothing_can_be_won_in_time_nothing_fits() -> None:
    short = Window(as_of=date(2027, 12, 20), start=date(2027, 1, 1), end=date(2027, 12, 31))
    found = obstacle(example(window=short), GOAL, CONFIDENCE)
    assert found.fits == pytest.approx(0.0, abs=1.0)


def test_who_wins_nearly_all_is_not_told_to_win_more() -> None:
    word = replace(EXAMPLE, win=1.0, meetings=0.2)
    found = obstacle(example(word=word), GOAL, CONFIDENCE)
    assert Lever.WIN not in {c.lever for c in found.changes}
