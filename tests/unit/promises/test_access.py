"""Who sees what, and who may do what? A table of roles against rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ownit.promises.people import access, selectors
from ownit.promises.people.access import OPERATOR, Viewer
from ownit.promises.people.errors import NotAllowedError
from ownit.promises.people.services import set_buddy, set_leader

from .conftest import AT, TODAY, Company

EVERYONE = {"rosa", "dana", "ben", "viktor", "priya", "tom"}
STRANGER = Viewer()


def seen(company: Company, scope: access.Scope) -> set[str]:
    return {name for name in EVERYONE if getattr(company, name) in scope}


@pytest.mark.parametrize(
    ("who", "deals", "standing", "week"),
    [
        ("rosa", {"rosa"}, EVERYONE, {"rosa"}),  # the top
        ("dana", {"dana"}, {"dana", "viktor", "priya"}, {"dana"}),  # the leader
        ("ben", {"ben"}, {"ben", "tom"}, {"ben"}),  # the other leader
        ("viktor", {"viktor"}, {"viktor"}, {"viktor"}),  # the owner
        ("tom", {"tom"}, {"tom"}, {"tom", "viktor"}),  # the buddy
        ("priya", {"priya"}, {"priya"}, {"priya"}),  # the colleague
    ],
)
def test_who_sees_whose(company: Company, who: str, deals: set[str], standing: set[str], week: set[str]) -> None:
    viewer = company.viewer(who)
    assert seen(company, access.whose_deals(viewer)) == deals
    assert seen(company, access.whose_standing(viewer, TODAY)) == standing
    assert seen(company, access.whose_work(viewer, TODAY)) == standing
    assert seen(company, access.whose_week(viewer, TODAY)) == week
    assert seen(company, access.whose_kept_blocks(viewer, TODAY)) == standing | week


def test_the_operator_sees_all_and_a_stranger_nothing(company: Company) -> None:
    for scope in (
        access.whose_standing,
        access.whose_work,
        access.whose_week,
        access.whose_kept_blocks,
        access.whose_name,
        lambda viewer, _: access.whose_deals(viewer),
    ):
        assert seen(company, scope(OPERATOR, TODAY)) == EVERYONE
        assert seen(company, scope(STRANGER, TODAY)) == set()


@pytest.mark.parametrize(
    ("who", "known"),
    [
        ("viktor", {"viktor", "dana", "rosa", "tom"}),
        ("tom", {"tom", "ben", "rosa", "viktor"}),
        ("dana", {"dana", "rosa", "viktor", "priya"}),
        ("priya", {"priya", "dana", "rosa"}),
    ],
)
def test_names_are_known_up_down_and_between_buddies(company: Company, who: str, known: set[str]) -> None:
    listed = selectors.people(company.viewer(who), TODAY)
    assert {p.name.lower() for p in listed} == known
    ids = {p.id for p in listed}
    assert {i.person for i in selectors.identities(company.viewer(who), TODAY)} == ids
    tree = selectors.leaders(company.viewer(who), TODAY)
    assert set(tree.leader) | set(tree.leader.values()) <= ids


CHECKS: dict[str, tuple[Callable[[Viewer, Company], Any], set[str]]] = {
    "set Viktor's goal": (lambda v, c: access.check_set_goal(v, c.viktor, TODAY), {"dana", "rosa"}),
    "set the company's goal": (lambda v, c: access.check_set_goal(v, None, TODAY), {"rosa"}),
    "say who leads Viktor": (lambda v, c: access.check_set_leader(v, c.viktor, TODAY), {"dana", "rosa"}),
    "choose Viktor's buddy": (lambda v, c: access.check_set_buddy(v, c.viktor, TODAY), {"dana", "rosa", "viktor"}),
    "correct Viktor's name": (
        lambda v, c: access.check_correct_profile(v, c.viktor, TODAY),
        {"dana", "rosa", "viktor"},
    ),
    "answer for Viktor": (lambda v, c: access.check_answer_origin(v, c.viktor), {"viktor"}),
    "see Viktor's blocks": (lambda v, c: access.check_see_blocks(v, c.viktor), {"viktor"}),
    "plan Viktor's blocks": (lambda v, c: access.check_plan_blocks(v, c.viktor), {"viktor"}),
    "see Viktor's plan": (lambda v, c: access.check_see_plan(v, c.viktor), {"viktor"}),
    "adopt Viktor's plan": (lambda v, c: access.check_adopt_plan(v, c.viktor), {"viktor"}),
    "hear what Viktor said": (lambda v, c: access.check_hear_said(v, c.viktor), {"viktor"}),
    "say something of Viktor's selling": (lambda v, c: access.check_say(v, c.viktor), {"viktor"}),
    "choose for the organisation": (lambda v, c: access.check_choose(v, TODAY), {"rosa"}),
    "bring in facts": (lambda v, c: access.check_bring_facts(v), set()),
}


@pytest.mark.parametrize("act", CHECKS)
def test_who_may(company: Company, act: str) -> None:
    check, may = CHECKS[act]
    check(OPERATOR, company)
    with pytest.raises(NotAllowedError):
        check(STRANGER, company)
    for who in EVERYONE - may:
        with pytest.raises(NotAllowedError):
            check(company.viewer(who), company)
    for who in may:
        check(company.viewer(who), company)


def test_rights_follow_the_day(company: Company) -> None:
    tomorrow = TODAY + timedelta(days=1)
    set_leader(OPERATOR, company.viktor, company.ben, at=AT, since=tomorrow)
    set_buddy(OPERATOR, company.viktor, company.priya, at=AT, since=tomorrow)
    assert "viktor" in seen(company, access.whose_standing(company.viewer("dana"), TODAY))
    assert "viktor" not in seen(company, access.whose_standing(company.viewer("dana"), tomorrow))
    assert "viktor" in seen(company, access.whose_standing(company.viewer("ben"), tomorrow))
    assert "viktor" not in seen(company, access.whose_week(company.viewer("tom"), tomorrow))
    assert "viktor" in seen(company, access.whose_week(company.viewer("priya"), tomorrow))


def test_a_lone_seller_is_no_top(company: Company) -> None:
    set_leader(OPERATOR, company.priya, None, at=AT)
    with pytest.raises(NotAllowedError, match="choose for the organisation"):
        access.check_choose(company.viewer("priya"), TODAY)


def test_rows_are_signed(company: Company) -> None:
    assert OPERATOR.signature == "operator"
    assert company.viewer("tom").signature == f"person:{company.tom}"
