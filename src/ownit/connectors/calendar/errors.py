"""Why can a calendar not be read?

CalendarError
├── NotLoopbackError      the address is not this machine's
├── CalendarMissingError  nothing answers there, or it cannot be opened
├── NotACalendarError     what is there is no calendar, or a damaged one
├── CalendarTooLargeError there is more of something than is read
└── RuleTooLongError      an event repeats so often that its occurrences are not counted out
"""

from __future__ import annotations

from ownit.connectors.errors import ConnectorError

_EXPORT = "Export less of it, such as this year or free/busy only, and give that file."


class CalendarError(ConnectorError):
    """A calendar cannot be read."""


class NotLoopbackError(CalendarError):
    """An address that is not on this machine; nothing is asked of it."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"This calendar {problem}. ownit reads calendars from files and from this machine only: save it as an .ics "
            "file and give its path, or an address such as http://127.0.0.1:5232/me.ics."
        )


class CalendarMissingError(CalendarError):
    """Nothing can be opened there."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(
            f"The calendar {where} cannot be opened: {problem}. Check where it is, or take it off the list."
        )


class NotACalendarError(CalendarError):
    """What is there is no calendar."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"The calendar {where} {problem}. Export it again as iCalendar (.ics) in UTF-8.")


class CalendarTooLargeError(CalendarError):
    """A limit that keeps reading short."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"The calendar {where} {problem}. {_EXPORT}")


class RuleTooLongError(CalendarError):
    """An event repeats too often to be counted out."""

    def __init__(self, where: str, line: int, problem: str) -> None:
        super().__init__(
            f"The calendar {where}, line {line}: an event {problem}, which is not read. Take that event out of the "
            "calendar, or export it as free/busy only."
        )
