"""The demo company's plans by the record: are they of standing's law, and is what they are made on read once?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from tests.contract.conftest import CAST, Told

from ownit.answers.measure import BOOKINGS
from ownit.answers.plan.unit import MEETINGS
from ownit.answers.standing import to_json
from ownit.cli import plan_screen
from ownit.flows import goals, planning
from ownit.flows.planning import adopting, answering, draft, redoing
from ownit.flows.planning.errors import NoGoalError, NoSuchGoalError, OtherCurrencyError, OverByNowError
from ownit.flows.planning.everyone import everyone as planned_for_everyone
from ownit.flows.planning.record import readings
from ownit.flows.planning.sellers import Read, seller_of
from ownit.flows.planning.shared import Shared
from ownit.flows.standing import ask
from ownit.flows.workspace import Workspace
from ownit.method import bookings
from ownit.method.blocks.kinds import Kind
from ownit.method.calendar import working_days
from ownit.method.deals import Origin
from ownit.method.law import Law, Missing
from ownit.method.plan.book import Seller
from ownit.method.plan.counted import Counter
from ownit.promises.people import selectors as people
from ownit.promises.people.access import OPERATOR

# The marks also tell pytest-django that a database is wanted: without one it would set none up.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_plan_of_a_record_whose_period_is_over_by_now_is_told_and_not_undertaken(northline: Told) -> None:
    """It could not even be looked at where a plan had been undertaken for that period."""
    august, _, _ = northline
    adopting.adopt(august, draft(august, "Aisha Bello"))
    october = replace(august, today=date(2026, 10, 1))
    late = draft(october, "Aisha Bello")
    told = answering.answer(october, late, "Aisha Bello")
    running = 'ownit plan "Aisha Bello" --period "Q4 2026"'
    assert told.next_step == f"import what came since, or plan the period that runs: {running}"
    for undertaking in (lambda: adopting.adopt(october, late), lambda: redoing.redo(october, "Aisha Bello")):
        with pytest.raises(OverByNowError, match="Q3 2026 ended on 2026-09-30 and the record on ") as e:
            undertaking()
        assert str(e.value).endswith(running)


def sellers_of(workspace: Workspace) -> dict[int, Seller | Missing]:
    """Everybody on record, as a plan in bookings has them."""
    asked = ask(workspace)[0]
    found = readings(workspace, asked, [BOOKINGS])[BOOKINGS]
    assert isinstance(found, Read)
    return {person: seller_of(found, person, asked.as_of) for person in found.people}


def test_a_plan_by_the_record_is_of_the_same_law(northline: Told) -> None:
    """Each seller's book alone gives standing's chance, and lately's effort planned again what goes on as lately."""
    workspace, _, answer = northline
    sellers = sellers_of(workspace)
    standings = {p["id"]: p for p in to_json(answer)["people"]}
    roles = {p.name: p.id for p in people.people(OPERATOR)}
    lacking = {person: found.code for person, found in sellers.items() if isinstance(found, Missing)}
    assert lacking == {roles["Sam Ortiz"]: "plan_of_meetings"}
    for name in CAST:
        seller = sellers[roles[name]]
        if isinstance(seller, Missing):
            continue
        told_of = next(p for p in answer.people if p.name == name)
        if told_of.goal is None or told_of.measure != "bookings":  # some kinds only
            continue
        goal, book = float(told_of.goal), seller.book
        own = book.arrivals.shape[0, Origin.OWN] / book.arrivals.rate[0, Origin.OWN]
        found = bookings.reckon(
            [name],
            deals=book.deals,
            cycle=book.cycle,
            amounts=book.amounts,
            arrivals=book.arrivals,
            won=book.won,
            goals=np.array([goal]),
            window=book.window,
            tilt=book.tilt,
            lift=book.lift,
            plan=np.array([own]),
        ).people[0]
        planned, going = found.alone_low.plan, found.alone_low.as_going
        assert isinstance(planned, Law)
        assert isinstance(going, Law)
        assert planned.p_hit(goal) == pytest.approx(going.p_hit(goal), abs=0.005), name
        assert going.p_hit(goal) == pytest.approx(standings[str(roles[name])]["alone"]["p_hit"], abs=0.005), name


def test_who_is_held_to_meetings_gets_a_plan_of_meetings(northline: Told) -> None:
    """Sam's chance if he goes on as he has is standing's own, and the plan is the least that is enough."""
    workspace, _, answer = northline
    drafted = planning.draft(workspace, "Sam Ortiz")
    plan, standing_of = drafted.plan, next(p for p in answer.people if p.name == "Sam Ortiz")
    assert (drafted.ground.unit, drafted.currency, plan.goal) == (MEETINGS, "", 40)
    assert 0.8 <= plan.chance <= 0.81
    assert [line.channel for line in plan.lines] == [Kind.CALLS]
    law = standing_of.low.as_going
    assert isinstance(law, Law)
    assert plan.as_going == pytest.approx(law.p_hit(40), abs=0.01)
    said = answering.answer(workspace, drafted)
    assert said.sentence.startswith(
        "To hold 40 meetings alone by 30 September with a chance of 8 in 10, give opening business"
    )
    assert "it is 31 so far" in said.notes[0]
    assert any("become deals" in note for note in said.notes)


@pytest.mark.parametrize("columns", [60, 80])
def test_no_plan_runs_over_the_terminal(
    northline: Told, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where evidence is of people like one, and names and goals of a team are long."""
    workspace, _, _ = northline
    monkeypatch.setenv("COLUMNS", str(columns))
    plan_screen.tell(answering.answer(workspace, draft(workspace, "Viktor Hale")))
    plan_screen.everyone(planned_for_everyone(workspace))
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if len(line) > columns] == []
    assert ("does not fit" if columns == 80 else "no room") in out
    assert ("the record of people like you" if columns == 80 else "people like you") in out


def test_who_is_in_ramp_has_less_of_the_number_at_first(northline: Told) -> None:
    on = draft(northline[0], "Ruth Adler").ground
    july, august, september = on.inner
    assert july.amount == 0, "it is over"
    of_a_day = [
        part.amount / working_days(max(part.start, on.as_of + timedelta(days=1)), part.end)
        for part in (august, september)
    ]
    assert of_a_day[0] < of_a_day[1]
    assert august.amount + september.amount == on.goal - on.so_far.own
    assert any(note.startswith("In ramp until ") for note in on.notes)


@pytest.mark.parametrize("name", ["Jonas Weber", "Priya Raman", "Viktor Hale", "Sam Ortiz"])
def test_what_is_to_come_carries_what_is_missing_by_the_record(northline: Told, name: str) -> None:
    """Of money and of a count; what others brought carries nothing of it."""
    drafted = draft(northline[0], name)
    on = drafted.ground
    july, august, september = on.inner
    own = on.seller.so_far if isinstance(on.seller, Counter) else on.seller.book.won.amount[0, Origin.OWN]
    assert float(july.amount + august.amount + september.amount) == pytest.approx(
        max(float(on.goal) - own, 0), abs=0.01
    )
    assert [m.amount for m in drafted.plan.milestones] == [float(september.amount)]
    assert september.amount > august.amount > july.amount == 0
    assert sum("missing (" in note for note in answering.answer(northline[0], drafted).notes) == 1


def test_whoever_the_record_does_not_know_is_told_so(northline: Told) -> None:
    workspace, _, _ = northline
    asked = ask(workspace)[0]
    read = readings(workspace, asked, [BOOKINGS])[BOOKINGS]
    assert isinstance(read, Read)
    found = seller_of(read, 10**6, asked.as_of)
    assert isinstance(found, Missing)
    assert found.code == "no_record"


def test_settling_has_read_what_plans_are_made_on(northline: Told) -> None:
    """Once for all: another plan adds no file, and what is kept gives the very sellers that reading gives."""
    workspace, _, _ = northline
    kept = kept_of(workspace)
    first = sellers_of(workspace)
    assert kept_of(workspace) == kept
    for file in kept:
        file.unlink()
    again = sellers_of(workspace)
    (written,) = kept_of(workspace)
    assert written in kept
    assert again.keys() == first.keys()
    for person, one in first.items():
        other = again[person]
        if isinstance(one, Missing) or isinstance(other, Missing):
            assert one == other
        else:
            assert one.ways == other.ways
            assert np.array_equal(one.book.deals.amount, other.book.deals.amount)
            assert np.array_equal(one.book.cycle.won_shape, other.book.cycle.won_shape)


def test_what_plans_of_a_count_are_made_on_is_kept_too(northline: Told) -> None:
    """It was read anew for every plan of meetings: half of the time that everyone's plans took."""
    workspace, _, _ = northline
    sam = people.find(OPERATOR, "Sam Ortiz").id
    read = Shared(workspace=workspace).counter(sam, "meetings_held")
    written = {file: file.stat().st_mtime_ns for file in kept_of(workspace)}
    again = Shared(workspace=workspace).counter(sam, "meetings_held")
    assert {file: file.stat().st_mtime_ns for file in kept_of(workspace)} == written
    assert isinstance(read, Counter)
    assert isinstance(again, Counter)
    assert (read.ways, read.so_far, read.lately) == (again.ways, again.so_far, again.lately)


def kept_of(workspace: Workspace) -> set[Path]:
    """The files in which what plans are made on is kept."""
    return set((workspace.facts / "reckoned" / ask(workspace)[0].snapshot.id).glob("plans-*.npz"))


def test_who_leads_and_has_no_goal_of_their_own_is_sent_to_the_team(northline: Told) -> None:
    with pytest.raises(NoGoalError, match=r'of each in the team: ownit plan "Dana Okafor" --everyone\.'):
        draft(northline[0], "Dana Okafor")


def test_a_goal_in_another_currency_is_not_planned_as_if_it_were_in_this(northline: Told) -> None:
    """It was set without a word, and 100,000 euros were planned as 100,000 dollars."""
    workspace, _, _ = northline
    wish = goals.Wish(
        who="Tom Brandt", amount="100k EUR", period="Q2 2027", measure="bookings", kinds="", team=False, why=""
    )
    assert goals.set_goal(workspace, wish).text.endswith(
        "100,000 EUR. Goals in EUR are not compared with amounts in USD. Set them in USD, or choose what is reckoned "
        "in: ownit set currency CODE."
    )
    with pytest.raises(OtherCurrencyError, match=r"Tom Brandt's goal for Q2 2027 is in EUR, so no plan"):
        draft(workspace, "Tom Brandt", "Q2 2027")


def test_each_of_several_goals_is_planned_and_one_is_undertaken(northline: Told) -> None:
    """The plan named the others, and there was no way to see what they take."""
    workspace, _, _ = northline
    for amount, measure, kinds in (("300k", "bookings", ""), ("40", "meetings_held", ""), ("90k", "bookings", "new")):
        goals.set_goal(
            workspace,
            goals.Wish(
                who="Nadia", amount=amount, period="Q2 2027", measure=measure, kinds=kinds, team=False, why="so"
            ),
        )
    first = planning.ground(workspace, "Nadia", "Q2 2027")
    commands = [note.partition(": ")[2] for note in first.beside[1:]]
    assert commands == [
        f'ownit plan "Nadia Petrov" --goal {name} --period "Q2 2027"' for name in ("new", "meetings_held")
    ]
    meetings = planning.ground(workspace, "Nadia", "Q2 2027", "meetings")
    assert [(on.goal, on.undertaken) for on in (first, meetings)] == [
        (Decimal(300_000), ""),
        (Decimal(40), "300 k USD"),
    ]
    assert meetings.unit == MEETINGS
    said = answering.answer(workspace, planning.drafted(meetings))
    assert "40 meetings alone by 30 June 2027" in said.sentence
    assert "one plan, to 300 k USD; see it: ownit plan" in said.next_step
    assert planning.ground(workspace, "Nadia", "Q2 2027", "bookings").undertaken == ""
    with pytest.raises(NoSuchGoalError, match=r"no goal 'margin' .* There is: bookings, new, meetings_held\."):
        planning.ground(workspace, "Nadia", "Q2 2027", "margin")
    everyone = {line.called for line in planned_for_everyone(workspace, "Ben Carver", "Q2 2027").people}
    assert {"Nadia Petrov", "Nadia Petrov, new"} <= everyone
