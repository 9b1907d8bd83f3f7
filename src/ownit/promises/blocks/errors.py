"""Why can this not be recorded about a person's time?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.errors import OwnitError


class UnknownPreferenceError(OwnitError):
    """There is no such preference."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(f"There is nothing called {name!r} to prefer. There is: {', '.join(names)}.")


class PreferenceValueError(OwnitError):
    """The value does not fit the preference."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name} cannot be {value!r}: {expected}.")
        self.name = name
        self.expected = expected


class NoSuchCalendarError(OwnitError):
    """A calendar is not on the list."""

    def __init__(self, source: str, sources: Sequence[str]) -> None:
        there = f"There is: {', '.join(sources)}." if sources else "The list is empty."
        super().__init__(f"{source!r} is not on the list of calendars. {there}")


class NoSuchBlockError(OwnitError):
    """No block of the person has this UID."""

    def __init__(self, uid: str) -> None:
        super().__init__(f"There is no block {uid!r} in the week's plan. `ownit week` lists the blocks.")


class OutcomeError(OwnitError):
    """What is said of a block is none of the outcomes, or cannot be true."""


class PlanChangedError(OwnitError):
    """Another version of the week was kept while this one was planned."""

    def __init__(self, week: object) -> None:
        super().__init__(f"The week of {week} was planned anew in the meantime. Plan it again.")
