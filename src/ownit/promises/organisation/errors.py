"""Why can a choice not be made as given?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.errors import OwnitError, meant


class UnknownChoiceError(OwnitError):
    """There is no such choice."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(
            f"There is nothing called {name!r} to choose.{meant(name, names)} There is: {', '.join(names)}."
        )


class ChoiceValueError(OwnitError):
    """The value does not fit the choice."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name} cannot be {value!r}: {expected}.")
        self.name = name
        self.expected = expected
