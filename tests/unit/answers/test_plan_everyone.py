"""A line for each goal: who has several is told all of them, and of renewals no plan is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ownit.answers.plan.everyone import Line, sentence
from ownit.answers.plan.held import beside, falls_due, in_a_week, kind, meant, named, ranked
from ownit.promises.goals.record import Terms


def terms(amount: int, *kinds: str, measure: str = "bookings", currency: str = "USD") -> Terms:
    return Terms(
        person=1,
        period_start=date(2026, 7, 1),
        period_end=date(2026, 9, 30),
        amount=Decimal(amount),
        currency=currency,
        measure=measure,
        kinds=kinds,
    )


def test_a_plan_to_one_of_several_numbers_names_the_others_and_how_each_is_planned() -> None:
    expansion, renewal = terms(120_000, "expansion"), terms(190_000, "renewal", currency="")
    assert beside([expansion, renewal], expansion, "EUR", "Nadia") == (
        "This plan is for 120 k USD in expansion; beside it there is a goal of 190 k EUR in renewal.",
        "Of 190 k EUR in renewal no plan is made: renewals fall due and are kept by serving customers.",
    )
    meetings, margin = terms(40, measure="meetings_held", currency=""), terms(9_000, "new", measure="margin")
    told = beside([renewal, expansion, meetings, margin], renewal, "USD", "Nadia", "Q3 2026")
    assert "a goal of 120 k USD in expansion and one of 40 meetings and one of 9 k USD in margin, new." in told[0]
    assert told[1:] == (
        'What it takes for 120 k USD in expansion: ownit plan "Nadia" --goal expansion --period "Q3 2026"',
        'What it takes for 40 meetings: ownit plan "Nadia" --goal meetings_held --period "Q3 2026"',
        'What it takes for 9 k USD in margin, new: ownit plan "Nadia" --goal "margin new" --period "Q3 2026"',
    )
    assert beside([expansion], expansion, "USD", "Nadia") == ()


def test_a_goal_is_meant_by_its_own_name_in_any_order() -> None:
    mine = ranked(
        [
            terms(40, measure="meetings_held", currency=""),
            terms(190_000, "renewal"),
            terms(6, measure="opportunities_opened", currency=""),
            terms(9_000, "new", "expansion", measure="margin"),
            terms(120_000, "expansion"),
            terms(400_000),
        ]
    )
    assert mine[0] == terms(400_000)
    assert mine[-1].kinds == ("renewal",)
    for one in mine:
        assert meant(mine, named(one)) is one
    for text, amount in (("Meetings", 40), ("opportunities", 6), ("new,margin, expansion", 9_000)):
        found = meant(mine, text)
        assert found is not None
        assert found.amount == amount
    assert meant(mine, "bookings: expansion") == terms(120_000, "expansion")
    assert meant(mine, "margin") is None
    assert meant(mine, "") is None


def test_a_week_is_told_what_it_is_not_planned_for() -> None:
    mine = ranked([terms(120_000, "expansion"), terms(40, measure="meetings_held", currency="")])
    (of_money,) = in_a_week(mine, "money", "USD", None)
    assert of_money == (
        "This week is planned for 120 k USD in expansion, not for 40 meetings beside it. What each takes: ownit plan"
    )
    (of_meetings,) = in_a_week(mine, "meetings_held", "", "Nadia")
    assert of_meetings.startswith("This week is planned for 40 meetings, not for 120 k USD in expansion beside it.")
    assert in_a_week([mine[0], terms(190_000, "renewal")], "money", "USD", None) == ()
    assert in_a_week(mine[:1], "opportunities_opened", "", None) == (), "its goal is taken away: nothing can be said"


def test_which_goal_it_is_is_told_by_measure_and_kinds() -> None:
    assert [kind(t) for t in (terms(1), terms(1, "renewal", "new"), terms(1, "new", measure="margin"))] == [
        "",
        "new, renewal",
        "margin, new",
    ]
    assert [falls_due(t) for t in (terms(1), terms(1, "renewal"), terms(1, "new", "renewal"))] == [False, True, False]


def test_renewals_beside_a_plan_are_no_lack() -> None:
    planned = Line(id=1, name="Nadia", kind="expansion", feasible=True)
    due = Line(id=1, name="Nadia", kind="renewal", why="they fall due", renewals=True)
    without = Line(id=2, name="Omar", why="no record")
    assert (planned.called, without.called) == ("Nadia, expansion", "Omar")
    assert sentence([planned, due], "Q3") == "1 of 1 plan for Q3 fit into the week."
    assert "Of 1 person there is none" in sentence([planned, due, without], "Q3")
    assert sentence([due, without], "Q3").startswith("Of 2 people nobody")
