"""What is kept of the six answers: the plan, the goal, the choices, the blocks; and whose they are?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.contract.conftest import TUESDAY, workspace_at
from tests.contract.starting import begun

from ownit.cli import begun as begun_screen
from ownit.errors import OwnitError
from ownit.facts.store.errors import NoSnapshotError
from ownit.flows import goals as goal_flow
from ownit.flows.planning import redoing
from ownit.flows.planning.blocks import week_request
from ownit.flows.standing import standing
from ownit.flows.starting import beginning, questions, trades, whose
from ownit.flows.starting.keeping import keep
from ownit.flows.starting.questions import SIX
from ownit.flows.workspace import Workspace
from ownit.method.calendar import FiscalCalendar
from ownit.promises.blocks import selectors as blocks
from ownit.promises.goals import selectors as goals
from ownit.promises.organisation import selectors as organisation
from ownit.promises.people import selectors as people
from ownit.promises.people import services as people_services
from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import selectors as plans

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("trade", [None, *trades.names()])
def test_the_examples_of_each_trade_fit_into_forty_hours_or_say_what_is_in_the_way(
    workspace: Workspace, trade: str | None
) -> None:
    started = begun(workspace, trade)
    assert started.plan.hours.total <= 40.01
    if not started.plan.feasible:
        assert re.search(r"makes? it fit: .*\(answer [1-4]", started.begun.sentence)
    else:
        assert 0.8 <= started.plan.chance <= 0.81 + 1e-9 or started.plan.hours.creating <= 1.0
    assert started.calendar is not None


def test_all_that_follows_is_kept(workspace: Workspace) -> None:
    tom = people_services.add_person(OPERATOR, "Tom Reed", "", at=workspace.now())
    started = begun(
        workspace, number="400k EUR this year, 300k won", buddy="tom reed", why="A house", protected="4: Sat 7-11"
    )
    person = started.person
    assert [p.name for p in people.people(OPERATOR)] == ["Ada", "Tom Reed"]
    assert people.buddies(OPERATOR, TUESDAY) == {person.id: tom.id}
    (goal,) = goals.goals(OPERATOR, date(2026, 1, 1), date(2026, 12, 31), TUESDAY).goals
    assert (goal.terms.person, goal.terms.amount, goal.terms.currency) == (person.id, Decimal(400_000), "EUR")
    said = plans.said(OPERATOR, person.id, TUESDAY)
    assert (said["why"], said["win"], said["protected"]) == ("A house", "2 of 10", "4: sat 7-11")
    assert "buddy" not in said
    chosen = organisation.choices(OPERATOR, TUESDAY)
    assert (chosen.currency, chosen.zone, chosen.country) == ("EUR", "Europe/Vienna", "AT")
    assert chosen.held_to == "year"
    prefers = blocks.preferences(OPERATOR, person.id, TUESDAY)
    assert {p.weekday for p in prefers.preferred["calls"]} == {5}
    assert [(s.start, s.end) for s in prefers.hours.days[5]] == [(420, 660)]
    assert sum(s.end - s.start for day in prefers.hours.days[:5] for s in day) == 5 * 9 * 60
    held = plans.plan(OPERATOR, person.id, TUESDAY)
    assert held == started.adopted
    assert blocks.week(OPERATOR, person.id, started.week).standing


def test_the_first_weeks_blocks_win_no_more_than_what_is_open_by_then(workspace: Workspace) -> None:
    started = begun(workspace)
    plan, by_kind = started.adopted, Counter[str]()
    for block in started.blocks:
        by_kind[block.kind] += block.minutes
    steady = plan.terms.minutes_of("win")
    assert steady > 8 * 60
    assert by_kind["win"] <= 60, "nothing is open, and a few deals are opened this week"
    later = week_request(workspace, started.person.id, date(2027, 4, 5), plan)
    assert next(w.minutes for w in later.wanted if w.kind == "win") == pytest.approx(steady, abs=8)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Tom Reeed", "Who asks you on Friday: Nobody here is called 'Tom Reeed', by name, e-mail or id. Did you mean"),
        ("T", "Who asks you on Friday: 'T' could be any of Tim Reed"),
        ("ada", "Who asks you on Friday: that is Ada, yourself, so nobody is kept"),
        ("", ""),
    ],
)
def test_who_asks_on_friday_is_told_where_they_are_nobody_known_here(db: None, name: str, said: str) -> None:
    at = workspace_at(Path("unused"), TUESDAY).now()
    ada, tom, _ = (people_services.add_person(OPERATOR, who, "", at=at) for who in ("Ada", "Tom Reed", "Tim Reed"))
    setting = questions.Setting(today=TUESDAY, calendar=FiscalCalendar(), currency="USD")
    given: dict[str, Any] = {}
    for question in (*SIX, *questions.TWO):
        given[question.name] = questions.read(setting, question.name, "", given)
    answers = questions.answers(setting, given)
    assert keep(ada, replace(answers, buddy="Tom Reed"), at=at) == ""
    remark = keep(ada, replace(answers, buddy=name), at=at)
    assert remark.startswith(said)
    assert bool(remark) == bool(said)
    named = name.startswith("T")
    assert plans.said(OPERATOR, ada.id, TUESDAY).get("buddy", "") == (name if named else "")
    assert people.buddies(OPERATOR, TUESDAY) == ({} if named else {ada.id: tom.id})


def test_where_nobody_else_is_known_a_name_is_a_name(workspace: Workspace) -> None:
    started = begun(workspace, buddy="Tom Reed")
    assert started.remark == ""
    assert plans.said(OPERATOR, started.person.id, TUESDAY)["buddy"] == "Tom Reed"
    assert redoing.buddy(started.person.id, TUESDAY) == ""  # nobody is told of a plan that asks for less


def test_before_any_deal_the_plan_is_what_is_known(workspace: Workspace) -> None:
    with pytest.raises(NoSnapshotError):
        standing(workspace)
    people_services.add_person(OPERATOR, "Tom Reed", "", at=workspace.now())
    begun(workspace, number="400k EUR this year, 300k won")
    ada, tom, both = (standing(workspace, who=who) for who in ("Ada", "Tom Reed", None))
    assert ada.headline.startswith(
        "Ada. No deal is on record yet, so no standing can be told. What is known is your plan"
    )
    assert ": 400 k EUR by 31 December, by " in ada.headline
    assert "undertaken on 1 December; the chance told then was" in ada.headline
    assert ada.headline.endswith("; 300 k EUR of it was won by then, by your word.")
    assert ada.next_step.endswith(': ownit log "won NAME 20k" --who "Ada"')
    assert tom.headline.endswith("and no plan is undertaken.")
    assert tom.next_step == 'Six answers make a plan: ownit start --name "Tom Reed"'
    assert both.headline.endswith("What is known: the plan of Ada (400 k EUR by 31 December).")
    assert both.next_step.endswith('ownit log "won NAME 20k" --who "NAME"')


def test_what_was_chosen_and_said_before_stays_or_is_offered(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    first = begun(workspace, number="400k EUR by 31 December 2027, 0 won", protected="6: Mon-Wed 9-11")
    assert "EUR" in first.begun.sentence
    setting = whose.setting(workspace, first.person, None)
    assert setting.chosen
    assert questions.example(setting, "protected") == "6: mon-wed 9-11"
    with pytest.raises(OwnitError, match="ownit set currency USD"):
        questions.read(setting, "number", "$500k by June", {})
    again = begun(workspace, number="300k by 31 December 2027, 0 won", why="Less, since I am ill")
    assert again.person == first.person
    assert again.answers.protected == first.answers.protected
    assert (again.plan.start, again.plan.end) == (first.plan.start, first.plan.end)
    assert again.adopted.version == 2
    assert again.adopted.effective_on == date(2026, 12, 8)  # less than before holds a week later
    assert first.holds == ""
    begun_screen.tell(again)
    waits = "It asks for less than the plan you have, so it holds from Tuesday 8 December; until then the one you have"
    assert waits in " ".join(capsys.readouterr().out.split()), "the blocks above it are those of the plan before"


def test_what_else_one_is_held_to_is_told_at_the_start(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    first = begun(workspace, number="400k EUR next year")
    assert first.beside == ()
    wish = goal_flow.Wish(
        who=str(first.person.id), amount="40", period="2027", measure="meetings_held", kinds="", team=False, why=""
    )
    goal_flow.set_goal(workspace, wish)
    again = begun(workspace, number="400k EUR next year")
    assert beginning.to_json(again)["notes"][0].startswith("You are held to 40 meetings too")  # type: ignore[index] # any JSON
    begun_screen.tell(again)
    assert "You are held to 40 meetings too" in " ".join(capsys.readouterr().out.split())


def test_more_open_than_a_week_can_win_is_told_and_the_plan_is_what_there_is_room_for(workspace: Workspace) -> None:
    started = begun(workspace, number="300k EUR by 31 December 2027, 0 won, 5M open")
    assert started.plan.feasible
    assert "makes 300 k EUR alone by 31 December 2027 almost certain already" in started.begun.sentence
    assert any(note.startswith("Winning what is open now would take ") for note in started.notes)


def test_a_period_to_come_is_worked_for_from_now_on(workspace: Workspace) -> None:
    started = begun(workspace, number="100k next quarter")
    assert started.plan.start == date(2027, 1, 1)
    assert started.this_week
    assert started.blocks
    assert plans.plan(OPERATOR, started.person.id, TUESDAY) == started.adopted


def test_late_on_a_friday_the_blocks_are_next_weeks(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        settings, "COMPUTER_ZONE", "Pacific/Auckland"
    )  # there it is Saturday when it is Friday noon in London
    started = begun(workspace_at(tmp_path / "home", date(2026, 12, 4)))
    assert (started.week, started.this_week) == (date(2026, 12, 7), False)
    assert started.blocks
    assert organisation.choices(OPERATOR, TUESDAY).country == "NZ"


def test_whose_plan_it_is_must_be_clear(workspace: Workspace) -> None:
    for name in ("Ann Lee", "Bo Larsen"):
        people_services.add_person(OPERATOR, name, "", at=workspace.now())
    with pytest.raises(whose.WhosePlanError, match='2 people are known here; say it: ownit start --name "NAME"'):
        whose.known(workspace, None)
    assert whose.known(workspace, "Cleo Diaz") is None  # somebody new, where no CRM says who there is
    with pytest.raises(OwnitError, match="Did you mean"):
        whose.known(workspace, "Ann Leee")
    people_services.identify(OPERATOR, people.find(OPERATOR, "Bo Larsen").id, "salesforce", "005", at=workspace.now())
    with pytest.raises(OwnitError, match="Nobody here is called 'Cleo Diaz'"):
        whose.known(workspace, "Cleo Diaz")
