"""Is a past day of a few people what it is among all?"""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

import pytest

from ownit.facts.known import deals
from ownit.facts.narrowed import Narrowed


def unasked() -> NoReturn:
    """What was gone through already is not gone through again."""
    raise AssertionError


PEOPLE = [("crm", "viktor"), ("crm", "dana")]


@pytest.mark.parametrize("as_of", [date(2026, 3, 31), date(2026, 6, 30)])
def test_the_deals_of_some_people_are_those_of_all_that_are_theirs(story: Any, as_of: date) -> None:
    """
    opportunity
    id | owner_id | account_id | created_on | outcome | closed_on
    D1 | viktor   | a1         | 2026-01-05 | won     | 2026-05-01
    D2 | mei      | a2         | 2026-01-10 | open    |
    D3 | mei      | a3         | 2026-02-01 | open    |
    D4 | tom      | a4         | 2026-02-01 | open    |
    D5 | tom      | a5         | 2026-02-10 | lost    | 2026-03-01

    activity
    id | account_id | opportunity_id | result       | on
    A1 | a2         |                | conversation | 2026-03-03
    A2 | a3         | D3             | conversation | 2026-03-04
    A3 | a4         | D4             | conversation | 2026-03-05
    A4 | a5         |                | conversation | 2026-03-06

    owner_change
    opportunity_id | at                   | from_owner | to_owner
    D3             | 2026-04-02T10:00:00Z | dana       | mei

    credit
    opportunity_id | person_id | share | kind
    D2             | dana      | 0.4   | revenue
    D2             | mei       | 0.6   | revenue

    stage_change
    opportunity_id | at                   | from_stage | to_stage
    D2             | 2026-03-02T10:00:00Z | New        | Proposal
    D4             | 2026-03-02T10:00:00Z | New        | Proposal
    """
    tables = story.tables()
    few = Narrowed(tables, PEOPLE)
    whole = [
        row
        for row in deals(tables, as_of, currency="USD").order_by("id", "person_id").to_pyarrow().to_pylist()
        if (row["connector"], row["person_id"]) in PEOPLE
    ]
    theirs = (
        few.theirs(deals(few, as_of, currency="USD"))
        .to_pyarrow()
        .sort_by([("id", "ascending"), ("person_id", "ascending")])
    )
    assert {row["id"] for row in whole} == ({"D1", "D2", "D3"} if as_of < date(2026, 4, 2) else {"D1", "D2"})
    assert theirs.to_pylist() == whole
    assert all(row["conversation"] == (row["id"] != "D1") for row in whole)
    assert few.talks(unasked).count().to_pyarrow().as_py() == 2
    assert set(few["stage_change"].to_pyarrow()["opportunity_id"].to_pylist()) == {"D2"}
