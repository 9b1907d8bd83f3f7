"""Is a goal taken at the command line only where it can be held to?"""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import On

from ownit.promises.goals.models import Goal


@pytest.mark.parametrize("amount", ["0", "0k", "-5", "0 --measure meetings_held"])
def test_a_goal_of_nothing_is_refused_with_what_to_give_instead(on: On, viktor: int, amount: str) -> None:
    ownit = on(date(2026, 8, 12))
    code, _, said = ownit("goal", "set", "Viktor", *amount.split())
    assert code
    assert "A goal " in said
    assert "Traceback" not in said
    assert ownit("goal", "list")[1].startswith("No goals for Q3 2026 yet.")


def test_a_number_below_zero_is_told_to_be_no_goal(on: On, viktor: int) -> None:
    assert "A goal is a number above 0, not -5." in on(date(2026, 8, 12))("goal", "set", "Viktor", "-5")[2]


def test_a_goal_is_listed_under_its_period(on: On, viktor: int) -> None:
    ownit = on(date(2026, 8, 12))
    assert ownit("goal", "set", "Viktor", "300k")[0] == 0
    assert ownit("goal", "list")[1].startswith("Goals for Q3 2026")


def test_what_is_to_be_said_of_several_goals_is_said_once_and_names_a_team_as_one(on: On, viktor: int) -> None:
    ownit = on(date(2026, 8, 12))
    for more in ((), ("--measure", "margin"), ("--team",)):
        assert ownit("goal", "set", "Viktor", "300k", *more)[0] == 0
    _, listed, _ = ownit("goal", "list", "--period", "month")
    assert listed.count("do not make up") == 1
    assert "Viktor Hale and Viktor Hale's team: Goals are set for" in listed


def test_a_goal_is_taken_away_and_set_again_by_the_command_that_is_told(on: On, viktor: int) -> None:
    ownit = on(date(2026, 8, 12))
    assert ownit("goal", "set", "Viktor", "300.5k", "--why", 'he said "more"')[0] == 0
    before = ownit("goal", "list", "--json")[1]
    code, said, _ = ownit("goal", "unset", "Viktor", "--why", "mistyped")
    assert code == 0
    assert "Viktor Hale's goal for Q3 2026, 300,500 USD, is taken away; without it there is none" in " ".join(
        said.split()
    )
    assert ownit("goal", "list")[1].startswith("No goals for Q3 2026 yet.")
    again = said.partition("ownit ")[2]
    assert ownit(*shlex.split(again))[0] == 0
    assert ownit("goal", "list", "--json")[1] == before


def test_taking_away_names_the_goal_exactly_and_keeps_what_was_set(on: On, viktor: int) -> None:
    ownit = on(date(2026, 8, 12))
    assert ownit("goal", "set", "Viktor", "40", "--measure", "meetings_held", "--team")[0] == 0
    code, _, refused = ownit("goal", "unset", "Viktor", "--team")
    assert code == 1
    assert "Viktor Hale's team goal for Q3 2026 was never set by hand" in refused
    taken = json.loads(
        ownit("goal", "unset", "Viktor", "--team", "--measure", "meetings_held", "--why", "moved", "--json")[1]
    )
    assert taken["again"] == 'ownit goal set "Viktor Hale" 40 --period "Q3 2026" --measure meetings_held --team'
    kept = Goal.objects.order_by("id").values_list("amount", "withdraws__amount")
    assert [(int(amount), withdrawn and int(withdrawn)) for amount, withdrawn in kept] == [(40, None), (40, 40)]


def test_a_quarter_of_months_is_taken_away_month_by_month(on: On, viktor: int) -> None:
    ownit = on(date(2026, 8, 12))
    for month in ("July 2026", "August 2026", "September 2026"):
        assert ownit("goal", "set", "Viktor", "100k", "--period", month)[0] == 0, month
    assert "is the sum of 3 shorter ones" in ownit("goal", "unset", "Viktor")[2]
    assert ownit("goal", "set", "Viktor", "400k")[0] == 0
    assert "without a reason" in ownit("goal", "unset", "Viktor")[2]
    said = " ".join(ownit("goal", "unset", "Viktor", "--why", "mistyped")[1].split())
    assert "; the sum of shorter ones, 300,000 USD, holds now. That it was set stays on record." in said


def test_an_import_tells_which_lines_are_over_and_which_are_nothing(on: On, viktor: int, tmp_path: Path) -> None:
    file = tmp_path / "goals.csv"
    lines = [f"Viktor,202{year}-01-01,202{year}-12-31,{amount}" for year, amount in ((4, 90), (5, 95), (6, 0))]
    file.write_text("\n".join(["person,period_start,period_end,amount", *lines]))
    code, said, _ = on(date(2026, 8, 12))("goal", "import", str(file))
    assert code == 1
    assert said.startswith("2 goals set, 0 unchanged, 1 line not taken.\n  line 4: A goal of 0 would be made")
    assert "Lines 2 and 3: the period is over. Kept, as the number there was then" in said
    file.write_text("person,period,amount\nViktor,Q4 2026,80k\nViktor,next-quarter,90k\nViktor,Q5 2026,90k\n")
    _, said, _ = on(date(2026, 8, 12))("goal", "import", str(file))
    flat = " ".join(said.split())  # whatever line it is broken on
    assert flat.startswith("1 goal set, 0 unchanged, 2 lines not taken.")
    assert "line 3: 'next-quarter' names no period of your calendar. Name it as 'Q3 2026' is named." in flat
    assert "line 4: 'Q5 2026' names no period" in flat
    assert "80 k" in on(date(2026, 8, 12))("goal", "list", "--period", "Q4 2026")[1]
