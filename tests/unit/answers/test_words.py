"""Are chances, amounts and dates said as a salesperson says them?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.answers import words


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0, "almost no chance"),
        (0.05, "1 in 20"),
        (0.125, "1 in 8"),
        (0.33, "1 in 3"),
        (0.41, "4 in 10"),
        (0.5, "1 in 2"),
        (0.79, "8 in 10"),
        (0.91, "9 in 10"),
        (1.0, "almost certain"),
    ],
)
def test_chances(p: float, said: str) -> None:
    assert words.chance(p) == said


def test_a_chance_opens_a_clause() -> None:
    assert words.chance_of(1 / 3, "making 1.2 M") == "about 1 chance in 3 of making 1.2 M"
    assert words.chance_of(0.8, "making it") == "about 8 chances in 10 of making it"
    assert words.chance_of(0.001, "making it") == "almost no chance of making it"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_chance_is_never_said_as_a_smaller_one(a: float, b: float) -> None:
    def said(p: float) -> float:
        text = words.chance(p)
        if " in " not in text:
            return 0.0 if "no chance" in text else 1.0
        hits, of = text.split(" in ")
        return int(hits) / int(of)

    low, high = sorted((a, b))
    assert said(low) <= said(high)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("9600000"), "9.6 M"),
        (1_000_000, "1 M"),
        (999_960, "1 M"),
        (1_248_000, "1.25 M"),
        (45_300, "45.3 k"),
        (4_530, "4.53 k"),
        (850, "850"),
        (0, "0"),
        (-45_300, "-45.3 k"),
        (2.5e9, "2.5 bn"),
    ],
)
def test_amounts(value: Decimal | float, said: str) -> None:
    assert words.amount(value) == said


def test_a_range_says_its_unit_once() -> None:
    assert words.span(700_000, 1_100_000) == "700 k to 1.1 M"
    assert words.span(1_000_000, 2_100_000, "USD") == "1 to 2.1 M USD"
    assert words.span(5, 5) == "5"


def test_dates_carry_the_year_only_when_it_is_another() -> None:
    assert words.day(date(2026, 10, 2), date(2026, 8, 12)) == "2 October"
    assert words.day(date(2027, 1, 2), date(2026, 8, 12)) == "2 January 2027"


def test_a_share_never_rounds_to_none_or_all() -> None:
    assert words.share(0.001) == "under 1 %"
    assert words.share(0.999) == "over 99 %"
    assert words.share(1.04) == "104 %"


def test_a_lower_end_below_a_thousand_is_not_read_in_the_unit_of_the_upper() -> None:
    """864 to 59 k was read as from 864 thousand down."""
    assert words.span(864, 59_000, "USD") == "0.86 to 59 k USD"
    assert words.span(864, 1_200_000) == "0.86 k to 1.2 M"
    assert words.span(0, 59_000) == "0 to 59 k"
    assert words.span(55, 73) == "55 to 73"
