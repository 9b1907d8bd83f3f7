"""What is a typical deal worth, and how long does it take from first meeting to signature?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ownit.flows.starting.errors import AnswerError, quoted
from ownit.flows.starting.figures import days_in, left_over, money_in, plain, words

EXAMPLE = "25k in 60 days"
LONGEST = 1826  # days
_FILLERS = words(
    "in about around to takes take within over and or a an the each per deal deals typical typically is are worth from "
    "first meeting signature usually of"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """Typical amounts (several give the spread) and the days from first meeting to signature."""

    amounts: tuple[Decimal, ...]
    days: int

    @property
    def text(self) -> str:
        """The answer as it is kept."""
        return f"{', '.join(map(plain, self.amounts))} in {self.days} days"


def parse(text: str, *, currency: str, example: str = EXAMPLE) -> Deal:
    """``25k in 60 days``; ``25k, 40k, 12k in 2 months``. Raises AnswerError."""
    found = days_in(text)
    if found is None:
        missing = "And how long does it take?" if money_in(text, example) else f"{quoted(text)} names no amount."
        raise AnswerError(f"{missing} Say how much a deal is, and how long from first meeting to signature.", example)
    days, rest = found
    figures = money_in(rest, example)
    for money in reversed(figures):
        rest = f"{rest[: money.start]} {rest[money.end :]}"
    if odd := left_over(rest, _FILLERS):
        raise AnswerError(f"What is {quoted(odd)}? Say how much a deal is, and how long it takes.", example)
    if not figures:
        raise AnswerError("How much is a typical deal?", example)
    other = next((m.currency for m in figures if m.currency not in ("", currency)), None)
    if other is not None:
        raise AnswerError(f"Your number is in {currency}: give the deals in {currency} too, not in {other}.", example)
    if min(m.amount for m in figures) <= 0:
        raise AnswerError("A deal is worth more than nothing.", example)
    if not 1 <= days <= LONGEST:
        raise AnswerError("A deal takes between a day and five years.", example)
    return Deal(amounts=tuple(m.amount for m in figures), days=round(days))
