"""Is the last day told while it is ahead, and once it is behind what can still be made?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ownit.answers.plan.days import from_today, in_time, last_days, meaning
from ownit.cli.plan_screen import _day
from ownit.method.ages import from_word
from ownit.method.law import Missing
from ownit.method.runway import SAFE

AGES = from_word(60.0)
END = date(2026, 12, 31)
LAST = last_days([END], AGES)[0]


def now(today: date) -> float | None:
    return from_today([LAST], [END], AGES, today)[0]


def test_a_day_that_is_ahead_is_told_and_not_what_is_left() -> None:
    assert LAST is not None
    assert now(LAST.on) is None
    assert _day(LAST, None, date(2026, 8, 1)) == f"{LAST.on.day} {LAST.on:%b}"


def test_once_it_is_behind_what_begins_today_comes_less_and_less_often_in_time() -> None:
    assert LAST is not None
    left = [now(LAST.on + timedelta(days=n)) for n in range(1, (END - LAST.on).days + 1)]
    shares = [share for share in left if share is not None]
    assert len(shares) == len(left)
    assert shares == sorted(shares, reverse=True)
    assert SAFE - 0.02 < shares[0] < SAFE
    assert shares[-1] == 0
    median = END - timedelta(days=60)
    assert now(median) == pytest.approx(0.5, abs=0.01)
    assert _day(LAST, now(median), median) == "now 1 in 2"
    assert _day(LAST, shares[-1], END) == "too late"


def test_where_nobody_can_say_nothing_is_said() -> None:
    lack = Missing(code="too_few_won", n=0, needed=10, text="nothing was won.")
    assert from_today([None], [END], lack, END) == [None]
    assert _day(None, None, END) == ""


@pytest.mark.parametrize(("share", "said"), [(0.67, "now 2 in 3"), (0.02, "too late")])
def test_what_is_left_is_said_as_a_chance_is(share: float, said: str) -> None:
    assert in_time(share) == said


def test_it_is_explained_where_it_is_told() -> None:
    assert "that day is behind" in meaning(behind=True)
    assert "behind" not in meaning()
