"""Does the one sentence say what a person must know, alone first, and never more than the evidence?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from ownit.answers.standing import Goal, Period, SubjectStanding
from ownit.answers.standing.headline import headline
from ownit.answers.standing.record import law_json
from ownit.answers.standing.sentence import compose, in_short
from ownit.answers.standing.unknown import unknown_share
from ownit.facts.reckoned import Reckoning, Won
from ownit.method.law import Future, Law, Missing, Outlook

Q3 = Period(name="Q3 2026", start=date(2026, 7, 1), end=date(2026, 9, 30))
TODAY = date(2026, 8, 12)
NO_PLAN = Missing(code="no_plan", n=0, needed=1, text="No plan is adopted yet.")


def uniform(low: float, high: float, future: Future = Future.AS_GOING) -> Law:
    """A total anywhere between low and high, each as likely."""
    return Law(
        future=future,
        mean=(low + high) / 2,
        support=np.linspace(low, high, 1001),
        at_least=np.linspace(1.0, 0.0, 1001),
    )


def outlook(low: float, high: float) -> Outlook:
    return Outlook(nothing_more=uniform(low, high, Future.NOTHING_MORE), as_going=uniform(low, high), plan=NO_PLAN)


def someone(
    alone: Outlook,
    helped: Outlook,
    *,
    goal: str | None = "1200000",
    high: Outlook | None = None,
    unknown_share: float = 0.0,
    own: str = "0",
    others: str = "0",
) -> SubjectStanding:
    goals = () if goal is None else (Goal(measure="bookings", amount=Decimal(goal), currency="USD"),)
    return SubjectStanding(
        id="1",
        name="Anna Snelling",
        measure="bookings",
        currency="USD",
        goals=goals,
        won=Won(own=Decimal(own), others=Decimal(others), unknown=Decimal(0)),
        registered=Decimal(0),
        counted=Decimal(0),
        low=alone,
        high=high or alone,
        help=helped,
        unknown_share=unknown_share,
        evidence={},
    )


def test_alone_comes_first_then_help_each_with_its_range() -> None:
    said = compose(someone(outlook(600_000, 1_500_000), outlook(900_000, 1_800_000)), Q3, TODAY)
    assert said == (
        "Alone: about 1 chance in 3 of making 1.2 M USD by 30 September; most likely 690 k to 1.4 M USD. "
        "With what others bring: 2 in 3, most likely 990 k to 1.7 M USD."
    )


def test_help_that_changes_nothing_is_said_to_change_nothing() -> None:
    same = outlook(600_000, 1_500_000)
    assert compose(someone(same, same), Q3, TODAY).endswith("Others bring nothing that changes it.")


def test_a_goal_made_alone_is_said_to_be_made() -> None:
    said = compose(someone(outlook(1_250_000, 1_500_000), outlook(1_250_000, 1_500_000), own="1250000"), Q3, TODAY)
    assert said.startswith("Made it alone: 104 % of 1.2 M USD")


def test_unknown_origins_give_both_ends_and_why() -> None:
    who = someone(
        outlook(0, 100_000), outlook(600_000, 1_500_000), high=outlook(600_000, 1_500_000), unknown_share=0.78
    )
    said = compose(who, Q3, TODAY)
    assert "Alone between almost no chance and 1 in 3" in said
    assert "who opened 78 % of the amount is not recorded" in said
    assert isinstance(who.alone, Missing)
    assert who.icing is None


def test_of_nobody_it_is_said_that_there_is_nothing() -> None:
    assert headline(None, (), Q3, TODAY).startswith("No amount won or open and no goal is known for Q3 2026, as of")


def test_unknown_origins_without_a_goal_reach_as_far_alone_as_all_deals_do() -> None:
    all_ = outlook(600_000, 1_500_000)
    said = compose(someone(outlook(0, 0), all_, goal=None, high=all_, unknown_share=1.0), Q3, TODAY)
    assert said.startswith(
        "All deals together most likely 690 k to 1.4 M USD by 30 September; alone anything from 0 to"
    )
    assert "from 0 to 1.4 M USD, for who opened 100 % of the amount is not recorded" in said


def test_unknown_origins_that_change_nothing_give_one_figure() -> None:
    who = someone(outlook(0, 100_000), outlook(0, 110_000), high=outlook(0, 110_000), unknown_share=1.0)
    said = compose(who, Q3, TODAY)
    assert "Alone almost no chance either way: who opened 100 % of the amount is not recorded." in said


def test_few_unknown_origins_leave_one_figure_the_lower_one() -> None:
    who = someone(outlook(0, 100_000), outlook(0, 200_000), high=outlook(0, 150_000), unknown_share=0.2)
    assert who.alone is who.low.as_going


def test_without_a_goal_there_is_a_range_and_no_chance() -> None:
    who = someone(outlook(600_000, 1_500_000), outlook(900_000, 1_800_000), goal=None)
    said = compose(who, Q3, TODAY)
    assert said.startswith("No goal set for Q3 2026. Alone most likely 690 k to 1.4 M USD")
    assert "chance" not in said
    assert law_json(uniform(0, 1), None)["p_hit"] is None


def test_without_a_run_rate_it_is_told_what_is_open() -> None:
    """Renewals are few, and those that fall due are open already."""
    few = Missing(code="too_few_opened", n=3, needed=5, text="3 deals were opened in 91 days; the run-rate takes 5.")
    open_ = replace(outlook(900_000, 1_500_000), as_going=few)
    said = compose(someone(open_, open_), Q3, TODAY)
    assert said == (
        "Too early to judge: The goal is 1.2 M USD by 30 September. 3 deals were opened in 91 days; the run-rate takes "
        "5. With what is won and open now, and nothing more opened: about 1 chance in 2 of making 1.2 M USD by "
        "30 September; most likely 960 k to 1.4 M USD."
    )


def test_too_little_evidence_is_the_answer() -> None:
    few = Missing(code="too_few_deals", n=2, needed=10, text="2 closed deals; 10 are needed.")
    none = Outlook(nothing_more=few, as_going=few, plan=NO_PLAN)
    said = compose(someone(none, none, own="50000"), Q3, TODAY)
    assert said == (
        "Too early to judge: 50 k USD won so far, 4 % of 1.2 M USD; 1.15 M USD to go by 30 September. "
        "2 closed deals; 10 are needed."
    )


def test_what_is_certain_is_told_however_few_deals_there_are() -> None:
    few = Missing(code="too_few_openings", n=4, needed=5, text="4 deals were opened; the run-rate takes 5.")
    none = Outlook(nothing_more=few, as_going=few, plan=NO_PLAN)
    made = someone(none, none, own="1300000")
    assert compose(made, Q3, TODAY) == "Made it alone: 108 % of 1.2 M USD is won on your own deals."
    helped = someone(none, none, own="700000", others="600000")
    assert compose(helped, Q3, TODAY) == (
        "108 % of 1.2 M USD is won, 600 k USD of it brought by others. Whether alone too: too early to judge. "
        "4 deals were opened; the run-rate takes 5."
    )
    assert headline(None, [made, helped], Q3, TODAY).endswith("1 will more likely than not make it alone; 2 with help.")


def test_a_period_that_is_over_tells_what_was_won_and_by_whom() -> None:
    who = someone(outlook(0, 1), outlook(0, 1), own="700000", others="548000")
    assert compose(who, Q3, date(2026, 9, 30)) == (
        "Q3 2026 is over: 1.25 M USD won, 104 % of 1.2 M USD; 700 k your own, 548 k brought by others."
    )


@pytest.mark.parametrize(
    ("own", "others", "unknown", "said"),
    [
        ("1200000", "0", "0", "made alone"),
        ("1250000", "90000", "0", "made alone, 50 k USD over"),
        ("700000", "548000", "0", "made with help, alone missed by 500 k USD"),
        ("700000", "0", "548000", "made; whether alone is not known"),
        ("700000", "400000", "0", "missed by 100 k USD, alone by 500 k USD"),
        ("700000", "0", "0", "missed by 500 k USD"),
        ("700000", "100000", "100000", "missed by 300 k USD"),
    ],
)
def test_beside_the_bar_of_a_period_that_is_over_stands_what_came(
    own: str, others: str, unknown: str, said: str
) -> None:
    who = someone(outlook(0, 1), outlook(0, 1), own=own, others=others)
    who = replace(who, won=replace(who.won, unknown=Decimal(unknown)))
    assert in_short(who, Q3, Q3.end) == said
    assert in_short(replace(who, goals=()), Q3, Q3.end).endswith(" USD")


def test_beside_the_bar_of_a_period_that_runs_stand_the_chances() -> None:
    who = someone(outlook(600_000, 1_500_000), outlook(900_000, 1_800_000), own="700000", others="548000")
    assert in_short(who, Q3, TODAY) == "alone 1 in 3, with help made"
    assert in_short(replace(who, goals=()), Q3, TODAY) == "1.35 M USD"


def test_too_few_deals_do_not_keep_what_came_from_being_told() -> None:
    few = Missing(code="too_few_deals", n=2, needed=10, text="2 closed deals; 10 are needed.")
    who = someone(*[Outlook(nothing_more=few, as_going=few, plan=NO_PLAN)] * 2, own="1250000")
    assert compose(who, Q3, Q3.end).startswith("Q3 2026 is over: 1.25 M USD won")
    assert in_short(who, Q3, Q3.end) == "made alone, 50 k USD over"
    none = replace(few, code="measure_not_in_facts", text="The facts have no margin for each deal.")
    who = someone(*[Outlook(nothing_more=none, as_going=none, plan=NO_PLAN)] * 2)
    assert compose(who, Q3, Q3.end) == (
        "Q3 2026 is over. The goal was 1.2 M USD. The facts have no margin for each deal."
    )
    assert in_short(who, Q3, Q3.end) == "not known"


def test_counts_are_told_with_their_unit() -> None:
    who = replace(
        someone(outlook(40, 60), outlook(40, 60)),
        measure="meetings_held",
        currency=None,
        goals=(Goal(measure="meetings_held", amount=Decimal(45), currency=None),),
    )
    assert "of holding 45 meetings by 30 September; most likely 42 to 58" in compose(who, Q3, TODAY)


def test_a_goal_of_nothing_is_not_told_as_made() -> None:
    """A CRM may hold a quota of 0."""
    who = someone(outlook(0, 1), outlook(0, 1), goal="0")
    assert who.goal is None
    assert compose(who, Q3, TODAY).startswith("No goal set for Q3 2026.")


@pytest.mark.parametrize(("open_deals", "share"), [(0, 0.75), (3, 0.0)])
def test_who_has_nothing_open_is_judged_by_what_is_expected(open_deals: int, share: float) -> None:
    nothing = Won(own=Decimal(0), others=Decimal(0), unknown=Decimal(0))
    row = Reckoning(
        subject="1",
        measure="bookings",
        won=nothing,
        registered=Decimal(0),
        counted=Decimal(0),
        evidence={"unknown_share": 0.0, "open_deals": open_deals},
        alone_if_none_mine=outlook(0, 0),
        alone_if_all_mine=outlook(0, 1_500_000),
        with_help=outlook(0, 2_000_000),
    )
    assert unknown_share(row) == pytest.approx(share)


def test_counts_are_not_won() -> None:
    who = replace(someone(outlook(0, 1), outlook(0, 1), own="61"), measure="meetings_held", currency=None)
    held = replace(who, goals=(Goal(measure="meetings_held", amount=Decimal(40), currency=None),))
    said = [compose(held, Q3, day) for day in (TODAY, Q3.end)]
    assert said[0].startswith("Made it alone: 152 % of 40 meetings held. Most likely")
    assert said[1].startswith("Q3 2026 is over: 61 meetings held, 152 % of 40 meetings held; 61 your own.")
    one = replace(held, won=Won(own=Decimal(1), others=Decimal(0), unknown=Decimal(0)))
    assert compose(one, Q3, Q3.end).startswith("Q3 2026 is over: 1 meeting held, 2 % of 40 meetings held; 1 your own.")


def test_a_goal_in_another_currency_is_not_compared() -> None:
    who = replace(someone(outlook(0, 1), outlook(0, 1)), currency="EUR")
    assert who.goal is None
