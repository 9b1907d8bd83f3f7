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


def test_a_bare_pipeline_asks_for_sources_and_activities_not_for_losses(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2026-01-01 | won     | 2026-02-01
    D2 | 2026-01-01 | open    |
    """
    found = told(story)
    assert {q for q, u in found.items() if u.yes} == {"standing", "with help", "backtest"}
    assert found["alone"].needs == ("opportunity.source or activity.account_id",)
    assert found["plan"].needs == ("activity.on", "activity.person_id")


def test_without_creation_days_there_is_no_chance_to_tell(story: Any) -> None:
    """
    opportunity
    id | outcome | closed_on  | source_class
    D1 | won     | 2026-02-01 | cold
    """
    found = told(story)
    assert {q for q, u in found.items() if u.yes} == {"standing"}
    assert found["backtest"].needs == ("opportunity.created_on",)


def test_a_lead_that_became_the_deal_says_who_opened_it_without_a_source_on_the_deal(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on
    D1 | 2026-01-10 | won     | 2026-02-01

    lead
    id | source_class | on         | converted_opportunity_id
    L1 | marketing    | 2026-01-01 | D1
    """
    assert told(story)["alone"].yes


def test_everything_unlocks_everything(story: Any) -> None:
    """
    opportunity
    id | created_on | outcome | closed_on  | source_class
    D1 | 2026-01-01 | won     | 2026-02-01 | cold

    activity
    id | person_id | on
    A1 | viktor    | 2026-01-02
    """
    found = told(story)
    assert [q for q, u in found.items() if not u.yes] == []
    assert {u.needs for u in found.values()} == {()}
