"""Does what a person sets by hand stay, and is nothing of the number lost?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ownit.errors import OwnitError
from ownit.flows.planning.breaking import broken, check, part_named, read, whole_of
from ownit.flows.planning.seasons import Told
from ownit.method.breakdown import Season, SoFar
from ownit.method.calendar import FiscalCalendar, Kind

CALENDAR = FiscalCalendar()
START, END = date(2027, 1, 1), date(2027, 12, 31)
NOBODY: frozenset[date] = frozenset()
BEFORE = SoFar(own=Decimal(0), as_of=date(2026, 11, 1))


def test_what_is_set_stays_and_the_rest_goes_to_the_others() -> None:
    said = {"breakdown": "Q1 2027 100000: trade fair\nMarch 2027 0", "spread": "even"}
    found = broken(CALENDAR, START, END, Decimal(600_000), BEFORE, NOBODY, said).inner
    amounts = {part.name: part.amount for part in found}
    assert amounts["Q1 2027"] == 100_000
    assert amounts["March 2027"] == 0
    assert amounts["January 2027"] == amounts["February 2027"] == 50_000
    assert sum(p.amount for p in found if p.kind is Kind.QUARTER) == 600_000
    by_hand = next(p for p in found if p.name == "Q1 2027")
    assert (by_hand.by_hand, by_hand.calculated, by_hand.reason) == (True, Decimal(150_000), "trade fair")


def test_empty_is_not_zero() -> None:
    assert read("Q1 empty").amount is None
    assert read("Q1 0").amount == 0


def test_what_was_set_for_another_year_waits_for_it() -> None:
    found = broken(
        CALENDAR, START, END, Decimal(400), BEFORE, NOBODY, {"breakdown": "Q1 2028 100", "spread": "even"}
    ).inner
    assert {p.amount for p in found if p.kind is Kind.QUARTER} == {Decimal(100)}
    assert not any(p.by_hand for p in found)


def test_a_season_nobody_knows_is_said_with_what_is_used_instead() -> None:
    found = broken(CALENDAR, START, END, Decimal(400), BEFORE, NOBODY, {"spread": "season"})
    assert found.notes[0].startswith("Not enough evidence yet for a season: no record")
    assert "spread by working days" in found.notes[0]
    assert found.inner == broken(CALENDAR, START, END, Decimal(400), BEFORE, NOBODY, {"spread": "working-days"}).inner


def test_a_season_moves_the_number_and_loses_none_of_it() -> None:
    multiplier = tuple(Decimal(m) for m in (1,) * 11 + (3,))
    known = Season(multiplier=multiplier, spread=0.5, won=300, years=3, differ=True, prior_share=0.1, own=True)
    for unit, number in ((Decimal("0.01"), Decimal("600000.07")), (Decimal(1), Decimal(41))):
        season = Told(season=known, note="By season.")
        found = broken(CALENDAR, START, END, number, BEFORE, NOBODY, {"spread": "season"}, season=season, unit=unit)
        amounts = {part.name: part.amount for part in found.inner}
        assert amounts["December 2027"] > 2 * amounts["November 2027"]
        for kind in (Kind.QUARTER, Kind.MONTH):
            assert sum(p.amount for p in found.inner if p.kind is kind) == number
        assert found.notes == ("By season.",)
    assert not broken(CALENDAR, START, END, Decimal(41), BEFORE, NOBODY, {}, season=season).notes


def test_a_period_that_is_no_fiscal_one_has_no_season() -> None:
    found = broken(CALENDAR, date(2026, 11, 28), END, Decimal(600), BEFORE, NOBODY, {"spread": "season"})
    assert "neither" in found.notes[0]


def test_other_periods_are_spread_by_working_days() -> None:
    assert whole_of(CALENDAR, date(2026, 11, 28), END) is None
    found = broken(CALENDAR, date(2026, 11, 28), END, Decimal(600), BEFORE, NOBODY, {"breakdown": "Q1 2027 0"}).inner
    assert sum(p.amount for p in found if p.kind is Kind.MONTH) == 600


def test_parts_are_known_by_their_beginning() -> None:
    whole = whole_of(CALENDAR, START, END)
    assert whole is not None
    assert part_named(whole, "q1").name == "Q1 2027"
    assert part_named(whole, "March").name == "March 2027"
    assert part_named(whole, "2027-W05").name == "2027-W05"
    for name in ("Q9", "M", "Ma", ""):
        with pytest.raises(OwnitError, match="Say one of"):
            part_named(whole, name)


@pytest.mark.parametrize("text", ["", "Q1", "Q1 lots", "Q1 -4", ":"])
def test_what_sets_nothing_is_a_sentence(text: str) -> None:
    with pytest.raises(OwnitError, match="Q1"):
        read(text)


def test_more_than_there_is_is_a_sentence() -> None:
    whole = whole_of(CALENDAR, START, END)
    assert whole is not None
    with pytest.raises(OwnitError, match="too much"):
        check(whole, Decimal(600), BEFORE, {"breakdown": "Q1 2027 700"})
    later = SoFar(own=Decimal(0), as_of=date(2027, 5, 1))
    check(whole, Decimal(600), later, {"breakdown": "Q1 2027 700\nQ4 2027 600"})  # what is over has no say


def amounts(own: int, as_of: date, start: date = START, **said: str) -> dict[str, Decimal]:
    """What each part carries of 600."""
    now = SoFar(own=Decimal(own), as_of=as_of)
    return {p.name: p.amount for p in broken(CALENDAR, start, END, Decimal(600), now, NOBODY, said).inner}


def test_what_is_to_come_carries_what_is_missing() -> None:
    in_august = amounts(500, date(2027, 8, 14))
    assert in_august["Q1 2027"] == in_august["Q2 2027"] == 0
    assert in_august["Q3 2027"] + in_august["Q4 2027"] == 100, "what runs carries what its days to come do"
    assert in_august["Q4 2027"] == round(Decimal(100) * 66 / (66 + 34), 2), "working days after 14 August"
    assert set(amounts(700, date(2027, 8, 14)).values()) == {0}


def test_the_part_that_a_period_began_with_has_what_is_made_as_well() -> None:
    found = amounts(100, date(2027, 1, 15))
    assert found["Q1 2027"] + found["Q2 2027"] + found["Q3 2027"] + found["Q4 2027"] == 600
    assert found["January 2027"] > 100
    assert found["Q1 2027"] == found["January 2027"] + found["February 2027"] + found["March 2027"]


def test_other_days_than_a_fiscal_year_carry_what_is_missing_too() -> None:
    early, later = (amounts(100, day, start=date(2026, 11, 10)) for day in (date(2026, 12, 5), date(2027, 1, 15)))
    assert early["November 2026"] == 0, "it is over, and what was made is told of its quarter"
    assert early["Q4 2026"] == early["December 2026"] + 100
    assert sum(amount for name, amount in early.items() if name.startswith("Q")) == 600
    assert later["Q4 2026"] == 0
    assert sum(amount for name, amount in later.items() if name.startswith("Q")) == 500


def test_where_nobody_works_in_what_is_left_it_is_spread_by_days() -> None:
    left = frozenset(date.fromordinal(n) for n in range(date(2027, 11, 25).toordinal(), END.toordinal() + 1))
    now = SoFar(own=Decimal(500), as_of=date(2027, 11, 25))
    for start in (START, date(2026, 12, 10)):
        found = broken(CALENDAR, start, END, Decimal(600), now, left, {})
        assert sum(p.amount for p in found.inner if p.kind is Kind.MONTH) == 100
