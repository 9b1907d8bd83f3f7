"""What can an organisation choose, how is each choice read, and what holds until it is made?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ownit.promises.definitions import Definition, NotThisError, define, switch, zone
from ownit.promises.organisation.errors import ChoiceValueError, UnknownChoiceError

if TYPE_CHECKING:
    from ownit.method.calendar import FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The organisation's choices as they hold on one day; one field per definition."""

    fiscal_year_start: int
    fiscal_year_named_by: str
    fiscal_calendar: str
    fiscal_year_end: str
    week_start: int
    held_to: str
    currency: str
    zone: str
    country: str
    days_off: frozenset[date]
    confidence: float
    synchronous: float
    least_hours: float
    gate: bool

    def calendar(self) -> FiscalCalendar:
        """The fiscal calendar these choices make."""
        from ownit.method.calendar import FiscalCalendar, NamedBy, Pattern, YearEnd

        return FiscalCalendar(
            start_month=self.fiscal_year_start,
            named_by=NamedBy(self.fiscal_year_named_by),
            pattern=Pattern(self.fiscal_calendar),
            week_start=self.week_start,
            year_end=YearEnd(self.fiscal_year_end),
        )


MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905 a list of twelve quoted words says less
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _month(text: str) -> int:
    return _named(text, MONTHS, 1, "a month by name, or 1 to 12")


def _weekday(text: str) -> int:
    return _named(text, WEEKDAYS, 0, "a weekday by name")


def _named(text: str, names: list[str] | tuple[str, ...], first: int, expected: str) -> int:
    """The number of a name, of its first three letters or more, or (where counting starts at 1) a number itself."""
    folded = text.casefold()
    fitting = [i for i, name in enumerate(names, first) if len(folded) >= 3 and name.startswith(folded)]
    if len(fitting) == 1:
        return fitting[0]
    if first == 1 and folded.isascii() and folded.isdigit() and 1 <= int(folded) <= len(names):
        return int(folded)
    raise NotThisError(expected)


def _one_of(*names: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.casefold() not in names:
            raise NotThisError(f"one of {', '.join(names)}")
        return text.casefold()

    return parse


def _currency(text: str) -> str:
    from ownit.method.currencies import is_currency

    if not is_currency(text):
        raise NotThisError("a currency's three letters in ISO 4217, for example EUR")
    return text.upper()


def _country(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,4})?", text):
        raise NotThisError("a country's two letters, and a region if its holidays differ: DE or DE-BY")
    return text.upper()


def _days(text: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(day) for day in re.split(r"[,\s]+", text) if day)
    except ValueError as e:
        raise NotThisError("days as YYYY-MM-DD, with commas between") from e


def _confidence(text: str) -> float:
    expected = "a percentage from 50 to 99"
    try:
        given = Decimal(text.removesuffix("%").strip())
    except InvalidOperation as e:
        raise NotThisError(expected) from e
    if not given.is_finite():
        raise NotThisError(expected)
    percent = given * 100 if given < 1 else given
    if not 50 <= percent <= 99:
        raise NotThisError(expected)
    return float(percent / 100)


def _share(text: str) -> float:
    return _number(text.removesuffix("%"), 100, "a percentage from 0 to 100") / 100.0


def _hours(text: str) -> float:
    return _number(re.sub(r"\s*h(ours?)?$", "", text), 40, "hours a week, from 0 to 40")


def _number(text: str, most: int, expected: str) -> float:
    try:
        given = Decimal(text.strip())
    except InvalidOperation as e:
        raise NotThisError(expected) from e
    if not (given.is_finite() and 0 <= given <= most):
        raise NotThisError(expected)
    return float(given)


DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        d.name: d
        for d in (
            define("fiscal_year_start", _month, "january", "february", "The month in which the fiscal year begins."),
            define(
                "fiscal_year_named_by",
                _one_of("start", "end"),
                "start",
                "end",
                "Whether a fiscal year bears the number of the calendar year it starts in or ends in.",
            ),
            define(
                "fiscal_calendar",
                _one_of("months", "4-4-5", "4-5-4", "5-4-4", "13"),
                "months",
                "4-4-5",
                "How the fiscal year is cut: calendar months, quarters of 13 weeks, or 13 periods of four weeks.",
            ),
            define(
                "fiscal_year_end",
                _one_of("nearest", "last"),
                "nearest",
                "last",
                "For a year of weeks: whether it turns on the weekday nearest to the first of its month, or after the "
                "last such weekday of the month before.",
            ),
            define("week_start", _weekday, "monday", "sunday", "The first day of the week, for a year of weeks."),
            define(
                "held_to",
                _one_of("month", "quarter", "year"),
                "quarter",
                "year",
                "The one period each seller is held to; the others inside it are milestones.",
            ),
            define("currency", _currency, "USD", "EUR", "The currency in which everything is added up."),
            define("zone", zone, "UTC", "Europe/Vienna", "The time zone of people who have none of their own."),
            define(
                "country", _country, "", "DE-BY", "Whose public holidays are not worked: a country, and its region."
            ),
            define("days_off", _days, "", "2026-12-24, 2026-12-31", "Other days on which nobody works."),
            define("confidence", _confidence, "80", "90", "How sure a plan is to be of the number, in percent."),
            define(
                "synchronous",
                _share,
                "0",
                "60",
                "The team's way: the least share of the time for opening business, in percent, with the other side "
                "there at once (calls, meetings, asking for referrals, keeping in touch).",
            ),
            define(
                "least_hours",
                _hours,
                "1",
                "4",
                "Hours a week of opening business that everybody keeps up, seniors too, even in a good quarter.",
            ),
            define(
                "gate",
                switch,
                "on",
                "off",
                "Whether an opportunity counts only once a two-way conversation was held and the buyer agreed to a "
                "dated next step.",
            ),
        )
    }
)


def parse_choice(name: str, value: str) -> Any:
    """The value of a choice; raises UnknownChoiceError, ChoiceValueError."""
    if name not in DEFINITIONS:
        raise UnknownChoiceError(name, list(DEFINITIONS))
    try:
        return DEFINITIONS[name].parse(value.strip())
    except NotThisError as e:
        raise ChoiceValueError(name, value, f"it takes {e}") from e


def made_of(values: Mapping[str, str]) -> Choices:
    """The choices of given texts by name; defaults where none is given."""
    return Choices(**{name: parse_choice(name, values.get(name, d.default)) for name, d in DEFINITIONS.items()})
