"""Is a plan undertaken, loosened and redone as promises are?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.contract.conftest import On, in_json

from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person, set_buddy
from ownit.promises.plans import selectors

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NEW_YEAR = date(2027, 1, 1)
AT_NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def on(on: On, ada: int) -> On:
    """The command line, for Ada."""
    return on


def test_adopting_answers_three_questions_and_says_from_when_it_holds(on: On, ada: int) -> None:
    code, out, err = on(NEW_YEAR)("plan", "--adopt", "--why", "a new year")
    assert code == 0, err
    for question in ("What do you rely on others for?", "What if they fail?", "What is yours alone?"):
        assert question in out
    assert "It holds from today." in out
    held = selectors.plan(OPERATOR, ada, NEW_YEAR)
    assert held is not None
    assert held.terms.reason == "a new year"


def test_less_holds_a_week_later_and_leave_at_once(on: On, ada: int) -> None:
    run = on(NEW_YEAR)
    buddy = add_person(OPERATOR, "Ben Carver", "", at=AT_NEW_YEAR).id
    set_buddy(OPERATOR, ada, buddy, at=AT_NEW_YEAR)
    assert run("plan", "Ada", "--adopt")[0] == 0
    flat = " ".join(run("plan", "Ada", "--adopt", "--what-if", "10 hours")[1].split())
    assert "With 10 hours of opening business a week you make 600 k EUR alone" in flat
    assert "holds from Friday 8 January; until then the one you have does; Ben Carver is told." in flat
    before = selectors.plan(OPERATOR, ada, NEW_YEAR)
    assert before is not None
    assert before.terms.minutes > 900
    assert "It holds from today." in run("plan", "Ada", "--adopt", "--what-if", "10 hours", "--leave")[1]
    assert "cannot be promised" in run("plan", "Ada", "--adopt", "--what-if", "goal 100k")[2]


def test_redo_shows_the_difference_and_keeps_nothing_unless_accepted(on: On, ada: int) -> None:
    assert on(NEW_YEAR)("redo")[1].startswith("Ada Quist: No plan of yours holds")
    on(NEW_YEAR)("plan", "--adopt")
    later = on(date(2027, 1, 29))
    same = in_json(on(NEW_YEAR), "redo", "--yes")
    assert (same["same"], same["adopted"]) == (True, None)
    code, out, _ = later("redo")
    assert (code, len(selectors.plans(OPERATOR, ada))) == (0, 1)
    assert "hours of calls a week more" in " ".join(out.split())
    assert "Nothing is changed." in out
    assert in_json(later, "redo", "--yes")["adopted"]["version"] == 2
    assert later("plan")[1].rstrip().endswith("ownit week")


def test_hours_that_were_chosen_stay_chosen_when_the_plan_is_redone(on: On, ada: int) -> None:
    """More than the number takes, then fewer, which hold a week later; until a plan is undertaken without."""
    least = in_json(on(NEW_YEAR), "plan")["hours"]["creating"]
    for hours, day in ((least + 1.0, NEW_YEAR), (least - 3.0, date(2027, 1, 9))):
        code, said, err = on(NEW_YEAR)("plan", "--adopt", "--what-if", f"{hours:.1f} hours")
        assert code == 0, err
        assert "of opening business a week you make" in said
        kept = selectors.plans(OPERATOR, ada)[-1].terms
        creating = sum(line.minutes for line in kept.lines if line.channel not in {"win", "serve"}) / 60.0
        assert creating == pytest.approx(hours, abs=0.1)
        assert in_json(on(day), "redo")["difference"]["work"] == ""
        assert "ownit redo" not in on(day)("plan")[1]
    on(NEW_YEAR)("plan", "--adopt")
    assert selectors.plans(OPERATOR, ada)[-1].terms.told["chosen"] == {}


def test_a_choice_that_waits_to_hold_is_not_given_up_by_a_friday(on: On, ada: int) -> None:
    """The plan is made anew by what was chosen last, and holds on the day that the choice was to hold."""
    on(NEW_YEAR)("plan", "--adopt")
    on(NEW_YEAR)("plan", "--adopt", "--what-if", "10 hours")
    waits = selectors.plans(OPERATOR, ada)[-1].effective_on
    code, _, err = on(date(2027, 1, 5))("redo", "--yes")
    assert code == 0, err
    held = selectors.plan(OPERATOR, ada, waits)
    assert held is not None
    assert held.terms.minutes == pytest.approx(600.0, abs=1.0)
    assert selectors.plans(OPERATOR, ada)[-1].effective_on == waits
