"""What does a line of a calendar say: which moments, what length, which rule?

Values are read by ``icalendar``; what is made of them is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ownit.connectors.calendar.rules import Rule, rule_of

_OFFSET = re.compile(r"\s*([+-])(\d{2}):?(\d{2})(\d{2})?\s*")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, or a moment of a clock: of UTC if it says so, else of ``zone``, else floating; ``end`` is a period's."""

    at: date
    zone: str | None = None
    end: date | timedelta | None = None


def parted(rest: str) -> tuple[dict[str, str], str]:
    """Parameters and value of a line whose name is cut off; raises ValueError."""
    parameters, at = {}, 0
    while found := _PARAMETER.match(rest, at):
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if rest[at : at + 1] != ":":
        raise ValueError("a line that cannot be read")
    return parameters, rest[at + 1 :].strip()


def moments(rest: str | None, what: str) -> list[Moment]:
    """The moments or periods of a line, none where there is no line; raises ValueError."""
    if rest is None:
        return []
    parameters, value = parted(rest)
    try:
        return [_moment(one.strip(), parameters.get("TZID")) for one in value.split(",") if one.strip()]
    except (ValueError, OverflowError, TypeError) as e:
        raise ValueError(f"its {what} cannot be read") from e


def _moment(text: str, zone: str | None) -> Moment:
    first, _, last = text.partition("/")
    at = _instant(first)
    utc = isinstance(at, datetime) and at.tzinfo is not None
    end: date | timedelta | None = None
    if last:
        end = length(f":{last}") if last.lstrip("+-").upper().startswith("P") else _instant(last)
    return Moment(at=at, zone=None if utc else zone, end=end)


def _instant(text: str) -> date:
    from icalendar import vDDDTypes

    found = vDDDTypes.from_ical(text.upper())  # type: ignore[no-untyped-call] # icalendar has no types for it
    if not isinstance(found, date):
        raise TypeError(f"{text[:20]!r} is no moment")
    if isinstance(found, datetime) and found.tzinfo is not None:
        return found.replace(tzinfo=UTC)
    return found


def length(rest: str) -> timedelta:
    """The length a DURATION line gives; raises ValueError."""
    from icalendar import vDuration

    try:
        found = vDuration.from_ical(parted(rest)[1].upper())  # type: ignore[no-untyped-call] # as above
    except (ValueError, OverflowError, TypeError) as e:
        raise ValueError("its DURATION cannot be read") from e
    assert isinstance(found, timedelta)
    return found


def offset(rest: str | None) -> timedelta:
    """The offset a TZOFFSET line gives; raises ValueError."""
    found = _OFFSET.fullmatch(parted(rest or "")[1])
    if found is None:
        raise ValueError("an offset that cannot be read")
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= timedelta(days=1):
        raise ValueError("an offset of a day or more")
    return size if found[1] == "+" else -size


def recurrence(rest: str, start: datetime, clock: Callable[[date], datetime]) -> Rule:
    """The rule an RRULE line gives; ``clock`` tells what the event's clock shows at UNTIL. Raises ValueError."""
    from icalendar import vRecur

    try:
        parts = {k.upper(): v for k, v in vRecur.from_ical(parted(rest)[1].upper()).items()}
    except (ValueError, OverflowError, TypeError) as e:
        raise ValueError("its rule cannot be read") from e
    until = parts.pop("UNTIL", None)
    if isinstance(until, list):
        until = until[0]
    return rule_of(parts, start, clock(until) if isinstance(until, date) else None)
