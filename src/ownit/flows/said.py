"""Which day does a person mean?"""

from __future__ import annotations

from datetime import date

from ownit.errors import OwnitError


class DayUnreadableError(OwnitError):
    """A text is no day."""

    def __init__(self, option: str, text: str) -> None:
        super().__init__(f"{option} {text!r} is no day. Write it as YYYY-MM-DD, for example 2026-06-30.")


def day_of(option: str, text: str) -> date:
    """The day an option names; raises DayUnreadableError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as e:
        raise DayUnreadableError(option, text) from e
