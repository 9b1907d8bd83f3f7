"""What is said of the RFPs that are open?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ownit.answers import commands, words


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRfp:
    """An open RFP as its owner sees it; ``key`` is what names it. Without a ``strategy`` it gets no time."""

    key: str
    name: str
    person: int
    person_name: str
    amount: float | None
    currency: str
    expected_close: date | None
    strategy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was said of an RFP, nothing where it was taken back: ``changed`` is whether it was new."""

    rfp: OpenRfp
    strategy: str
    changed: bool


def sentence(rfps: Sequence[OpenRfp]) -> str:
    """How many are open, and how many of them get no time."""
    if not rfps:
        return "No RFP is open."
    without = [r for r in rfps if not r.strategy]
    opened = f"{_count(len(rfps))} open{_worth(rfps)}"
    if not without:
        return f"{opened}; {'it has' if len(rfps) == 1 else 'each has'} a strategy that could change what is asked for."
    if len(without) == len(rfps):
        return f"{opened}, without a strategy that could change what is asked for: {_no_time(len(without))}."
    return f"{opened}; {len(without)} without a strategy that could change what is asked for: {_no_time(len(without))}."


def about(rfp: OpenRfp) -> tuple[str, str, str]:
    """How much an RFP is worth, by when it closes, and what it is with how it will be changed."""
    amount = "no amount" if rfp.amount is None else words.amount(rfp.amount, rfp.currency)
    closes = "no day" if rfp.expected_close is None else f"by {rfp.expected_close}"
    return amount, closes, f"{rfp.name}; {rfp.strategy or 'no strategy'}"


def next_step(rfps: Sequence[OpenRfp], who: str | None) -> str:
    """To say how the first without a strategy will be changed; else the week. Empty where no RFP is open."""
    if not rfps:
        return ""
    without = next((r for r in rfps if not r.strategy), None)
    if without is None:
        return f"the week with them: {commands.about('ownit week', rfps[0].person_name)}"
    then = commands.whose(f'ownit rfp {without.key} "..."', who)
    return f"say how you will change it, or leave it: {then}"


def kept_sentence(done: Kept) -> str:
    """What holds of the RFP now."""
    if not done.strategy:
        return f"{done.rfp.name}: without a strategy again, so it gets no time in a plan."
    if not done.changed:
        return f"{done.rfp.name}: just that was said already."
    return f"{done.rfp.name}: kept. It is worked, with this: {done.strategy}"


def kept_next_step(done: Kept) -> str:
    """The plan of its owner, made anew."""
    return f"the plan counts with it: {commands.about('ownit redo', done.rfp.person_name)}"


def note(rfps: Sequence[OpenRfp]) -> str:
    """What a plan says of RFPs that it gives no time; empty where there are none."""
    without = [r for r in rfps if not r.strategy]
    if not without:
        return ""
    return (
        f"{_count(len(without))} open{_worth(without)}, without a strategy that could change what is asked for: "
        f"{_no_time(len(without))} here. Say it, or leave {'it' if len(without) == 1 else 'them'}: ownit rfp"
    )


def _count(n: int) -> str:
    return "1 RFP is" if n == 1 else f"{n} RFPs are"


def _worth(rfps: Sequence[OpenRfp]) -> str:
    known = [r.amount for r in rfps if r.amount is not None]
    return f", worth {words.amount(sum(known), rfps[0].currency)}" if known else ""


def _no_time(n: int) -> str:
    return "it gets no time" if n == 1 else "they get no time"
