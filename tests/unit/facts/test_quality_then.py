"""Is an earlier day told what was wrong with the facts then, and nothing that came later?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ownit.facts.quality import look, look_back

TODAY = date(2026, 8, 12)


def then(story: Any, day: date) -> dict[str, int]:
    return {w.code: w.count for w in look_back(story.tables(), day, currency="EUR")}


def test_losses_that_came_later_were_no_losses_then(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2026-01-01 | won     | 2026-04-01
    D2 | 2026-01-01 | won     | 2026-05-01
    D3 | 2026-01-01 | lost    | 2026-06-01
    """
    assert then(story, date(2026, 5, 1))["no_losses"] == 2
    assert then(story, date(2026, 4, 30))["no_losses"] == 1
    assert "no_losses" not in then(story, date(2026, 6, 1))
    assert "no_losses" not in then(story, date(2026, 1, 1)), "nothing is won either"


def test_what_is_named_later_is_not_missed_yet_and_what_came_later_was_never_missing(story: Any) -> None:
    """D2 is named before it is created; G1 to G5 are in no export.

    opportunity
    id | created_on | owner_id | closed_on | outcome
    D1 | 2026-01-01 | viktor   |           | open
    D2 | 2026-03-01 | viktor   |           | open

    activity
    id | person_id | on         | opportunity_id
    A0 | viktor    | 2026-02-01 | D2
    A1 | viktor    | 2026-02-01 | G1
    A2 | viktor    | 2026-02-01 | G2
    A3 | viktor    | 2026-02-01 | G3
    A4 | viktor    | 2026-02-01 | G4

    lead
    id | owner_id | on         | converted_on | converted_opportunity_id
    L1 | viktor   | 2026-01-02 | 2026-02-20   | G5
    """
    assert "deals_not_there" not in then(story, date(2026, 2, 19))
    assert then(story, date(2026, 2, 20))["deals_not_there"] == 5


def test_deals_that_close_or_go_later_were_open_then(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on  | gone_on    | amount
    D1 | 2026-01-01 | lost    | 2026-04-01 |            | 1
    D2 | 2026-01-01 | won     | 2026-07-01 |            | 1
    D3 | 2026-01-01 | won     | 2026-03-15 | 2026-07-01 | 1
    D4 | 2026-01-01 | open    |            | 2026-07-01 | 1
    D5 | 2026-07-01 | open    |            |            |
    D6 | 2026-01-01 | won     |            |            | 1
    """
    before, after = then(story, date(2026, 6, 30)), then(story, date(2026, 7, 1))
    assert (before["stale_open"], before["unknown_origin"]) == (2, 3)
    assert {"won_gone", "open_gone", "no_amount", "no_close_date"} & before.keys() == set()
    assert (after["won_gone"], after["open_gone"]) == (1, 1)


def test_what_a_deal_closed_with_later_is_not_told_of_it_while_open(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on  | amount
    D1 | 2026-01-01 | lost    | 2026-02-01 | 5
    D2 | 2026-01-01 | won     | 2026-07-01 | 0
    D3 | 2026-01-01 | won     | 2026-07-01 | -5
    """
    assert {"zero_amount", "negative_amount", "no_amount"} & then(story, date(2026, 6, 30)).keys() == set()
    after = then(story, date(2026, 7, 1))
    assert (after["zero_amount"], after["negative_amount"]) == (1, 1)


def test_as_of_the_last_day_it_is_what_the_import_says_of_where_one_stands(tell: Callable[[str], Any]) -> None:
    text = "opportunity\nid | created_on | outcome | closed_on | amount\n"
    text += "".join(f"W{i} | 2026-01-{i + 1:02d} | won | 2026-05-{i + 1:02d} | {i}\n" for i in range(25))
    text += "O1 | 2025-01-01 | open | | 5\nL1 | 2026-02-01 | lost | 2026-02-02 | \n"
    story = tell(text)
    found = look(story.tables(), TODAY, currency="EUR")
    now = [w for w in found if "standing" in w.limits and w.code != "no_amount"]
    assert list(look_back(story.tables(), TODAY, currency="EUR")) == now
    assert {"few_losses", "stale_open", "zero_amount"} <= {w.code for w in now}
