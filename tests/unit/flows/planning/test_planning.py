"""Does a seller without a record get a plan from their word and their journal, and can it be undertaken?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ownit.errors import OwnitError
from ownit.flows import goals, planning
from ownit.flows.journal import keep, writer
from ownit.flows.planning import answering
from ownit.flows.planning.answering import adoption_of
from ownit.flows.planning.errors import GoalByWordError
from ownit.flows.planning.journal import told
from ownit.flows.planning.spans import beside_usual, inner, present
from ownit.flows.workspace import Workspace
from ownit.method.breakdown import SoFar
from ownit.method.calendar import FiscalCalendar, Kind
from ownit.method.deals import Origin
from ownit.method.plan.heard import Heard
from ownit.method.plan.what_if import WhatIf
from ownit.promises.blocks import services as blocks
from ownit.promises.journal.grammar.record import Item, What
from ownit.promises.journal.record import Entry
from ownit.promises.people import services as people
from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import selectors, services

ANSWERS = {
    "number": "EUR 600k from 2027-01-01 by 2027-12-31, 0 won",
    "deal": "25k in 60 days",
    "win": "2",
    "meetings": "4 in 8 hours",
    "network": "20",
    "protected": "8: Tue-Fri 9-11",
    "winning_hours": "2",
    "serving": "4",
}
NEW_YEAR = date(2027, 1, 1)
NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def workspace(db: None, tmp_path: Path) -> Workspace:
    del db
    return Workspace(home=tmp_path, database="sqlite://", today=NEW_YEAR)


@pytest.fixture
def seller(workspace: Workspace) -> int:
    person = people.add_person(OPERATOR, "Ada Quist", "", at=workspace.now())
    for name, text in ANSWERS.items():
        services.say(OPERATOR, person.id, name, text, at=workspace.now())
    return person.id


def test_a_word_makes_a_plan_that_can_be_undertaken(workspace: Workspace, seller: int) -> None:
    drafted = planning.draft(workspace)
    plan = drafted.plan
    assert drafted.person.id == seller
    assert drafted.ground.source == "word"
    assert 0.8 <= plan.chance <= 0.81
    assert plan.feasible
    adopted = planning.adopt(workspace, drafted, "for the house")
    held = selectors.plan(OPERATOR, seller, NEW_YEAR)
    assert held == adopted
    assert held is not None
    assert held.terms.goal == Decimal(600_000)
    assert held.terms.minutes == pytest.approx(plan.hours.creating * 60, rel=1e-4)
    assert {line.channel for line in held.terms.lines} >= {"calls", "win", "serve"}
    assert sum(m.amount for m in held.terms.milestones if m.name.startswith("Q")) == Decimal(600_000)


def test_a_plan_by_word_has_the_room_of_the_hours_that_are_worked(workspace: Workspace, seller: int) -> None:
    assert planning.draft(workspace).plan.hours.week == 40
    blocks.prefer(OPERATOR, seller, "hours", "mon-thu 9-15", at=workspace.now())  # lunch is an hour of each
    part_time = planning.draft(workspace).plan
    assert part_time.hours.week == 20
    assert part_time.hours.total <= 20 + 1e-6
    assert not part_time.feasible


def test_a_journal_that_opens_less_asks_for_more_hours(workspace: Workspace, seller: int) -> None:
    before = planning.draft(workspace).plan
    later = Workspace(home=workspace.home, database="sqlite://", today=date(2027, 1, 29))
    dials = [Item(what=What.DID, on=date(2027, 1, d), channel="call", purpose="create", count=90) for d in (8, 15, 22)]
    keep(later, writer(later), "dials", dials)
    after = planning.draft(later).plan
    assert after.hours.creating > before.hours.creating


def test_what_is_won_counts_once_it_is_said(workspace: Workspace, seller: int) -> None:
    later = Workspace(home=workspace.home, database="sqlite://", today=date(2027, 6, 1))
    opened = Item(what=What.OPENED, on=date(2027, 2, 1), name="Acme")
    won = Item(what=What.WON, on=date(2027, 5, 3), name="Acme", amount=Decimal(400_000))
    keep(later, writer(later), "opened Acme", [opened])
    keep(later, writer(later), "won Acme 400k", [won])
    assert planning.draft(later).plan.low >= 400_000


def won_of(entries: list[Item], **said: Any) -> tuple[float, float, float]:
    """Money won that is one's own, of unknown origin, and others'."""
    listed = [Entry(id=n, line=n, person=1, recorded_at=NOON, item=item) for n, item in enumerate(entries, 1)]
    found = told(listed, NEW_YEAR, date(2027, 12, 31), **said)
    return found.won, found.heard.won_unknown, found.heard.won_others


def deal(what: What, name: str = "Acme", **more: Any) -> Item:
    return Item(what=what, on=date(2027, 5, 3), name=name, **more)


def test_what_is_won_is_ones_own_as_standing_has_it() -> None:
    """Of a deal that the journal did not know as open nobody knows who opened it; a plan counted it as one's own."""
    ten = Decimal(10_000)
    won = deal(What.WON, amount=ten)
    assert won_of([deal(What.OPENED), won]) == (10_000, 0, 0)
    assert won_of([deal(What.OPENED, amount=ten), deal(What.WON)]) == (10_000, 0, 0)
    assert won_of([won]) == (0, 10_000, 0)
    assert won_of([won], answered={"o1"}) == (10_000, 0, 0)
    assert won_of([won], some_open=True) == (10_000, 0, 0)
    assert won_of([deal(What.OPENED, source="marketing"), won], answered={"o1"}) == (0, 0, 10_000)
    assert won_of([deal(What.WON, amount=ten, source="a referral")]) == (10_000, 0, 0)
    assert won_of([deal(What.OPENED, kind="renewal"), won]) == (0, 0, 10_000)
    assert won_of([deal(What.OPENED, source="the moon"), won]) == (0, 10_000, 0)


def test_a_second_word_keeps_what_the_journal_taught_and_counts_no_money_twice() -> None:
    """Wins and openings are evidence whatever is said later; the new word has what was won by then."""
    items = [
        deal(What.OPENED, "Acme"),
        deal(What.WON, "Acme", amount=Decimal(10_000)),
        deal(What.OPENED, "Beta", source="marketing"),
        deal(What.LOST, "Beta"),
        Item(what=What.DID, on=date(2027, 5, 3), channel="call", purpose="create", count=60, minutes=240),
    ]
    listed = [Entry(id=n, line=n, person=1, recorded_at=NOON, item=item) for n, item in enumerate(items, 1)]
    first, second = (
        told(listed, NEW_YEAR, date(2027, 6, 1), said_at) for said_at in (None, datetime(2027, 5, 20, tzinfo=UTC))
    )
    for found in (first, second):
        heard = found.heard
        assert (heard.opened, heard.won, heard.lost, heard.hours, heard.amounts) == (1, 1, 1, 4.0, (10_000.0,))
    assert (first.won, second.won) == (10_000, 0)


def share_of(*entries: Item) -> tuple[int, int, int, int]:
    """Won and lost deals that tell of the share won, those that do not, and the amounts that are known."""
    listed = [Entry(id=n, line=n, person=1, recorded_at=NOON, item=item) for n, item in enumerate(entries, 1)]
    found = told(listed, NEW_YEAR, date(2027, 12, 31))
    return found.heard.won, found.heard.lost, found.unopened, len(found.heard.amounts)


def test_of_the_share_won_only_deals_tell_whose_opening_is_written() -> None:
    """Five wins without an opening made a share of 2 in 10 one of 3.6, and a plan of fewer hours."""
    won = [deal(What.WON, name, amount=Decimal(10_000)) for name in ("Acme", "Beta", "Gamma")]
    assert share_of(*won) == (0, 0, 3, 3)
    assert share_of(*won, deal(What.LOST, "Delta")) == (0, 0, 4, 3)
    assert share_of(deal(What.OPENED), *won) == (1, 0, 2, 3)
    assert share_of(deal(What.OPENED, "Delta"), deal(What.LOST, "Delta"), *won) == (0, 1, 3, 3)


def test_openings_that_a_friday_counts_are_openings_each_of_one_deal() -> None:
    friday = Item(what=What.OPENED, on=date(2027, 4, 30), since=date(2027, 4, 26))
    won, lost = deal(What.WON, amount=Decimal(10_000)), deal(What.LOST, "Beta")
    assert share_of(friday, friday, won, lost) == (1, 1, 0, 1)
    assert share_of(friday, won, lost) == (1, 0, 1, 1)
    late = replace(friday, on=date(2027, 5, 7), since=date(2027, 5, 4))
    assert share_of(won, late) == (0, 0, 1, 1), "what was opened later is another deal"
    assert share_of(replace(late, since=date(2027, 5, 3)), won) == (1, 0, 0, 1), "in the week that it is told of"


def heard_of(*entries: Item, on: date = date(2027, 6, 1), some_open: bool = False) -> Heard:
    listed = [Entry(id=n, line=n, person=1, recorded_at=NOON, item=item) for n, item in enumerate(entries, 1)]
    return told(listed, NEW_YEAR, on, some_open=some_open).heard


def test_an_opening_without_a_name_is_open_until_a_deal_ends_that_has_no_other() -> None:
    """A win was counted, and one of the openings of a Friday that it had ended stood open beside it."""
    friday, won = deal(What.OPENED, ""), deal(What.WON, "Beta", amount=Decimal(10_000))
    assert len(heard_of(friday, friday).open_ages) == 2
    assert len(heard_of(friday, friday, won).open_ages) == 1
    assert len(heard_of(friday, friday, won, some_open=True).open_ages) == 2, "it was one of those said to be open"


def test_whether_losses_are_written_is_heard() -> None:
    opened, lost = deal(What.OPENED, "Acme"), deal(What.LOST, "Beta")
    assert not heard_of(opened).losses_told
    assert heard_of(opened, lost).losses_told


def test_what_the_word_says_is_open_was_open_on_that_day() -> None:
    said = datetime(2027, 5, 20, tzinfo=UTC)
    old, new = (
        replace(deal(What.OPENED, "Acme"), on=date(2027, 4, 20)),
        replace(deal(What.OPENED, "Beta"), on=said.date()),
    )
    listed = [
        Entry(id=1, line=1, person=1, recorded_at=datetime(2027, 4, 20, tzinfo=UTC), item=old),
        Entry(id=2, line=2, person=1, recorded_at=said + timedelta(hours=1), item=new),
    ]
    heard = told(listed, NEW_YEAR, date(2027, 6, 1), said, some_open=True).heard
    assert (heard.open_ages, heard.open_known, heard.said_ago) == ((42, 12), (30, 0), 12)


def test_an_open_deal_that_others_brought_is_not_in_what_one_makes_alone() -> None:
    listed = [
        Entry(id=n, line=n, person=1, recorded_at=NOON, item=deal(What.OPENED, name, source=source))
        for n, (name, source) in enumerate([("Acme", ""), ("Beta", "marketing"), ("Gamma", "the moon")], 1)
    ]
    heard = told(listed, NEW_YEAR, date(2027, 6, 1)).heard
    assert heard.open_origins == (Origin.OWN, Origin.OTHERS, Origin.UNKNOWN)
    assert heard.opened == 1


def test_what_is_not_known_to_be_ones_own_is_said(workspace: Workspace, seller: int) -> None:
    later = Workspace(home=workspace.home, database="sqlite://", today=date(2027, 6, 1))
    keep(later, writer(later), "won Acme 10k", [deal(What.WON, amount=Decimal(10_000))])
    drafted = planning.draft(later)
    assert any("Who opened 10 k EUR that you won is not known" in note for note in drafted.ground.notes)
    assert any(
        note.startswith("1 closed deal in your journal says nothing of how many") for note in drafted.ground.notes
    )
    asked = adoption_of(drafted)
    assert "Who opened 10 k EUR is not known; none of it counts as yours." in asked.relied_on
    assert "won" not in asked.yours_alone


def test_a_word_is_for_one_number_and_other_goals_are_told(workspace: Workspace, seller: int) -> None:
    """A goal of renewals for the same days was taken for the number, and one of meetings passed over."""

    def wish(amount: str, measure: str = "bookings", kinds: str = "") -> str:
        asked = goals.Wish(who="Ada", amount=amount, period="2027", measure=measure, kinds=kinds, team=False, why="so")
        return goals.set_goal(workspace, asked).text

    assert "The plan stays for the 600,000 EUR said at ownit start: by a word" in wish("100k EUR", kinds="renewal")
    assert "The plan stays" in wish("40", "meetings_held")
    on = planning.ground(workspace)
    assert on.goal == Decimal(600_000)
    (told,) = on.beside
    assert told.startswith("You are held to 40 meetings and 100 k EUR in renewal too, of which no plan is made")
    assert answering.answer(workspace, planning.drafted(on)).notes.count(told) == 1
    assert "The plan stays" not in wish("500k EUR")
    assert planning.ground(workspace).goal == Decimal(500_000)
    with pytest.raises(GoalByWordError, match="Leave --goal out"):
        planning.ground(workspace, goal="meetings_held")


def test_what_if_changes_one_thing(workspace: Workspace, seller: int) -> None:
    ground = planning.ground(workspace)
    usual, better = planning.drafted(ground), planning.drafted(ground, WhatIf(win=1.5))
    assert better.plan.hours.creating < usual.plan.hours.creating
    assert planning.drafted(ground, WhatIf(goal=300e3)).plan.milestones == (), "parts are of the number there is"


def test_without_word_or_record_it_says_what_to_do(workspace: Workspace) -> None:
    people.add_person(OPERATOR, "Ada Quist", "", at=workspace.now())
    with pytest.raises(OwnitError, match="ownit start"):
        planning.draft(workspace)


def test_a_number_whose_day_has_passed_is_refused(workspace: Workspace, seller: int) -> None:
    late = Workspace(home=workspace.home, database="sqlite://", today=date(2028, 2, 1))
    with pytest.raises(OwnitError, match="by 2027-12-31, and that is over"):
        planning.draft(late)


def test_quarters_and_months_add_up() -> None:
    before = SoFar(own=Decimal(0), as_of=date(2026, 11, 1))
    found = inner(FiscalCalendar(), date(2026, 11, 28), date(2027, 12, 31), Decimal("600000.01"), before)
    for kind in (Kind.MONTH, Kind.QUARTER):
        assert sum(part.amount for part in found if part.kind is kind) == Decimal("600000.01")
    assert found[0].start == date(2026, 11, 28)


def test_leave_that_is_said_takes_the_place_of_what_is_assumed() -> None:
    year = date(2027, 1, 1), date(2027, 12, 31)
    assert present(*year, frozenset(), frozenset()) == pytest.approx(1 - 25 / 261, abs=0.002)
    assert present(*year, frozenset(), frozenset({date(2027, 8, 2)})) == pytest.approx(260 / 261)


def test_a_record_has_its_usual_leave_in_it() -> None:
    quarter = date(2027, 7, 1), date(2027, 9, 30)
    weeks = frozenset(date(2027, 8, d) for d in range(2, 28))
    assert beside_usual(*quarter, frozenset()) == 1.0
    assert beside_usual(*quarter, frozenset({date(2027, 8, 2)})) == 1.0
    assert beside_usual(*quarter, weeks) == pytest.approx((66 - 20) / 66 / present(*quarter, frozenset(), frozenset()))
