"""What is the number, by when, what of it is won, and what is open?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.flows.starting.days import Span, cut_span, default_end, said
from ownit.flows.starting.errors import AnswerError, quoted
from ownit.flows.starting.figures import left_over, money_in, plain, words
from ownit.flows.starting.recorded import Recorded
from ownit.method.calendar import FiscalCalendar, Kind
from ownit.method.written import Money

_FILLERS = words(
    "by of my our the a an number goal quota target is are and plus to make i we need want must have with in at on so "
    "far already about around for from until till before end new business sales revenue bookings but per"
)
_WON, _OPEN = r"(?:won|closed|booked|signed|sold|so\s+far)", r"(?:open|in\s+play|(?:in\s+(?:the\s+|my\s+)?)?pipeline)"
_LINK = r"\s*(?:is|are|has\s+been|have\s+been|already|of\s+it|currently)?\s*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The answer to the first question; money in ``currency``, the days inclusive."""

    amount: Decimal
    currency: str
    start: date
    end: date
    won: Decimal = Decimal(0)
    open: Decimal = Decimal(0)

    @property
    def text(self) -> str:
        """The answer as it is kept: read again it is the same, on any day up to its end."""
        more = f", {plain(self.open)} open" if self.open else ""
        return (
            f"{self.currency} {plain(self.amount)} from {self.start.isoformat()} by {self.end.isoformat()}, "
            f"{plain(self.won)} won{more}"
        )


def default(today: date, annual: str = "600k", currency: str = "", cycle: int = 60) -> str:
    """The example that Enter accepts: what is left of an ``annual`` number from when the first deals can be won.

    With the other examples a whole year's number can be made in a year after the first cycle, and not in less.
    """
    end = default_end(today, cycle)
    share = min(1.0, ((end - today).days - cycle) / 365.0)
    amount = _round(money_in(annual, "")[0].amount * Decimal(repr(share)))
    return f"{_short(amount)}{' ' if currency else ''}{currency} by {said(end)}, 0 won"


def offered(shown: Number, recorded: Recorded) -> str:
    """The example of one whom a CRM knows: with what is won and open as the CRM has it, and a number beyond that."""
    won = recorded.won(shown.start, shown.end)
    if shown.currency != recorded.currency or not (won or recorded.open):
        won, opened = shown.won, shown.open
    else:
        opened = recorded.open
    amount = shown.amount if won < shown.amount else _round(2 * won)
    more = f", {plain(opened)} open" if opened else ""
    code = f" {shown.currency}" if shown.currency else ""
    return f"{_short(amount)}{code} by {said(shown.end)}, {plain(won)} won{more}"


def same(number: Number, recorded: Recorded) -> tuple[str, ...]:
    """What of a number is as the CRM has it: won, open."""
    if number.currency != recorded.currency:
        return ()
    had = {"won": (number.won, recorded.won(number.start, number.end)), "open": (number.open, recorded.open)}
    return tuple(name for name, (here, there) in had.items() if here and here == there)


def parse(
    text: str,
    *,
    today: date,
    calendar: FiscalCalendar,
    currency: str,
    chosen: bool = False,
    recorded: Recorded | None = None,
    held_to: Kind | None = None,
) -> Number:
    """``600k by 31 December, 0 won``; ``300k this quarter, 90k won, 200k open``.

    ``currency`` is meant where none is named; ``chosen`` says that it is the organisation's choice and that another
    will not do; ``held_to`` is the kind of period that it has chosen. Where nothing is said of what is won or open, it
    is as ``recorded`` in that currency, or none. Raises AnswerError.
    """
    example = default(today)
    rest, span = cut_span(text.replace("#", " "), today, calendar, example, held_to)  # the mark of an amount, below
    rest, figures = _marked(rest, example)
    won, rest = _role(rest, _WON, figures)
    opened, rest = _role(rest, _OPEN, figures)
    goal, rest = _goal(rest, figures, text, example)
    if odd := left_over(rest, _FILLERS):
        raise AnswerError(f"What is {quoted(odd)}? Give the number, by when, and what is won so far.", example)
    if span is None:
        raise AnswerError("By when?", example)
    code = _code([m for m in (goal, won, opened) if m], currency, chosen=chosen, example=example)
    known = recorded if recorded is not None and recorded.currency == code else Recorded(currency=code)
    return _checked(goal, won, opened, span, known, example)


def _marked(text: str, example: str) -> tuple[str, tuple[Money, ...]]:
    """The text with its n-th amount as ``#n``, and the amounts."""
    text = re.sub(r"(?i)\b(?:nothing|none|zero)\b", "0", text)
    figures = money_in(text, example)
    for n, money in reversed(list(enumerate(figures))):
        text = f"{text[: money.start]} #{n} {text[money.end :]}"
    return text, figures


def _role(text: str, what: str, figures: tuple[Money, ...]) -> tuple[Money | None, str]:
    """The amount that a word stands behind, else before; and the text without both."""
    for pattern in (rf"#(\d+){_LINK}{what}(?:\s+so\s+far)?", rf"{what}(?:\s+so\s+far)?{_LINK}:?\s*#(\d+)"):
        if found := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
            return figures[int(found[1])], f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _goal(text: str, figures: tuple[Money, ...], whole: str, example: str) -> tuple[Money, str]:
    left = [int(n) for n in re.findall(r"#(\d+)", text)]
    if not left:
        missing = f"{quoted(whole)} is no number." if whole.strip() else "There is no number yet."
        raise AnswerError(f"{missing} Say how much, by when, and what is won so far.", example)
    if len(left) > 1:
        raise AnswerError("Which of these is the number? Write what is won and open behind the others.", example)
    return figures[left[0]], re.sub(r"#\d+", " ", text)


def _code(named: list[Money], currency: str, *, chosen: bool, example: str) -> str:
    codes = list(dict.fromkeys(m.currency for m in named if m.currency))
    if len(codes) > 1:
        raise AnswerError(f"{' and '.join(codes)} cannot be added up: give all in one currency.", example)
    code = codes[0] if codes else currency
    if chosen and code != currency:
        raise AnswerError(
            f"Everything here is added up in {currency}: give the number in {currency}, or change that first with "
            f"ownit set currency {code}.",
            example,
        )
    return code


def _checked(goal: Money, won: Money | None, opened: Money | None, span: Span, known: Recorded, example: str) -> Number:
    if goal.amount <= 0:
        raise AnswerError("A number to plan for is more than nothing.", example)
    had = (known.won(span.start, span.end), known.open)
    sums = [there if m is None else m.amount for m, there in zip((won, opened), had, strict=True)]
    if min(sums) < 0:
        raise AnswerError("What is won or open cannot be less than nothing: give 0 or more.", example)
    if sums[0] >= goal.amount:
        whence = f"the CRM has {sums[0]:,.0f} won. Give" if won is None else "give"
        raise AnswerError(f"That number is made already: {whence} the next one, or a later day.", example)
    return Number(
        amount=goal.amount, currency=known.currency, start=span.start, end=span.end, won=sums[0], open=sums[1]
    )


def _round(amount: Decimal) -> Decimal:
    """Down to half of its first digit's place: 555 is 550, 1.28 is 1."""
    step = Decimal(10) ** amount.adjusted() / 2
    return amount // step * step


def _short(amount: Decimal) -> str:
    """550k, 1.2M."""
    millions = amount >= 1_000_000
    return f"{plain(amount / (1_000_000 if millions else 1_000))}{'M' if millions else 'k'}"
