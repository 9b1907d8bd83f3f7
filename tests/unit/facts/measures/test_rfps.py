"""Which open deals are RFPs, and what is left of the week without the time they take?"""

from __future__ import annotations

from datetime import date
from typing import Any

from ownit.facts.known import deals
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.effort import effort
from ownit.facts.measures.effort_acts import Said
from ownit.facts.measures.rfps import open_rfps

TODAY = date(2026, 8, 12)
ROSTER = Roster(connector=["crm"], person_id=["viktor"], person=[0], people=1)


def test_open_ones_by_field_or_source_the_first_to_close_first(story: Any) -> None:
    """D4 is won, D5 is no RFP.

    account
    id | name
    A1 | Acme

    opportunity
    id | account_id | name  | created_on | source_class | is_rfp | amount | expected_close | outcome | closed_on
    D1 | A1         | Pumps | 2026-07-01 | rfp          |        | 40000  | 2026-10-01     | open    |
    D2 |            |       | 2026-07-02 | cold         | yes    |        | 2026-09-01     | open    |
    D3 |            | Seals | 2026-07-03 | rfp          | no     | 5000   |                | open    |
    D4 |            |       | 2026-07-01 | rfp          | yes    | 9000   |                | won     | 2026-08-01
    D5 |            |       | 2026-07-01 | cold         | no     | 9000   |                | open    |
    """
    tables = story.tables()
    found = open_rfps(tables, deals(tables, TODAY, currency="USD"))
    assert [(r.id, r.name, r.account, r.amount) for r in found] == [
        ("D2", None, None, None),
        ("D1", "Pumps", "Acme", 40_000.0),
        ("D3", "Seals", None, 5_000.0),
    ]


def test_time_on_a_deal_that_is_not_worked_is_not_planned_on(story: Any) -> None:
    """Two hours on each of two deals within the last quarter; what is about no deal stays.

    opportunity
    id | created_on | source_class
    D1 | 2026-07-01 | rfp
    D2 | 2026-07-01 | cold

    activity
    id | person_id | on         | channel | purpose | result | minutes | opportunity_id
    M1 | viktor    | 2026-07-10 | meeting | win     | held   | 120     | D1
    M2 | viktor    | 2026-07-10 | meeting | win     | held   | 120     | D2
    M3 | viktor    | 2026-07-10 | meeting | serve   | held   | 120     |
    """
    tables = story.tables()
    known = deals(tables, TODAY, currency="USD")
    all_of_it = effort(tables, known, ROSTER, TODAY).spent
    without = effort(tables, known, ROSTER, TODAY, Said(unworked={("crm", "D1")})).spent
    assert without.winning[0] == all_of_it.winning[0] / 2
    assert without.serving[0] == all_of_it.serving[0]
