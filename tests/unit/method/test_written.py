"""Is an amount of money read as it is written, wherever it stands?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.currencies import IN_FORCE
from ownit.method.written import LARGEST, AmountError, CurrencyError, amount, amount_at_end, amounts, counted, in_short


@pytest.mark.parametrize(
    ("text", "size", "currency"),
    [
        ("300000", "300000", ""),
        ("300k", "300000", ""),
        ("1.2M", "1200000", ""),
        ("1,2 m", "1200000", ""),
        ("1,200,000", "1200000", ""),
        ("1 200 000", "1200000", ""),
        ("12 345", "12345", ""),
        ("300.000", "300000", ""),
        ("0.125k", "125", ""),
        ("1'200'000.50", "1200000.50", ""),
        ("1.200.000,50", "1200000.50", ""),
        ("-5k", "-5000", ""),
        ("+5k", "5000", ""),
        ("0.5bn", "500000000", ""),
        ("30 thousand", "30000", ""),
        ("1.2 million", "1200000", ""),
        ("EUR 5,000", "5000", "EUR"),
        ("EUR5,000", "5000", "EUR"),
        ("30kEUR", "30000", "EUR"),
        ("5,000 EUR", "5000", "EUR"),
        ("US$ 3", "3", "USD"),
        ("€1.2m", "1200000", "EUR"),
        ("12 dollars", "12", "USD"),
        ("EUR 5k €", "5000", "EUR"),
        ("1.23456", "1.2346", ""),
    ],
)
def test_an_amount(text: str, size: str, currency: str) -> None:
    found = amount(text)
    assert (found.amount, found.currency) == (Decimal(size), currency)
    assert [m.amount for m in amounts(f"it is {text.replace('12 345', '12345')}, or so")] == [Decimal(size)]


@pytest.mark.parametrize("text", ["", "k", "many", "1.2.3.4", "1e6", "=1+1", "NaN", "5 0", "3 5k", "5k for", "12 34"])
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(AmountError, match=r"is no amount\. Write 300000, 300k or 1\.2M"):
        amount(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("600k XYZ", "XYZ is no currency. Give its three letters in ISO 4217"),
        ("EUR 600k USD", "EUR 600k USD is in two currencies. Give its three letters"),
        ("€600k GBP", "€600k GBP is in two currencies"),
        ("100000 bn", "100000 bn is more than anyone sells"),
        ("9" * 90 + "bn", "is more than anyone sells"),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, says: str) -> None:
    for read in (amount, amounts):
        with pytest.raises(AmountError) as refused:
            read(text)
        assert says in str(refused.value)
        assert len(str(refused.value)) < 160


@pytest.mark.parametrize(
    ("text", "name", "size", "currency"),
    [
        ("Acme 30k", "Acme", 30_000, ""),
        ("Acme 30k.", "Acme", 30_000, ""),
        ("Acme €30,000", "Acme", 30_000, "EUR"),
        ("Acme GmbH usd 5k", "Acme GmbH", 5_000, "USD"),
        ("AMD 30k", "AMD", 30_000, ""),
        ("Ron 30k", "Ron", 30_000, ""),
        ("ABC 30k", "ABC", 30_000, ""),
        ("3M 30k", "3M", 30_000, ""),
        ("Acme for 1.2m CHF", "Acme for", 1_200_000, "CHF"),
        ("Acme 5 EUR 30k", "Acme 5", 30_000, "EUR"),
    ],
)
def test_an_amount_behind_a_name(text: str, name: str, size: int, currency: str) -> None:
    found = amount_at_end(text)
    assert found is not None
    assert (text[: found.start].rstrip(), found.amount, found.currency) == (name, Decimal(size), currency)


@pytest.mark.parametrize("text", ["Acme", "30k Acme", "Studio 54 ABC", "Acme 20-", "B2B", ""])
def test_a_name_alone_has_no_amount_behind_it(text: str) -> None:
    assert amount_at_end(text) is None


def test_an_amount_with_a_unit_in_no_currency_is_asked_about() -> None:
    with pytest.raises(CurrencyError, match="XYZ is no currency"):
        amount_at_end("Acme 30k XYZ")


def test_one_is_counted_as_one() -> None:
    told = [counted(n, "deal was", "deals were") for n in (0, 1, 1_200)]
    assert told == ["0 deals were", "1 deal was", "1,200 deals were"]


@given(st.integers(0, 10**13), st.sampled_from(",.'’_ \u00a0\u202f"))
def test_thousands_may_be_grouped_or_not(n: int, mark: str) -> None:
    assert amount(str(n)).amount == amount(f"{n:,}".replace(",", mark)).amount == n


CODES = st.sampled_from(sorted(IN_FORCE - {"ALL", "TRY", "TOP", "MOP", "PEN", "RON"}))


@given(
    st.decimals(0, 99_999, places=2),
    st.sampled_from(["", "k", " M", "mn", " thousand", "bn", "Mio"]),
    st.none() | CODES,
    st.booleans(),
    st.booleans(),
)
def test_the_same_amount_whichever_way_it_is_written(
    size: Decimal, unit: str, code: str | None, behind: bool, comma: bool
) -> None:
    digits = f"{size:f}".replace(".", ",") if comma else f"{size:f}"
    bare = amount(f"{digits}{unit}")
    named = amount(f"{digits}{unit} {code or ''}" if behind else f"{code or ''} {digits}{unit}")
    assert (
        bare.amount
        == named.amount
        == size * {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9, "": 1}[unit.strip()[:1].lower()]
    )
    assert (bare.currency, named.currency) == ("", code or "")


@given(st.integers(0, 10**15 - 1).map(lambda cents: cents / 100))
def test_what_is_told_in_short_reads_back_as_itself(size: float) -> None:
    assert float(amount(in_short(size)).amount) == size


PIECES = "600k 1.2M 300,000 0 Acme 3M for by $ € EUR XYZ AMD - −5 + 1.234 , . ' _ bn million 30kEUR EUR5 99999999999999"


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split()), max_size=8).map(" ".join))
def test_any_text_gives_amounts_where_they_stand_or_a_sentence(text: str) -> None:
    try:
        found = amounts(text)
    except AmountError:
        return
    ends = [0, *(m.end for m in found)]
    for before, one in zip(ends, found, strict=False):
        assert before <= one.start < one.end <= len(text)
        assert abs(one.amount) < LARGEST
        assert amount(text[one.start : one.end]) == amounts(text[one.start : one.end])[0]


@given(st.text(max_size=40), st.integers(1, 999))
def test_an_amount_behind_any_name_is_found(name: str, size: int) -> None:
    found = amount_at_end(f"{name} : {size}k EUR")
    assert found is not None
    assert (found.amount, found.currency) == (Decimal(size * 1000), "EUR")
    assert found.start == len(name) + 3
