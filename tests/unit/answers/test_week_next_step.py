"""Does what comes next name the person who was named, and is it a thing to do?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ownit.answers.commands import about, first_plan
from ownit.answers.week import Given, told
from ownit.promises.blocks.record import Block, Week

MONDAY = date(2026, 11, 23)


def block(day: int, outcome: str = "") -> Block:
    """An hour of calls at nine on a day of November."""
    start = datetime(2026, 11, day, 9, tzinfo=UTC)
    return Block(uid=str(day), kind="calls", start=start, zone="UTC", minutes=60, sequence=0, outcome=outcome)


def then(*blocks: Block, who: str | None, coming: bool = False) -> str:
    """What comes next on Wednesday at noon."""
    return told(
        Given(
            name="Aisha Bello",
            week=Week(person=1, week=MONDAY, version=1, blocks=blocks),
            now=datetime(2026, 11, 25, 12, tzinfo=UTC),
            zone=ZoneInfo("UTC"),
            coming=coming,
            planned=True,
            wanted={},
            names={},
            who=who,
        )
    ).next_step


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        (lambda who: then(block(24), who=who), "ownit calendar kept 1{option}, or missed 1"),
        (lambda who: then(block(23), block(24), who=who), "ownit calendar kept all{option}"),
        (lambda who: then(block(24, "kept"), who=who), "ownit friday{argument}"),
        (lambda who: then(who=who, coming=True), "ownit week{argument}"),
        (
            lambda who: then(block(26), who=who),
            "find names for Calls, Thu 09:00, which has none: ownit targets add NAME{option}",
        ),
    ],
)
def test_what_comes_next_names_whoever_was_named(step: Callable[[str | None], str], typed: str) -> None:
    named = {"option": ' --who "Aisha Bello"', "argument": ' "Aisha Bello"'}
    assert step("Aisha Bello").endswith(typed.format(**named))
    assert step(None).endswith(typed.format(option="", argument=""))


@pytest.mark.parametrize(("since", "late"), [(29, True), (23, False)])
def test_a_plan_that_came_too_late_for_the_week_begins_on_monday(since: int, late: bool) -> None:
    week = told(
        Given(
            name="Aisha Bello",
            week=Week(person=1, week=MONDAY, version=0, blocks=()),
            now=datetime(2026, 11, 29, 12, tzinfo=UTC),
            zone=ZoneInfo("UTC"),
            coming=False,
            planned=True,
            wanted={},
            names={},
            since=date(2026, 11, since),
        )
    )
    assert week.sentence.startswith("Your plan begins on Monday") == late
    assert week.next_step.endswith("ownit week --next" if late else "ownit friday")


def test_what_follows_the_name_stands_last() -> None:
    assert about("ownit friday", "Aisha Bello", "--last") == 'ownit friday "Aisha Bello" --last'
    assert about("ownit friday", None, "--last") == "ownit friday --last"


@pytest.mark.parametrize(
    ("who", "recorded", "typed"),
    [
        ("Aisha Bello", True, 'ownit plan "Aisha Bello"'),
        ("Aisha Bello", False, 'ownit start --name "Aisha Bello"'),
        (None, True, "ownit plan"),
        (None, False, "ownit start"),
    ],
)
def test_a_first_plan_comes_from_the_record_where_there_is_one(who: str | None, recorded: bool, typed: str) -> None:
    assert first_plan(who, recorded=recorded).endswith(f": {typed}")
