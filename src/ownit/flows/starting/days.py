"""By which day, and from which, is the number to be made?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ownit.flows.starting.errors import AnswerError
from ownit.flows.starting.figures import COUNT, days_in
from ownit.method.calendar import FiscalCalendar, Kind

LEAVES_TIME = timedelta(days=28)
"""A day without its year is the next one that leaves at least so long: less is no time to open and win anything."""
HALF_A_YEAR = timedelta(days=183)
LONGEST = timedelta(days=1827)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december|sept|" + "|".join(
    _MONTHS
)
_Y = r"20\d\d(?!\d|[.,]\d|\s*(?:won|open|closed|booked|[a-z]{3}\s+(?:won|open)))"
_END = r"(?:(?:the\s+)?end\s+of\s+(?:the\s+)?)"
_BY = r"(?:by|until|till|before|to|through|on|in|for|within|over)\s+(?:the\s+)?"
_LENGTH = rf"(?:half\s+an?|{COUNT})[\s-]+(?:days?|weeks?|months?|years?)"
_PATTERNS = tuple(
    (name, re.compile(rf"(?<![\w.]){pattern}(?!\w)", re.IGNORECASE))
    for name, pattern in (
        ("iso", rf"(?:{_BY})?(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?)"),
        ("dotted", rf"(?:{_BY})?(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?:\s?(?P<y>\d{{4}}))?"),
        ("slashed", rf"(?:{_BY})?(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<y>\d{{4}}))?"),
        ("day", rf"(?:{_BY})?(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?(?:,?\s+(?P<y>{_Y}))?"),
        ("day", rf"(?:{_BY})?(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>{_Y}))?"),
        ("month", rf"(?:{_BY})?{_END}?(?P<m>{_MONTH})\.?(?:,?\s+(?P<y>{_Y}))?"),
        ("quarter", rf"(?:{_BY})?{_END}?q(?P<q>[1-4])(?:\s+(?P<y>{_Y}))?"),
        ("within", rf"(?:in|within|over)\s+(?:the\s+)?(?:next\s+)?(?P<length>{_LENGTH})"),
        ("kind", rf"(?:{_BY})?{_END}?(?P<which>this|the|current|next)\s+(?:fiscal\s+)?(?P<kind>month|quarter|year)"),
        ("kind", rf"(?:{_BY})?{_END}?(?P<kind>month|quarter|year)(?:[\s-]+end)?"),
        ("by year", rf"(?:by|until|till|before)\s+{_END}?(?P<y>{_Y})"),
        ("year", rf"(?:{_BY}|fy\s?){_END}?(?P<y>{_Y})"),
    )
)
_FROM = re.compile(r"(?<!\w)from\s+(\d{4}-\d\d-\d\d)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days over which the number is to be made, both inclusive."""

    start: date
    end: date


def default_end(today: date, cycle: int = 60) -> date:
    """The next 31 December that leaves half a year once the first deals opened today can be won."""
    leaves = HALF_A_YEAR + timedelta(days=cycle)
    return next(end for n in range(9) if (end := date(today.year + n, 12, 31)) - today >= leaves)


def said(on: date) -> str:
    """``31 December 2027``."""
    return f"{on.day} {on:%B %Y}"


def cut_span(
    text: str, today: date, calendar: FiscalCalendar, example: str, held_to: Kind | None = None
) -> tuple[str, Span | None]:
    """A text without the days it names, and those days; None where it names none.

    A day ends the number: it begins with the period that ends on that day and is running: of the kind people are
    ``held_to``, where that is chosen, else the largest of the calendar; else today. Raises AnswerError for a day that
    there is not, that has passed, or that is too far away.
    """
    begins = None
    if found := _FROM.search(text):
        begins, text = _day_of(found[1], example), _without(text, found)
    for name, pattern in _PATTERNS:
        if found := pattern.search(text):
            span = _span(name, found, today, calendar, example, held_to)
            _check(span, today, example)
            return _without(text, found), span if begins is None else Span(start=min(begins, span.end), end=span.end)
    return text, None


def _day_of(text: str, example: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as e:
        raise AnswerError(f"{text} is no day.", example) from e


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} , {text[found.end() :]}"


def _span(
    name: str, found: re.Match[str], today: date, calendar: FiscalCalendar, example: str, held_to: Kind | None
) -> Span:
    part = {key: (value or "").lower() for key, value in found.groupdict().items()}
    year = int(part["y"]) if part.get("y") else None
    if name == "kind":
        period = calendar.period(Kind(part["kind"]), today)
        period = period.next if part.get("which") == "next" else period
        return Span(start=period.start, end=period.end)
    if name == "within":
        return _within(part["length"], today, example)
    if name == "quarter":
        return _quarter(int(part["q"]), year, today, calendar)
    if name in ("year", "by year"):
        period = calendar.period(Kind.YEAR, date(int(part["y"]), 12, 31))
        return Span(start=period.start if name == "year" else min(period.start, today), end=period.end)
    if name == "slashed":
        part |= _slashed(part["a"], part["b"], _named(found), example)
    month = int(part["m"]) if part["m"].isdigit() else _MONTHS.index(part["m"][:3]) + 1
    try:
        end = _next(
            today, year, (lambda y: _last(y, month)) if name == "month" else lambda y: date(y, month, int(part["d"]))
        )
    except ValueError as e:
        raise AnswerError(f"{_named(found)} is no day.", example) from e
    return Span(start=_running(end, today, calendar, held_to), end=end)


def _named(found: re.Match[str]) -> str:
    """The day as it was written."""
    return re.sub(rf"^{_BY}", "", found[0].strip(), flags=re.IGNORECASE)


def _last(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _next(today: date, year: int | None, of: Callable[[int], date]) -> date:
    """The day of that year; without one, the next that leaves time. Raises ValueError where there is none."""
    if year is not None:
        return of(year)
    for y in range(today.year, today.year + 9):
        try:
            end = of(y)
        except ValueError:  # 29 February, in a year that has none
            continue
        if end - today >= LEAVES_TIME:
            return end
    raise ValueError("no year has that day")


def _running(end: date, today: date, calendar: FiscalCalendar, held_to: Kind | None) -> date:
    """Where the period begins that ends on that day and is running; today where there is none."""
    for kind in (*([held_to] if held_to else []), Kind.YEAR, Kind.QUARTER, Kind.MONTH):
        period = calendar.period(kind, end)
        if period.end == end and period.start <= today:
            return period.start
    return today


def _within(length: str, today: date, example: str) -> Span:
    found = days_in(length)
    days = round(found[0]) if found else 0
    if days < 1:
        raise AnswerError(f"{length} leaves no day.", example)
    return Span(start=today, end=today + timedelta(days=min(days, LONGEST.days + 1)))


def _quarter(n: int, year: int | None, today: date, calendar: FiscalCalendar) -> Span:
    """The n-th quarter of a fiscal year; without a year, the next that is not over."""
    period = calendar.period(Kind.YEAR, date(year, 12, 31) if year else today)
    if year:
        period = period if str(year) in period.name else period.next
    quarter = calendar.parts(period, Kind.QUARTER)[n - 1]
    if year is None and quarter.end <= today:
        quarter = calendar.parts(period.next, Kind.QUARTER)[n - 1]
    return Span(start=quarter.start, end=quarter.end)


def _slashed(a: str, b: str, whole: str, example: str) -> dict[str, str]:
    """31/12 and 12/31 can only be one day; 5/6 can be two."""
    if int(a) <= 12 and int(b) <= 12 and a != b:
        raise AnswerError(f"{whole} can be two days: write the month as a word.", example)
    return {"d": b, "m": a} if int(b) > 12 else {"d": a, "m": b}


def _check(span: Span, today: date, example: str) -> None:
    if span.end <= today:
        is_over = "is today" if span.end == today else "has passed"
        raise AnswerError(f"{said(span.end)} {is_over}, and a plan is for days to come.", example)
    if span.end - today > LONGEST:
        raise AnswerError(f"{said(span.end)} is more than five years away: give a nearer day.", example)
