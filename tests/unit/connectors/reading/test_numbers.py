"""Amounts, counts and shares: the decimal mark is decided from the whole column."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import UndecidableNumbers
from ownit.connectors.reading import Field

from .conftest import Read


def column(values: list[str]) -> str:
    return "id,n\n" + "".join('{},"{}"\n'.format(i, v.replace('"', '""')) for i, v in enumerate(values))


def field(kind: Any = "money", **more: Any) -> list[Field]:
    return [Field(target="n", column="n", kind=kind, **more)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "-2.5", "1e3", "+4"], ["1", "-2.5", "1000", "4"]),
        (["1,234.50", "12", "1,234,567.8"], ["1234.50", "12", "1234567.8"]),
        (["1.234,50", "12", "0,5"], ["1234.50", "12", "0.5"]),
        (["1 234,50", "1\u00a0234,5", "1\u202f000"], ["1234.5", "1234.5", "1000"]),
        (["$1,234.50", "$ 5", "-$3.1", "$-3.1"], ["1234.5", "5", "-3.1", "-3.1"]),
        (["€ 3,20", "3,20 €", "EUR 7", "7 EUR", "CHF 1'000.05"], None),
        (["3,20 €", "EUR 7", "1.000,5 kr"], ["3.2", "7", "1000.5"]),
        (["(7.25)", "5-", "−3"], ["-7.25", "-5", "-3"]),
        (["12,34,567.00", "1"], ["1234567", "1"]),
        (["12.34567", "0.00004"], ["12.3457", "0"]),
        (["0.125", "0.250"], ["0.125", "0.250"]),
        (["1.2m", "45k", "-3 K", "300", "$1.2M", "7M USD"], ["1200000", "45000", "-3000", "300", "1200000", "7000000"]),
        (
            ["1,5 Mio", "2 Mio. €", "30kEUR", "5 MIO", "1.200", "(3k)"],
            ["1500000", "2000000", "30000", "5000000", "1200", "-3000"],
        ),
        (["0.00000123bn", "12.5 million", "99999bn"], ["1230", "12500000", "99999000000000"]),
        (["5 kr", "5 MXN", "5 BND", "2 mkr"], ["5", "5", "5", "2000000"]),
        (["1100.125", "2200.250"], ["1100.125", "2200.250"]),
    ],
)
def test_reads_amounts(read: Read, values: list[str], expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(UndecidableNumbers):
            read(column(values), field())
        return
    assert read(column(values), field()).column("n") == [Decimal(e) for e in expected]


@pytest.mark.parametrize("values", [["1.234", "12.500"], ["1,234", "12,500"], ["$1.234"]])
def test_asks_when_no_value_decides(read: Read, values: list[str]) -> None:
    with pytest.raises(UndecidableNumbers, match=r"--decimal"):
        read(column(values), field())


@pytest.mark.parametrize(("mark", "expected"), [(".", "1.234"), (",", "1234")])
def test_what_is_declared_decides(read: Read, mark: Any, expected: str) -> None:
    declared = ReadOptions(connector="test", decimal=mark)
    assert read(column(["1.234"]), field(), opts=declared).column("n") == [Decimal(expected)]
    assert read(column(["1.234"]), field(format=mark)).column("n") == [Decimal(expected)]


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "abc",
        "1.2.3,4,5",
        "--5",
        "0x10",
        "1e400",
        "9" * 30,
        "(5",
        "½",
        "1,2,3.0",
        "$",
        "5x",
        "999999bn",
        "k",
        "5 KR",
    ],
)
def test_what_is_no_amount_rejects_the_record(read: Read, value: str) -> None:
    result = read(column(["1.5", value]), field())
    assert result.column("n") == [Decimal("1.5")]
    assert [(r["record"], r["column"]) for r in result.rejects] == [(2, "n")]
    assert "unreadable amount" in result.rejects[0]["reason"]


def test_one_in_a_hundred_is_rejected(read: Read) -> None:
    result = read(column(["1,50"] * 99 + ["1.50"]), field())
    assert result.extracted.kept == 99
    assert result.rejects[0]["record"] == 100


def test_scales(read: Read) -> None:
    assert read(column(["1.5", "2"]), field(times="1000000")).column("n") == [Decimal(1_500_000), Decimal(2_000_000)]
    assert read(column(["90000", "1800000"]), field("count", times=str(1 / 60_000))).column("n") == [2, 30]


def test_only_amounts_are_written_in_short(read: Read) -> None:
    """30m in a column of minutes is half an hour, not thirty million."""
    result = read(column(["12", "30m"]), field("count"))
    assert result.column("n") == [12]
    assert [r["record"] for r in result.rejects] == [2]


def test_whether_three_digits_are_thousands_is_asked_of_short_forms_too(read: Read) -> None:
    with pytest.raises(UndecidableNumbers, match=r"--decimal"):
        read(column(["1.234M", "2.345M"]), field())
    assert read(column(["1.234M", "2.5M"]), field()).column("n") == [Decimal(1_234_000), Decimal(2_500_000)]


def test_counts_are_whole(read: Read) -> None:
    result = read(column(["12", "1e3", "3.0", "2.5", "-1"]), field("count"))
    assert result.column("n") == [12, 1000, 3, -1]
    assert [r["record"] for r in result.rejects] == [4]


@pytest.mark.parametrize(
    ("values", "format_", "expected"),
    [
        (["0.5", "1"], None, [0.5, 1.0]),
        (["50", "100"], None, [0.5, 1.0]),
        (["50%", "12.5%"], None, [0.5, 0.125]),
        (["1"], "percent", [0.01]),
        (["2"], "fraction", [2.0]),
    ],
)
def test_shares(read: Read, values: list[str], format_: str | None, expected: list[float]) -> None:
    assert read(column(values), field("share", format=format_)).column("n") == pytest.approx(expected)


@settings(
    max_examples=settings().max_examples * 40 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    cents=st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=20),
    style=st.sampled_from(["{:,.2f}", "{:.2f}", "${:,.2f}", "{:,.2f} EUR"]),
    german=st.booleans(),
)
def test_what_was_written_is_read_back(read: Read, cents: list[int], style: str, german: bool) -> None:
    amounts = [Decimal(c) / 100 for c in cents]
    written = [style.format(a) for a in amounts]
    if german:
        written = [w.translate(str.maketrans(",.", ".,")) for w in written]
    assert read(column(written), field()).column("n") == amounts
