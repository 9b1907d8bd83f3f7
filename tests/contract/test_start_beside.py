"""Do six answers stand beside what a CRM, a goal or the journal says, each counted once?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.contract.conftest import workspace_at
from tests.contract.starting import begun

from ownit.answers import goals as goal_answers
from ownit.connectors.base import ReadOptions
from ownit.facts.store import Store
from ownit.flows import goals as goal_flow
from ownit.flows import importing, journal, proposing, requests
from ownit.flows.planning import ground
from ownit.flows.planning.errors import NoGoalError
from ownit.flows.standing import standing
from ownit.flows.starting import questions, whose
from ownit.flows.workspace import Workspace
from ownit.method.plan.book import Seller

pytestmark = pytest.mark.slow

USERS = "Id,Name,Email\n005000000000001AAA,Bo Larsen,bo@x.example\n005000000000002AAA,Ann Lee,ann@x.example\n"


DEALS = (
    "Id,Name,OwnerId,StageName,IsWon,IsClosed,CreatedDate,CloseDate,Amount\n"
    "006000000000001AAA,Old,005000000000001AAA,Proposal,false,false,2026-11-03T09:00:00.000Z,2026-12-20,30000\n"
    "006000000000002AAA,Won,005000000000001AAA,Closed Won,true,true,2026-07-03T09:00:00.000Z,2026-10-20,12000.40\n"
    "006000000000003AAA,Hers,005000000000002AAA,Closed Won,true,true,2026-07-03T09:00:00.000Z,2026-10-20,99000\n"
)


def test_whose_crm_carries_no_plan_begins_by_six_answers_for_days_of_their_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    export = tmp_path / "export"
    export.mkdir()
    for name, text in {"User": USERS, "Opportunity": DEALS}.items():
        (export / f"{name}.csv").write_text(text, encoding="utf-8")
    importing.run(workspace, requests.request(workspace, "salesforce", export, ReadOptions(connector="")))
    proposing.propose(Store(workspace.facts).require(), workspace.now())
    setting = whose.setting(workspace, whose.known(workspace, "Bo Larsen"), None)
    had = setting.recorded
    assert had is not None
    assert (had.won_on, had.open) == (((date(2026, 10, 20), Decimal(12_000)),), Decimal(30_000))
    this_year = questions.read(setting, "number", "400k this year", {})
    assert (this_year.won, this_year.open) == (Decimal(12_000), Decimal(30_000))
    assert questions.understood("number", this_year, had).endswith(
        "12,000 won, 30,000 open (won and open as the CRM has it)"
    )
    assert questions.read(setting, "number", "400k this year, 0 won, 0 open", {}).won == 0
    started = begun(workspace, name="Bo Larsen")
    assert "0 won, 30000 open" in questions.example(setting, "number")
    assert started.remark == "As the CRM has it: 30 k USD open, without what others brought."
    number = started.answers.number
    assert (started.plan.start, started.plan.end) == (number.start, number.end)
    assert started.begun.sentence.startswith("By your own word")
    found = ground(workspace, "Bo Larsen")
    assert found.source == "word"  # and ownit plan is of it
    assert found.notes[-1].startswith("What is won so far is by your word too (0 ")
    assert found.notes[-1].endswith('say so: ownit start --name "Bo Larsen"')
    with pytest.raises(NoGoalError):  # nobody's word stands in for a goal that was not said
        ground(workspace, "Ann Lee")


def test_a_goal_that_the_plan_by_word_does_not_go_by_is_said_to_be_none(workspace: Workspace) -> None:
    begun(workspace, number="400k EUR this year")
    wish = goal_flow.Wish(
        who="Ada", amount="500k", currency="USD", period="2026", measure="bookings", kinds="", team=False, why=""
    )
    said = goal_flow.set_goal(workspace, wish).text
    assert "The plan stays for the 400,000 EUR said at ownit start, since USD is another currency" in said
    on = ground(workspace, "Ada")
    assert on.goal == 400_000
    assert on.notes[0].startswith("You are held to a goal in USD too. The plan stays for the 400,000 EUR")
    ours = goal_flow.set_goal(workspace, replace(wish, currency="EUR")).text
    assert "The plan stays" not in ours
    quarter = goal_flow.set_goal(workspace, replace(wish, amount="90k", currency="EUR", period="Q4 2026")).text
    assert "The plan stays" not in quarter
    begun(workspace, number="400k EUR by 31 December 2027")
    longer = goal_flow.set_goal(workspace, replace(wish, currency="EUR", period="2027")).text
    assert "The plan stays for the 400,000 EUR said at ownit start, which is for 2026-12-01 to 2027-12-31" in longer


def won_and_open(workspace: Workspace) -> tuple[float, list[float]]:
    """What Ada's plan stands on: the money won, and the amounts of what is open."""
    seller = ground(workspace, "Ada").seller
    assert isinstance(seller, Seller)
    return float(seller.book.won.amount.sum()), sorted(seller.book.deals.amount.tolist())


def test_what_was_said_and_what_the_journal_has_are_counted_once(workspace: Workspace) -> None:
    begun(workspace, number="400k EUR next year, 20k won, 60k open", deal="20k in 60 days")
    assert won_and_open(workspace) == (20e3, [20e3, 20e3, 20e3])
    later = workspace_at(workspace.home, date(2027, 1, 12))
    journal.log(later, "won Beta 12.5k, opened Gamma 30k", "Ada")
    assert won_and_open(later) == (32.5e3, [20e3, 20e3, 30e3])  # Beta was one of the three
    noted = "Ada: 20 k EUR won and 60 k EUR open is by your word at ownit start"
    told = standing(later, who="Ada")
    assert any(note.startswith(noted) for note in told.notes)
    assert (told.period.name, told.people[0].goal) == ("2027", Decimal(400_000))  # the period that the number is for
    wish = goal_flow.Wish(who="Ada", period="2027", measure="bookings", kinds="", team=False, why="mistyped")
    left = goal_answers.sentence(goal_flow.unset_goal(later, wish))
    assert "without it there is none for 2027, and the plan is for the 400,000 said at ownit start." in left
    again = workspace_at(workspace.home, date(2027, 2, 2))
    begun(again, number="400k EUR this year, 50k won, 50k open", deal="20k in 60 days")
    assert won_and_open(again) == (50e3, [20e3, 30e3])  # Beta is in the 50k won, Gamma in the 50k open
    after = workspace_at(workspace.home, date(2027, 2, 9))
    journal.log(after, "won Gamma 31k", "Ada")
    assert won_and_open(after) == (81e3, [20e3])
