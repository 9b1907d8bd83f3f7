"""Are meetings and opportunities put down to what brought them, for whose number is a count?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.facts.known import deals as known_deals
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.effort_counts import CountEffort, count_effort
from ownit.method.plan.logged import CHANNELS

TODAY, START = date(2026, 8, 12), date(2026, 7, 1)
ROSTER = Roster(connector=["crm"] * 2, person_id=["sam", "priya"], person=[0, 1], people=2)
SAM, PRIYA = 0, 1


def told(story: Any, measure: str) -> CountEffort:
    tables = story.tables()
    return count_effort(tables, known_deals(tables, TODAY, currency="USD"), ROSTER, START, TODAY, measure=measure)


def by_channel(of: Any, person: int = SAM) -> dict[str, float]:
    return {kind.value: n for kind, n in zip(CHANNELS, of[person].tolist(), strict=True) if n}


def test_a_meeting_is_put_down_to_what_set_it(story: Any) -> None:
    """M1 a call set, M2 a reply, M3 nothing; M4 is about an open deal, M5 did not take place. M0 is of another quarter.

    opportunity
    id | owner_id | created_on | account_id
    D1 | priya    | 2026-07-01 | A4

    activity
    id | person_id | on         | channel | direction | purpose | result      | account_id | opportunity_id
    C0 | sam       | 2026-02-01 | call    |           | create  | meeting set | A0         |
    M0 | sam       | 2026-02-05 | meeting |           | create  | held        | A0         |
    C1 | sam       | 2026-07-20 | call    |           | create  | meeting set | A1         |
    M1 | sam       | 2026-07-27 | meeting |           | create  | held        | A1         |
    E2 | sam       | 2026-07-20 | e-mail  | outbound  | create  |             | A2         |
    R2 | sam       | 2026-07-21 | e-mail  | inbound   | create  |             | A2         |
    M2 | sam       | 2026-07-28 | meeting |           | create  | held        | A2         |
    M3 | sam       | 2026-06-10 | visit   |           | create  | held        | A3         |
    M4 | sam       | 2026-08-03 | meeting |           | win     | held        | A4         | D1
    M5 | sam       | 2026-08-03 | meeting |           | create  | no-show     | A5         |
    """
    found = told(story, "meetings_held")
    assert by_channel(found.cells.opened) == {"calls": 2, "emails": 1}
    assert by_channel(found.cells.done) == {"calls": 2, "emails": 1}  # meetings bring no meetings
    assert found.cells.unexplained.tolist() == [1, 0]
    assert (found.so_far[SAM], found.recent[SAM], found.beside[SAM]) == (3, 4, 1)
    assert found.cells.opened_lately[SAM] == 3


def test_an_opportunity_is_its_opener_s_whoever_it_is_credited_to(story: Any) -> None:
    """Sam opened D1 for Priya by a call; Priya opened D3.

    position
    person_id | role                  | from       | to
    sam       | Sales Development Rep | 2026-02-01 | 2026-12-31

    opportunity
    id | owner_id | created_on | source_class | account_id
    D1 | priya    | 2026-07-10 |              | A1
    D3 | priya    | 2026-07-10 | cold         | A3

    activity
    id | person_id | on         | channel | direction | purpose | result       | account_id
    C1 | sam       | 2026-07-03 | call    | outbound  | create  | conversation | A1
    C2 | sam       | 2026-07-04 | call    | outbound  | create  | no answer    | A2
    C3 | priya     | 2026-07-04 | call    | outbound  | create  | conversation | A3
    """
    found = told(story, "opportunities_opened")
    assert by_channel(found.cells.opened) == {"calls": 1}
    assert by_channel(found.cells.opened, PRIYA) == {"calls": 1}
    assert found.so_far.tolist() == found.recent.tolist() == [1, 1]
    assert found.beside.tolist() == [0, 0]
