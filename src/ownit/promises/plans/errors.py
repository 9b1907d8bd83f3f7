"""Why can this not be undertaken, or kept as said?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.errors import OwnitError, meant


class PlanError(OwnitError):
    """A plan does not hold together."""


class UnknownQuestionError(OwnitError):
    """Nobody asks this of a seller."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(f"There is no question called {name!r}.{meant(name, names)} There is: {', '.join(names)}.")


class TooMuchSaidError(OwnitError):
    """What was said is longer than an answer."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(f"The answer to {name!r} has more than {most:,} characters. Say it shorter.")
