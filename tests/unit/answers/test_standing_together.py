"""Is everyone together held to the goals of its people only where everyone has one?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ownit.answers.standing import Standing
from ownit.answers.standing.together import together
from ownit.promises.goals.record import Goal, Goals, Terms
from ownit.promises.people.hierarchy import hierarchy

from .test_standing_sentence import Q3, TODAY, outlook, someone

LED = hierarchy({1: 9, 2: 9, 3: 8})  # 9 leads 1 and 2, 8 leads 3


def held(*whose: tuple[str, int, int]) -> Goals:
    """Goals by scope, person and amount."""
    terms = [
        Terms(scope=scope, person=person, period_start=Q3.start, period_end=Q3.end, amount=Decimal(n), currency="USD")
        for scope, person, n in whose
    ]
    goals = tuple(Goal(terms=t, source="hand", parts=1, reason="") for t in terms)
    return Goals(goals=goals, conflicts=(), lacking=())


@pytest.mark.parametrize(
    ("whose", "sum_of_all"),
    [
        ([("person", 1, 100), ("person", 2, 50), ("person", 3, 30)], 180),
        ([("team", 9, 200), ("person", 1, 100), ("person", 3, 30)], 230),  # 2 is held to the team's
        ([("team", 9, 200), ("team", 8, 40)], 240),
    ],
)
def test_everyone_with_a_goal_adds_up(whose: list[tuple[str, int, int]], sum_of_all: int) -> None:
    found = together(held(*whose), LED, [1, 2, 3])
    assert [g.amount for g in found.goals] == [sum_of_all]
    assert found.note == ""


def test_the_goals_of_a_few_are_no_goal_of_all() -> None:
    found = together(held(("person", 1, 100), ("person", 2, 50)), LED, [1, 2, 3])
    assert found.goals == ()
    assert found.note.startswith("2 of 3 people have a goal")
    assert together(held(), LED, [1, 2, 3]).note == ""


def test_a_company_that_is_more_than_a_team_is_told_beside_it_before_anything_is_won() -> None:
    team = replace(someone(outlook(0, 100), outlook(0, 100), goal=None), id="team:9")
    company = replace(someone(outlook(0, 900), outlook(0, 900), goal=None), id="company")
    answer = Standing(
        as_of=TODAY,
        snapshot="s",
        period=Q3,
        people=(),
        teams=(team,),
        company=company,
        headline="",
        next_step="",
    )
    assert answer.whole == (company,)
    assert replace(answer, teams=(replace(company, id="team:9"),)).whole == ()
    more = replace(company, also=(replace(company, measure="meetings_held"),))
    assert replace(answer, teams=(replace(company, id="team:9"),), company=more).whole == (more,)
    assert replace(answer, teams=(replace(more, id="team:9"),)).whole == ()  # the team is held to more than the company
    alone = replace(answer, teams=(), people=(replace(company, id="1"),))
    assert alone.whole == ()
    assert replace(alone, people=(*alone.people, team)).whole == (company,)
    assert replace(alone, people=(replace(team, id="1"),)).whole == (company,)
