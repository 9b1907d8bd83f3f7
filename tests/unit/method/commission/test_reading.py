"""Is a table read as a salesperson writes it, and what cannot be read answered by what could?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.commission import CommissionError, Table, Tier, read, told

from .test_table import tables

SIX_NINE = (Tier(start=0.0, rate=0.06), Tier(start=600_000.0, rate=0.09))


@pytest.mark.parametrize(
    "text",
    [
        "6 % to 600k, 9 % above, cap 120k",
        "6% up to 600k; then 9% above; capped at 120,000",
        "6 percent until 600.000, 9 percent from there, at most 120k",
        "6% for the first 600k, 9% after that, max 120k",
        "up to 600k: 6 %, above 600k: 9 %, cap of 120k",
        "6%,9% above 600k,cap 120k",
        "6 % from 0 to 600k\n9 % above\ncap 120k",
        "6 % on the first 600k and 9 % on the rest, 120k cap",
        "cap 120k, 6 % to 0.6M, 9 % above",
        "CAP 120K, 6 % TO 600K, 9 % ABOVE",
        "cap = 120000\n[[tier]]\npercent = 6\n[[tier]]\npercent = 9\nfrom = 600000",
        'cap = "120k"\n[[tier]]\npercent = 6\n[[tier]]\npercent = 9\nfrom = "600k"',
    ],
)
def test_the_same_table_in_many_words(text: str) -> None:
    assert read(text) == Table(tiers=SIX_NINE, cap=120_000.0)


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("6,5 %", Table(tiers=(Tier(start=0.0, rate=0.065),))),
        ("6 %, no cap", Table(tiers=(Tier(start=0.0, rate=0.06),))),
        ("6 %, in EUR", Table(tiers=(Tier(start=0.0, rate=0.06),), currency="EUR")),
        ("6 %, cap €120k", Table(tiers=(Tier(start=0.0, rate=0.06),), cap=120_000.0, currency="EUR")),
        (
            "5 % to goal, double above",
            Table(tiers=(Tier(start=0.0, rate=0.05), Tier(start=1.0, of_goal=True, rate=2.0, times=True))),
        ),
        (
            "60k EUR at goal, 1.5x above 100 % of quota",
            Table(
                tiers=(
                    Tier(start=0.0, rate=1.0, times=True),
                    Tier(start=1.0, of_goal=True, rate=1.5, times=True),
                ),
                on_target=60_000.0,
                currency="EUR",
            ),
        ),
        (
            'currency = "usd"\nat_goal = 60000\n[[tier]]\ntimes = 1.5\nfrom = "100 %"',
            Table(
                tiers=(
                    Tier(start=0.0, rate=1.0, times=True),
                    Tier(start=1.0, of_goal=True, rate=1.5, times=True),
                ),
                on_target=60_000.0,
                currency="USD",
            ),
        ),
    ],
)
def test_what_else_can_be_written(text: str, table: Table) -> None:
    assert read(text) == table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing about what is paid.*6 % to 600k"),
        ("lots", "'lots' is not understood.*6 % to 600k"),
        ("6", "not understood"),
        ("6 % to 600k", "What is paid above 600k.*9 % above"),
        ("6 %, 9 %", "from when on.*9 % above 600k"),
        ("9 % above", "above what"),
        ("6 % to 600k, 9 % above 700k", "ends at 600k and the next begins at 700k"),
        ("6 % from 600k to 300k, 9 % above", "Give a higher end"),
        ("600 %", "more than all that is sold"),
        ("x1.5", "no rate to multiply"),
        ("6 %, x40 above 100 %", "more than anyone pays"),
        ("6 %, cap 0", "pays nothing"),
        ("6 %, cap 10k, cap 20k", "Keep one"),
        ("6 %, cap 10k EUR, 7 % above 100k USD", "one currency"),
        ("6 %, cap 10k XYZ", "ISO 4217"),
        ("60k at goal, 6 % above 100 %", "both what is earned at the goal and a rate"),
        ("60k at goal, cap 50k", "Give a higher cap"),
        ("6 %, 9 % above 600k, 12 % above 600k", "begin at the same place"),
        ("6 %, cap 999999999999999k", "more than anyone sells"),
        ("[[tier]]\npercent = 6\nfor = 3", "'for' says nothing"),
        ("[[tier]]\npercent = ", "no TOML"),
        ("[[tier]]\nfrom = 3", "either percent or times"),
        ('[[tier]]\npercent = "six"', "percent cannot be 'six'"),
        ("cap = true\n[[tier]]\npercent = 6", "cap cannot be True"),
        ('currency = "moon"\n[[tier]]\npercent = 6', "no currency"),
        ("cap = 5\ntier = 6", "not a list"),
    ],
)
def test_what_cannot_be_read_says_what_could(text: str, words: str) -> None:
    with pytest.raises(CommissionError, match=words):
        read(text)


@given(tables())
def test_what_is_told_reads_back_as_the_same_table(table: Table) -> None:
    assert read(told(table)) == table


@given(st.text() | st.text(alphabet="0123456789%, kMxcaptoboveEUR.€[]=\n", max_size=60))
def test_any_text_gives_a_table_or_a_sentence(text: str) -> None:
    try:
        table = read(text)
    except CommissionError:
        return  # a sentence; anything else would be a bug and surface
    assert read(told(table)) == table


def test_a_long_text_is_answered_at_once() -> None:
    with pytest.raises(CommissionError):
        read("6 % to " * 3000)


PAGE = (Path(__file__).parents[4] / "docs/method/commission.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("written", re.findall(r"(?m)^\| `([^`]+)` \|", PAGE))
def test_every_example_of_the_page_can_be_read(written: str) -> None:
    assert read(written).scale(600_000).at(600_000) > 0


def test_the_toml_of_the_page_is_the_same_as_its_words() -> None:
    toml = PAGE.split("```toml\n", 1)[1].split("```", 1)[0]
    assert read(toml) == read("6 %, x1.5 above 100 %, cap 120k EUR")
