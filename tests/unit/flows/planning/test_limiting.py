"""Is a limit read as it was meant, kept, taken back, and laid on the seller it is for?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.method.plan.sellers import example

from ownit.errors import OwnitError
from ownit.flows.planning.limiting import LimitError, joined, kept, limited, read
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.book import Seller
from ownit.method.plan.channels import SYNCHRONOUS, Way
from ownit.method.plan.make import make
from ownit.method.rates import Evidence
from ownit.promises.organisation.choices import made_of

GOAL = 400e3


@pytest.mark.parametrize(
    ("text", "kept_as"),
    [
        ("calls at most 100", "calls at most 100"),
        ("at most 100 dials a week", "calls at most 100"),
        ("Dials up to 100", "calls at most 100"),
        ("no more than 12.5 hours per week", "hours at most 12.5"),
        ("asks at least 2", "referrals at least 2"),
        ("e-mails max 0", "emails at most 0"),
        ("calls any", "calls any"),
    ],
)
def test_what_is_meant(text: str, kept_as: str) -> None:
    assert read(text).text == kept_as
    assert read(kept_as) == read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lots", "limits nothing"),
        ("unicorns at most 3", "no channel 'unicorns'"),
        ("hours at most 200", "more than there can be"),
        ("hours at most 0", "open no business"),
    ],
)
def test_what_cannot_be_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(LimitError, match=words):
        read(text)


@given(st.text(max_size=40))
def test_any_text_is_understood_or_answered(text: str) -> None:
    with suppress(OwnitError):
        assert read(text) is not None


def test_what_is_said_anew_replaces_and_any_takes_back() -> None:
    before = joined((), ["calls at most 100", "calls at least 10", "asks at least 2"])
    assert [one.text for one in joined(before, ["calls at most 50"])] == [
        "calls at most 50",
        "calls at least 10",
        "referrals at least 2",
    ]
    assert [one.text for one in joined(before, ["calls any"])] == ["referrals at least 2"]
    with pytest.raises(LimitError, match="cannot both be"):
        joined(before, ["calls at most 5"])
    assert kept({"limits": "calls at most 100\nteleport at most 3"}) == joined((), ["calls at most 100"])


def test_a_plan_stays_within_its_limits() -> None:
    seller = limited(example(), joined((), ["calls at most 100", "asks at least 1"]), made_of({}))
    plan = make(seller, GOAL, 0.8)
    done = {line.channel: line.activities for line in plan.lines}
    assert done[Kind.CALLS] <= 100 + 1e-6
    assert done[Kind.REFERRALS] >= 1 - 1e-6
    capped = make(limited(example(), joined((), ["hours at most 3"]), made_of({})), 2 * GOAL, 0.8)
    assert capped.hours.creating == pytest.approx(3.0, abs=0.02)
    assert not capped.feasible


def mailing() -> Seller:
    """A seller whose e-mails, done and known as well as the calls, open the most in an hour."""
    mail = Way(channel=Kind.EMAILS, minutes=3.0, opened=0.02, ever=200.0, evidence=Evidence.WORD, recent=100.0)
    return replace(example(), ways=(*(w for w in example().ways if w.channel is not Kind.EMAILS), mail))


def test_the_teams_way_holds_and_its_price_is_told() -> None:
    free = make(limited(mailing(), (), made_of({})), GOAL, 0.8)
    bound = make(limited(mailing(), (), made_of({"synchronous": "80"})), GOAL, 0.8)
    together = sum(line.hours for line in bound.lines if line.channel in SYNCHRONOUS)
    assert together >= 0.8 * bound.hours.creating - 1e-6
    assert bound.way_costs == pytest.approx(bound.hours.creating - free.hours.creating, abs=0.05)
    assert bound.way_costs > 0.1


def test_what_everybody_keeps_up_is_the_least_of_a_plan() -> None:
    plan = make(limited(example(), (), made_of({"least_hours": "5 hours"})), 1e3, 0.8)
    assert plan.hours.creating == pytest.approx(5.0, abs=0.02)
