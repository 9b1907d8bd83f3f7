"""Is it said how many RFPs are open, and which of them get no time?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ownit.answers.rfps import Kept, OpenRfp, about, kept_next_step, kept_sentence, next_step, note, sentence

WITHOUT = OpenRfp(
    key="crm/D1",
    name="Pumps",
    person=1,
    person_name="Ada",
    amount=40_000.0,
    currency="EUR",
    expected_close=None,
    strategy="",
)
WITH = replace(WITHOUT, key="crm/D2", amount=None, strategy="have service time asked for")


def test_none() -> None:
    assert sentence([]) == "No RFP is open."
    assert note([]) == note([WITH]) == ""


def test_one_and_several() -> None:
    assert sentence([WITHOUT]) == (
        "1 RFP is open, worth 40 k EUR, without a strategy that could change what is asked for: it gets no time."
    )
    assert sentence([WITH]) == "1 RFP is open; it has a strategy that could change what is asked for."
    assert sentence([WITHOUT, WITH]).startswith("2 RFPs are open, worth 40 k EUR; 1 without a strategy")


def test_a_plan_says_what_it_leaves_and_how_to_change_that() -> None:
    assert note([WITHOUT, WITHOUT, WITH]) == (
        "2 RFPs are open, worth 80 k EUR, without a strategy that could change what is asked for: they get no time "
        "here. Say it, or leave them: ownit rfp"
    )


def test_an_rfp_is_told_with_its_worth_its_day_and_how_it_will_be_changed() -> None:
    assert about(WITHOUT) == ("40 k EUR", "no day", "Pumps; no strategy")
    closing = replace(WITH, expected_close=date(2026, 10, 1))
    assert about(closing) == ("no amount", "by 2026-10-01", "Pumps; have service time asked for")


def test_the_first_without_a_strategy_is_next_else_the_week() -> None:
    assert next_step([WITH, WITHOUT], "Ada") == (
        'say how you will change it, or leave it: ownit rfp crm/D1 "..." --who "Ada"'
    )
    assert next_step([WITH], None) == 'the week with them: ownit week "Ada"'
    assert next_step([], None) == ""


def test_what_was_said_of_one_is_told_as_it_holds_now() -> None:
    kept = Kept(rfp=WITH, strategy=WITH.strategy, changed=True)
    assert kept_sentence(kept) == "Pumps: kept. It is worked, with this: have service time asked for"
    assert kept_sentence(replace(kept, changed=False)) == "Pumps: just that was said already."
    assert kept_sentence(replace(kept, strategy="")).endswith("so it gets no time in a plan.")
    assert kept_next_step(kept) == 'the plan counts with it: ownit redo "Ada"'
