"""Are meetings held and opportunities opened counted within the period, whether it is over, runs, or is to come?"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from ownit.facts.known import deals
from ownit.facts.measures.counts import by_stretch, done, meetings_held, traces
from ownit.flows.reckoning.counts import _by_person, _outlook, _together
from ownit.flows.reckoning.people import Folk
from ownit.method.deals import Window
from ownit.method.law import Law

TODAY = date(2026, 8, 12)
QUARTER = Window(as_of=TODAY, start=date(2026, 7, 1), end=date(2026, 9, 30))


def counted(story: Any, window: Window) -> list[dict[str, Any]]:
    tables = story.tables()
    there = traces(activity=tables["activity"], deals=deals(tables, TODAY, currency="USD"))
    rows: list[dict[str, Any]] = done(meetings_held(activity=tables["activity"]), there, window).to_pylist()
    return rows


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
    (row,) = counted(story, Window(as_of=TODAY, start=start, end=end))
    assert (row["so_far"], row["recent"], row["days"]) == (so_far, 2, 91)


def test_each_day_so_far_is_in_one_stretch(story: Any) -> None:
    """
    activity
    id | person_id | on         | channel | result | account_id | count
    M1 | sam       | 2026-06-30 | meeting | held   | A1         |
    M2 | sam       | 2026-07-01 | meeting | held   | A1         |
    M3 | sam       | 2026-07-14 | meeting | held   | A1         | 2
    M4 | sam       | 2026-07-15 | meeting | held   | A1         |
    M5 | mei       | 2026-07-15 | meeting | held   | A1         |
    M6 | sam       | 2026-08-12 | meeting | held   | A1         |
    M7 | sam       | 2026-08-13 | meeting | held   | A1         |
    """
    events = meetings_held(activity=story.tables()["activity"])
    rows = by_stretch(events, QUARTER, [date(2026, 7, 15), date(2026, 8, 12)]).to_pylist()
    found = {(row["stretch"], row["person_id"]): row["so_far"] for row in rows}
    assert found == {(0, "sam"): 3, (1, "sam"): 1, (1, "mei"): 1, (2, "sam"): 1}


def test_a_record_of_five_weeks_tells_the_pace_of_five_weeks(story: Any) -> None:
    """
    activity
    id | person_id | on         | channel | result | account_id
    C0 | sam       | 2026-07-09 | call    |        | A1
    M1 | sam       | 2026-07-20 | meeting | held   | A1
    M2 | sam       | 2026-08-12 | meeting | held   | A1
    M3 | mei       | 2026-01-12 | meeting | held   | A1
    M4 | mei       | 2026-08-01 | meeting | held   | A1
    """
    rows = {row["person_id"]: row for row in counted(story, QUARTER)}
    assert (rows["sam"]["recent"], rows["sam"]["days"]) == (2, 35)
    assert (rows["mei"]["recent"], rows["mei"]["days"]) == (1, 91)
    together = _together(list(rows.values()))
    assert together["recent"] / together["days"] == pytest.approx(2 / 35 + 1 / 91)


def test_what_a_person_did_is_added_up_whichever_connector_knows_of_it() -> None:
    rows = [
        {"connector": "crm", "person_id": "1", "so_far": 3, "recent": 5, "days": 91},
        {"connector": "journal", "person_id": "sam", "so_far": 1, "recent": 2, "days": 20},
        {"connector": "crm", "person_id": "2", "so_far": 9, "recent": 9, "days": 9},
    ]
    who = {("crm", "1"): 0, ("journal", "sam"): 0}
    folk = Folk(ids=(7,), by_external=who, group=(0,), left=np.zeros(0, np.int64), teams={})
    assert _by_person(rows, folk) == {0: {"so_far": 4, "recent": 7, "days": 91}}


def test_a_quarter_to_come_brings_what_comes_in_it_and_not_what_comes_before() -> None:
    """91 days ago to today 60 were held: in the 92 days of the next quarter some 61 are, not those of 141 days."""
    row = {"so_far": 0, "recent": 60, "days": 91}
    going = _outlook(row, Window(as_of=TODAY, start=date(2026, 10, 1), end=date(2026, 12, 31)), "held").as_going
    assert isinstance(going, Law)
    assert going.mean == pytest.approx(60.5 * 92 / 91)
    over = _outlook(row, Window(as_of=TODAY, start=date(2026, 1, 1), end=date(2026, 3, 31)), "held").as_going
    assert isinstance(over, Law)
    assert over.mean == 0
