"""From what a seller says to a plan told, supposed otherwise, undertaken and redone: does it hold through the verbs?"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.contract.conftest import ANSWERS, On, in_json, workspace_at

from ownit.cli.app import run as run_cli
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR
from ownit.promises.plans import services

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NEW_YEAR = date(2027, 1, 1)
AT_NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def on(on: On, ada: int) -> On:
    """The command line, for Ada."""
    return on


def test_the_plan_is_told_with_its_week_its_days_and_what_to_do_next(on: On) -> None:
    code, out, err = on(NEW_YEAR)("plan")
    assert code == 0, err
    flat = " ".join(out.split())
    assert flat.startswith(
        "Ada Quist: To make 600 k EUR alone by 31 December with a chance of 8 in 10, give opening business"
    )
    for part in ("<- what you protect", "<- the plan", "Calls", "your word", "published", "Q4 2027", "open by"):
        assert part in flat
    assert re.search(r"Q1 2027 .* now \d+ in \d+ ", flat), "what can still be made of it, not that its day has passed"
    assert "passed" not in flat
    assert flat.endswith("Next: undertake it: ownit plan --adopt")
    assert '"The house in <Skagen>."' in flat


def test_json_says_the_same(on: On) -> None:
    answer = in_json(on(NEW_YEAR), "plan")
    assert 0.8 <= answer["chance"] <= 0.81
    assert sum(line["hours"] for line in answer["lines"]) == pytest.approx(
        sum(answer["hours"][k] for k in ("creating", "winning", "serving"))
    )
    quarters = [p for p in answer["parts"] if p["kind"] == "quarter"]
    assert sum(p["amount"] for p in quarters) == 600_000
    assert sum(p["opened"] for p in quarters) == pytest.approx(answer["parts"][-1]["opened"], rel=0.01)
    last = answer["parts"][-1]["open_by"]
    assert last["earliest"] < last["on"] < last["latest"] < "2027-12-31"
    assert last["evidence"] == "your word"
    assert 0 < quarters[0]["start_now"] < quarters[0]["open_now"] < 0.8
    assert answer["parts"][-1]["open_now"] is None


@pytest.mark.parametrize("columns", [80, 60])
def test_no_screen_breaks_a_word_or_runs_over(on: On, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (
        ["plan"],
        ["plan", "--what-if", "win 3 of 10", "--what-if", "goal 2M"],
        ["plan", "--adopt"],
        ["redo"],
    ):
        _, out, _ = on(NEW_YEAR)(*words)
        assert max(map(len, out.splitlines())) <= columns, out


def test_a_limit_is_kept_until_it_is_taken_back(on: On) -> None:
    def calls(*words: str) -> float:
        lines = in_json(on(NEW_YEAR), "plan", *words)["lines"]
        return next((float(line["activities"]) for line in lines if line["kind"] == "calls"), 0.0)

    free = calls()
    assert free > 50.0
    assert calls("--limit", "calls at most 50") == pytest.approx(50.0)
    assert calls() == pytest.approx(50.0)
    code, _, err = on(NEW_YEAR)("plan", "--limit", "calls lots")
    assert (code, "calls at most 100" in err) == (1, True)
    assert calls("--limit", "calls any") == pytest.approx(free)


def test_what_ifs_stand_side_by_side(on: On) -> None:
    asked = ["win 3 of 10", "deal 30k", "12 hours", "cycle 45 days", "without referrals", "goal 2M", "confidence 0.9"]
    answer = in_json(on(NEW_YEAR), "plan", *(word for text in asked for word in ("--what-if", text)))["what_if"]
    base, *others = answer
    by = {one["text"]: one for one in others}
    assert list(by) == asked
    for text in ("win 3 of 10", "deal 30k", "cycle 45 days"):
        assert by[text]["hours"]["creating"] < base["hours"]["creating"]
    assert not by["goal 2M"]["feasible"]


def test_one_that_does_not_fit_says_what_would(on: On, ada: int) -> None:
    services.say(OPERATOR, ada, "number", ANSWERS["number"].replace("600k", "900k"), at=AT_NEW_YEAR)
    flat = " ".join(on(NEW_YEAR)("plan")[1].split())
    assert "does not fit into your week" in flat
    assert re.search(r"Any one of these makes it fit: .*a number of ", flat)


def test_what_one_is_paid_is_kept_and_told(on: On) -> None:
    run = on(NEW_YEAR)
    assert "At your number you earn 36 k EUR." in " ".join(
        run("plan", "--commission", "6 % to 600k, 9 % above")[1].split()
    )
    assert "36 k EUR" in in_json(run, "plan")["earnings"]
    assert "is not understood" in run("plan", "--commission", "lots")[2]
    assert "36 k EUR" in in_json(run, "plan")["earnings"]


def test_a_commission_table_in_a_file(on: On, tmp_path: Path) -> None:
    file = tmp_path / "paid.toml"
    file.write_text("[[tier]]\npercent = 5\n", encoding="utf-8")
    assert "30 k EUR" in in_json(on(NEW_YEAR), "plan", "--commission", str(file))["earnings"]
    assert "cannot be read" in on(NEW_YEAR)("plan", "--commission", str(tmp_path / "none.toml"))[2]


def test_parts_set_by_hand_stay(on: On) -> None:
    run = on(NEW_YEAR)
    answer = in_json(
        run, "plan", "--by-hand", "Q1 100k", "--by-hand", "March 0", "--spread", "even", "--why", "trade fair"
    )
    parts = {p["name"]: p for p in answer["parts"]}
    assert parts["Q1 2027"]["amount"] == 100_000
    of_q1 = round(600_000 * (20 / 21 + 2) / (20 / 21 + 11), 2)  # one of January's 21 working days is over
    assert (parts["Q1 2027"]["calculated"], parts["Q1 2027"]["reason"]) == (of_q1, "trade fair")
    assert parts["March 2027"]["amount"] == 0
    (march,) = (note for note in answer["notes"] if note.startswith("March"))  # the screen has lines of quarters alone
    assert march == "March 2027 has 0 by hand: trade fair; reckoned: 50.2 k."
    notes = in_json(run, "plan", "--by-hand", "2027-W20 7k")["notes"]
    assert any(note.startswith("2027-W20 has 7 k by hand; reckoned: ") for note in notes)
    assert "cannot bring -5;" in run("plan", "--by-hand", "Q2 -5")[2]
    assert "too much" in run("plan", "--by-hand", "Q2 700k")[2]
    back = in_json(run, "plan", "--by-hand", "Q1 empty", "--by-hand", "March 2027 empty", "--by-hand", "2027-W20 empty")
    quarters = [p["amount"] for p in back["parts"] if p["kind"] == "quarter"]
    assert quarters == pytest.approx([of_q1, *[(600_000 - of_q1) / 3] * 3], abs=0.01)


@pytest.mark.parametrize(("won", "missing"), [("560k", 40_000), ("20k", 580_000)])
def test_a_plan_within_its_period_spreads_what_is_missing(on: On, ada: int, won: str, missing: int) -> None:
    """Q4 had its share of the whole number, whatever was won by August."""
    assert on(NEW_YEAR)("plan", "--by-hand", "Q2 590k")[0] == 0
    services.say(OPERATOR, ada, "number", f"EUR 600k from 2027-01-01 by 2027-12-31, {won} won", at=AT_NEW_YEAR)
    run = on(date(2027, 8, 16))
    answer = in_json(run, "plan")
    parts = {p["name"]: p["amount"] for p in answer["parts"]}
    assert set(parts) == {"Q4 2027", "September 2027", "October 2027", "November 2027", "December 2027", "In all"}
    assert parts["Q4 2027"] < missing < parts["Q4 2027"] * 1.7, "less what the rest of Q3 carries"
    (note,) = (n for n in answer["notes"] if "missing" in n)
    assert note.startswith(f"{missing // 1000} k EUR are missing (600 k EUR less {won[:-1]} k made alone so far)")
    assert "the rest of Q3 2027 " in note
    code, out, _ = run("plan", "--by-hand", "Q4 100k")
    assert code == 0
    flat = " ".join(out.split())
    assert "Q4 2027 100 k*" in flat
    assert ("makes it 60 k EUR more." in flat) == (missing == 40_000)
    assert "too much" in run("plan", "--by-hand", "Q4 700k")[2]
    assert "Q3 2027 has begun, so nothing can be set for it any more" in run("plan", "--by-hand", "Q3 1k")[2]
    assert run("plan", "--by-hand", "Q2 empty")[0] == 0


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland"])
def test_what_is_won_today_counts_today_wherever_one_is(on: On, ada: int, zone: str) -> None:
    """In Auckland it is the next day already; there a win had to wait until it was that day in Greenwich too."""
    choose(OPERATOR, "zone", zone, at=AT_NEW_YEAR)
    run = on(date(2027, 2, 1))
    assert run("log", "opened Acme 30k")[0] == run("log", "won Acme 25k")[0] == 0
    notes = " ".join(in_json(run, "plan")["notes"])
    assert "600 k EUR less 25 k made alone so far" in notes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--confidence", "lots"], "from 0.5 to 0.99"),
        (["--period", "lots"], "is no period"),
        (["--period", "Q1 2026"], "By your own word your number is for"),
        (["--spread", "lots"], "even, working-days"),
        (["--what-if", "hours 200"], "168 hours"),
        (["--html", "plan.txt"], "ends in .html"),
        (["Nobody"], "Nobody here is called"),
    ],
)
def test_what_cannot_be_is_a_sentence(on: On, words: list[str], said: str) -> None:
    code, out, err = on(NEW_YEAR)("plan", *words)
    assert (code, out) == (1, "")
    assert said in err


def test_a_number_whose_days_are_over_is_refused(on: On) -> None:
    code, _, err = on(date(2028, 1, 5))("plan")
    assert code == 1
    assert "by 2027-12-31, and that is over" in err
    assert err.rstrip().endswith("Say the next one: ownit start")  # no other period is planned by a word


def test_on_its_last_day_a_number_is_not_told_to_be_over(on: On, ada: int) -> None:
    on(date(2027, 12, 20))("plan", "--adopt")
    last_day, after = on(date(2027, 12, 31)), on(date(2028, 1, 3))
    code, _, err = last_day("plan")
    assert code == 1
    assert "The number you gave is by today, and a plan is for days to come. Say the next one: ownit start" in err
    closed = json.loads(last_day("friday", "--yes", "--json")[1])
    assert closed["ahead"]["planned"] is False
    assert closed["next_step"].endswith("ownit start"), "there are no blocks to put into a calendar"
    last_week = json.loads(after("friday", "--last", "--yes", "--json")[1])
    assert last_week["counts"][0]["planned"] == closed["counts"][0]["planned"] > 0, "last week owed what its plan did"


def test_a_reason_needs_something_to_stand_beside(on: On) -> None:
    assert on(NEW_YEAR)("plan", "--why", "x")[0] == 2


def test_a_look_at_a_plan_records_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None) -> None:
    from ownit.promises.people import selectors as people

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ownit.cli.session.open_promises", lambda ctx: None)
        code = run_cli(lambda: workspace_at(tmp_path, NEW_YEAR), ["plan", "Ada"])
    assert code == 1
    assert "ownit start" in capsys.readouterr().err
    assert people.people(OPERATOR) == ()
