"""Is it said how many RFPs are open, and which of them get no time?"""

from __future__ import annotations

from dataclasses import replace

from ownit.answers.rfps import OpenRfp, note, sentence

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
