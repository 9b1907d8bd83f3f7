"""Are the other five answers read as they are meant, and kept so that they are read again as the same?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.flows.starting import AnswerError, Answers, deal, kept, meetings, protected, share, word_of
from ownit.flows.starting.number import Number
from ownit.promises.blocks.preferences import parse_preference


@pytest.mark.parametrize(
    ("text", "amounts", "days"),
    [
        ("25k in 60 days", [25_000], 60),
        ("25k, 40k, 12k in 2 months", [25_000, 40_000, 12_000], 61),
        ("25,000, 40,000 in 6-8 weeks", [25_000, 40_000], 49),
        ("€25k / 60 days", [25_000], 60),
        ("1,5M in half a year", [1_500_000], 183),
        ("a typical deal is 25k and takes two months", [25_000], 61),
        ("25k in a year", [25_000], 365),
    ],
)
def test_a_deal(text: str, amounts: list[int], days: int) -> None:
    found = deal.parse(text, currency="EUR")
    assert ([int(a) for a in found.amounts], found.days) == (amounts, days)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lots", '"lots" names no amount'),
        ("25k", "how long does it take"),
        ("60 days", "How much is a typical deal"),
        ("0 in 60 days", "worth more than nothing"),
        ("25k in 0 days", "between a day and five years"),
        ("25k in 9 years", "between a day and five years"),
        ("$25k in 60 days", "not in USD"),
        ("25k blubb in 60 days", 'What is "blubb"'),
    ],
)
def test_no_deal(text: str, says: str) -> None:
    with pytest.raises(AnswerError, match=rf".*{says}.*For example: 25k in 60 days"):
        deal.parse(text, currency="EUR")


@pytest.mark.parametrize(
    ("text", "of_ten"),
    [("2", 2), ("2 of 10", 2), ("20 %", 2), ("20 percent", 2), ("1 in 5", 2), ("two", 2), ("2.5", 2.5), ("3/12", 2.5)],
)
def test_a_share(text: str, of_ten: float) -> None:
    assert share.parse(text).of_ten == pytest.approx(of_ten)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lots", "is no number"),
        ("0", "none of ten"),
        ("-1", "less than none"),
        ("25", "more than all. For a share of a hundred write 25 %"),
        ("7 of 5", "more than all"),
        ("0.2", "Write 2 of 10 or 2 %"),
        ("2 blubb", 'What is "blubb"'),
    ],
)
def test_no_share(text: str, says: str) -> None:
    with pytest.raises(AnswerError, match=says):
        share.parse(text)


@pytest.mark.parametrize(
    ("text", "count", "hours"),
    [
        ("4 in 8 hours", 4, 8),
        ("4 in 8h", 4, 8),
        ("4 meetings a week in 8.5 hours", 4, 8.5),
        ("two in an hour", 2, 1),
        ("3 in 4", 3, 4),
    ],
)
def test_meetings(text: str, count: float, hours: float) -> None:
    found = meetings.parse(text)
    assert (found.count, found.hours) == (count, hours)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lots", 'What is "lots"'),
        ("4", "In how many hours"),
        ("8 hours", "How many meetings"),
        ("0 in 8 hours", "None yet"),
        ("4 in 0 hours", "take time"),
        ("4 in 169 hours", "A week has 168 hours"),
        ("400 in 8 hours", "one every few minutes"),
    ],
)
def test_no_meetings(text: str, says: str) -> None:
    with pytest.raises(AnswerError, match=rf"{says}.*For example: 4 in 8 hours"):
        meetings.parse(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [("20", 20), ("about 20", 20), ("none", 0), ("12 customers, 5 past customers and 3 friends", 20), ("1,200", 1200)],
)
def test_a_network(text: str, people: int) -> None:
    assert meetings.network(text) == people


@pytest.mark.parametrize("text", ["lots", "-3", "1e6", "2.5", "", "9999999"])
def test_no_network(text: str) -> None:
    with pytest.raises(AnswerError, match="no number"):
        meetings.network(text)


@pytest.mark.parametrize(
    ("text", "hours", "when"),
    [
        ("8: Tue-Fri 9-11", 8, "tue-fri 9-11"),
        ("8h Tue-Fri 9-11", 8, "tue-fri 9-11"),
        ("Tue-Fri 9-11", 8, "tue-fri 9-11"),
        ("8 hours: Tue to Fri 9am-11am", 8, "tue to fri 9-11"),
        ("4 hours a week, Tue, Thu 9-11", 4, "tue 9-11, thu 9-11"),
        ("6: mon 9-11, wed 9-11 & fri 14-16", 6, "mon 9-11, wed 9-11, fri 14-16"),
        ("8: every morning", 8, "workdays 9-12"),
        ("8", 8, ""),
    ],
)
def test_protected_hours(text: str, hours: float, when: str) -> None:
    found = protected.parse(text)
    assert (found.hours, found.when) == (hours, when)
    parse_preference("calls_when", found.when)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lots", '"lots" is not understood'),
        ("", "no hours yet"),
        ("0", "there is no plan"),
        ("-3", "there is no plan"),
        ("200", "A week has 168 hours"),
        ("9: Tue-Fri 9-11", "has room for 8 of 9 hours: name more time, or protect 8"),
        ("9: Tue 9-13, Tue 10-14", "has room for 5 of 9 hours"),
        ("8: Tue-Fri", "not understood"),
        ("8: 3am", '"3am" is not understood'),
        ("8: Tue-Fri 25-26", "not understood"),
    ],
)
def test_no_protected_hours(text: str, says: str) -> None:
    with pytest.raises(AnswerError, match=rf"{says}.*For example: 8: Tue-Fri 9-11"):
        protected.parse(text)


WORDS = (
    "8 4 25k 40k , : in of 60 days weeks 2 % hours h tue-fri mon sat 9-11 9:30-11 14-16 and & lots 0 -3 12 20 "
    "customers a an half no every morning am pm $ EUR XYZ # . 1e9 200 0.2 25:00"
)
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=7).map(" ".join))


@given(TEXTS)
def test_any_text_gives_an_answer_that_can_be_kept_or_a_sentence(text: str) -> None:
    for read in (
        lambda t: deal.parse(t, currency="EUR"),
        share.parse,
        meetings.parse,
        meetings.network,
        protected.parse,
    ):
        try:
            found = read(text)
        except AnswerError:
            continue
        again = read(getattr(found, "text", str(found)))
        assert getattr(again, "text", again) == getattr(found, "text", found)


def test_answers_are_kept_as_text_and_are_what_the_method_hears() -> None:
    given = Answers(
        number=Number(
            amount=Decimal(600_000),
            currency="EUR",
            start=date(2026, 8, 12),
            end=date(2026, 12, 31),
            won=Decimal(10_000),
            open=Decimal("75000.5"),
        ),
        deal=deal.parse("25k, 40k in 60 days", currency="EUR"),
        win=share.parse("2"),
        meetings=meetings.parse("4 in 8 hours"),
        network=20,
        protected=protected.parse("8: Tue-Fri 9-11"),
        why="A garden",
        buddy="Tom",
        trade="media",
        winning_hours=2.5,
    )
    assert kept(given.said()) == given
    assert kept({k: v for k, v in given.said().items() if k != "deal"}) is None
    word = word_of(given)
    assert (word.amounts, word.cycle_days, word.win) == ((25_000.0, 40_000.0), 60.0, 0.2)
    assert (word.meetings, word.hours, word.network, word.protected) == (4, 8, 20, 8)
    assert (word.open_amount, word.winning_hours, word.serving) == (75_000.5, 2.5, 4.0)
