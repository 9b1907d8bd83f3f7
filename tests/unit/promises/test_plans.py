"""Are plans kept by version, tightened at once and loosened later, and is what was said kept?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ownit.method.blocks.kinds import Kind
from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import selectors
from ownit.promises.plans.errors import PlanError, TooMuchSaidError, UnknownQuestionError
from ownit.promises.plans.models import Plan as Row
from ownit.promises.plans.questions import LONGEST, QUESTIONS
from ownit.promises.plans.services import say

from .conftest import AT, TODAY, Company
from .viktors_plan import WEEK, YEAR, adopted, hours_on, line, terms


def test_a_plan_is_kept_whole_and_read_back(company: Company) -> None:
    made = adopted(company)
    assert (made.version, made.adopted_on, made.effective_on, made.waits) == (1, TODAY, TODAY, False)
    assert made.terms == terms(company)
    viewer = company.viewer("viktor")
    assert selectors.plan(viewer, company.viktor, TODAY) == made
    assert selectors.plans(viewer, company.viktor) == (made,)
    assert selectors.plan(viewer, company.viktor, TODAY - timedelta(days=1)) is None
    assert selectors.plan(viewer, company.viktor, date(2027, 1, 1)) is None
    assert selectors.plan(viewer, company.viktor, date(2027, 1, 1), start=YEAR[0], end=YEAR[1]) == made


def test_a_plan_of_a_count_has_no_currency(company: Company) -> None:
    plan = adopted(company, goal=Decimal(40), currency="", milestones=(), told={"measure": "meetings_held"})
    held = selectors.plan(OPERATOR, plan.terms.person, TODAY)
    assert held is not None
    assert held.terms.goal == 40
    assert held.terms.currency == ""
    assert held.terms.told["measure"] == "meetings_held"


def test_the_same_again_is_no_new_version(company: Company) -> None:
    first = adopted(company)
    assert adopted(company, reason="once more") == first
    assert Row.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"hours": 9},
        {"opened": 1.2},
        {"goal": Decimal(700_000)},
        {"hours": 9, "opened": 0.5},  # an hour opens less than was thought
    ],
)
def test_tightening_takes_effect_at_once(company: Company, more: dict[str, Any]) -> None:
    adopted(company)
    made = adopted(company, **more)
    assert (made.version, made.effective_on, made.tells_buddy) == (2, TODAY, False)
    assert selectors.plan(OPERATOR, company.viktor, TODAY) == made


@pytest.mark.parametrize(
    "more",
    [
        {"hours": 7},
        {"opened": 0.9},
        {"goal": Decimal(599_999)},
    ],
)
def test_loosening_waits_a_week_and_the_buddy_is_told(company: Company, more: dict[str, Any]) -> None:
    first = adopted(company)
    made = adopted(company, **more)
    assert (made.effective_on, made.tells_buddy, made.waits) == (TODAY + WEEK, True, True)
    assert selectors.plan(OPERATOR, company.viktor, TODAY + timedelta(days=6)) == first
    assert selectors.plan(OPERATOR, company.viktor, TODAY + WEEK) == made


def test_what_changes_places_is_judged_by_the_sum(company: Company) -> None:
    adopted(company)
    swapped = (line(Kind.CALLS, 3, 0.4), line(Kind.EMAILS, 5, 0.6), line("win", 1))
    assert not adopted(company, lines=swapped).waits


def test_less_than_a_quarter_hour_is_no_difference_but_many_are(company: Company) -> None:
    adopted(company)
    at = TODAY
    for step in range(1, 4):
        assert not adopted(company, 8 - step * 0.04, on=at).waits
    assert adopted(company, 8 - 4 * 0.04, on=at).waits


def test_leave_loosens_at_once_and_tells_nobody(company: Company) -> None:
    adopted(company)
    made = adopted(company, 2, leave=True)
    assert (made.effective_on, made.tells_buddy, made.leave) == (TODAY, False, True)
    assert hours_on(company, TODAY) == 2
    assert selectors.loosened(OPERATOR, TODAY, TODAY) == ()


def test_leave_overtakes_a_loosening_that_waits(company: Company) -> None:
    adopted(company)
    waiting = adopted(company, 4)
    assert adopted(company, 4) == waiting
    made = adopted(company, 4, leave=True)
    assert made.version == 3
    assert selectors.plan(OPERATOR, company.viktor, TODAY) == made


def test_tightening_gives_up_what_waits(company: Company) -> None:
    adopted(company)
    adopted(company, 4)
    adopted(company, 10, on=TODAY + timedelta(days=2))
    assert hours_on(company, TODAY + timedelta(days=1)) == 8
    assert hours_on(company, TODAY + timedelta(days=2)) == 10
    assert hours_on(company, TODAY + WEEK) == 10


def test_less_than_now_but_more_than_what_waits_holds_when_that_would(company: Company) -> None:
    adopted(company)
    adopted(company, 4)
    made = adopted(company, 6, on=TODAY + timedelta(days=3))
    assert made.effective_on == TODAY + WEEK
    assert made.tells_buddy
    assert hours_on(company, TODAY + timedelta(days=6)) == 8
    assert hours_on(company, TODAY + WEEK) == 6
    less = adopted(company, 3, on=TODAY + timedelta(days=4))
    assert less.effective_on == TODAY + timedelta(days=11)
    assert hours_on(company, TODAY + timedelta(days=10)) == 6


def test_a_plan_for_a_period_to_come_holds_until_it_begins_where_no_other_does(company: Company) -> None:
    coming: dict[str, Any] = {"period_start": date(2027, 1, 1), "period_end": date(2027, 3, 31), "milestones": ()}
    adopted(company, 3, **coming)
    assert hours_on(company, TODAY) == 3  # what is to be won in it is opened before
    assert [s.creating for s in selectors.sums(OPERATOR, TODAY)] == [180]
    adopted(company, 8)
    assert (hours_on(company, TODAY), hours_on(company, date(2027, 1, 1))) == (8, 3)


def test_another_period_is_its_own_series(company: Company) -> None:
    year = adopted(company)
    quarter = adopted(company, 3, period_start=date(2026, 7, 1), period_end=date(2026, 9, 30))
    assert (quarter.version, quarter.waits) == (1, False)
    viewer, viktor = company.viewer("viktor"), company.viktor
    assert selectors.plan(viewer, viktor, TODAY) == quarter, "adopted last"
    assert selectors.plan(viewer, viktor, TODAY, start=YEAR[0], end=YEAR[1]) == year
    assert selectors.plan(viewer, viktor, date(2026, 10, 1)) == year
    again = adopted(company, 9)
    assert selectors.plan(viewer, viktor, TODAY) == again


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"goal": Decimal(0)}, "above zero"),
        ({"goal": Decimal(-5)}, "above zero"),
        ({"goal": Decimal(10) ** 14}, "to under"),
        ({"currency": "MOON"}, "ISO 4217"),
        ({"currency": ""}, "ISO 4217"),
        ({"currency": "EUR", "told": {"measure": "meetings_held"}}, "whole number"),
        ({"currency": "", "goal": Decimal("40.5"), "told": {"measure": "meetings_held"}}, "whole number"),
        ({"confidence": 1.0}, "such as 0.8"),
        ({"chance": float("nan")}, "between 0 and 1"),
        ({"opened": -1.0}, "from 0 up"),
        ({"period_start": date(2026, 12, 31), "period_end": date(2026, 12, 1)}, "before it begins"),
        ({"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}, "days left"),
        ({"lines": (line("calls", 169),)}, "168 hours"),
        ({"lines": (line("fax", 1),)}, "not a channel"),
        ({"lines": (line("calls", 1), line("calls", 2))}, "twice"),
        ({"told": {"chance": float("nan")}}, "plain JSON"),
        ({"told": {"on": date(2026, 1, 1)}}, "plain JSON"),
    ],
)
def test_what_does_not_hold_together_is_refused(company: Company, more: dict[str, Any], words: str) -> None:
    with pytest.raises(PlanError, match=words):
        adopted(company, **more)
    assert not Row.objects.exists()


def test_what_was_said_holds_from_its_day_and_can_be_taken_back(company: Company) -> None:
    viewer, viktor = company.viewer("viktor"), company.viktor
    assert say(viewer, viktor, "win", " 2 of 10 ", at=AT)
    assert not say(viewer, viktor, "win", "2 of 10", at=AT)
    assert selectors.said(viewer, viktor, date(2020, 1, 1)) == {"win": "2 of 10"}, "the first holds from the beginning"
    assert say(viewer, viktor, "win", "3", at=AT)
    assert say(viewer, viktor, "win", "4", at=AT, since=TODAY + WEEK)
    assert say(viewer, viktor, "number", "600k by 31 December", at=AT)
    assert selectors.said(viewer, viktor, TODAY - timedelta(days=1))["win"] == "2 of 10"
    assert selectors.said(viewer, viktor, TODAY) == {"number": "600k by 31 December", "win": "3"}
    assert selectors.said(viewer, viktor, TODAY + WEEK)["win"] == "4"
    assert say(viewer, viktor, "number", "", at=AT)
    assert selectors.said(viewer, viktor, TODAY) == {"win": "3"}


def test_what_nobody_asks_or_is_too_long_is_refused(company: Company) -> None:
    with pytest.raises(UnknownQuestionError, match="Did you mean number"):
        say(OPERATOR, company.viktor, "nmber", "1", at=AT)
    with pytest.raises(TooMuchSaidError, match="Say it shorter"):
        say(OPERATOR, company.viktor, "why", "a" * (LONGEST + 1), at=AT)
    assert say(OPERATOR, company.viktor, "why", "a\0b" * (LONGEST // 3), at=AT)
    assert set(QUESTIONS) >= {"number", "deal", "win", "meetings", "network", "protected", "why", "commission"}
