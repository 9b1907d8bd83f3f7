"""Which lines of a calendar say when something is, and to which event do they belong?

One pass of a regular expression over the text finds the lines that matter by name. All others, with the titles, texts,
places and names in them, are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ownit.connectors.calendar.errors import CalendarTooLargeError, NotACalendarError

MOST_LINES = 1_500_000
MOST_EVENTS = 100_000
LONGEST = 100_000  # characters of one line that matters, unfolded
MOST_OF_ONE = 20_000  # lines that matter of one event
DEEPEST = 8  # components within components; 3 are usual

_NAMES = (
    "BEGIN|END|UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|EXRULE|RECURRENCE-ID|TRANSP|STATUS|FREEBUSY|"
    "X-MICROSOFT-CDO-BUSYSTATUS|TZID|TZOFFSETFROM|TZOFFSETTO"
)
_LINE = re.compile(rf"^({_NAMES})([;:][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE | re.IGNORECASE)
_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A VEVENT, a VFREEBUSY or a VTIMEZONE with its parts: (name, the rest of the line) in order."""

    name: str
    line: int
    lines: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def first(self, name: str) -> str | None:
        """The rest of the first line of that name."""
        return next((rest for known, rest in self.lines if known == name), None)

    def every(self, name: str) -> list[str]:
        """The rests of all lines of that name."""
        return [rest for known, rest in self.lines if known == name]


def decoded(data: bytes, where: str) -> str:
    """The text of a calendar; letters that cannot be read are replaced, since none that matters is other than ASCII."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.decode("utf-8-sig", errors="replace")
    if "\0" in text:
        raise NotACalendarError(where, "is damaged: it has NUL characters in it")
    if text.count("\n") > MOST_LINES:
        raise CalendarTooLargeError(where, f"has more than {MOST_LINES:,} lines")
    if not re.match(r"\s*BEGIN:VCALENDAR", text, re.IGNORECASE):
        raise NotACalendarError(where, "is not one: it does not begin with BEGIN:VCALENDAR")
    return text


def components(text: str, where: str) -> Iterator[Component]:
    """The events, free/busy answers and zones of a calendar; raises CalendarErrors."""
    stack: list[Component] = []
    events, line, at = 0, 1, 0
    for found in _LINE.finditer(text):
        name, rest = found[1].upper(), found[2]
        line, at = line + text.count("\n", at, found.start()), found.start()
        if len(rest) > LONGEST:
            raise CalendarTooLargeError(where, f"has a line of more than {LONGEST:,} characters (line {line})")
        rest = _FOLD.sub("", rest)
        if name == "BEGIN":
            stack.append(Component(name=rest[1:].strip().upper(), line=line))
            events += stack[-1].name == "VEVENT"
            if len(stack) > DEEPEST:
                raise NotACalendarError(where, f"is damaged: parts within parts, {len(stack)} deep (line {line})")
            if events > MOST_EVENTS:
                raise CalendarTooLargeError(where, f"has more than {MOST_EVENTS:,} events")
        elif name == "END":
            done = _closed(stack, rest, where, line)
            if done.name in {"VEVENT", "VFREEBUSY", "VTIMEZONE"}:
                yield done
        elif stack:
            stack[-1].lines.append((name, rest))
            if len(stack[-1].lines) > MOST_OF_ONE:
                raise CalendarTooLargeError(where, f"has an event of more than {MOST_OF_ONE:,} lines (line {line})")
    if stack:
        raise NotACalendarError(where, f"is cut short: {stack[-1].name} of line {stack[-1].line} does not end")


def _closed(stack: list[Component], rest: str, where: str, line: int) -> Component:
    name = rest[1:].strip().upper()
    if not stack or stack[-1].name != name:
        raise NotACalendarError(where, f"is damaged: line {line} ends a part that did not begin")
    done = stack.pop()
    if stack and stack[-1].name == "VTIMEZONE":
        stack[-1].parts.append(done)
    return done
