"""Is a number spread over the days on which somebody is there, by their positions and the leave they said?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ownit.flows.planning.breaking import broken
from ownit.flows.planning.there import There, there
from ownit.method.breakdown import Presence, SoFar
from ownit.method.calendar import FiscalCalendar, Kind

START, END, TODAY = date(2027, 1, 1), date(2027, 12, 31), date(2027, 2, 1)
NOBODY: frozenset[date] = frozenset()
BEFORE = SoFar(own=Decimal(0), as_of=date(2026, 11, 1))


def position(since: date | None = None, to: date | None = None, ramp_until: date | None = None) -> dict[str, Any]:
    return {"from": since, "to": to, "ramp_until": ramp_until}


def told(*positions: dict[str, Any], away: frozenset[date] = NOBODY, today: date = TODAY) -> There:
    return there(positions, away, START, END, today)


def months(presence: Presence) -> list[Decimal]:
    """What each month carries of 1,200, where all carry as much."""
    parts = broken(FiscalCalendar(), START, END, Decimal(1200), BEFORE, NOBODY, {"spread": "even"}, presence).inner
    found = [p.amount for p in parts if p.kind is Kind.MONTH]
    assert sum(found) == 1200, "the number itself stays"
    return found


@pytest.mark.parametrize("positions", [(), (position(),), (position(date(2025, 3, 1), ramp_until=date(2025, 9, 1)),)])
def test_who_is_there_all_along_has_an_even_number(positions: tuple[dict[str, Any], ...]) -> None:
    found = told(*positions)
    assert months(found.presence) == [100] * 12
    assert (found.away, found.notes) == (NOBODY, ())


def test_who_joins_within_the_period_carries_nothing_before() -> None:
    found = told(position(date(2027, 4, 1)), position(date(2027, 9, 1)))
    assert months(found.presence)[:4] == [0, 0, 0, Decimal("133.34")]
    assert found.notes == ("On record since 1 April: the days of the period before that carry nothing of the number.",)


def test_who_is_in_ramp_carries_less_and_makes_up_for_it_later() -> None:
    found = told(position(date(2026, 11, 1), ramp_until=date(2027, 5, 1)))
    shares = months(found.presence)
    whole = shares[-1]
    assert [round(n / whole, 2) for n in shares[:5]] == [round(Decimal(i) / 6, 2) for i in (2, 3, 4, 5, 6)]
    assert found.notes[0].startswith("In ramp until 1 May: a month before that carries less")


def test_where_nobody_knows_when_a_ramp_began_it_is_four_months_long_and_that_is_said() -> None:
    found = told(position(ramp_until=date(2027, 5, 1)))
    shares = months(found.presence)
    assert [round(n / shares[-1], 2) for n in shares[:5]] == [Decimal(i) / 4 for i in (0, 1, 2, 3, 4)]
    assert "taken to have begun four months before" in found.notes[0]


def test_who_leaves_within_the_period_carries_nothing_after_and_opens_nothing() -> None:
    found = told(position(date(2020, 1, 1), to=date(2027, 9, 30)))
    assert months(found.presence)[8:] == [Decimal("133.33"), 0, 0, 0]
    assert (min(found.away), max(found.away)) == (date(2027, 10, 1), END)
    assert "nothing is opened in them" in found.notes[0]


def test_a_ramp_and_a_beginning_that_are_over_are_no_word_of_the_days_to_come() -> None:
    found = told(position(date(2027, 3, 1), ramp_until=date(2027, 7, 1)), today=date(2027, 7, 1))
    assert found.notes == ()
    rest = SoFar(own=Decimal(0), as_of=date(2027, 7, 1))
    spread = [
        broken(FiscalCalendar(), START, END, Decimal(1200), rest, NOBODY, {"spread": "even"}, presence).inner
        for presence in (found.presence, Presence())
    ]
    assert spread[0] == spread[1]


def test_who_leaves_before_the_period_has_it_spread_as_if_there_and_opens_nothing() -> None:
    found = told(position(date(2020, 1, 1), to=date(2026, 12, 10)), today=date(2026, 11, 1))
    assert months(found.presence) == [100] * 12
    assert found.notes == ("On record until 10 December, before the period begins: nothing is opened in it.",)
    assert {START, END} <= found.away


def test_leave_is_spread_around_and_leave_all_along_is_no_way_to_spread() -> None:
    july = frozenset(date(2027, 7, n) for n in range(1, 32))
    assert months(told(away=july).presence)[6] == 0
    always = frozenset(date.fromordinal(n) for n in range(START.toordinal(), END.toordinal() + 1))
    assert months(told(away=always).presence) == [100] * 12
