"""Is the block found that a person means, by number or by day and time?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ownit.flows.blocking.naming import BlockNotFoundError, moved, named
from ownit.promises.blocks.record import Block

BERLIN = "Europe/Berlin"
TODAY = date(2026, 10, 21)  # Wednesday; on the Sunday after it summer time ends
NOW = datetime(2026, 10, 21, 10, tzinfo=UTC)


def block(day: int, hour: int, minute: int = 0, outcome: str = "", kind: str = "calls") -> Block:
    start = datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    return Block(uid=f"{day}-{hour}", kind=kind, start=start, zone=BERLIN, minutes=60, sequence=0, outcome=outcome)


WEEK = (block(20, 9), block(20, 14, outcome="kept"), block(21, 9, 30), block(23, 9), block(25, 9))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1", [1]),
        ("tue 9", [1]),
        ("Tuesday 9:00", [1]),
        ("tue 14", [2]),
        ("tue 14:30", [2]),  # under way at that time
        ("wed", [3]),
        ("9:30", [3]),  # today's
        ("today 9:30", [3]),
        ("yesterday 9", [1]),
        ("2026-10-23 9", [4]),
        ("sun 9", [5]),  # by the clock after the change
        ("4, 1", [1, 4]),
        ("tue 9 fri 9", [1, 4]),
        ("1 tue 9", [1]),
        ("all", [1, 3]),  # begun, and nothing said of it
    ],
)
def test_blocks_are_found(text: str, numbers: list[int]) -> None:
    assert [WEEK.index(b) + 1 for b in named(WEEK, text, TODAY, NOW)] == numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("6", "'6' is no block of that week. There is: 1 Tue 09:00 Calls; 2 Tue 14:00"),
        ("0", "no block"),
        ("tue", "'tue' may be several blocks"),
        ("mon 9", "no block of that week"),
        ("tue 10", "no block"),  # the first instant after it is no more of it
        ("tue 25", "no time of a day"),
        ("2026-13-01", "is no day"),
        ("lots", "no block"),
        ("", "no block"),
    ],
)
def test_what_is_no_block_is_told_with_those_there_are(text: str, said: str) -> None:
    with pytest.raises(BlockNotFoundError, match=said):
        named(WEEK, text, TODAY, NOW)


@pytest.mark.parametrize("text", ["2 fri 9", "2 fri", "tue 14 fri 9:00", "2 9:30", "2 to fri 9", "2 to fri 16"])
def test_a_time_behind_a_block_that_was_moved_may_be_where_it_went_and_is_asked_about(text: str) -> None:
    with pytest.raises(BlockNotFoundError, match="the time you moved it to"):
        moved(WEEK, text, TODAY, NOW)


@pytest.mark.parametrize(
    ("text", "numbers"), [("2", [2]), ("tue 14", [2]), ("2, fri 9", [2, 4]), ("2 4", [2, 4]), ("tue 9 2", [1, 2])]
)
def test_blocks_that_were_moved_are_found(text: str, numbers: list[int]) -> None:
    assert [WEEK.index(b) + 1 for b in moved(WEEK, text, TODAY, NOW)] == numbers


@pytest.mark.parametrize("text", ["", "lots", "6"])
def test_of_what_is_no_block_it_is_not_asked_whether_it_was_moved_there(text: str) -> None:
    with pytest.raises(BlockNotFoundError, match="is no block of that week"):
        moved(WEEK, text, TODAY, NOW)


def test_a_week_without_blocks_says_how_to_plan_it() -> None:
    with pytest.raises(BlockNotFoundError, match="ownit week plans them"):
        named((), "tue 9", TODAY, NOW)


def test_all_leaves_what_is_still_to_come() -> None:
    assert named(WEEK, "all", TODAY, NOW - timedelta(days=2)) == ()
