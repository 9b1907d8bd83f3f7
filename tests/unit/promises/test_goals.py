"""Is each subject held to what was proposed, set, lowered and added up?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ownit.promises.goals import selectors
from ownit.promises.goals.errors import GoalError, LoweredGoalError, NoSuchGoalError, NothingKeptError
from ownit.promises.goals.models import Goal
from ownit.promises.goals.record import FoundGoal, Goals, Terms
from ownit.promises.goals.services import propose, set_goal, unset_goal, withdraw
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR, Viewer
from ownit.promises.people.errors import NotAllowedError

from .conftest import AT, TODAY, Company

LATER = AT + timedelta(days=30)
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
Q4 = (date(2026, 10, 1), date(2026, 12, 31))
MONTHS = [
    (date(2026, 7, 1), date(2026, 7, 31)),
    (date(2026, 8, 1), date(2026, 8, 31)),
    (date(2026, 9, 1), date(2026, 9, 30)),
]


def quota(
    who: str, amount: int, period: tuple[date, date] = Q3, *, number: str = "", scope: str = "person"
) -> FoundGoal:
    return FoundGoal(
        connector="crm",
        external_id=number or f"{who}-{period[0]}",
        person_external_id=who,
        period_start=period[0],
        period_end=period[1],
        amount=Decimal(amount),
        currency="EUR",
        scope=scope,
    )


def terms(person: int | None, amount: int, period: tuple[date, date] = Q3) -> Terms:
    return Terms(
        scope="company" if person is None else "person",
        person=person,
        period_start=period[0],
        period_end=period[1],
        amount=Decimal(amount),
        currency="EUR",
    )


def held(viewer: Viewer = OPERATOR, period: tuple[date, date] = Q3, on: date = TODAY) -> Goals:
    return selectors.goals(viewer, *period, on)


def amounts(goals: Goals) -> dict[int | None, int]:
    return {g.terms.person: int(g.terms.amount) for g in goals.goals}


def test_quotas_become_goals_once(company: Company) -> None:
    rows = [quota("viktor", 300), quota("priya", 200), quota("dana", 500, scope="team")]
    assert propose(rows, "s1", AT).added == 3
    assert propose(rows, "s2", LATER).unchanged == 3
    assert Goal.objects.count() == 3
    assert amounts(held(on=date(2020, 1, 1))) == {company.viktor: 300, company.priya: 200, company.dana: 500}
    assert {g.terms.scope for g in held().goals if g.terms.person == company.dana} == {"team"}


def test_a_changed_quota_holds_from_the_day_it_was_seen(company: Company) -> None:
    propose([quota("viktor", 300)], "s1", AT)
    proposed = propose([quota("viktor", 250)], "s2", LATER)
    assert [(n.code, n.count) for n in proposed.notices] == [("lowered_in_crm", 1)]
    assert proposed.notices[0].text.startswith("1 goal was lowered in the CRM")
    assert amounts(held(on=TODAY)) == {company.viktor: 300}
    assert amounts(held(on=LATER.date())) == {company.viktor: 250}


def test_undoing_a_snapshot_takes_back_what_it_proposed_and_what_it_withdrew(company: Company) -> None:
    propose([quota("viktor", 300), quota("priya", 200)], "s1", AT)
    second = [quota("viktor", 350), quota("tom", 100)]
    assert propose(second, "s2", LATER).gone == 1
    assert amounts(held(on=LATER.date())) == {company.viktor: 350, company.tom: 100}
    assert withdraw("s2", LATER) == 3
    assert amounts(held(on=LATER.date())) == {company.viktor: 300, company.priya: 200}
    assert withdraw("s2", LATER) == 0
    propose(second, "s2", LATER)
    assert amounts(held(on=LATER.date())) == {company.viktor: 350, company.tom: 100}


def test_what_was_set_by_hand_wins_and_the_difference_is_told(company: Company) -> None:
    propose([quota("viktor", 300)], "s1", AT)
    assert set_goal(OPERATOR, terms(company.viktor, 400), at=AT)
    assert not set_goal(OPERATOR, terms(company.viktor, 400), at=LATER, reason="again")
    propose([quota("viktor", 320)], "s2", LATER)
    found = held(on=LATER.date())
    assert amounts(found) == {company.viktor: 400}
    assert found.goals[0].source == "hand"
    assert [c.code for c in found.conflicts] == ["hand_differs"]
    assert "400 EUR" in found.conflicts[0].text
    assert "320 EUR" in found.conflicts[0].text
    assert unset_goal(OPERATOR, terms(company.viktor, 0), at=LATER, reason="mistyped").amount == 400
    assert amounts(held(on=LATER.date())) == {company.viktor: 320}
    with pytest.raises(NoSuchGoalError):
        unset_goal(OPERATOR, terms(company.viktor, 400), at=LATER, reason="again")


def test_quotas_that_cannot_be_goals_are_counted(company: Company) -> None:
    rows = [
        quota("ghost", 1),
        replace(quota("viktor", 1), currency="euros"),
        replace(quota("viktor", 1), amount=Decimal("NaN"), external_id="nan"),
        replace(quota("viktor", 1), period_end=date(2020, 1, 1), external_id="order"),
        quota("viktor", 300, number="a"),
        quota("viktor", 999, number="b"),
    ]
    proposed = propose(rows, "s1", AT)
    assert {(n.code, n.count) for n in proposed.notices} == {
        ("unknown_person", 1),
        ("unusable_quota", 3),
        ("same_quota_twice", 1),
    }
    assert amounts(held()) == {company.viktor: 300}


def test_a_quota_whose_end_was_taken_gives_way_to_one_that_names_it(company: Company) -> None:
    """A year's number without an end, beside the quarter's: whatever its id, it is no quarter's."""
    propose([replace(quota("viktor", 1200, number="a"), end_given=False), quota("viktor", 300, number="b")], "s1", AT)
    assert amounts(held()) == {company.viktor: 300}


def test_a_quota_without_a_currency_is_in_the_organisations(company: Company) -> None:
    choose(OPERATOR, "currency", "CHF", at=AT)
    propose([replace(quota("viktor", 300), currency=None)], "s1", AT)
    assert [g.terms.currency for g in held().goals] == ["CHF"]
    counted = replace(quota("viktor", 40, Q4), currency=None, measure="meetings_held")
    propose([counted], "s2", AT)
    assert [g.terms.currency for g in held(period=Q4).goals] == [""]


def test_months_make_up_a_quarter_and_a_quarter_is_not_divided(company: Company) -> None:
    propose([quota("viktor", 100, m) for m in MONTHS] + [quota("priya", 300)], "s1", AT)
    found = held()
    assert {(g.terms.person, int(g.terms.amount), g.parts) for g in found.goals} == {
        (company.viktor, 300, 3),
        (company.priya, 300, 1),
    }
    july = held(period=MONTHS[0])
    assert amounts(july) == {company.viktor: 100}
    assert [(r.code, r.person) for r in july.lacking] == [("not_made_up", company.priya)]
    assert held(period=Q4) == Goals(goals=(), conflicts=(), lacking=())


def test_a_missing_month_leaves_the_quarter_without_a_goal(company: Company) -> None:
    propose([quota("viktor", 100, m) for m in MONTHS[:2]], "s1", AT)
    found = held()
    assert found.goals == ()
    assert "do not make up 2026-07-01 to 2026-09-30" in found.lacking[0].text


def test_a_quarter_that_differs_from_its_months_is_told(company: Company) -> None:
    propose([quota("viktor", 100, m) for m in MONTHS] + [quota("viktor", 330)], "s1", AT)
    found = held()
    assert amounts(found) == {company.viktor: 330}
    assert [c.code for c in found.conflicts] == ["parts_differ"]


def test_months_in_two_currencies_are_not_added(company: Company) -> None:
    rows = [quota("viktor", 100, m) for m in MONTHS]
    propose([replace(rows[0], currency="USD"), *rows[1:]], "s1", AT)
    assert [r.code for r in held().lacking] == ["mixed_currencies"]


def test_a_lowered_goal_needs_a_reason_and_stays_with_the_leader(company: Company) -> None:
    dana = company.viewer("dana")
    set_goal(dana, terms(company.viktor, 400), at=AT)
    with pytest.raises(LoweredGoalError, match="from 400 to 300 EUR"):
        set_goal(dana, terms(company.viktor, 300), at=AT)
    set_goal(dana, terms(company.viktor, 300), at=AT, reason="the Nordic territory moved")
    assert held().goals[0].reason == "the Nordic territory moved"
    (kept,) = selectors.kept_by_leaders(OPERATOR, *Q3, TODAY)
    assert (kept.leader, int(kept.amount), kept.currency) == (company.dana, 100, "EUR")


def test_what_stays_is_the_persons_leaders_when_the_operator_lowers(company: Company) -> None:
    set_goal(OPERATOR, terms(company.tom, 400), at=AT)
    set_goal(OPERATOR, terms(company.tom, 350), at=AT, reason="moved")
    assert [k.leader for k in selectors.kept_by_leaders(OPERATOR, *Q3, TODAY)] == [company.ben]


def test_what_stays_goes_when_it_is_given_and_never_more(company: Company) -> None:
    dana = company.viewer("dana")
    set_goal(dana, terms(company.viktor, 400), at=AT)
    set_goal(dana, terms(company.priya, 200), at=AT)
    set_goal(dana, terms(company.viktor, 300), at=AT, reason="moved")
    with pytest.raises(NothingKeptError, match="Only 100"):
        set_goal(dana, terms(company.priya, 301), at=AT, given=True)
    set_goal(dana, terms(company.priya, 260), at=AT, given=True)
    assert [k.amount for k in selectors.kept_by_leaders(dana, *Q3, TODAY)] == [40]
    set_goal(dana, terms(company.priya, 500), at=AT)
    assert [k.amount for k in selectors.kept_by_leaders(dana, *Q3, TODAY)] == [40]


def test_who_sees_which_goals(company: Company) -> None:
    propose([quota(who, 100) for who in ("rosa", "dana", "viktor", "priya", "tom")], "s1", AT)
    set_goal(OPERATOR, terms(None, 900), at=AT)
    assert set(amounts(held(company.viewer("viktor")))) == {None, company.viktor}
    assert set(amounts(held(company.viewer("tom")))) == {None, company.tom}
    assert set(amounts(held(company.viewer("dana")))) == {None, company.dana, company.viktor, company.priya}
    assert set(amounts(held(Viewer()))) == set()
    with pytest.raises(NotAllowedError):
        set_goal(company.viewer("viktor"), terms(company.viktor, 1), at=AT)
    with pytest.raises(NotAllowedError):
        set_goal(company.viewer("ben"), terms(company.viktor, 1), at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "planet"},
        {"scope": "company"},
        {"measure": "smiles"},
        {"kinds": ("old",)},
        {"currency": "euros"},
        {"amount": Decimal(-1)},
        {"amount": Decimal("Infinity")},
        {"amount": Decimal(10) ** 14},
        {"period_end": date(2026, 1, 1)},
        {"measure": "meetings_held", "amount": Decimal("1.5")},
    ],
)
def test_terms_that_do_not_hold_together_are_refused(company: Company, wrong: dict[str, object]) -> None:
    with pytest.raises(GoalError):
        set_goal(OPERATOR, replace(terms(company.viktor, 1), **wrong), at=AT)  # type: ignore[arg-type] # wrong on purpose
    assert not Goal.objects.exists()


def test_all_kinds_are_the_same_as_none(company: Company) -> None:
    set_goal(OPERATOR, terms(company.viktor, 1), at=AT)
    assert not set_goal(OPERATOR, replace(terms(company.viktor, 1), kinds=("renewal", "new", "expansion")), at=AT)
    assert set_goal(OPERATOR, replace(terms(company.viktor, 1), kinds=("renewal", "new")), at=AT)
    assert {g.terms.kinds for g in held().goals} == {(), ("new", "renewal")}
