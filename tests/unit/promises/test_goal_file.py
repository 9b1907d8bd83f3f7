"""Is a file of goals read line by line, and never worse than with an error?"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.goals.errors import GoalError
from ownit.promises.goals.file import OPTIONAL, REQUIRED, GoalRow, parse_goals

HEADER = "person,period_start,period_end,amount\n"


def test_columns_in_any_order_with_any_separator() -> None:
    text = "\ufeffAmount\tPeriod End\tperson\tperiod-start\tKINDS\r\n12.5\t2026-09-30\tAnn\t2026-07-01\tnew renewal\r\n"
    assert parse_goals(text) == (
        (
            GoalRow(
                line=2,
                person="Ann",
                period_start=date(2026, 7, 1),
                period_end=date(2026, 9, 30),
                amount=Decimal("12.5"),
                kinds=("new", "renewal"),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ann,2026-07-01,2026-09-30,1,2", "5 cells under 4 columns"),
        (",2026-07-01,2026-09-30,1", "person is missing"),
        ("Ann,1.7.2026,2026-09-30,1", "not a day written YYYY-MM-DD"),
        ("Ann,2026-07-01,2026-09-30,=1+1", "not a plain number"),
        ("Ann,2026-07-01,2026-09-30,1e9", "not a plain number"),
        ('Ann,2026-07-01,2026-09-30,"1,000"', "not a plain number"),
        ("Ann,2026-07-01,2026-09-30,-1", "not a plain number"),
        ("Ann,2026-07-01,2026-09-30,nan", "not a plain number"),
        ("Ann,2026-07-01,2026-09-30,٣", "not a plain number"),
        ("Ann,2026-07-01,2026-09-30,1.250M", "not a plain number"),  # 1,250 million to some
        ("Ann,2026-07-01,2026-09-30,٣k", "not a plain number"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_hides_no_other(line: str, says: str) -> None:
    rows, errors = parse_goals(HEADER + "\nBob,2026-07-01,2026-09-30,5\n" + line + "\nCy,2026-07-01,2026-09-30,6\n")
    assert [r.person for r in rows] == ["Bob", "Cy"]
    assert [e.line for e in errors] == [4]
    assert says in errors[0].text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names no column person, period_start, period_end, amount"),
        ("person,amount\nAnn,1\n", "names no column period_start, period_end"),
        ("person,period_start,period_end,amount,colour\n", "'colour' is not one"),
        ("person,person,period_start,period_end,amount\n", "named twice"),
    ],
)
def test_a_first_line_that_names_no_columns_is_told(text: str, says: str) -> None:
    rows, (error,) = parse_goals(text)
    assert rows == ()
    assert error.line == 1
    assert says in error.text


def test_a_quote_that_never_ends_stops_the_reading_there() -> None:
    rows, errors = parse_goals(HEADER + 'Ann,2026-07-01,2026-09-30,1\n"Bob,2026-07-01\n')
    assert [r.person for r in rows] == ["Ann"]
    assert "cannot be read on" in errors[0].text


@pytest.mark.parametrize(("text", "amount"), [("80k", 80_000), ("1.2M", 1_200_000), ("0.5 mio", 500_000)])
def test_a_short_amount_is_taken(text: str, amount: int) -> None:
    (row,), errors = parse_goals(f"{HEADER}Ann,2026-07-01,2026-09-30,{text}\n")
    assert not errors
    assert row.amount == amount


def test_a_period_by_its_name_stands_in_place_of_two_days() -> None:
    def named(text: str) -> tuple[date, date]:
        if text != "Q3 2026":
            raise GoalError("no period")
        return date(2026, 7, 1), date(2026, 9, 30)

    (row,), (error,) = parse_goals("person,Period,amount\nAnn,Q3 2026,5\nBob,Q9 2026,5\n", named)
    assert (row.period_start, row.period_end) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (error.line, error.text) == (3, "no period")
    _, (empty,) = parse_goals("person,period,amount\nAnn,,5\n", named)
    assert empty.text == "The period is missing."
    _, (beside,) = parse_goals("person,period,period_end,amount\n", named)
    assert "period_end is not needed beside period" in beside.text


@given(st.text(max_size=300))
def test_no_text_does_worse_than_an_error(text: str) -> None:
    parse_goals(text)
    parse_goals(HEADER + text)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(lambda t: t.strip() == t),
            st.dates(),
            st.decimals(0, 10**14, places=2),
        ),
        max_size=8,
    )
)
def test_what_a_csv_writer_wrote_is_read_back(lines: list[tuple[str, date, Decimal]]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([*REQUIRED, *OPTIONAL])
    writer.writerows([[name, day, day, amount, *[""] * len(OPTIONAL)] for name, day, amount in lines])
    rows, errors = parse_goals(file.getvalue())
    assert errors == ()
    assert [(r.person, r.period_start, r.amount) for r in rows] == lines


def test_a_measure_may_be_written_as_one_speaks() -> None:
    rows, _ = parse_goals("person,period_start,period_end,amount,measure\nAnn,2026-07-01,2026-09-30,40,Meetings held\n")
    assert [row.measure for row in rows] == ["meetings_held"]
