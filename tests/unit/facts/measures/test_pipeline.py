"""Does a weighted pipeline weigh what is open by how often deals were won from its stage?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ownit.facts.known import deals as known_deals
from ownit.facts.measures import pipeline
from ownit.facts.measures.deals import Roster
from ownit.facts.measures.pipeline import Weighted, weighted

TODAY, END = date(2026, 8, 12), date(2026, 9, 30)
ROSTER = Roster(connector=["crm"], person_id=["viktor"], person=[0], people=1)


def story(tell: Callable[[str], Any], offers: int) -> Any:
    """All closed deals were in Start, won every second; ``offers`` of them were in Offer before, all but one won."""
    rows, changes = [], []
    for i in range(2 * offers):
        won = i % 2 == 0 and i > 0
        rows.append(f"D{i} | viktor | Closed | 2026-01-01 | {'won' if won else 'lost'} | 2026-03-31 | 100 |")
        changes.append(f"D{i} | 2026-02-01T09:00:00 | Start | {'Offer' if i % 2 == 0 else 'Call'}")
        changes.append(f"D{i} | 2026-03-31T09:00:00 | {'Offer' if i % 2 == 0 else 'Call'} | Closed")
    rows += [
        "O1 | viktor | Offer | 2026-07-01 | open | | 1000 | 2026-09-01",
        "O2 | viktor | Start | 2026-07-01 | open | | | ",
        "O3 | viktor | New   | 2026-07-01 | open | | 10 | 2026-09-01",
        "O4 | viktor | Offer | 2026-07-01 | open | | 7 | 2026-12-01",
    ]
    head = "opportunity\nid | owner_id | stage | created_on | outcome | closed_on | amount | expected_close\n"
    return tell(
        head + "\n".join(rows) + "\n\nstage_change\nopportunity_id | at | from_stage | to_stage\n" + "\n".join(changes)
    )


def told(of: Any, *, by_stage: bool = True) -> Weighted:
    tables = of.tables()
    known = known_deals(tables, TODAY, currency="EUR")
    return weighted(known, ROSTER, TODAY, END, tables["stage_change"] if by_stage else None)


def test_each_stage_has_its_own_rate_and_the_others_that_of_all(tell: Callable[[str], Any]) -> None:
    n = pipeline.NEEDED
    found = told(story(tell, n))
    overall = (n - 1) / (2 * n)
    assert found.rate.tolist() == pytest.approx([0.0, (n - 1) / n, overall, overall])  # Call, Offer, Start, all
    assert found.amount.tolist() == [[0.0, 1000.0, 0.0, 10.0]]
    assert found.without_amount.tolist() == [[0.0, 0.0, 1.0, 0.0]]
    assert found.typical == 100.0


def test_a_stage_that_few_have_passed_and_one_without_history_have_the_rate_of_all(tell: Callable[[str], Any]) -> None:
    few = told(story(tell, pipeline.NEEDED // 2))
    assert len(few.rate) == 2  # Start, all
    without = told(story(tell, pipeline.NEEDED), by_stage=False)
    assert without.rate.tolist() == pytest.approx([(pipeline.NEEDED - 1) / (2 * pipeline.NEEDED)])
    assert without.amount.tolist() == [[1010.0]]
