"""Is money conserved to the cent?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.money import CENT, round_all, round_money, split

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
weights = st.lists(st.decimals(min_value=0, max_value=1000, places=3), min_size=1, max_size=30).filter(any)


@given(amounts, weights)
def test_the_parts_add_up_to_the_whole(total: Decimal, w: list[Decimal]) -> None:
    parts = split(total, w)
    assert sum(parts) == total
    assert len(parts) == len(w)


@given(st.integers(-(10**9), 10**9), weights)
def test_each_part_is_within_a_cent_of_its_share(cents: int, w: list[Decimal]) -> None:
    total = cents * CENT
    for part, weight in zip(split(total, w), w, strict=True):
        assert abs(part - total * weight / sum(w)) < CENT
        assert part % CENT == 0


def test_the_largest_remainders_get_the_cents_left() -> None:
    thirds = [Decimal(1)] * 3
    assert split(Decimal("100.00"), thirds) == (Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))
    assert split(Decimal("-0.02"), thirds) == (Decimal("-0.01"), Decimal("-0.01"), Decimal("0.00"))


@pytest.mark.parametrize("bad", [[], [Decimal(0)], [Decimal(1), Decimal(-1)]])
def test_weights_that_cannot_share_are_refused(bad: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(Decimal(1), bad)


@given(st.lists(amounts, min_size=1, max_size=30))
def test_a_table_of_rounded_amounts_adds_up(column: list[Decimal]) -> None:
    shown = round_all(column)
    assert sum(shown) == round_money(sum(column, Decimal(0)))
    assert all(abs(s - a) < CENT for s, a in zip(shown, column, strict=True))


def test_halves_go_to_the_even_cent() -> None:
    assert [round_money(Decimal(x)) for x in ("0.005", "0.015", "-0.025")] == [
        Decimal("0.00"),
        Decimal("0.02"),
        Decimal("-0.02"),
    ]
