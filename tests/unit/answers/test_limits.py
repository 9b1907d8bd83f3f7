"""Is it said where the record makes a chance too hopeful, and what the chance was learned from?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.method.cycle.test_fitting import cells

from ownit.answers.basis import told
from ownit.answers.limits import at_best, limits, too_hopeful, unseen
from ownit.facts.quality import CODES
from ownit.flows.reckoning.basis import _cycle
from ownit.method.cycle import Cycle, fit

NO_LOSSES = {"code": "no_losses", "count": 12, "text": "No deal is recorded as lost, but 12 as won."}
NO_ACCOUNT = {"code": "no_account", "count": 3, "text": "3 of 9 deals have no account."}


def test_only_what_limits_an_answer_stands_beside_it() -> None:
    found = limits([NO_ACCOUNT, NO_LOSSES, {"code": "of_a_later_version", "count": 1, "text": "?"}], "standing")
    assert [limit.code for limit in found] == ["no_losses"]
    assert [limit.code for limit in limits([NO_ACCOUNT, NO_LOSSES], "leads")] == ["no_account"]


@pytest.mark.parametrize("code", ["no_losses", "few_losses", "deals_not_there"])
def test_a_record_without_its_dead_is_told_as_a_best_case(code: str) -> None:
    found = limits([{"code": code, "count": 30, "text": CODES[code].text}], "backtest")
    assert at_best(found).startswith(" That is at best: ")
    assert "looking back cannot show" in unseen(found)


def test_a_whole_record_is_told_without_a_word() -> None:
    found = limits([NO_ACCOUNT], "leads")
    assert (too_hopeful(found), at_best(found), unseen(found)) == (None, "", "")


def test_what_it_was_learned_from_is_said_as_a_seller_would() -> None:
    cycle = fit(cells())
    assert isinstance(cycle, Cycle)
    first, second, *_ = told({"cycle": _cycle(cycle), "amounts": None, "renewals": None})
    deals = f"{round(cycle.won):,} won and {round(cycle.lost):,} lost deals"
    assert first == f"Learned from {deals}, by how long they were open."
    assert second.startswith("How well each person wins is taken ")


def test_too_little_and_too_few_are_said() -> None:
    few = fit(cells(deals=3.0))
    assert isinstance(few, Cycle)
    missing = {"missing": {"code": "too_few_renewals", "n": 3, "needed": 10, "text": "3 renewals have been decided."}}
    amounts = {"n": 9, "ratio_measured": False}
    text = " ".join(told({"cycle": _cycle(replace(few, bulk_lost=40)), "amounts": amounts, "renewals": missing}))
    assert "too few to tell young deals from old ones" in text
    assert "40 losses were cleared up in bulk" in text
    assert "is assumed, not measured" in text
    assert text.endswith("3 renewals have been decided.")
    assert told({}) == told({"cycle": missing}) == ()
