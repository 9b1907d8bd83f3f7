"""Of ten real opportunities, how many are won?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ownit.flows.starting.errors import AnswerError, quoted
from ownit.flows.starting.figures import COUNT, count, left_over, words

EXAMPLE = "2"
_ASK = "Say how many of ten you win."
_FILLERS = words("i we win about around roughly maybe so or every opportunities deals real won")
_OF = re.compile(rf"(?P<won>{COUNT})\s*(?:out\s+of|of|in|/)\s*(?:every\s+)?(?P<all>{COUNT})", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<won>(?<![\w.,])\d+(?:[.,]\d+)?)\s*(?:%|per\s*cent)", re.IGNORECASE)
_PLAIN = re.compile(rf"(?P<won>{COUNT})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of ten are won, over 0 and up to 10."""

    of_ten: float

    @property
    def text(self) -> str:
        """The answer as it is kept."""
        return f"{self.of_ten:.6g} of 10"


def parse(text: str, *, example: str = EXAMPLE) -> Share:
    """``2``, ``2 of 10``, ``1 in 5``, ``20 %``. Raises AnswerError."""
    if text.lstrip().startswith(("-", "\N{MINUS SIGN}")):
        raise AnswerError(f"{quoted(text)} is less than none. {_ASK}", example)
    for pattern, whole in ((_OF, None), (_PERCENT, 100.0), (_PLAIN, 10.0)):
        if found := pattern.search(text):
            return _share(text, found, whole, example)
    raise AnswerError(f"{quoted(text)} is no number. {_ASK}", example)


def _share(text: str, found: re.Match[str], whole: float | None, example: str) -> Share:
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if odd := left_over(rest, _FILLERS):
        raise AnswerError(f"What is {quoted(odd)}? {_ASK}", example)
    won, all_ = count(found["won"]), whole if whole is not None else count(found["all"])
    if won <= 0:
        raise AnswerError("Who wins none of ten needs no hours but another offer: say what you expect to win.", example)
    if won > all_:
        told = f"{won:g} of {all_:g} is more than all."
        raise AnswerError(f"{told} For a share of a hundred write {won:g} %." if whole == 10.0 else told, example)
    if whole == 10.0 and won < 1 and "." in f"{won}":
        raise AnswerError(f"{won:g} of ten, or {won:g} of one? Write {won * 10:g} of 10 or {won * 10:g} %.", example)
    return Share(of_ten=won / all_ * 10.0)
