"""What can a person say about their time, how is it read, and what holds until they do?

Times are written ``mon-fri 9-17`` or ``tue 9:30-11, thu 14-16``; minutes as a number; switches on or off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ownit.method.blocks.kinds import Kind
from ownit.method.blocks.terms import Hours, Preferred, Rules, Span
from ownit.promises.blocks.errors import PreferenceValueError, UnknownPreferenceError
from ownit.promises.definitions import Definition, NotThisError, define, switch, zone

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?::(\d{2}))?")
_PART = re.compile(r"([a-z]+)(?:\s*(?:-|–|to)\s*([a-z]+))?\s+(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person prefers as it holds on one day; an empty ``zone`` is the organisation's."""

    zone: str
    hours: Hours
    rules: Rules
    preferred: Mapping[str, tuple[Preferred, ...]]
    names: bool
    alarm: int | None
    away: frozenset[Any]


def span_of(text: str) -> Span:
    """A stretch of a day written ``9-17`` or ``9:30-11:00``; raises ValueError."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise NotThisError("a time such as 9:00-17:00")
    start = int(found[1]) * 60 + int(found[2] or 0)
    end = int(found[3]) * 60 + int(found[4] or 0)
    if not 0 <= start < end <= 1440 or int(found[2] or 0) > 59 or int(found[4] or 0) > 59:
        raise NotThisError("a time within one day that ends after it begins, such as 9:00-17:00")
    return Span(start=start, end=end)


def stretches(text: str) -> tuple[Preferred, ...]:
    """Stretches of weekdays written ``tue-fri 9-11, mon 14-16``; raises ValueError."""
    expected = "days and times such as tue-fri 9-11, mon 14-16"
    found: set[tuple[int, Span]] = set()
    days: list[int] = []
    for part in (p.strip() for p in re.split(r"[,;]", text.casefold()) if p.strip()):
        named = _PART.fullmatch(part)
        if named is not None:
            days = _days(named[1], named[2], expected)
        if not days:
            raise NotThisError(expected)
        span = span_of(named[3] if named else part)
        found |= {(day, span) for day in days}
    return tuple(Preferred(weekday=d, span=s) for d, s in sorted(found))


def _days(first: str, last: str | None, expected: str) -> list[int]:
    if first in {"daily", "workdays", "weekdays"} and last is None:
        return list(range(7 if first == "daily" else 5))
    low, high = _day(first, expected), _day(last or first, expected)
    return [day % 7 for day in range(low, high + 1 if high >= low else high + 8)]


def _day(text: str, expected: str) -> int:
    if len(text) < 2 or sum(d.startswith(text[:3]) for d in _DAYS) != 1:
        raise NotThisError(expected)
    return next(i for i, d in enumerate(_DAYS) if d.startswith(text[:3]))


def _hours(text: str) -> tuple[tuple[Span, ...], ...]:
    found = stretches(text)
    if not found:
        raise NotThisError("at least one time, such as mon-fri 9-17")
    return tuple(tuple(p.span for p in found if p.weekday == day) for day in range(7))


def _lunch(text: str) -> Span | None:
    return None if text.casefold() in {"", "none", "off"} else span_of(text)


def _minutes(low: int, high: int, step: int = 1) -> Callable[[str], int]:
    def parse(text: str) -> int:
        digits = text.removesuffix("min").strip()
        if not (digits.isascii() and digits.isdigit() and low <= int(digits) <= high) or int(digits) % step:
            raise NotThisError(f"minutes from {low} to {high}" + (f", in steps of {step}" if step > 1 else ""))
        return int(digits)

    return parse


def _alarm(text: str) -> int | None:
    return None if text.casefold() in {"", "off", "none"} else _minutes(0, 1440)(text)


def _away(text: str) -> frozenset[Any]:
    from datetime import date, timedelta

    days = set()
    try:
        for part in (p for p in re.split(r"[,\s]+", text) if p):
            first, _, last = part.partition("..")
            start, end = date.fromisoformat(first), date.fromisoformat(last or first)
            if not 0 <= (end - start).days <= 730:
                raise NotThisError("a stretch of days that ends after it begins, of two years at most")
            days |= {start + timedelta(days=n) for n in range((end - start).days + 1)}
    except ValueError as e:
        raise NotThisError("days as YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD, with commas between") from e
    return frozenset(days)


def _zone_or_none(text: str) -> str:
    """Empty: the organisation's."""
    return zone(text) if text else ""


DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        d.name: d
        for d in (
            define("zone", _zone_or_none, "", "Europe/Vienna", "Your time zone; the organisation's if empty."),
            define("hours", _hours, "mon-fri 9-17", "mon-thu 8-16:30, fri 8-13", "When you work."),
            define("lunch", _lunch, "12-13", "12:30-13:15", "What is never worked, every day; none for no lunch."),
            define("buffer", _minutes(0, 120), "0", "15", "Minutes kept free around meetings and between blocks."),
            define("shortest", _minutes(15, 120, 15), "30", "45", "The shortest block, in minutes."),
            define("names", switch, "on", "off", "Whether blocks carry the next names in their notes."),
            define("alarm", _alarm, "off", "10", "Minutes before each block at which you are reminded."),
            define(
                "away", _away, "", "2026-08-24..2026-09-04", "Leave and sickness: days on which nothing is planned."
            ),
            *(
                define(f"{kind}_when", stretches, "", "tue-fri 9-11", f"When you like best to do this: {kind}.")
                for kind in Kind
            ),
        )
    }
)


def parse_preference(name: str, value: str) -> Any:
    """The value of a preference; raises UnknownPreferenceError, PreferenceValueError."""
    if name not in DEFINITIONS:
        raise UnknownPreferenceError(name, list(DEFINITIONS))
    try:
        return DEFINITIONS[name].parse(value.strip())
    except NotThisError as e:
        raise PreferenceValueError(name, value, f"it takes {e}") from e


def made_of(values: Mapping[str, str]) -> Preferences:
    """The preferences of given texts by name; defaults where none is given."""
    read = {name: parse_preference(name, values.get(name, d.default)) for name, d in DEFINITIONS.items()}
    return Preferences(
        zone=read["zone"],
        hours=Hours(days=read["hours"], lunch=read["lunch"]),
        rules=Rules(shortest=read["shortest"], buffer=read["buffer"]),
        preferred={str(kind): read[f"{kind}_when"] for kind in Kind if read[f"{kind}_when"]},
        names=read["names"],
        alarm=read["alarm"],
        away=read["away"],
    )
