"""Do choices read what people write, hold from their day, and explain themselves?"""

from __future__ import annotations

import contextlib
import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.method.calendar import NamedBy, Pattern, YearEnd
from ownit.promises.organisation import selectors
from ownit.promises.organisation.choices import DEFINITIONS, Choices, made_of, parse_choice
from ownit.promises.organisation.errors import ChoiceValueError, UnknownChoiceError
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError

from .conftest import AT, TODAY, Company


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("fiscal_year_start", "Feb", 2),
        ("fiscal_year_start", "12", 12),
        ("fiscal_year_named_by", "End", "end"),
        ("fiscal_calendar", "4-4-5", "4-4-5"),
        ("week_start", "sunday", 6),
        ("currency", "eur", "EUR"),
        ("zone", "Europe/Vienna", "Europe/Vienna"),
        ("country", "de-by", "DE-BY"),
        ("days_off", "2026-12-24, 2026-12-31", {date(2026, 12, 24), date(2026, 12, 31)}),
        ("confidence", "90 %", 0.9),
        ("confidence", "0.75", 0.75),
        ("gate", "off", False),
    ],
)
def test_what_people_write_is_read(name: str, text: str, value: Any) -> None:
    assert parse_choice(name, f" {text} ") == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fiscal_year_start", "13"),
        ("fiscal_year_start", "0"),
        ("fiscal_year_start", "ju"),
        ("fiscal_year_start", "²"),
        ("week_start", "1"),
        ("currency", "€"),
        ("currency", "ZZZ"),
        ("zone", "Vienna"),
        ("zone", "../etc/passwd"),
        ("zone", ""),
        ("country", "Germany"),
        ("days_off", "24.12."),
        ("confidence", "nan"),
        ("confidence", "100"),
        ("confidence", "0.2"),
        ("gate", "perhaps"),
        ("held_to", "decade"),
    ],
)
def test_what_does_not_fit_says_what_would(name: str, text: str) -> None:
    with pytest.raises(ChoiceValueError, match=f"{name} cannot be .*: it takes "):
        parse_choice(name, text)


@given(st.sampled_from(sorted(DEFINITIONS)), st.text(max_size=40))
def test_no_text_does_worse_than_not_fit(name: str, text: str) -> None:
    with contextlib.suppress(ChoiceValueError):
        parse_choice(name, text)


def test_each_choice_has_a_field_a_default_and_an_example_that_differs() -> None:
    assert {f.name for f in dataclasses.fields(Choices)} == set(DEFINITIONS)
    for d in DEFINITIONS.values():
        assert parse_choice(d.name, d.example) != parse_choice(d.name, d.default)
        assert d.meaning.endswith(".")


def test_every_pattern_of_the_calendar_can_be_chosen() -> None:
    for pattern in Pattern:
        assert made_of({"fiscal_calendar": pattern}).calendar().pattern is pattern
    for named in NamedBy:
        assert made_of({"fiscal_year_named_by": named}).calendar().named_by is named
    for end in YearEnd:
        assert made_of({"fiscal_year_end": end}).calendar().year_end is end


def test_an_unknown_choice_lists_what_there_is() -> None:
    with pytest.raises(UnknownChoiceError, match="currency"):
        parse_choice("colour", "red")


def test_the_first_choice_has_always_held_and_a_later_one_holds_from_today(db: None) -> None:
    assert choose(OPERATOR, "currency", "EUR", at=AT).year == 1900
    assert choose(OPERATOR, "currency", "CHF", at=AT, reason="moved") == TODAY
    assert selectors.choices(OPERATOR, TODAY - timedelta(days=1)).currency == "EUR"
    assert selectors.choices(OPERATOR, TODAY).currency == "CHF"
    assert [(c.value, c.reason) for c in selectors.history(OPERATOR, "currency")] == [("EUR", ""), ("CHF", "moved")]


def test_a_choice_may_be_dated(db: None) -> None:
    choose(OPERATOR, "gate", "off", at=AT, since=date(2027, 1, 1))
    assert selectors.choices(OPERATOR, TODAY).gate
    assert not selectors.choices(OPERATOR, date(2027, 1, 1)).gate


def test_choosing_what_holds_records_nothing(db: None) -> None:
    choose(OPERATOR, "confidence", "90", at=AT)
    choose(OPERATOR, "confidence", "0.9", at=AT)
    assert len(selectors.history(OPERATOR)) == 1
    assert selectors.in_force(OPERATOR, TODAY)["gate"] is None


def test_only_the_top_chooses(company: Company) -> None:
    choose(company.viewer("rosa"), "currency", "EUR", at=AT)
    with pytest.raises(NotAllowedError):
        choose(company.viewer("dana"), "currency", "CHF", at=AT)
    assert selectors.choices(company.viewer("viktor"), TODAY).currency == "EUR"
    assert selectors.history(OPERATOR)[0].by == f"person:{company.rosa}"


def test_a_choice_mistyped_is_guessed() -> None:
    with pytest.raises(UnknownChoiceError, match=r"Did you mean currency\?"):
        parse_choice("curency", "EUR")
