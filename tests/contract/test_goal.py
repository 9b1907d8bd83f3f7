"""Is a goal taken at the command line only where it can be held to?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.contract.conftest import On


@pytest.mark.parametrize("amount", ["0", "0k", "-5"])
def test_a_goal_of_nothing_is_refused_with_what_to_give_instead(on: On, viktor: int, amount: str) -> None:
    ownit = on(date(2026, 8, 12))
    code, _, said = ownit("goal", "set", "Viktor", amount)
    assert code
    assert "A goal " in said
    assert "Traceback" not in said
    assert ownit("goal", "list")[1].startswith("No goals for Q3 2026 yet.")


def test_a_goal_is_listed_under_its_period(on: On, viktor: int) -> None:
    ownit = on(date(2026, 8, 12))
    assert ownit("goal", "set", "Viktor", "300k")[0] == 0
    assert ownit("goal", "list")[1].startswith("Goals for Q3 2026")
