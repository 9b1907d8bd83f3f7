"""Is the end of a week told in what the plan's number counts?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from ownit.answers.week import Count, Given, Week, told
from ownit.answers.week.closing import Redone, Went, closed_sentence
from ownit.answers.words import day
from ownit.method.blocks.kinds import Kind
from ownit.promises.blocks.record import Block
from ownit.promises.blocks.record import Week as KeptWeek

TODAY = date(2026, 11, 27)


def ahead() -> Week:
    """A week to come that holds nothing."""
    kept = KeptWeek(person=1, week=date(2026, 11, 30), version=1, blocks=())
    now = datetime(2026, 11, 27, 16, tzinfo=UTC)
    return told(
        Given(
            name="Sam",
            week=kept,
            now=now,
            zone=ZoneInfo("Europe/Berlin"),
            coming=True,
            planned=False,
            wanted={},
            names={},
        )
    )


def closed(unit: str, owed: str, chance: float = 0.8) -> str:
    """The sentence of a week in which three meetings were held and one opportunity opened, and 5 of ``owed`` due."""
    counts = tuple(
        Count(key=key, title=key, count=n, planned=5.0 if key == owed else None)
        for key, n in (("dials", 20), ("meetings", 3), ("opened", 1))
    )
    plan = Redone(
        goal=Decimal(40), unit=unit, currency="", chance=chance, minutes=480, before=480, holds=TODAY, version=2
    )
    return closed_sentence(Went(), counts, plan, ahead(), TODAY)


@pytest.mark.parametrize(
    ("unit", "owed", "brought", "number"),
    [
        ("meetings", "meetings", "3 meetings held of the 5 this week owed", "holding 40 meetings alone"),
        ("opportunities", "opened", "1 opportunity opened of the 5 this week owed", "opening 40 opportunities alone"),
        ("EUR", "opened", "1 opportunity opened of the 5 this week owed", "making 40 EUR alone"),
    ],
)
def test_a_week_is_told_in_what_its_plan_counts(unit: str, owed: str, brought: str, number: str) -> None:
    sentence = closed(unit, owed)
    assert sentence.startswith(brought)
    assert number in sentence
    assert f"the plan gives near certainty of {number}" in closed(unit, owed, chance=0.99)


@pytest.mark.parametrize(
    ("went", "begins"),
    [
        (Went(kept=1, begun=2), "You kept 1 of 2 blocks."),
        (
            Went(kept=1, missed=1, begun=2, to_come=1),
            "You kept 1 of 2 blocks and missed 1 so far, and 1 is still to come",
        ),
        (Went(begun=5), "You have not said which of 5 blocks you kept."),
        (
            Went(begun=1, to_come=1),
            "You have not said whether you kept the one block, and 1 is still to come this week.",
        ),
        (Went(missed=2, begun=2), "You kept 0 of 2 blocks and missed 2."),
        (Went(missed=3, begun=23), "You missed 3 of 23 blocks, and have not said which of the others you kept."),
        (Went(to_come=2), "No block has begun yet: 2 are still to come this week."),
    ],
)
def test_a_block_that_has_not_begun_is_not_counted_as_not_kept(went: Went, begins: str) -> None:
    assert closed_sentence(went, (), None, ahead(), TODAY).startswith(begins)


def test_friday_rounds_the_hours_of_a_plan_as_the_plan_does() -> None:
    """16 h 45 min a week to open business is 17 hours in ownit plan, and so here; the change is of what is told."""
    plan = Redone(
        goal=Decimal(40), unit="EUR", currency="EUR", chance=0.8, minutes=1005, before=950, holds=TODAY, version=2
    )
    told_ = closed_sentence(Went(), (), plan, ahead(), TODAY)
    assert "with 17 hours a week to open business (1 hour more than before)" in told_
    assert "17 hours a week to open business, as before" in closed_sentence(
        Went(), (), replace(plan, before=1011), ahead(), TODAY
    )
    waits = replace(plan, before=1045, holds=TODAY + timedelta(days=7), ends=TODAY + timedelta(days=90))
    little = closed_sentence(Went(), (), waits, ahead(), TODAY)
    assert "with 17 hours a week to open business, a little less than before, which holds from" in little
    old = replace(plan, as_of=TODAY - timedelta(days=40))
    assert f"Redone as of {day(old.as_of, TODAY)}, where your record ends, the plan gives" in closed_sentence(
        Went(), (), old, ahead(), TODAY
    )
    yesterday = closed_sentence(Went(), (), replace(plan, as_of=TODAY - timedelta(days=1)), ahead(), TODAY)
    assert "Redone from today the plan" in yesterday, "the record's clock may be a day behind"
    late = replace(plan, before=1200, holds=TODAY + timedelta(days=7), ends=TODAY + timedelta(days=3))
    assert "; what you undertook before holds to the end on" in closed_sentence(Went(), (), late, ahead(), TODAY)


@pytest.mark.parametrize(
    ("outcomes", "missed", "said"),
    [
        (("missed", "kept", "kept"), 0, "All 2 h that you undertook this week are done."),  # made up by the third
        (("missed", "kept", ""), 60, "1 h is missed"),
        (("missed", "kept", "missed"), 60, "1 h is missed"),
    ],
)
def test_what_was_missed_and_done_since_is_missed_no_more(outcomes: tuple[str, ...], missed: int, said: str) -> None:
    blocks = tuple(
        Block(
            uid=str(n),
            kind=Kind.CALLS,
            start=datetime(2026, 11, 23, 8 + 2 * n, tzinfo=UTC),
            zone="UTC",
            minutes=60,
            sequence=0,
            outcome=outcome,
        )
        for n, outcome in enumerate(outcomes)
    )
    week = told(
        Given(
            name="Sam",
            week=KeptWeek(person=1, week=date(2026, 11, 23), version=1, blocks=blocks),
            now=datetime(2026, 11, 27, 16, tzinfo=UTC),
            zone=ZoneInfo("Europe/Berlin"),
            coming=False,
            planned=True,
            wanted={Kind.CALLS: 120},
            names={},
        )
    )
    assert week.account.missed == missed
    assert said in week.sentence


def test_a_week_to_come_holds_what_its_blocks_hold_not_all_that_the_plan_wants_of_it() -> None:
    start = datetime(2026, 11, 30, 8, tzinfo=UTC)
    blocks = (
        Block(uid="1", kind=Kind.CALLS, start=start, zone="UTC", minutes=120, sequence=0),
        Block(uid="2", kind=Kind.SERVE, start=start.replace(hour=11), zone="UTC", minutes=45, sequence=0),
    )
    kept = KeptWeek(person=1, week=start.date(), version=1, blocks=blocks)
    week = told(
        Given(
            name="Sam",
            week=kept,
            now=datetime(2026, 11, 27, 16, tzinfo=UTC),
            zone=ZoneInfo("Europe/Berlin"),
            coming=True,
            planned=True,
            wanted={Kind.CALLS: 120, Kind.SERVE: 480},
            names={},
        )
    )
    held = "holds 2 blocks{} 2 h to open business and 45 min to serve customers"
    assert held.format(":") in week.sentence
    assert held.format(",") in closed_sentence(Went(), (), None, week, TODAY)
    assert week.account.undertaken == 600
