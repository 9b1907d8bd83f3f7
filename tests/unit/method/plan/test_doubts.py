"""Does a plan say what no record shows of it, and nothing where the record does?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.method.plan.sellers import example

from ownit.answers.plan.doubting import doubting
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.book import Seller
from ownit.method.plan.channels import Way
from ownit.method.plan.doubts import Doubt, doubts
from ownit.method.rates import Evidence

CALLS = Way(channel=Kind.CALLS, minutes=4.0, opened=0.1, ever=10.0, evidence=Evidence.RECORD, recent=8.0)
ASKS = Way(channel=Kind.REFERRALS, minutes=15.0, opened=0.06, ever=0.0, most=2.0, evidence=Evidence.PUBLISHED)


@pytest.fixture
def seller() -> Seller:
    return replace(example(), ways=(CALLS, ASKS))


def test_within_what_was_kept_up_there_is_none(seller: Seller) -> None:
    assert not doubts(seller, {Kind.CALLS: 10.0})
    assert not doubts(seller, {Kind.CALLS: 10.5})  # a tenth of the deals at least must lie beyond


def test_more_than_anybody_kept_up_is_told_with_both_figures(seller: Seller) -> None:
    (found,) = doubts(seller, {Kind.CALLS: 15.0})
    assert (found.code, found.channel, found.planned, found.ever) == ("beyond", Kind.CALLS, 15.0, 10.0)
    assert found.share == pytest.approx(0.35 / 1.35)
    assert "15 dials a week; the most that anybody here has done week after week is 10 dials" in doubting([found])[0]


def test_of_a_word_no_record_is_told_that_nobody_has(seller: Seller) -> None:
    said = replace(CALLS, evidence=Evidence.WORD, recent=5.0)
    (found,) = doubts(replace(seller, ways=(said,)), {Kind.CALLS: 15.0})
    (told,) = doubting([found])
    assert "15 dials a week; a normal week of yours, as you told it, has 5 dials. Up to 10 dials each" in told
    assert "anybody" not in told


def test_a_channel_that_was_used_a_few_times_is_beyond_its_record_at_once(seller: Seller) -> None:
    rare = replace(CALLS, channel=Kind.TOUCH, opened=0.8, ever=0.8, averaged=0.03, recent=0.0)
    (found,) = doubts(replace(seller, ways=(CALLS, rare)), {Kind.CALLS: 5.0, Kind.TOUCH: 0.8})
    assert (found.channel, found.ever) == (Kind.TOUCH, 0.03)


def test_channels_that_nobody_uses_are_named_as_published(seller: Seller) -> None:
    (found,) = doubts(seller, {Kind.CALLS: 5.0, Kind.REFERRALS: 2.0})
    assert found.code == "untried"
    assert "published, not yours" in doubting([found])[0]


def test_deals_with_nothing_before_them_say_that_not_all_is_logged(seller: Seller) -> None:
    assert not doubts(replace(seller, unexplained=0.1), {Kind.CALLS: 5.0})
    (found,) = doubts(replace(seller, unexplained=0.3), {Kind.CALLS: 5.0})
    assert found == Doubt(code="unlogged", share=0.3)
    assert doubting([found])[0].startswith("30 % of the deals you opened")
