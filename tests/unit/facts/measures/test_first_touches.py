"""Is the first touch that led to an own deal found, and what nobody can know of left out or told as such?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.facts.known import deals as known_deals
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.first_touches import first_touches
from ownit.method.lead_times import LeadCells

TODAY = date(2026, 8, 12)
ROSTER = Roster(connector=["crm"] * 2, person_id=["priya", "viktor"], person=[0, 1], people=2)


def told(story: Any) -> LeadCells:
    tables = story.tables()
    return first_touches(tables, known_deals(tables, TODAY, currency="USD"), ROSTER, TODAY)


def rows(cells: LeadCells) -> list[tuple[int, str, float, bool]]:
    columns = (cells.person, cells.source, cells.days, cells.at_least)
    return [(p, cells.sources[s], d, a) for p, s, d, a in zip(*(c.tolist() for c in columns), strict=True)]


def test_a_pursuit_runs_from_its_first_touch_to_the_opening(story: Any) -> None:
    """A1: touches of May are another attempt. A2: e-mails count that went out. A3: serving is not opening.

    opportunity
    id | owner_id | opened_by | created_on | source_class | account_id
    D1 | viktor   | viktor    | 2026-07-01 | cold         | A1
    D2 | viktor   | viktor    | 2026-07-01 | cold         | A2
    D3 | viktor   | viktor    | 2026-07-01 | cold         | A3

    activity
    id | person_id | on         | channel | direction | purpose | automated | account_id
    C0 | priya     | 2026-01-05 | call    |           | create  |           | A9
    C1 | viktor    | 2026-05-01 | call    |           | create  |           | A1
    C2 | viktor    | 2026-05-12 | call    |           | create  |           | A1
    C3 | viktor    | 2026-06-01 | call    |           | create  |           | A1
    C4 | viktor    | 2026-06-15 | meeting |           | create  |           | A1
    E1 | viktor    | 2026-06-10 | e-mail  | inbound   | create  |           | A2
    E2 | viktor    | 2026-06-11 | e-mail  | outbound  | create  | yes       | A2
    E3 | viktor    | 2026-06-12 | e-mail  | outbound  | create  |           | A2
    S1 | viktor    | 2026-06-13 | call    |           | serve   |           | A3
    P1 | priya     | 2026-06-20 | call    |           | serve   |           | A3
    """
    found = told(story)
    assert rows(found) == [(1, "cold", 19.0, False), (1, "cold", 30.0, False)]
    assert (found.known, found.opened) == (2, 3)


def test_what_opened_an_earlier_deal_did_not_open_the_next(story: Any) -> None:
    """D2 follows D1 on the same account within days; D3's last touch is too long ago.

    opportunity
    id | owner_id | opened_by | created_on | closed_on  | outcome | source_class | account_id
    D1 | viktor   | viktor    | 2026-06-10 | 2026-06-12 | lost    | cold         | A1
    D2 | viktor   | viktor    | 2026-06-20 |            | open    | cold         | A1
    D3 | viktor   | viktor    | 2026-07-20 |            | open    | cold         | A2

    activity
    id | person_id | on         | channel | purpose | account_id
    C0 | viktor    | 2026-01-05 | call    | create  | A9
    C1 | viktor    | 2026-06-01 | call    | create  | A1
    C2 | viktor    | 2026-06-16 | call    | create  | A1
    C3 | viktor    | 2026-06-19 | call    | create  | A2
    """
    assert rows(told(story)) == [(1, "cold", 4.0, False), (1, "cold", 9.0, False)]


def test_a_pursuit_at_the_beginning_of_the_log_took_at_least_so_long(story: Any) -> None:
    """D0 came before the log had gone on for thirty days, and D4 is not the seller's own.

    opportunity
    id | owner_id | opened_by | created_on | source_class | account_id
    D0 | viktor   | viktor    | 2026-05-10 | cold         | A1
    D1 | viktor   | viktor    | 2026-06-10 | cold         | A2
    D4 | viktor   |           | 2026-06-10 | marketing    | A3

    activity
    id | person_id | on         | channel | purpose | account_id
    C0 | viktor    | 2026-05-01 | call    | create  | A1
    C1 | viktor    | 2026-05-14 | call    | create  | A2
    C2 | viktor    | 2026-05-27 | call    | create  | A2
    C3 | viktor    | 2026-06-09 | call    | create  | A3
    """
    found = told(story)
    assert rows(found) == [(1, "cold", 27.0, True)]
    assert (found.known, found.opened) == (1, 1)


def test_a_record_without_touches_knows_of_none(story: Any) -> None:
    """
    opportunity
    id | owner_id | opened_by | created_on | source_class | account_id
    D1 | viktor   | viktor    | 2026-06-10 | cold         | A2
    """
    found = told(story)
    assert (found.known, found.opened) == (0, 0)
