"""Is a share won that only a word speaks for drawn to what is published, and let go as deals are closed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.answers.plan.word import assumed, drawn
from ownit.method.plan.heard import Heard, learn
from ownit.method.plan.said import WIN_LOG_SD, believed, share_won
from ownit.method.priors import Measure, published

ROW = published(Measure.WIN_PER_OPPORTUNITY)


@given(said=st.floats(0.01, 1.0))
def test_it_lies_between_what_is_said_and_what_is_published_and_is_surer_than_either(said: float) -> None:
    win, log_sd = believed(said)
    assert min(said, ROW.value) - 1e-12 <= win <= max(said, ROW.value) + 1e-12
    assert log_sd < WIN_LOG_SD


@given(one=st.floats(0.01, 1.0), other=st.floats(0.01, 1.0))
def test_who_says_more_is_believed_more(one: float, other: float) -> None:
    assert (one < other) == (believed(one)[0] < believed(other)[0]) or abs(one - other) < 1e-12


def test_a_word_weighs_four_times_what_is_published() -> None:
    assert believed(0.4)[0] == pytest.approx(0.4**0.8 * ROW.value**0.2)


def test_closed_deals_take_over() -> None:
    win, log_sd = believed(0.5)
    none = learn(0.5, win, opening_log_sd=0.3, win_log_sd=log_sd, heard=Heard())
    many = learn(0.5, win, opening_log_sd=0.3, win_log_sd=log_sd, heard=Heard(won=500, lost=500))
    assert none.win == pytest.approx(win)
    assert many.win == pytest.approx(0.5, abs=0.005)


def test_it_is_told_only_where_it_is_seen() -> None:
    assert drawn(0.2, believed(0.2)[0], ROW) == ""
    assert drawn(0.4, believed(0.4)[0], ROW) == (
        "You say you win 4 of 10; published is 1.9 of 10 (Ebsta x Pavilion, as re-quoted, 2025). "
        "3.4 of 10 is reckoned with until your own deals show it."
    )


def test_what_own_deals_showed_is_in_the_share_that_is_told() -> None:
    heard = Heard(won=1, lost=1, opened=3, hours=4.6)
    win = share_won(0.4, heard)
    assert share_won(0.4) == believed(0.4)[0] < win < 0.5
    assert drawn(0.4, win, ROW, heard).endswith(
        f"With 2 closed in your journal, 1 won, {10 * win:.1f} of 10 is reckoned with."
    )
    assert assumed(Heard()).startswith("Nobody's record is in this yet")
    assert assumed(heard).startswith("Your journal is in this by now: 3 opened in 5 h, 1 won of 2 closed. Else half")
