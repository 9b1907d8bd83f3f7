"""Is an amount read as it is written?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.flows.said import AmountUnreadableError, amount_of


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300000", "300000"),
        ("300k", "300000"),
        ("1.2M", "1200000"),
        ("1,2 m", "1200000"),
        ("1,200,000", "1200000"),
        ("1 200 000", "1200000"),
        ("1'200'000.50", "1200000.50"),
        ("-5k", "-5000"),
        ("0.5bn", "500000000"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "k", "many", "1.2.3.4", "1e6", "=1+1", "12 dollars", "NaN"])
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(AmountUnreadableError, match="300k"):
        amount_of(text)


@given(st.integers(0, 10**12))
def test_thousands_may_be_grouped_or_not(n: int) -> None:
    assert amount_of(str(n)) == amount_of(f"{n:,}") == n
