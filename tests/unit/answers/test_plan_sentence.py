"""Does a plan read as a salesperson would say it, alone first, and never as a bare "infeasible"?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.unit.answers.plans import PLAN, TODAY

from ownit.answers.plan import figures
from ownit.answers.plan.comparing import compared_to
from ownit.answers.plan.days import meaning
from ownit.answers.plan.missing import Carried, missing
from ownit.answers.plan.sentence import icing, sentence
from ownit.answers.plan.spans import without_a_line
from ownit.answers.plan.told import acted_on, binds, growing, rows, steps
from ownit.answers.plan.unit import MEETINGS, Unit, money
from ownit.method.blocks.kinds import Kind
from ownit.method.plan.made import Hours, Line, Rung
from ownit.method.plan.what_if import WhatIf
from ownit.method.rates import Evidence


def test_alone_stands_first_and_what_most_take_for_enough_last() -> None:
    assert sentence(PLAN, money("EUR"), TODAY) == (
        "To make 600 k EUR alone by 31 December with a chance of 8 in 10, give opening business 17 hours a week; as "
        "you have been going it is 1 in 8. Open 4.4 deals a week. The plan whose average is the number (11 hours) "
        "makes it 4 times in 10."
    )


def test_what_a_what_if_saves_is_the_difference_of_the_hours_beside_it() -> None:
    base = replace(PLAN, hours=replace(PLAN.hours, creating=15.16))
    less = replace(PLAN, hours=replace(PLAN.hours, creating=12.66))
    assert compared_to(less, base, WhatIf(goal=500e3)) == "2 hours less", "15 hours, and 13 beside them"
    assert compared_to(replace(PLAN, hours=replace(PLAN.hours, creating=15.4)), base, WhatIf()) == "the same hours"


def test_before_the_journal_shows_how_it_goes_it_is_a_normal_week_as_it_was_told() -> None:
    said = sentence(replace(PLAN, going=Evidence.WORD), money("EUR"), TODAY)
    assert "17 hours a week; in a normal week, as you told it, it is 1 in 8." in said
    assert "as you have been going" not in said


def test_what_is_made_is_told_as_made_and_not_as_a_chance() -> None:
    likely = replace(PLAN, nothing_more=0.999, hours=Hours(creating=1.0, winning=8.0, serving=4.0, week=40.0))
    assert sentence(likely, money("EUR"), TODAY) == (
        "What you have won and opened makes 600 k EUR alone by 31 December almost certain already. Keep 1 hour a week "
        "for opening business all the same: what comes after is opened now."
    )
    made = replace(likely, made=True, nothing_more=1.0)
    assert sentence(made, money("EUR"), TODAY).startswith("You have made 600 k EUR alone already, before 31 December.")
    counted = sentence(replace(made, goal=20.0), MEETINGS, TODAY)
    assert counted.startswith("You have held 20 meetings alone already, before 31 December. Keep 1 hour a week")


def test_where_winning_takes_the_week_no_hours_are_asked_for() -> None:
    full = Hours(creating=0.0, winning=36.0, serving=4.0, week=40.0)
    said = sentence(replace(PLAN, nothing_more=0.99, hours=full), money("EUR"), TODAY)
    assert "Keep" not in said
    assert said.endswith("Winning what is open takes all that your week has, and leaves no time for opening business.")


def test_the_days_are_told_for_what_they_are_good_for() -> None:
    assert meaning(evidence="your word") == (
        "Open by: of the deals opened by that day and won at all, 8 in 10 are won in time (your word). "
        "Start by: the day to begin looking for them."
    )


def test_help_is_icing() -> None:
    assert icing(PLAN) == ""
    assert icing(replace(PLAN, with_help=0.95)) == (
        "With what others bring it is 19 in 20: icing, of which the plan counts nothing."
    )


def test_what_is_made_already_is_not_sold_as_effort() -> None:
    assert "9 in 10 already" in sentence(replace(PLAN, nothing_more=0.9), money("EUR"), TODAY)


def test_hours_that_a_person_chose_are_told_by_what_they_make() -> None:
    chosen = replace(PLAN, feasible=False, chance=0.4)
    assert sentence(chosen, money("EUR"), TODAY, chosen=True) == (
        "With 17 hours of opening business a week you make 600 k EUR alone by 31 December 4 times in 10. Open 4.4 "
        "deals a week."
    )
    enough = replace(PLAN, feasible=True, chance=0.95)
    assert sentence(enough, money("EUR"), TODAY, chosen=True).startswith("With 17 hours of opening business a week you")


def test_each_line_names_its_evidence_and_the_week_is_their_sum() -> None:
    told = rows(PLAN, str(Evidence.RECORD))
    assert [(r.kind, r.evidence) for r in told] == [
        ("calls", "your word"),
        ("referrals", "published"),
        ("win", "your record"),
        ("serve", "your record"),
        ("week", ""),
    ]
    assert told[-1].hours == pytest.approx(sum(r.hours for r in told[:-1]))


def test_what_binds() -> None:
    assert binds(PLAN) == (
        "One more hour a week is worth 1.3 points. There is room for no more of: ask for referrals (one more ask a "
        "week: 0.2 points)."
    )
    assert binds(replace(PLAN, way_costs=1.52)).endswith("Your team's way costs 1.5 of these hours a week.")


def test_the_ladder_says_which_rung_is_what() -> None:
    assert [s.what for s in steps(PLAN, [8.0])] == ["what you protect", "the plan"]
    full = replace(PLAN, ladder=(*PLAN.ladder, Rung(hours=30, opened=6, chance=0.9, feasible=False)))
    assert steps(full)[-1].what == "no room in the week"


@pytest.mark.parametrize(
    ("a_week", "words"), [(4.42, "4.4 deals a week"), (1.0, "1 deal a week"), (0.5, "2.2 deals a month")]
)
def test_deals_are_told_a_week_or_a_month(a_week: float, words: str) -> None:
    assert figures.deals(a_week) == words


@pytest.mark.parametrize(("p", "words"), [(0.8, "8 in 10"), (0.85, "85 in 100"), (0.9, "9 in 10")])
def test_what_is_asked_for_is_told_exactly(p: float, words: str) -> None:
    assert figures.asked_for(p) == words


def test_a_part_that_runs_and_has_no_line_is_said_to_be_in_the_last() -> None:
    """The months of a quarter were told from the next one on, and what is left of this one in silence in the sum."""
    months = [
        Cut(kind="month", name=name, start=date(2026, n, 1), end=date(2026, n + 1, 1) - timedelta(days=1))
        for n, name in ((7, "July"), (8, "August"), (9, "September"))
    ]
    (note,) = without_a_line(months, "month", date(2026, 8, 12), "Q3 2026")
    assert note.startswith("July is over and August is running: they have no line of their own")
    assert "Q3 2026 as a whole" in note
    assert without_a_line(months, "month", date(2026, 7, 5), "Q3 2026") == ()  # it began with the period
    assert without_a_line(months, "quarter", date(2026, 8, 12), "Q3 2026") == ()
    (on_its_last_day,) = without_a_line(months, "month", date(2026, 7, 31), "Q3 2026")
    assert on_its_last_day.startswith("July is over: it has no line of its own and is in the last one")
    assert without_a_line(months[1:], "month", date(2026, 9, 2), "")[0].startswith("August is over and September is")
    assert without_a_line(months, "month", date(2026, 10, 2), "")[0].startswith("July to September are over: they")


def test_it_says_what_is_missing_and_what_carries_it() -> None:
    def said(goal: int, own: int, *rests: int, unit: Unit | None = None) -> str:
        names = ("Q3 2026", "Q4 2026")
        carried = [
            Carried(name=name, rest=Decimal(rest), running=n == 0)
            for n, (name, rest) in enumerate(zip(names, rests, strict=True))
        ]
        return missing(Decimal(goal), Decimal(own), carried, unit or money("EUR"))

    assert said(250_000, 215_000, 11_700, 23_300) == (
        "35 k EUR are missing (250 k EUR less 215 k made alone so far), and the days to come carry them: "
        "the rest of Q3 2026 11.7 k, Q4 2026 23.3 k."
    )
    assert "missing (nothing of 250 k EUR is made alone so far)" in said(250_000, 0, 100_000, 150_000)
    assert said(250_000, 215_000, 0, 100_000).endswith("Q4 2026 100 k. What is set by hand makes it 65 k EUR more.")
    assert "25 k EUR are in no part" in said(250_000, 215_000, 0, 10_000)
    assert said(250_000, 260_000, 0, 0) == "The 250 k EUR are made: what is to come carries nothing of them by itself."
    assert said(40, 39, 0, 1, unit=MEETINGS) == (
        "1 meeting is missing (40 meetings less 39 held alone so far), and the days to come carry it: Q4 2026 1."
    )


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A part of a period."""

    kind: str
    name: str
    start: date
    end: date


def test_what_nobody_can_act_on_is_no_line_of_the_week_and_is_in_its_sum() -> None:
    def a_little(kind: Kind) -> Line:
        return Line(channel=kind, activities=0.9, hours=0.06, opened=0.03, evidence=Evidence.WORD)

    all_ = rows(replace(PLAN, lines=(*PLAN.lines, a_little(Kind.EMAILS))), "your word")
    assert [row.kind for row in acted_on(all_)] == ["calls", "referrals", "win", "serve", "week"]
    assert (acted_on(all_)[-1].hours, acted_on(all_)[-1].opened) == (all_[-1].hours, all_[-1].opened)
    kinds = (Kind.EMAILS, Kind.TOUCH, Kind.TARGETS, Kind.EVENTS, Kind.MEETINGS)
    many = acted_on(rows(replace(PLAN, lines=(*PLAN.lines, *map(a_little, kinds))), "your word"))
    assert [row.kind for row in many] == ["calls", "referrals", "little", "win", "serve", "week"]
    assert many[2].hours == pytest.approx(0.3)
    assert many[2].opened == pytest.approx(0.15)


def test_the_hours_of_winning_agree_with_their_verb() -> None:
    assert growing(1.0, 0.0, 21.0)[0].startswith("The 1 hour of winning is that of a week in which")
    assert growing(8.0, 0.0, 21.0)[0].startswith("The 8 hours of winning are those of a week in which")
