"""A line for each goal: who has several is told all of them, and of renewals no plan is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ownit.answers.plan.everyone import Line, sentence
from ownit.answers.plan.held import beside, falls_due, kind
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


def test_a_plan_to_one_of_several_numbers_names_the_others() -> None:
    expansion, renewal = terms(120_000, "expansion"), terms(190_000, "renewal", currency="")
    (told,) = beside([expansion, renewal], expansion, "EUR")
    assert told == ("This plan is for 120 k USD in expansion; beside it there is a goal of 190 k EUR in renewal.")
    meetings = terms(40, measure="meetings_held", currency="")
    assert (
        "a goal of 120 k USD in expansion and one of 40 meetings."
        in beside([renewal, expansion, meetings], renewal, "USD")[0]
    )
    assert beside([expansion], expansion, "USD") == ()


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
