"""Is the first answer read as it is meant, and is what cannot be meant refused with a sentence?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ownit.errors import OwnitError
from ownit.flows.starting import AnswerError, kept_number
from ownit.flows.starting.days import default_end
from ownit.flows.starting.number import Number, default, offered, parse
from ownit.flows.starting.recorded import Recorded
from ownit.method.calendar import FiscalCalendar, Kind

TODAY = date(2026, 8, 12)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def read(text: str, today: date = TODAY, currency: str = "EUR", *, chosen: bool = False) -> Number:
    return parse(text, today=today, calendar=FiscalCalendar(), currency=currency, chosen=chosen)


@pytest.mark.parametrize(
    ("text", "amount", "currency", "span", "won", "opened"),
    [
        ("600k by 31 December, 0 won", 600_000, "EUR", YEAR, 0, 0),
        ("300k this quarter, 90k won, 200k open", 300_000, "EUR", QUARTER, 90_000, 200_000),
        ("EUR 600k this year", 600_000, "EUR", YEAR, 0, 0),
        ("$1.2M by 31.12.2026", 1_200_000, "USD", YEAR, 0, 0),
        ("1,2 Mio € by end of the year, nothing won", 1_200_000, "EUR", YEAR, 0, 0),
        ("600.000 CHF by 31.12.2027", 600_000, "CHF", (TODAY, date(2027, 12, 31)), 0, 0),
        ("600 000 by 2026-12-31", 600_000, "EUR", YEAR, 0, 0),
        ("600k next quarter", 600_000, "EUR", (date(2026, 10, 1), date(2026, 12, 31)), 0, 0),
        ("600k Q4, 10k won", 600_000, "EUR", (date(2026, 10, 1), date(2026, 12, 31)), 10_000, 0),
        ("600k Q2", 600_000, "EUR", (date(2027, 4, 1), date(2027, 6, 30)), 0, 0),
        ("600k in 2027", 600_000, "EUR", (date(2027, 1, 1), date(2027, 12, 31)), 0, 0),
        ("my goal is 600,000 by June, won so far: 90k", 600_000, "EUR", (TODAY, date(2027, 6, 30)), 90_000, 0),
        ("90k won of 300k by December 31, 2026", 300_000, "EUR", YEAR, 90_000, 0),
        ("600k by 31 December, 2000 won", 600_000, "EUR", YEAR, 2_000, 0),
        ("600K USD BY 12/31/2026, 0 WON", 600_000, "USD", YEAR, 0, 0),
        ("50k in six months", 50_000, "EUR", (TODAY, TODAY + timedelta(days=183)), 0, 0),
        ("50k this month", 50_000, "EUR", (date(2026, 8, 1), date(2026, 8, 31)), 0, 0),
    ],
)
def test_what_people_write_is_read(
    text: str, amount: int, currency: str, span: tuple[date, date], won: int, opened: int
) -> None:
    found = read(text)
    assert (int(found.amount), found.currency, int(found.won), int(found.open)) == (amount, currency, won, opened)
    assert (found.start, found.end) == span


def test_a_day_ends_the_period_that_people_are_held_to() -> None:
    """The second number of one who is held to quarters is the fourth quarter's, as standing tells it."""

    def begins(today: date, held_to: Kind | None) -> date:
        return parse(
            "600k by 31 December", today=today, calendar=FiscalCalendar(), currency="EUR", held_to=held_to
        ).start

    october = date(2026, 10, 2)
    assert [begins(october, kind) for kind in (Kind.QUARTER, None)] == [date(2026, 10, 1), date(2026, 1, 1)]
    assert begins(TODAY, Kind.QUARTER) == date(2026, 1, 1)  # the fourth quarter has not begun


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lots", '"lots" is no number'),
        ("", "no number yet"),
        ("600k", "By when?"),
        ("0 by 31 December", "more than nothing"),
        ("-600k by 31 December", "more than nothing"),
        ("600k by 12 August 2026", "12 August 2026 is today"),
        ("600k by 31 December 2025", "31 December 2025 has passed"),
        ("600k last year by 31.12.2025", "31 December 2025 has passed"),
        ("600k by 31.12.2045", "more than five years away"),
        ("600k by 31 February", "31 February is no day"),
        ("600k by 5/6", "5/6 can be two days"),
        ("600k XYZ by June", "XYZ is no currency"),
        ("XYZ 600k by June", "XYZ is no currency"),
        ("600k by June, $5k won, 3k EUR open", "USD and EUR cannot be added up"),
        ("600k by June, -5k won", "cannot be less than nothing"),
        ("600k by June, 700k won", "made already"),
        ("600k 300k by June", "Which of these"),
        ("600k blubb by June", 'What is "blubb"'),
        ("999999999999999 by June", "more than anyone sells"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_give_instead(text: str, says: str) -> None:
    with pytest.raises(AnswerError) as refused:
        read(text)
    assert says in str(refused.value)
    assert str(refused.value).endswith(f"For example: {default(TODAY)}")


def test_another_currency_than_the_organisations_is_refused_with_how_to_change_it() -> None:
    with pytest.raises(AnswerError, match="ownit set currency USD"):
        read("$600k by June", chosen=True)
    assert read("$600k by June").currency == "USD"


def test_a_day_without_a_year_is_the_next_that_leaves_time() -> None:
    assert read("600k by 31 December", date(2026, 12, 1)).end == date(2026, 12, 31)
    assert read("600k by 31 December", date(2026, 12, 20)).end == date(2027, 12, 31)
    assert read("600k by 29 February").end == date(2028, 2, 29)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_the_example_can_be_accepted_on_any_day_and_leaves_half_a_year(today: date) -> None:
    found = read(default(today), today)
    assert found.end == default_end(today)
    assert found.start <= today
    assert 243 <= (found.end - today).days <= 366 + 243
    assert 300_000 <= found.amount <= 600_000


def test_an_annual_number_is_offered_whole_where_a_year_is_left_after_the_first_deals() -> None:
    assert default(date(2026, 10, 30)) == "600k by 31 December 2027, 0 won"
    assert default(date(2026, 4, 30), "1.2M", "EUR") == "600k EUR by 31 December 2026, 0 won"


WORDS = (
    "600k 1.2M 300,000 0 90k won open by 31 December 2027 this next quarter year in 6 months , . - $ € EUR XYZ lots "
    "# #7 half a nothing from 2026-01-01 31.12.2027 5/6 31/12 Q1 of end FY2027 -5k 1e9"
)
PIECES = st.sampled_from(WORDS.split())


@given(
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join)),
    st.dates(date(2024, 1, 1), date(9990, 1, 1)),
)
@example("600k by 31 December 9999", date(9990, 1, 1))
@example("#0 by June", TODAY)
def test_any_text_gives_a_number_that_can_be_kept_or_a_sentence(text: str, today: date) -> None:
    try:
        found = read(text, today)
    except OwnitError:
        return
    assert found.amount > found.won >= 0
    assert found.amount == found.amount.quantize(Decimal("0.0001"))
    assert found.end > today
    assert found.start <= found.end
    assert kept_number(found.text) == found


def test_what_a_crm_has_is_the_answer_where_nothing_is_said_of_it() -> None:
    today = date(2026, 12, 1)
    had = Recorded(currency="EUR", won_on=((date(2026, 1, 5), Decimal(700)), (date(2025, 12, 31), Decimal(9))))

    def read(text: str, currency: str = "EUR") -> Number:
        return parse(text, today=today, calendar=FiscalCalendar(), currency=currency, recorded=had)

    assert read("1000 this year").won == 700
    assert read("1000 this year, 5 won").won == 5
    assert read("1000 USD this year").won == 0  # in another currency nothing is known
    with pytest.raises(AnswerError, match="the CRM has 700 won"):
        read("600 this year")
    shown = Number(amount=Decimal(600), currency="EUR", start=date(2026, 1, 1), end=date(2026, 12, 31))
    assert read(offered(shown, had)).amount > 700  # what is offered can be accepted
