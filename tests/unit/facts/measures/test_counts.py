"""Are meetings held and opportunities opened counted within the period, whether it is over, runs, or is to come?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ownit.facts.measures.counts import done, meetings_held
from ownit.flows.reckoning.counts import _outlook
from ownit.method.deals import Window
from ownit.method.law import Law

TODAY = date(2026, 8, 12)


@pytest.mark.parametrize(
    ("start", "end", "so_far"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), 3),  # it once went on to today: 6
        (date(2026, 7, 1), date(2026, 9, 30), 2),
        (date(2026, 10, 1), date(2026, 12, 31), 0),
    ],
)
def test_what_is_done_is_counted_within_the_period(story: Any, start: date, end: date, so_far: int) -> None:
    """
    activity
    id | person_id | on         | channel | result  | account_id | count
    M0 | sam       | 2025-12-31 | meeting | held    | A1         |
    M1 | sam       | 2026-01-01 | meeting | held    | A1         |
    M2 | sam       | 2026-03-31 | visit   | held    | A1         | 2
    M3 | sam       | 2026-04-01 | meeting | held    | A1         |
    M4 | sam       | 2026-07-01 | meeting | held    | A1         |
    M5 | sam       | 2026-08-12 | meeting | held    | A1         |
    M6 | sam       | 2026-08-13 | meeting | held    | A1         |
    M7 | sam       | 2026-02-01 | meeting | no-show | A1         |
    M8 | sam       | 2026-02-01 | meeting | held    |            |
    """
    events = meetings_held(activity=story.tables()["activity"])
    (row,) = done(events, Window(as_of=TODAY, start=start, end=end)).to_pylist()
    assert (row["so_far"], row["recent"]) == (so_far, 2)


def test_a_quarter_to_come_brings_what_comes_in_it_and_not_what_comes_before() -> None:
    """91 days ago to today 60 were held: in the 92 days of the next quarter some 61 are, not those of 141 days."""
    row = {"so_far": 0, "recent": 60}
    going = _outlook(row, Window(as_of=TODAY, start=date(2026, 10, 1), end=date(2026, 12, 31)), "held").as_going
    assert isinstance(going, Law)
    assert going.mean == pytest.approx(60.5 * 92 / 91)
    over = _outlook(row, Window(as_of=TODAY, start=date(2026, 1, 1), end=date(2026, 3, 31)), "held").as_going
    assert isinstance(over, Law)
    assert over.mean == 0
