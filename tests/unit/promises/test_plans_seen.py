"""Who sees how much of a plan: its owner all of it, leaders sums, a buddy the week, others nothing?"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError
from ownit.promises.plans import selectors
from ownit.promises.plans.record import Loosened, Sums, Undertaken
from ownit.promises.plans.services import adopt, say

from .conftest import AT, TODAY, Company
from .viktors_plan import WEEK, YEAR, adopted, terms


@pytest.mark.parametrize("who", ["dana", "rosa", "tom", "priya", "ben"])
def test_only_the_person_adopts_says_and_sees_it_whole(company: Company, who: str) -> None:
    adopted(company)
    say(OPERATOR, company.viktor, "why", "A house by the lake.", at=AT)
    viewer, viktor = company.viewer(who), company.viktor
    for act in (
        lambda: selectors.plan(viewer, viktor, TODAY),
        lambda: selectors.plans(viewer, viktor),
        lambda: selectors.said(viewer, viktor, TODAY),
        lambda: adopt(viewer, terms(company, 20), at=AT),
        lambda: say(viewer, viktor, "win", "9", at=AT),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_leaders_see_sums(company: Company) -> None:
    adopted(company)
    seen = Sums(
        person=company.viktor,
        period_start=YEAR[0],
        period_end=YEAR[1],
        goal=Decimal(600_000),
        currency="EUR",
        confidence=0.8,
        chance=0.81,
        opened=1.0,
        creating=480,
        winning=240,
        serving=120,
        adopted_on=TODAY,
        effective_on=TODAY,
    )
    for who in ("viktor", "dana", "rosa"):
        assert selectors.sums(company.viewer(who), TODAY) == (seen,)
    for who in ("tom", "priya", "ben"):
        assert selectors.sums(company.viewer(who), TODAY) == ()
    assert not {"lines", "told", "reason", "why"} & {f.name for f in fields(Sums)}


def test_the_buddy_sees_the_week_and_hears_of_less(company: Company) -> None:
    adopted(company)
    adopted(company, 6)
    before = Undertaken(person=company.viktor, opened=1.0, creating=480, winning=240, serving=120)
    told = Loosened(
        person=company.viktor,
        adopted_on=TODAY,
        effective_on=TODAY + WEEK,
        before=before,
        after=replace(before, creating=360),
    )
    for who in ("viktor", "tom"):
        assert selectors.undertaken(company.viewer(who), TODAY) == (before,)
        assert selectors.undertaken(company.viewer(who), TODAY + WEEK) == (told.after,)
        assert selectors.loosened(company.viewer(who), TODAY, TODAY) == (told,)
        assert selectors.loosened(company.viewer(who), TODAY + timedelta(days=1), TODAY + WEEK) == ()
    for who in ("dana", "rosa", "priya", "ben"):
        assert selectors.undertaken(company.viewer(who), TODAY) == ()
        assert selectors.loosened(company.viewer(who), TODAY, TODAY) == ()
    assert not {"goal", "chance", "currency"} & {f.name for f in fields(Undertaken)}
