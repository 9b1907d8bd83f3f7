"""Does an import say what it unlocks, and what the rest needs?"""

from __future__ import annotations

from typing import Any

from ownit.facts.unlocks import QUESTIONS, Unlock, unlocks


def told(story: Any) -> dict[str, Unlock]:
    return {u.question: u for u in unlocks(story.tables())}


def test_nothing_unlocks_nothing(story: Any) -> None:
    found = told(story)
    assert list(found) == list(QUESTIONS)
    assert {q: u.needs for q, u in found.items()} == dict(QUESTIONS)
    assert not any(u.yes for u in found.values())


def test_a_bare_pipeline_asks_for_source_history_and_activities(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2026-01-01 | won     | 2026-02-01
    D2 | 2026-01-01 | lost    | 2026-02-01
    D3 | 2026-01-01 | open    |
    """
    found = told(story)
    assert {q for q, u in found.items() if u.yes} == {"standing", "with help"}
    assert found["alone"].needs == ("opportunity.source or activity.account_id",)
    assert found["pipeline"].needs == ("activity.result", "opportunity.next_step_on")
    assert found["trust"].needs == ("stage_change.amount",)
    assert found["team"].needs == ("position.manager_id",)


def test_everything_unlocks_everything(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on  | next_step_on | source_class
    D1 | 2026-01-01 | won     | 2026-02-01 |              | cold
    D2 | 2026-01-01 | lost    | 2026-02-01 |              |
    D3 | 2026-01-01 | open    |            | 2026-09-01   |

    stage_change
    opportunity_id | at                  | to_stage | amount
    D1             | 2026-01-01T09:00:00 | Offer    | 100

    activity
    id | person_id | on         | result | account_id
    A1 | viktor    | 2026-01-02 | held   | a1

    position
    person_id | manager_id
    viktor    | dana
    """
    found = told(story)
    assert [q for q, u in found.items() if not u.yes] == []
    assert {u.needs for u in found.values()} == {()}
