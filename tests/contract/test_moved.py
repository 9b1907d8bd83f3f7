"""Does what was won stay with the team whose people won it, when one of them goes to another?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import import_csv, workspace_at

from ownit.flows import goals
from ownit.flows.standing import standing
from ownit.flows.workspace import Workspace
from ownit.promises.people import selectors as people
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person, set_leader

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HEAD = "ID,Title,Value,Currency,Owner,Deal creator,Lead source,Stage,Status,Deal created,Won time\n"
WON = (
    ("Ann", 10_000, "2026-07-10"),
    ("Ann", 5_000, "2026-08-05"),
    ("Bob", 20_000, "2026-07-10"),
    ("Cid", 40_000, "2026-07-10"),
    ("Dana", 1_000, "2026-04-10"),
    ("Ben", 1_000, "2026-04-10"),
)
APRIL, AUGUST = date(2026, 4, 1), date(2026, 8, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Ann and Bob report to Dana, Cid to Ben, and both of these to Helen."""
    there = workspace_at(tmp_path / "workspace")
    rows = (
        f"{n},Deal {n},{amount},USD,{who},{who},Cold call,Offer,won,2026-03-01 09:00:00,{day} 09:00:00\n"
        for n, (who, amount, day) in enumerate(WON, 1)
    )
    file = tmp_path / "deals.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    import_csv(there, file, "pipedrive")
    standing(there)  # now they are known
    for name in ("Helen", "Eve"):
        add_person(OPERATOR, name, "", at=there.now())
    for name, leader in (("Ann", "Dana"), ("Bob", "Dana"), ("Cid", "Ben"), ("Dana", "Helen"), ("Ben", "Helen")):
        lead(there, name, leader, APRIL)
    return there


def lead(workspace: Workspace, name: str, leader: str, since: date) -> None:
    found = (people.find(OPERATOR, who).id for who in (name, leader))
    set_leader(OPERATOR, *found, at=workspace.now(), since=since)


def won(workspace: Workspace, period: str = "Q3 2026") -> dict[str, int]:
    """What each team and the company won."""
    told = standing(workspace, period=period)
    assert told.company is not None
    return {s.name.removesuffix("'s team"): int(s.won.total) for s in (*told.teams, told.company)}


def test_what_was_won_before_a_move_stays_with_the_team_it_was_won_in(workspace: Workspace) -> None:
    assert won(workspace) == {"Ben": 40_000, "Dana": 35_000, "Helen": 75_000, "Everyone together": 75_000}
    lead(workspace, "Ann", "Ben", AUGUST)
    assert won(workspace) == {"Ben": 45_000, "Dana": 30_000, "Helen": 75_000, "Everyone together": 75_000}
    assert won(workspace, "Q2 2026") == {"Ben": 1_000, "Dana": 1_000, "Helen": 2_000, "Everyone together": 2_000}


def test_the_chance_of_a_team_is_of_what_it_has_won(workspace: Workspace) -> None:
    """Ann's ten thousand made Ben's number certain as soon as she reported to him."""
    goals.set_goal(
        workspace,
        goals.Wish(who="Ben", amount="50k", period="Q3 2026", measure="bookings", kinds="", team=True, why=""),
    )
    lead(workspace, "Ann", "Ben", AUGUST)
    (team,) = (s for s in standing(workspace, period="Q3 2026").teams if s.name.startswith("Ben"))
    law = team.help.nothing_more
    assert (law.p_hit(50_000), law.p_hit(45_000)) == (0.0, 1.0)  # type: ignore[union-attr] # a law, or this fails


def test_what_was_counted_stays_with_the_team_too(workspace: Workspace) -> None:
    lead(workspace, "Ann", "Ben", AUGUST)
    for who, amount in (("Dana", "4"), ("Ben", "3")):
        wish = goals.Wish(
            who=who, amount=amount, period="Q1 2026", measure="opportunities_opened", kinds="", team=True, why=""
        )
        goals.set_goal(workspace, wish)
    told = standing(workspace, period="Q1 2026").teams
    opened = {s.name: int(of.won.total) for s in told for of in (s, *s.also) if of.measure == "opportunities_opened"}
    assert opened == {"Dana's team": 4, "Ben's team": 2}


def test_a_team_that_gets_another_leader_keeps_what_it_won(workspace: Workspace) -> None:
    lead(workspace, "Cid", "Eve", AUGUST)
    lead(workspace, "Eve", "Helen", AUGUST)
    assert won(workspace)["Eve"] == 40_000


def test_a_leader_who_is_said_for_the_first_time_was_so_before(workspace: Workspace) -> None:
    add_person(OPERATOR, "Fay", "", at=workspace.now())
    lead(workspace, "Helen", "Fay", workspace.now().date())
    assert won(workspace)["Fay"] == 75_000


def test_who_comes_to_a_leader_who_led_nobody_brings_nothing_along(workspace: Workspace) -> None:
    """Cid leaves Ben before Ann wins five thousand for Dana's team, and Ann comes to Ben after it."""
    lead(workspace, "Cid", "Dana", AUGUST)
    lead(workspace, "Ann", "Ben", date(2026, 8, 10))
    assert won(workspace) == {"Ben": 40_000, "Dana": 35_000, "Helen": 75_000, "Everyone together": 75_000}
