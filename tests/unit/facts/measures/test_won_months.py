"""Is money won counted in the month it was won in, once, by whom it is credited to?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.facts.known import deals as known_deals
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.won_months import first_won, won_by_month

TODAY = date(2026, 8, 12)
ROSTER = Roster(connector=["crm"] * 2, person_id=["priya", "viktor"], person=[0, 1], people=2)
MONTHS = [(date(2026, 5, 1), date(2026, 5, 31)), (date(2026, 6, 1), date(2026, 6, 30))]


def test_money_is_of_the_month_it_was_won_in(story: Any) -> None:
    """Not counted: lost, open, worth nothing, won outside the months. Carla is not on the roster.

    opportunity
    id | owner_id | created_on | closed_on  | outcome | amount | currency
    D1 | viktor   | 2026-01-01 | 2026-05-01 | won     | 100    | USD
    D2 | viktor   | 2026-01-01 | 2026-05-31 | won     | 300    | USD
    D3 | priya    | 2026-01-01 | 2026-06-30 | won     | 200    | USD
    D4 | priya    | 2026-01-01 | 2026-06-30 | lost    | 200    | USD
    D5 | priya    | 2026-01-01 |            | open    | 200    | USD
    D6 | viktor   | 2026-01-01 | 2026-06-02 | won     | 0      | USD
    D7 | viktor   | 2026-01-01 | 2026-07-01 | won     | 900    | USD
    D8 | carla    | 2026-01-01 | 2026-06-05 | won     | 50     | USD
    D9 | viktor   | 2026-01-01 | 2026-03-09 | won     | 70     | USD
    """
    known = known_deals(story.tables(), TODAY, currency="USD")
    found = won_by_month(known, ROSTER, MONTHS)
    rows = zip(*(a.tolist() for a in (found.person, found.month, found.money, found.squares, found.deals)), strict=True)
    assert list(rows) == [(0, 1, 200, 40_000, 1), (1, 0, 400, 100_000, 2), (2, 1, 50, 2_500, 1)]
    assert first_won(known) == date(2026, 3, 9)
    assert not len(won_by_month(known, ROSTER, []).person)


def test_nothing_won_has_no_beginning(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome
    D1 | 2026-01-01 | open
    """
    assert first_won(known_deals(story.tables(), TODAY, currency="USD")) is None
