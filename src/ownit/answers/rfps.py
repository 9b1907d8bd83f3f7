"""What is said of the RFPs that are open?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ownit.answers import words


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
