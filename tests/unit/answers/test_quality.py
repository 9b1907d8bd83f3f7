"""Is what limits the answers told apart from where records went, and is what was said since told?"""

from __future__ import annotations

import pytest

from ownit.answers.quality import Quality

LIMITS = {"code": "no_account", "count": 2, "text": "2 of 5 deals have no account."}
NO_LOSSES = {"code": "no_losses", "count": 12, "text": "No deal is recorded as lost, but 12 as won."}
ACCOUNTS = {"code": "salesforce.roles", "count": 3, "text": "UserRole: 3 roles were read.", "limits": False}


def test_where_records_went_limits_nothing() -> None:
    found = Quality(warnings=(LIMITS, ACCOUNTS), unlocks=(), since=0)
    assert (found.limiting, found.accounting) == ([LIMITS["text"]], [ACCOUNTS["text"]])
    assert found.sentence == "One thing limits the answers."
    several = Quality(warnings=(LIMITS, NO_LOSSES, ACCOUNTS), unlocks=(), since=0)
    assert several.sentence == "2 things limit the answers: 1 of them ownit standing, 1 of them ownit plan."
    assert Quality(warnings=(ACCOUNTS,), unlocks=(), since=0).sentence == "Nothing limits the answers."


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (0, None),
        (1, "Of 1 deal somebody has said who opened it: that counts."),
        (1200, "Of 1,200 deals somebody has said who opened them: that counts."),
    ],
)
def test_what_was_said_since_is_counted(since: int, said: str | None) -> None:
    assert Quality(warnings=(), unlocks=(), since=since).answered == said
