"""What is said of all together, and is the next step one that helps?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ownit.answers.standing.headline import headline, next_step, nothing_yet
from ownit.method.law import Missing, Outlook

from .test_standing_sentence import NO_PLAN, Q3, TODAY, outlook, someone


def test_of_whom_nothing_can_be_told_nothing_is_told() -> None:
    """Nobody to judge by is not nobody who will make it."""
    few = Missing(code="too_few_openings", n=4, needed=5, text="4 deals were opened; the run-rate takes 5.")
    none = Outlook(nothing_more=few, as_going=few, plan=NO_PLAN)
    dark, made = someone(none, none), someone(none, none, own="1300000")
    assert headline(None, [dark, dark], Q3, TODAY).endswith("Of 2 with a goal, for nobody can it be told yet.")
    assert headline(None, [dark, made], Q3, TODAY).endswith(
        "Of 2 with a goal, 1 will more likely than not make it alone; 1 with help; of 1 it cannot be told yet."
    )


def test_deals_without_the_day_they_were_created_are_asked_for_with_it() -> None:
    why = Missing(code="too_few_won", n=0, needed=1, text="No won deal on record says on which day it was opened.")
    none = Outlook(nothing_more=why, as_going=why, plan=NO_PLAN)
    dark = replace(someone(none, none), evidence={"undated": 5, "open_deals": 0})
    assert "with the day each was created" in next_step([dark, dark], Q3, TODAY)
    fresh = replace(dark, evidence={"undated": 0, "open_deals": 5})
    assert "with the day each was created" not in next_step([dark, fresh], Q3, TODAY)


def test_whose_deals_have_no_amount_is_there_all_the_same() -> None:
    few = Missing(code="too_few_amounts", n=0, needed=5, text="0 won deals have an amount to go by.")
    none = Outlook(nothing_more=few, as_going=few, plan=NO_PLAN)
    nobody = someone(none, none, goal=None)
    assert nobody.idle
    for counted in ("open_deals", "undated", "won_without_amount"):
        assert not replace(nobody, evidence={counted: 1}).idle


def test_the_next_step_is_a_command_that_is_not_the_one_just_run() -> None:
    leaning = replace(someone(outlook(0, 1_000_000), outlook(900_000, 1_800_000)), id="2", name="Priya Raman")
    steady = someone(outlook(600_000, 1_500_000), outlook(600_000, 1_500_000))
    assert next_step([steady, leaning], Q3, TODAY).endswith('ownit standing "Priya Raman"')
    assert next_step([steady, steady], Q3, TODAY).endswith("ownit standing --period next-quarter")
    assert next_step([leaning], Q3, TODAY).endswith(': ownit plan "Priya Raman"')
    assert next_step([replace(steady, goals=())], Q3, TODAY).startswith("Set a goal for Q3 2026, with your figure")
    assert ' 300k --period "Q3 2026"' in next_step([replace(steady, goals=())], Q3, TODAY)
    held = replace(steady, goals=(), held_elsewhere=True)
    assert next_step([held], Q3, TODAY) == f'See what the goal that is held takes: ownit plan "{steady.name}"'
    assert "ownit facts origins" in next_step([replace(steady, unknown_share=0.9)], Q3, TODAY)


def test_no_step_leads_back_to_the_question_that_was_asked() -> None:
    steady = someone(outlook(600_000, 1_500_000), outlook(600_000, 1_500_000))
    june = date(2026, 6, 30)  # Q3 is next quarter then
    assert next_step([steady], Q3, june).endswith(': ownit plan "Anna Snelling" --period "Q3 2026"')
    assert next_step([steady, steady], Q3, june).endswith(': ownit plan --everyone --period "Q3 2026"')
    assert next_step([steady], Q3, Q3.end).endswith(': ownit standing "Anna Snelling"')
    assert next_step([replace(steady, goals=())] * 2, Q3, Q3.end).endswith(": ownit standing")
    team = replace(steady, name="Dana Okafor's team")
    assert next_step([team], Q3, TODAY).endswith(': ownit plan "Dana Okafor" --everyone')


def test_of_a_period_that_is_over_it_is_told_who_made_it() -> None:
    alone = someone(outlook(0, 1), outlook(0, 1), own="1200000")
    helped = someone(outlook(0, 1), outlook(0, 1), own="700000", others="600000")
    missed = someone(outlook(0, 1), outlook(0, 1), own="100000")
    told = headline(None, [alone, helped, missed], Q3, Q3.end)
    assert told.endswith("Of 3 with a goal, 1 made it alone; 2 with help.")
    assert "will more likely than not" in headline(None, [alone, helped, missed], Q3, TODAY)


def test_where_nobody_stands_the_next_step_is_one_that_helps() -> None:
    assert nothing_yet(past=False, recorded=False, who=None).endswith('here: ownit log "won NAME 20k"')
    assert nothing_yet(past=False, recorded=False, who="Pat").endswith('ownit log "won NAME 20k" --who "Pat"')
    assert nothing_yet(past=False, recorded=True, who=None).endswith("ownit import --help")
    assert nothing_yet(past=False, recorded=True, who=None, deals=True).endswith("told: ownit facts quality")
    assert nothing_yet(past=False, recorded=True, who="Pat").endswith(": ownit standing")
    assert nothing_yet(past=True, recorded=True, who="Pat") == 'Ask as of today: ownit standing "Pat"'
