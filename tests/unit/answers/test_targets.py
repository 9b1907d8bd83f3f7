"""Is a list of targets told with what waits, and with the one thing to do next?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ownit.answers.targets import (
    Listed,
    ProposedTargets,
    about,
    added_next_step,
    added_sentence,
    next_step,
    overdue,
    parts,
    proposed_next_step,
    proposed_sentence,
    sentence,
)
from ownit.flows.target_list import TargetNotFoundError, found
from ownit.promises.people.record import Person
from ownit.promises.targets.record import Added, LineError, Overdue, Purpose, State, Target

TODAY = date(2026, 8, 12)
ADD = 'put names onto your list: ownit targets add "NAME - why"'


BARE = Target(
    id=1,
    person=1,
    name="Acme",
    why="",
    purpose=Purpose.PURSUE,
    rule="",
    connector="",
    account_id="",
    added=TODAY,
    state=State.ACTIVE,
    last_touch=None,
    next_step="",
    due_on=None,
    reason="",
)


def listed(*states: State) -> Listed:
    """Ann's list."""
    found = tuple(replace(BARE, id=n, state=state) for n, state in enumerate(states, 1))
    return Listed(person=Person(id=1, name="Ann"), on=TODAY, targets=found)


@pytest.mark.parametrize(
    ("states", "told", "then"),
    [
        ((), "Ann has 0 targets on the list.", ADD),
        ((State.DROPPED,), "Ann has 0 targets on the list.", ADD),
        ((State.ACTIVE,), "Ann has 1 target on the list.", "once you have been in touch: ownit targets touched 1"),
        (
            (State.ACTIVE, State.PROPOSED),
            "Ann has 1 target on the list; 1 proposed waits for your answer.",
            "accept or drop what is proposed: ownit targets accept 2",
        ),
    ],
)
def test_a_list_says_what_waits_and_what_to_do_next(states: tuple[State, ...], told: str, then: str) -> None:
    assert sentence(listed(*states)) == told
    assert next_step(listed(*states), None) == then


def test_what_was_dropped_is_told_where_it_is_asked_for() -> None:
    found = listed(State.DROPPED, State.ACTIVE)
    assert [title for title, _ in parts(found, every=False)] == [""]
    assert [(title, [t.id for t in of]) for title, of in parts(found, every=True)] == [("", [2]), ("Dropped", [1])]


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (BARE, "never touched"),
        (
            replace(BARE, next_step="call Jane", due_on=TODAY, why="new plant", last_touch=date(2026, 8, 1)),
            "next: call Jane (due 2026-08-12); new plant; touched 2026-08-01",
        ),
        (
            replace(BARE, state=State.DROPPED, reason="merged", purpose=Purpose.ASK),
            "ask for a referral; never touched; dropped: merged",
        ),
    ],
)
def test_what_is_known_of_a_target_is_in_its_line(of: Target, told: str) -> None:
    assert about(of, TODAY) == told


def test_proposed_to_several_each_answers_their_own() -> None:
    done = ProposedTargets(by_person={1: 2, 2: 1}, left_out=1200)
    told = (
        "3 targets are proposed to 2 people, the largest first. 1,200 more fit a rule and come once these are answered."
    )
    assert proposed_sentence(done, None) == told
    assert proposed_next_step(done, None) == 'accept or drop them: ownit targets list --who "NAME"'
    assert proposed_next_step(done, "Ann") == 'accept or drop them: ownit targets list --who "Ann"'
    assert proposed_sentence(ProposedTargets(by_person={}, left_out=0), None) == "No other target is proposed."


def test_lines_that_are_no_targets_are_counted() -> None:
    added = Added(added=2, known=1, errors=(LineError(line=3, text="no name"),))
    assert added_sentence(added) == "2 added, 1 was there, 1 not understood."
    assert added_next_step(added, None) == "they come into your blocks: ownit week"
    assert added_sentence(Added(added=0, known=0)) == "There is no target in it."
    assert added_next_step(Added(added=0, known=0), None) == ADD


def test_next_steps_of_days_that_have_passed_are_told_with_how_to_say_another() -> None:
    late = tuple(Overdue(name=f"Acme {n}", due_on=date(2026, 8, n)) for n in range(1, 11))
    one, many = (overdue(Added(added=n, known=0, overdue=late[:n]), "Ann") for n in (1, 10))
    assert one.startswith("Acme 1 (2026-08-01): its next step was due on a day that has passed. Kept as due")
    assert one.endswith('another day: ownit targets next "Acme 1" "what" --due YYYY-MM-DD --who "Ann"')
    assert "Acme 8 (2026-08-08) and 2 more: their next steps were due" in many
    assert overdue(Added(added=1, known=0), None) == ""


def test_a_name_means_the_account_in_both_its_purposes_and_a_number_one() -> None:
    """It was refused as several targets, though both are one account."""
    pursue, ask = BARE, replace(BARE, id=2, purpose=Purpose.ASK)
    there = Listed(person=Person(id=1, name="Ann"), on=TODAY, targets=(pursue, ask, replace(BARE, id=3, name="Acres")))
    assert found(there, ["acme"]) == (pursue, ask)
    assert found(there, ["Acm"]) == (pursue, ask)
    assert found(there, ["2", "acme"]) == (ask, pursue)
    with pytest.raises(TargetNotFoundError, match="1 Acme; 2 Acme; 3 Acres"):
        found(there, ["ac"])
