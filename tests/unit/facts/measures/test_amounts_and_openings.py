"""What was won was worth how much, against what it was said to be; who opened how much lately; who won what?"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from ownit.facts.held import HeldTables
from ownit.facts.known import deals as known_deals
from ownit.facts.measures.amounts import amount_cells, ratio_cells
from ownit.facts.measures.arrivals import openings
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.wins import wins
from ownit.method.arrivals import RECENT_DAYS
from ownit.method.deals import Origin

TODAY = date(2026, 8, 12)
PRIYA, VIKTOR = 0, 1
ROSTER = Roster(connector=["crm"] * 2, person_id=["priya", "viktor"], person=[PRIYA, VIKTOR], people=2)


def test_amounts_are_those_of_deals_won_in_two_years_by_whom_they_are_credited_to(story: Any) -> None:
    """Not counted: lost, open, of three years ago, worth nothing. Carla is off the roster: the last row.

    opportunity
    id | owner_id | created_on | closed_on  | outcome | amount
    D1 | viktor   | 2026-01-01 | 2026-05-01 | won     | 100
    D2 | viktor   | 2026-01-01 | 2026-05-31 | won     | 100
    D3 | priya    | 2026-01-01 | 2026-06-30 | won     | 20000
    D4 | carla    | 2026-01-01 | 2026-06-30 | won     | 20000
    D5 | priya    | 2026-01-01 | 2026-06-30 | lost    | 200
    D6 | priya    | 2026-01-01 |            | open    | 200
    D7 | priya    | 2023-01-01 | 2023-07-01 | won     | 900
    D8 | viktor   | 2026-01-01 | 2026-06-02 | won     | 0
    """
    found = amount_cells(known_deals(story.tables(), TODAY, currency="USD"), ROSTER, TODAY)
    assert found.count.tolist() == [1, 2, 1]
    logs = np.log([20_000, 100, 20_000])
    np.testing.assert_allclose(found.log_sum, found.count * logs)
    np.testing.assert_allclose(found.log_square, found.count * logs**2)
    assert sorted(zip(found.bin_count.tolist(), found.bin_sum.tolist(), strict=True)) == [(2, 200), (2, 40_000)]


def test_a_closed_amount_is_compared_with_the_one_known_while_open(story: Any) -> None:
    """D1 was said to be worth 200 and closed at 100, D2 at what was said; D3 was lost, D4 is open.

    opportunity
    id | created_on | closed_on  | outcome | amount
    D1 | 2026-01-01 | 2026-05-01 | won     | 100
    D2 | 2026-01-01 | 2026-05-02 | won     | 300
    D3 | 2026-01-01 | 2026-05-03 | lost    | 300
    D4 | 2026-01-01 |            | open    | 300

    stage_change
    opportunity_id | at                  | to_stage | amount
    D1             | 2026-02-01T09:00:00 | Quote    | 200
    D2             | 2026-02-01T09:00:00 | Quote    | 300
    D3             | 2026-02-01T09:00:00 | Quote    | 600
    """
    tables = story.tables()
    then, now = (known_deals(tables, day, currency="USD") for day in (date(2026, 3, 1), TODAY))
    found = ratio_cells(then, now)
    assert found.ratio.tolist() == pytest.approx([0.5, 1.0])
    assert found.count.tolist() == [1, 1]


def test_what_is_signed_as_it_stood_is_not_mixed_with_what_is_signed_a_little_lower(story: Any) -> None:
    """Else a deal of just the goal would never be enough for it.

    opportunity
    id | created_on | closed_on  | outcome | amount
    D1 | 2026-01-01 | 2026-05-01 | won     | 300
    D2 | 2026-01-01 | 2026-05-02 | won     | 294
    D3 | 2026-01-01 | 2026-05-03 | won     | 300

    stage_change
    opportunity_id | at                  | to_stage | amount
    D1             | 2026-02-01T09:00:00 | Quote    | 300
    D2             | 2026-02-01T09:00:00 | Quote    | 300
    D3             | 2026-02-01T09:00:00 | Quote    | 300
    """
    tables = story.tables()
    then, now = (known_deals(tables, day, currency="USD") for day in (date(2026, 3, 1), TODAY))
    found = ratio_cells(then, now)
    assert sorted(zip(found.ratio.tolist(), found.count.tolist(), strict=True)) == [(0.98, 1.0), (1.0, 2.0)]


def test_openings_are_counted_by_how_long_ago_and_days_from_the_first_deal_on(story: Any) -> None:
    """Viktor's first deal is 100 days old; Priya has none. D4 is not of the last year's, and is Carla's.

    opportunity
    id | owner_id | created_on | source_class
    D1 | viktor   | 2026-08-02 | cold
    D2 | viktor   | 2026-08-01 | cold
    D3 | viktor   | 2026-05-04 | marketing
    D4 | carla    | 2024-05-04 | cold
    """
    found = openings(known_deals(story.tables(), TODAY, currency="USD"), ROSTER, TODAY)
    cells = found.cells()
    assert found.person.tolist() == [VIKTOR] * len(found.person)
    assert cells.opened.sum() == pytest.approx(3)
    assert cells.opened[VIKTOR].sum(axis=0).tolist() == [2, 0, 0, 1, 0]
    assert cells.days.tolist() == [[0] * 5, [30, 31, 30, 10, 0]]
    assert len(RECENT_DAYS) == cells.opened.shape[2]
    sides = found.cells(np.zeros(len(ROSTER.person), dtype=np.int64))
    assert sides.opened.sum() == pytest.approx(3)
    assert sides.opened.shape == (2, len(Origin), len(RECENT_DAYS))


def test_wins_are_added_up_by_who_is_credited_and_when(story: Any) -> None:
    """D3's creation day is unknown, D4's amount; D5 was lost.

    opportunity
    id | owner_id | created_on | closed_on  | outcome | amount
    D1 | viktor   | 2026-01-01 | 2026-05-01 | won     | 100
    D2 | viktor   | 2026-01-01 | 2026-05-01 | won     | 250
    D3 | viktor   |            | 2026-06-30 | won     | 10
    D4 | priya    | 2026-01-01 | 2026-07-01 | won     |
    D5 | priya    | 2026-01-01 | 2026-07-01 | lost    | 70
    """
    found = wins(known_deals(story.tables(), TODAY, currency="USD"))
    assert found.people == (("crm", "priya"), ("crm", "viktor"))
    opened = date(2026, 1, 1).toordinal()
    by_row = dict(zip(zip(found.who.tolist(), found.opened.tolist(), strict=True), found.amount.tolist(), strict=True))
    assert by_row[VIKTOR, opened] == 350
    assert by_row[VIKTOR, 0] == 10
    assert np.isnan(by_row[PRIYA, opened])
    assert found.deals.sum() == found.share.sum() == 4
    assert not found.overlay.any()
    may = found.within(date(2026, 5, 1), date(2026, 5, 31))
    assert found.amount[may].tolist() == [350]


def test_facts_held_in_memory_are_derived_as_imported_ones(story: Any) -> None:
    """
    opportunity
    id | owner_id | created_on | closed_on  | outcome | amount | source_class
    D1 | viktor   | 2026-01-01 | 2026-05-01 | won     | 100    | cold
    D2 | priya    | 2026-01-01 |            | open    | 250    | marketing
    """
    imported = known_deals(story.tables(), TODAY, currency="USD").order_by("id").to_pyarrow()
    with HeldTables({"opportunity": story.arrow("opportunity")}, through=TODAY) as held:
        assert known_deals(held, TODAY, currency="USD").order_by("id").to_pyarrow().equals(imported)
        assert held["activity"].count().to_pyarrow().as_py() == 0
