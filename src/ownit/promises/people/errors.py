"""Which person was meant, and why was something refused?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ownit.errors import OwnitError, meant


class UnknownPersonError(OwnitError):
    """Nobody answers to the text."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        super().__init__(f"Nobody here is called {text!r}, by name, e-mail or id.{meant(text, names)}")
        self.text = text


class AmbiguousPersonError(OwnitError):
    """Several people answer to the text."""

    SHOWN = 8

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        more = f" and {len(candidates) - self.SHOWN} more" if len(candidates) > self.SHOWN else ""
        listed = "; ".join(candidates[: self.SHOWN])
        other = "name" if "@" in text else "e-mail"  # several may share an address
        super().__init__(f"{text!r} could be any of {listed}{more}. Give the {other} or the id.")
        self.text = text
        self.candidates = tuple(candidates)


class NotAllowedError(OwnitError):
    """The viewer may not do or see this."""

    def __init__(self, what: str, who_may: str) -> None:
        super().__init__(f"You may not {what}; {who_may} may.")


class OwnLeaderError(OwnitError):
    """A person would lead or check in with themselves, through others or directly."""

    def __init__(self, person: str, leader: str, how: str) -> None:
        super().__init__(f"{leader} cannot {how} {person}: {person} would then {how} themselves. Choose someone else.")
