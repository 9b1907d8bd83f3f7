"""Whatever is adopted in whatever order, does less wait, and more not?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.plans.holding import WAIT, effective, holding, looser
from ownit.promises.plans.record import Line, Plan, Terms

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=n) for n in range(60)]


def terms(hours: float, opened: float, goal: int) -> Terms:
    return Terms(
        person=1,
        period_start=START,
        period_end=date(2026, 12, 31),
        goal=Decimal(goal),
        currency="EUR",
        confidence=0.8,
        chance=0.8,
        opened=opened,
        lines=(Line(channel="calls", activities=1, minutes=hours * 60, opened=opened, evidence="your word"),),
    )


asked = st.builds(terms, st.integers(0, 4), st.integers(0, 2), st.integers(1, 2))
adoptions = st.lists(st.tuples(st.integers(0, 4), asked, st.booleans()), min_size=1, max_size=8)


def held(versions: list[Plan]) -> list[Plan | None]:
    return [holding(versions, day) for day in DAYS]


@given(adoptions)
def test_less_waits_and_more_does_not(adopted: list[tuple[int, Terms, bool]]) -> None:
    versions: list[Plan] = []
    today = START
    for later, new, leave in adopted:
        today += timedelta(days=later)
        day = effective(new, versions, today, leave=leave)
        now, then = holding(versions, today), holding(versions, day)
        assert today <= day <= today + WAIT
        assert (day == today) == (leave or now is None or not looser(new, now.terms))
        assert leave or day == today + WAIT or then is None or not looser(new, then.terms)
        before = held(versions)
        versions.append(Plan(terms=new, version=len(versions) + 1, adopted_on=today, effective_on=day))
        for when, was, holds in zip(DAYS, before, held(versions), strict=True):
            assert holds == (was if when < day else versions[-1])


@given(asked, asked)
def test_of_two_that_differ_in_what_counts_one_is_looser(a: Terms, b: Terms) -> None:
    assert not looser(a, a)
    assert looser(a, b) or looser(b, a) or a == b
