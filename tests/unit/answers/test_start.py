"""Is a beginning told in one sentence that a salesperson understands, and is each rung named for what it is?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ownit.answers.plan.sentence import sentence
from ownit.answers.plan.unit import money
from ownit.answers.start import begun
from ownit.method.plan.made import Hours, Plan, Rung

PLAN = Plan(
    goal=600_000,
    confidence=0.8,
    start=date(2027, 1, 1),
    end=date(2027, 12, 31),
    as_of=date(2026, 12, 31),
    feasible=True,
    chance=0.803,
    with_help=0.803,
    low=590_000,
    mean=900_000,
    high=1_300_000,
    hours=Hours(creating=12.2, winning=9.0, serving=4.0, week=40.0),
    opened=3.04,
    lines=(),
    ladder=(
        Rung(hours=8.0, opened=2.0, chance=0.36),
        Rung(hours=12.2, opened=3.04, chance=0.803),
        Rung(hours=30.0, opened=6.0, chance=0.97, feasible=False),
    ),
    by_mean=None,
    binds=(),
    milestones=(),
)
TODAY = date(2026, 12, 31)


def told(plan: Plan = PLAN, protected: float = 8.0, in_the_way: str = "") -> str:
    return begun(plan, protected, currency="EUR", today=TODAY, in_the_way=in_the_way).sentence


def test_the_sentence_sets_the_hours_it_takes_beside_those_that_are_protected() -> None:
    assert told() == (
        "By your own word: to make 600 k EUR alone by 31 December 2027 with a chance of 8 in 10, give opening business "
        "12 hours a week and open 3 deals a week; the 8 hours you protect make it 1 in 3."
    )
    assert told(protected=13).endswith("open 3 deals a week: the 13 hours you protect are enough.")
    assert told(protected=5).endswith("open 3 deals a week.")


def test_whose_evidence_it_is_comes_first() -> None:
    by_record = begun(PLAN, 8.0, currency="EUR", today=TODAY, own_word=False).sentence
    assert by_record.startswith("By your record: to make 600 k EUR alone by")


def test_what_is_made_already_is_said_as_the_plan_says_it() -> None:
    assert told(replace(PLAN, nothing_more=0.9)).startswith(
        "By your own word: what you have won and opened makes 600 k EUR alone by 31 December 2027 9 in 10 already."
    )


def test_each_rung_says_what_it_is() -> None:
    steps = begun(PLAN, 8.0, currency="EUR", today=TODAY).ladder
    assert [s.what for s in steps] == ["what you protect", "the plan", "no room in the week"]
    assert [s.said for s in steps] == ["1 in 3", "8 in 10", "19 in 20"]
    both = begun(PLAN, 12.0, currency="EUR", today=TODAY).ladder
    assert both[1].what == "what you protect, the plan"


def test_a_plan_that_does_not_fit_is_told_as_the_plan_tells_it() -> None:
    plan = replace(PLAN, feasible=False, chance=0.32)
    way = "One change makes it fit: a number of 400 k EUR (answer 1)."
    assert told(plan, in_the_way=way) == f"By your own word: {sentence(plan, money('EUR'), TODAY, way)}"
    assert told(plan, in_the_way=way).endswith(way)
