"""Is the end of a week told in what the plan's number counts?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from ownit.answers.week import Count, Given, Week, told
from ownit.answers.week.closing import Redone, closed_sentence
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


def closed(unit: str, owed: str) -> str:
    """The sentence of a week in which three meetings were held and one opportunity opened, and 5 of ``owed`` due."""
    counts = tuple(
        Count(key=key, title=key, count=n, planned=5.0 if key == owed else None)
        for key, n in (("dials", 20), ("meetings", 3), ("opened", 1))
    )
    plan = Redone(goal=Decimal(40), unit=unit, currency="", chance=0.8, minutes=480, before=480, holds=TODAY, version=2)
    return closed_sentence(0, 0, 0, counts, plan, ahead(), TODAY)


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
