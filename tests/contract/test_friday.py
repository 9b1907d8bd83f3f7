"""Does a Friday keep what is answered, once, redo the plan, and say what follows, at a terminal and in a pipe?"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from tests.contract.conftest import On, Pipe
from tests.contract.viktor import MONDAY, adopt, told

from ownit.promises.journal import selectors as lines
from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import selectors as plans
from ownit.promises.plans import services

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("viktor")]

FRIDAY = date(2026, 8, 14)
SAID = {
    "number": "EUR 600000 from 2026-01-01 by 2026-12-31, 450000 won",
    "deal": "25k in 60 days",
    "win": "3",
    "meetings": "4 in 4 hours",
    "network": "20",
    "protected": "8: Tue-Fri 9-11",
}


def words_given(person: int) -> None:
    for name, value in SAID.items():
        services.say(OPERATOR, person, name, value, at=datetime(2026, 8, 1, tzinfo=UTC))


def test_piped_answers_are_kept_the_plan_redone_and_the_next_week_told(on: On, viktor: int, pipe: Pipe) -> None:
    words_given(viktor)
    before = adopt(viktor)
    planned = told(on(MONDAY))["blocks"]
    begun = [b for b in planned if datetime.fromisoformat(b["start"]) <= datetime(2026, 8, 14, 12, tzinfo=UTC)]
    pipe("12\n3\n\n1\n2\nk\nm\na\n")
    code, out, err = on(FRIDAY)("friday", "--json")
    assert code == 0, err
    closed = json.loads(out)
    assert list(closed)[:6] == ["person", "name", "start", "end", "on", "kept"]
    assert list(closed)[6:10] == ["missed", "blocks", "to_come", "counts"]
    assert {c["key"]: c["count"] for c in closed["counts"]} == {
        "dials": 12,
        "conversations": 3,
        "meetings": 0,
        "opened": 1,
        "referral_asks": 2,
    }
    assert (closed["kept"], closed["missed"], closed["blocks"]) == (len(begun) - 1, 1, len(planned))
    plan = plans.plans(OPERATOR, viktor)[-1]
    assert (plan.version, plan.adopted_on) == (2, FRIDAY)
    assert closed["plan"]["chance"] == plan.terms.chance
    assert plan.terms.lines != before.terms.lines
    assert closed["ahead"]["coming"] is True
    assert closed["ahead"]["blocks"]
    assert closed["sentence"].startswith(f"You kept {len(begun) - 1} of {len(planned)} blocks and missed 1; ")
    assert "redone from today the plan gives" in closed["sentence"]
    assert "; next week holds " in closed["sentence"]
    assert closed["sentence"].count(". ") == 0, "one sentence"


def test_a_second_time_only_what_is_new_is_asked_and_added(on: On, viktor: int, pipe: Pipe) -> None:
    adopt(viktor)
    told(on(MONDAY))
    run = on(FRIDAY)
    pipe("12\n\n\n\n\na\n")
    assert run("friday")[0] == 0
    pipe("2\n")
    closed = json.loads(run("friday", "--json")[1])
    assert closed["counts"][0]["count"] == 14
    assert closed["notes"][0].startswith("The plan was not redone: There is nothing to plan on for Viktor Hale.")
    assert len({e.line for e in lines.entries(OPERATOR, viktor)}) == 2


def test_yes_asks_nothing_says_nothing_of_blocks_and_leaves_no_line(on: On, viktor: int) -> None:
    adopt(viktor)
    told(on(MONDAY))
    code, out, err = on(FRIDAY)("friday", "--yes")
    assert code == 0, err
    assert out.startswith("You have not said which of ")
    assert lines.entries(OPERATOR, viktor) == ()


def test_without_a_plan_it_still_keeps_the_numbers_and_asks_of_no_block(on: On, viktor: int, pipe: Pipe) -> None:
    pipe("5\n")
    code, out, _ = on(FRIDAY)("friday")
    assert (code, out.splitlines()[0]) == (0, "0 opportunities opened.")
    assert "ownit start" in out
    assert sum(e.item.count for e in lines.entries(OPERATOR, viktor)) == 5


@pytest.mark.parametrize("text", ["lots\n", "-3\n", "1.5\n", "123456\n", "1\n2\n3\n4\n5\nperhaps\n"])
def test_a_piped_answer_that_says_nothing_keeps_nothing(on: On, viktor: int, pipe: Pipe, text: str) -> None:
    adopt(viktor)
    planned = told(on(MONDAY))
    pipe(text)
    code, out, err = on(FRIDAY)("friday")
    assert (code, out) == (1, "")
    assert err.startswith("ownit: '")
    assert lines.entries(OPERATOR, viktor) == ()
    assert [b["uid"] for b in told(on(MONDAY))["blocks"]] == [b["uid"] for b in planned["blocks"]]


def test_last_week_is_closed_on_a_monday(on: On, viktor: int, pipe: Pipe) -> None:
    adopt(viktor)
    told(on(MONDAY))
    run = on(date(2026, 8, 17))
    pipe("7\n\n\n\n\na\n")
    closed = json.loads(run("friday", "--last", "--json")[1])
    assert (closed["start"], closed["on"], closed["ahead"]["start"]) == ("2026-08-10", "2026-08-16", "2026-08-17")
    assert closed["counts"][0]["count"] == 7
    assert closed["kept"] == closed["blocks"]
    assert {e.item.on for e in lines.entries(OPERATOR, viktor)} == {date(2026, 8, 16)}


def test_share_is_five_lines_without_a_deal_a_name_or_a_count(on: On, viktor: int, pipe: Pipe) -> None:
    adopt(viktor)
    run = on(MONDAY)
    run("targets", "add", "Acme")
    told(run)
    assert on(date(2026, 8, 13))("calendar", "missed", "1")[0] == 0
    early = on(date(2026, 8, 13))("share")[1]
    assert "so far kept" in early
    assert "to come" in early
    pipe("37\n3\n2\n1\n\n\n")
    run = on(FRIDAY)
    assert run("friday")[0] == 0
    code, out, _ = run("share")
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "Undertaken",
        "Done",
        "In the way",
        "Next",
        "Question",
    ]
    for secret in ("Acme", "37", "dials", "opened", "EUR", "600"):
        assert secret not in out
    assert "dials 37" in run("share", "--numbers")[1]
    own = run("share", "--ask", "Who knows\nthe new plant manager?", "--in-the-way", "the fair")[1].splitlines()
    assert own[2:] == ["In the way: the fair", own[3], "Question: Who knows the new plant manager?"]
    assert json.loads(run("share", "--json")[1])["lines"] == out.splitlines()


def test_share_tells_beside_its_lines_what_changed(on: On, viktor: int) -> None:
    """It planned the week anew in silence, and a later `ownit week` found nothing changed."""
    adopt(viktor)
    run = on(MONDAY)
    told(run)
    assert run("calendar", "set", "away", "2026-08-13")[0] == 0
    code, out, err = run("share")
    assert (code, len(out.splitlines())) == (0, 5)
    assert "Taken off: " in err
    assert run("share")[2] == ""


def test_share_blames_no_calendar_for_time_that_was_over_when_the_week_was_planned(on: On, viktor: int) -> None:
    adopt(viktor)
    said = on(FRIDAY)("share")[1]  # the first that is asked of a week undertaken from its Monday on
    assert re.search(r"In the way: .* found no free time in what was left of the week\.", said), said


def test_share_without_a_plan_says_how_to_get_one(on: On, viktor: int) -> None:
    code, out, err = on(FRIDAY)("share")
    assert (code, out) == (1, "")
    assert err.startswith("ownit: Nothing is undertaken this week")
