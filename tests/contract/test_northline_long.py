"""The demo company, what takes longer: counts of teams added up, everyone's plans, an import undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.conftest import Told

from ownit.answers.plan.held import RENEWALS
from ownit.answers.standing import to_json
from ownit.errors import OwnitError
from ownit.facts.store import Store
from ownit.flows import demo, goals, history
from ownit.flows.planning import draft
from ownit.flows.planning.everyone import everyone
from ownit.flows.standing import standing
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import Viewer

# The mark also tells pytest-django that a database is wanted: without one it would set none up.
pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.django_db]


def test_a_team_and_the_company_are_held_to_counts_too(northline: Told) -> None:
    """The goal was taken and listed, and no standing told of it. What is to come is what comes within the period."""
    workspace, _, _ = northline
    for who, amount, team in (("Sam Ortiz", "50", False), ("Dana Okafor", "300", True), ("company", "400", False)):
        wish = goals.Wish(
            who=who, amount=amount, period="Q1 2027", measure="meetings_held", kinds="", team=team, why=""
        )
        goals.set_goal(workspace, wish)
    answer = to_json(standing(workspace, period="Q1 2027"))
    dana = next(team for team in answer["teams"] if team["name"] == "Dana Okafor's team")
    sam = next(person for person in answer["people"] if person["name"] == "Sam Ortiz")
    means = [
        next(s for s in (one, *one["also"]) if s["measure"] == "meetings_held")["alone"]["mean"]
        for one in (sam, dana, answer["team"])
    ]
    assert means[0] == pytest.approx(61.5 * 90 / 91, abs=2)  # some 61 in the last 91 days, and a quarter has 90
    assert means[0] < means[1] < means[2]


def test_everyones_plans_are_each_ones_own(northline: Told) -> None:
    workspace, _, _ = northline
    lines = {line.called: line for line in everyone(workspace).people}
    assert {"Viktor Hale", "Priya Raman"} <= lines.keys()
    assert (lines["Sam Ortiz"].goal, lines["Sam Ortiz"].unit) == (40, "meetings")
    expansion, renewal = (lines[f"Nadia Petrov, {kind}"] for kind in ("expansion", "renewal"))
    assert (expansion.goal, renewal.why) == (120_000, f"{RENEWALS}.")
    for name in ("Viktor Hale", "Priya Raman"):
        plan = draft(workspace, name).plan
        assert (lines[name].hours, lines[name].chance) == (plan.hours.creating, plan.chance)
    helen, ben = ({line.called for line in everyone(workspace, who).people} for who in ("Helen Marsh", "Ben Carver"))
    assert helen == lines.keys() - {"Helen Marsh"}
    assert ben < helen
    with pytest.raises(OwnitError, match="Nobody below Ruth Adler is held to a number in money"):
        everyone(workspace, "Ruth Adler")
    assert not everyone_seen_by(workspace, lines["Viktor Hale"].id) - {"Viktor Hale"}


def everyone_seen_by(workspace: Workspace, person: int) -> set[str]:
    return {line.name for line in everyone(workspace, viewer=Viewer(person=person)).people}


def test_undone_there_is_nothing_and_imported_again_there_is(northline: Told, tmp_path: Path) -> None:
    workspace, report, answer = northline
    done = history.undo(workspace)
    assert (done.undone, done.current) == (report.snapshot, None)
    assert done.withdrawn > 0
    assert Store(workspace.facts).current() is None
    _, once_more = demo.run(workspace)
    goals = {p.name: p.goals for p in answer.people}
    assert {p.name: p.goals for p in once_more.people} == goals
