"""Are deals of which no end is written taken to be lost about as often as they are, and no other?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.plan.sellers import EXAMPLE, YEAR

from ownit.answers.plan.word import drawn, presumed
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.heard import Heard
from ownit.method.plan.said import seller
from ownit.method.plan.unwritten import Closing, settled, still_open
from ownit.method.priors import Measure, published

SILENT = Closing(median=60.0, win=0.2, losses_told=False)
TOLD = replace(SILENT, losses_told=True)


def silent_half_year() -> tuple[Heard, float]:
    """Twenty deals opened each week of half a year, all that was won written and no loss; and how many are open."""
    ages, won, still = [], 0, 0.0
    for week in range(26):
        age = 7 * week + 3
        closed = float(SILENT.by(np.array([float(age)]))[0])
        wins = round(20 * 0.2 * closed)
        ages += [age] * (20 - wins)
        won, still = won + wins, still + 20 * (1.0 - closed)
    return Heard(won=won, open_ages=tuple(ages), open_amounts=(25e3,) * len(ages), losses_told=False), still


def test_where_no_loss_is_written_as_many_are_left_open_as_are() -> None:
    heard, still = silent_half_year()
    assert len(heard.open_ages) > 2 * still
    found = settled(heard, SILENT)
    assert len(found.open_ages) == pytest.approx(still, rel=0.02)
    assert len(found.open_amounts) == len(found.open_ages)
    assert found.presumed + len(found.open_ages) == len(heard.open_ages)


def test_the_share_won_and_the_chance_are_those_of_who_writes_all() -> None:
    """Without it the open deals of half a year would bring four times what they do, and more would seem to be won."""
    heard, still = silent_half_year()
    whole = replace(
        heard,
        open_ages=tuple(sorted(heard.open_ages)[: round(still)]),
        open_amounts=(25e3,) * round(still),
        lost=len(heard.open_ages) - round(still),
        losses_told=True,
    )
    silent, told = (seller(EXAMPLE, won=0.0, window=YEAR, heard=h).book for h in (heard, whole))
    brings = [law(outlook(book, 300e3, 2.0).nothing_more).mean for book in (silent, told)]
    assert brings[0] == pytest.approx(brings[1], rel=0.03)
    believed = seller(EXAMPLE, won=0.0, window=YEAR, heard=replace(heard, losses_told=True)).book
    assert law(outlook(believed, 300e3, 2.0).nothing_more).mean > 1.5 * brings[1]


@given(age=st.floats(1.0, 150.0), n=st.integers(1, 40))
def test_where_losses_are_written_what_is_open_is_open(age: float, n: int) -> None:
    assert still_open(np.full(n, age), np.zeros(n), TOLD).all()


def test_but_not_for_ever() -> None:
    age = np.array([100.0, 150.0, 170.0, 400.0])
    assert still_open(age, np.zeros(4), TOLD).tolist() == [True, True, False, False]
    assert still_open(age, age - 30.0, TOLD).all(), "what was said to be open a month ago is"


def test_a_few_deals_without_a_loss_are_no_silence() -> None:
    assert still_open(np.array([20.0, 60.0, 80.0]), np.zeros(3), SILENT).all()


def test_what_was_said_to_be_open_grows_older() -> None:
    word = replace(EXAMPLE, open_amount=10 * 25e3)
    ages = {
        ago: seller(word, won=0.0, window=YEAR, heard=Heard(said_ago=ago, losses_told=False)).book.deals.age
        for ago in (0, 60, 300)
    }
    assert ages[0].tolist() == [30] * 10
    assert 0 < len(ages[60]) < 10
    assert set(ages[60]) == {90}
    assert len(ages[300]) == 0


def test_it_is_said() -> None:
    assert presumed(Heard()) == ()
    assert presumed(Heard(presumed=6, losses_told=False)) == (
        "6 deals that your journal has as open are taken to be lost, as many as usual by their age, since no loss is "
        'written there: log what became of each, such as ownit log "lost NAME"',
    )
    assert presumed(Heard(presumed=1))[0].startswith("1 deal that your journal has as open is taken to be lost: 19 of")
    share = drawn(0.4, 0.3, published(Measure.WIN_PER_OPPORTUNITY), Heard(won=3, presumed=9))
    assert share.endswith("With 3 closed in your journal, 3 won and 9 taken to be lost, 3 of 10 is reckoned with.")
