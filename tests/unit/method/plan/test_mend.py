"""Is a change that is said to make a plan fit enough, and no more than is needed?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ownit.method.deals import Window
from ownit.method.plan import typical
from ownit.method.plan.book import Seller
from ownit.method.plan.make import make
from ownit.method.plan.mend import Change, mends
from ownit.method.plan.said import seller
from ownit.method.plan.what_if import WhatIf, changed
from ownit.method.plan.word import Word

WORD = Word(amounts=(25e3,), cycle_days=60.0, win=0.2, meetings=4.0, hours=8.0, network=20)
YEAR = Window(as_of=date(2026, 12, 31), start=date(2027, 1, 1), end=date(2027, 12, 31))
GOAL, CONFIDENCE = 800e3, 0.8


@pytest.fixture(scope="module")
def short() -> Seller:
    return seller(WORD, won=0.0, window=YEAR)


def mended(of: Seller, change: Change, value: float) -> tuple[Seller, float]:
    """The seller and goal with a change made."""
    match change:
        case Change.GOAL:
            return of, value
        case Change.WIN:
            return changed(of, WhatIf(win=value)), GOAL
        case Change.AMOUNT:
            return changed(of, WhatIf(amount=value)), GOAL
        case Change.CYCLE:
            return changed(of, WhatIf(cycle=value)), GOAL
        case Change.YIELD:
            ways = tuple(replace(way, opened=way.opened * value) for way in of.ways)
            return replace(of, ways=ways), GOAL
        case Change.WEEK:
            return replace(of, limits=replace(of.limits, week=value)), GOAL


def test_each_is_enough_and_nine_tenths_of_it_is_not(short: Seller) -> None:
    assert not make(short, GOAL, CONFIDENCE).feasible
    found = mends(short, GOAL, CONFIDENCE)
    assert {Change.GOAL, Change.WIN, Change.AMOUNT} <= {m.change for m in found}
    for one in found:
        assert make(*mended(short, one.change, one.value), CONFIDENCE).feasible, one
        base = GOAL if one.change is Change.GOAL else short.limits.week if one.change is Change.WEEK else 1.0
        less = one.value + 0.1 * (base - one.value)
        assert not make(*mended(short, one.change, less), CONFIDENCE).feasible, one


def test_where_nothing_is_enough_nothing_is_said(short: Seller) -> None:
    tried = mends(short, 100.0 * GOAL, CONFIDENCE)
    assert {m.change for m in tried} <= {Change.GOAL}


def test_what_is_typical_is_what_was_said(short: Seller) -> None:
    assert typical.worth(short.book) == pytest.approx(25e3)
    assert typical.days(short.book.cycle) == pytest.approx(60.0, abs=2.0)
    assert 0 < typical.won_in_time(short.book) <= 0.2
