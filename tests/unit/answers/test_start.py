"""Is a beginning told in one sentence that a salesperson understands, and is each rung named for what it is?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ownit.answers.start import Said, begun, in_the_way, often, per_week
from ownit.method.plan.made import Hours, Plan, Rung
from ownit.method.plan.obstacle import Change, Lever, Obstacle

SAID = Said(deal=25_000, days=60, of_ten=2, meetings=4, hours=8, protected=8)
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


def told(plan: Plan = PLAN, said: Said = SAID, obstacle: Obstacle | None = None) -> str:
    return begun(plan, said, currency="EUR", today=TODAY, obstacle=obstacle).sentence


def test_the_sentence_sets_the_hours_it_takes_beside_those_that_are_protected() -> None:
    assert told() == (
        "By your own word 600 k EUR by 31 December 2027, alone and 8 times in 10, takes 12 hours a week of opening "
        "business, 3 deals a week; the 8 hours you protect make it 1 in 3."
    )
    assert told(said=replace(SAID, protected=13)).endswith("3 deals a week: the 13 hours you protect are enough.")


def test_whose_evidence_it_is_comes_first() -> None:
    by_record = begun(PLAN, SAID, currency="EUR", today=TODAY, own_word=False).sentence
    assert by_record.startswith("By your record 600 k EUR by")


def test_each_rung_says_what_it_is() -> None:
    steps = begun(PLAN, SAID, currency="EUR", today=TODAY).ladder
    assert [s.what for s in steps] == ["what you protect", "the plan", "no room for it"]
    assert [s.said for s in steps] == ["1 in 3", "8 in 10", "19 in 20"]
    both = begun(PLAN, replace(SAID, protected=12), currency="EUR", today=TODAY).ladder
    assert both[1].what == "what you protect, the plan"


def test_a_plan_that_does_not_fit_names_the_answer_in_the_way_and_what_would_fit() -> None:
    changes = (
        Change(lever=Lever.NUMBER, factor=1.5, far=0.4),
        Change(lever=Lever.MEETINGS, factor=1.6, far=0.5),
        Change(lever=Lever.WIN, factor=1.52, far=0.6),
        Change(lever=Lever.AMOUNT, factor=2.0, far=0.7),
    )
    sentence = told(replace(PLAN, feasible=False, chance=0.32), obstacle=Obstacle(changes=changes, fits=408_000))
    assert sentence == (
        "By your own word 600 k EUR by 31 December 2027, alone and 8 times in 10, does not fit into 40 hours a week: "
        "there is room for 12 hours of opening business, with about 1 chance in 3 of making it. Answer 1 is in the "
        "way: 400 k EUR would fit. So would 7 first meetings in 8 hours (answer 4) or 3.1 of ten won (answer 3)."
    )


def test_what_would_fit_is_said_for_each_lever() -> None:
    def of(*levers: Lever, fits: float = 0.0) -> str:
        changes = tuple(Change(lever=lever, factor=2.0, far=1.0) for lever in levers)
        return in_the_way(Obstacle(changes=changes, fits=fits), SAID, "EUR")

    assert of(Lever.AMOUNT) == "Answer 2 is in the way: deals of 50 k EUR would fit."
    assert of(Lever.CYCLE) == "Answer 2 is in the way: deals in 30 days would fit."
    assert of(Lever.WIN) == "Answer 3 is in the way: 4 of ten won would fit."
    assert of(Lever.MEETINGS) == "Answer 4 is in the way: 8 first meetings in 8 hours would fit."
    assert in_the_way(
        Obstacle(changes=(Change(lever=Lever.AMOUNT, factor=1.01, far=0.0),), fits=0), SAID, "EUR"
    ).startswith("Answer 2 is in the way: deals of 26 k EUR")
    assert of(fits=99_000) == "Answer 1 is in the way: 99 k EUR would fit."
    assert of(Lever.NUMBER).startswith("Answer 1 is in the way: nothing opened from today on is sure enough")


def test_small_numbers_are_said_in_words_that_fit_them() -> None:
    assert (often(0.8), often(0.9), often(0.85)) == ("8 times in 10", "9 times in 10", "85 times in 100")
    assert (per_week(3.04), per_week(0.5)) == ("3 deals a week", "2.2 deals a month")
