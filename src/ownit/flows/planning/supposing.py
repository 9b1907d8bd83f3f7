"""What if something were different: what does a person mean by it, and how do the plans compare?

A supposition is changes with commas between: ``win 3 of 10`` · ``deal 30k`` · ``12 hours`` · ``cycle 45 days`` ·
``without referrals`` · ``goal 500k`` · ``confidence 0.9``. A win rate, deal, cycle or goal may also be told against
what it is: ``win +10 %``, ``deal x1.5``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ownit.errors import OwnitError, meant
from ownit.flows.starting.errors import AnswerError
from ownit.flows.starting.figures import count, days_in
from ownit.flows.starting.share import parse as share
from ownit.method.written import AmountError, amount

if TYPE_CHECKING:
    from ownit.flows.planning.ground import Ground
    from ownit.method.blocks.kinds import Kind
    from ownit.method.plan.book import Book
    from ownit.method.plan.made import Plan
    from ownit.method.plan.what_if import WhatIf

EXAMPLES = "win 3 of 10; deal 30k; 12 hours; cycle 45 days; without referrals; goal 500k; confidence 0.9"
INSTEAD = "Say: 12 hours; without referrals; goal 40; confidence 0.9."
CHANNELS = {
    "calls": "calls call calling phone telephone dials",
    "emails": "emails email e-mails e-mail mail mails",
    "meetings": "meetings meeting visits visit",
    "referrals": "referrals referral asks",
    "touch": "touch talks network contacts",
    "targets": "targets target accounts",
    "events": "events event fairs",
}
"""Which words name a channel."""
OTHERS = ("marketing", "partner", "inside", "sdr", "inbound", "web")
"""How words begin that name what others bring, on which no plan rests (R1)."""


class SupposeError(OwnitError):
    """Nobody can tell what is supposed, or it cannot be; the sentence says what to say instead."""

    def __init__(self, what: str, instead: str = "") -> None:
        super().__init__(f"{what} {instead or f'Say one of these, or several with commas: {EXAMPLES}.'}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """A supposition and the plan it gives."""

    text: str
    what: WhatIf
    plan: Plan


def suppose(text: str, on: Ground) -> WhatIf:
    """What a text supposes of a seller. Raises SupposeError, BadWhatIfError."""
    from ownit.method.plan.what_if import WhatIf

    found: dict[str, object] = {}
    for part in filter(None, (p.strip(" .") for p in re.split(r",\s+|;|\s+and\s+", text))):
        name, value = _read(part, on)
        if name in found:
            raise SupposeError(f"{text!r} says twice what {name} would be.", "Give each its own --what-if.")
        found[name] = value
    if not found:
        raise SupposeError("What if what?")
    return WhatIf(**found)  # type: ignore[arg-type] # each name has its type by _READERS


def undertaken(on: Ground, texts: list[str], sure: float | None = None) -> WhatIf:
    """Of suppositions what a person can promise: so many hours, or another confidence, if not ``sure``.

    Raises SupposeError.

    A win rate or a deal's size is no promise, and a goal is not one's own to lower (R3).
    """
    from ownit.method.plan.what_if import WhatIf

    what = suppose(", ".join(texts), on) if texts else WhatIf()
    what = replace(what, confidence=sure if what.confidence is None else what.confidence)
    if what != WhatIf(hours=what.hours, confidence=what.confidence):
        raise SupposeError(
            "A win rate, a deal or a goal cannot be promised.", 'Undertake hours a week: --what-if "12 hours".'
        )
    return what


def compare(on: Ground, texts: list[str]) -> tuple[Supposed, ...]:
    """The plan as it is (under an empty text), then each as it would be. Raises as :func:`suppose` does."""
    from ownit.flows.planning.drafting import drafted
    from ownit.method.plan.what_if import WhatIf

    asked = [("", WhatIf()), *((" ".join(text.split()), suppose(text, on)) for text in texts)]
    return tuple(Supposed(text=t, what=w, plan=drafted(on, w, milestones=False).plan) for t, w in asked)


def _read(part: str, on: Ground) -> tuple[str, object]:
    for pattern, name, reader in _READERS:
        if found := re.fullmatch(pattern, part, re.IGNORECASE):
            try:
                return name, reader(found["v"].strip(), on)
            except AnswerError as e:
                raise SupposeError(
                    f"{part!r}: {str(e).partition(' For example:')[0]}", "For example: win 3 of 10."
                ) from e
    raise SupposeError(f"What if {part[:60]!r}? That is not understood.", "" if on.currency else INSTEAD)


def relative(text: str) -> float | None:
    """``x1.5``, ``+10 %``, ``-20%``, ``10 % more`` as a factor; None where it is no such thing."""
    if found := re.fullmatch(r"[x×*]\s*(\d+(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?)\s*(?:x|times)", text, re.IGNORECASE):
        return count(found[1] or found[2])
    less = "less|lower|smaller|shorter|fewer|quicker|faster"
    more = "more|higher|larger|bigger|longer|slower"
    signed = rf"(?P<sign>[-+−])?\s*(?P<n>\d+(?:[.,]\d+)?)\s*(?:%|percent)\s*(?P<way>{less}|{more})?"
    found = re.fullmatch(signed, text, re.IGNORECASE)
    if found is None or not (found["sign"] or found["way"]):
        return None
    down = found["sign"] in ("-", "−") or (found["way"] or "").casefold() in less.split("|")
    return 1.0 + (-1.0 if down else 1.0) * count(found["n"]) / 100.0


def _goal(text: str, on: Ground) -> float:
    factor = relative(text)
    return float(on.goal) * factor if factor is not None else _money(text, on)


def _book(on: Ground) -> Book:
    """Of a plan of money. Raises SupposeError for one of a count, which knows no deals."""
    from ownit.method.plan.counted import Counter

    if isinstance(on.seller, Counter):
        raise SupposeError("This plan is for a count, which knows no win rate, deal or cycle.", INSTEAD)
    return on.seller.book


def _win(text: str, on: Ground) -> float:
    from ownit.method.plan.what_if import win_rate

    book, factor = _book(on), relative(text)
    if factor is not None:
        return factor
    return share(text).of_ten / 10.0 / max(win_rate(book.cycle), 1e-9)


def _deal(text: str, on: Ground) -> float:
    from ownit.method.plan import typical

    book, factor = _book(on), relative(text)
    return factor if factor is not None else _money(text, on) / typical.worth(book)


def _cycle(text: str, on: Ground) -> float:
    from ownit.method.plan import typical

    book, factor = _book(on), relative(text)
    if factor is not None:
        return factor
    told = days_in(text)
    if told is None or told[1].strip() or told[0] <= 0:
        raise SupposeError(f"A cycle of {text!r}?", "Say how long from opening to signature: cycle 45 days.")
    return told[0] / typical.days(book.cycle)


def _money(text: str, on: Ground) -> float:
    if not on.currency:
        return _whole(text)
    try:
        found = amount(text)
    except AmountError as e:
        raise SupposeError(e.what, "Write it like this: goal 500k, or deal 30k.") from e
    if found.currency not in ("", on.currency):
        raise SupposeError(
            f"The plan is in {on.currency}, not in {found.currency}.", f"Give the amount in {on.currency}."
        )
    if found.amount <= 0:
        raise SupposeError(f"{text!r} is no amount to plan with.", "Give one above zero: goal 500k, or deal 30k.")
    return float(found.amount)


def _whole(text: str) -> float:
    """A goal that is a count."""
    said = text.replace(",", "").split()
    if not said or not said[0].isdigit() or int(said[0]) <= 0:
        raise SupposeError(f"{text!r} is no count to plan for.", "Give a whole number above zero: goal 40.")
    return float(said[0])


def _hours(text: str, on: Ground) -> float:
    del on
    return count(text)


def _confidence(text: str, on: Ground) -> float:
    del on
    return confidence_of(text)


def confidence_of(text: str) -> float:
    """``0.9``, ``90 %``, ``90``, ``9 in 10`` as a share. Raises SupposeError unless it is from 0.5 to 0.99."""
    said = text.strip()
    if found := re.fullmatch(r"(\d+)\s*(?:in|of|/)\s*(\d+)", said):
        value = int(found[1]) / max(int(found[2]), 1)
    elif found := re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(%)?", said):
        value = count(found[1])
        value = value / 100.0 if found[2] or value > 1 else value
    else:
        value = 0.0
    if not 0.5 <= value <= 0.99:
        raise SupposeError(f"A confidence is from 0.5 to 0.99, not {text!r}.", "With 0.8 a plan holds 8 times in 10.")
    return value


def _without(text: str, on: Ground) -> Kind:
    from ownit.method.blocks.kinds import KINDS, Kind

    words = {word: kind for kind, names in CHANNELS.items() for word in names.split()}
    have = [way.channel for way in on.seller.ways]
    there = ", ".join(KINDS[channel].lower() for channel in have)
    said = text.casefold().split()
    kind = next((words[w] for w in said if w in words), None)
    if kind is None and any(word.startswith(OTHERS) for word in said):
        already = f"This plan counts nothing of what {text} brings: it is without already."
        raise SupposeError(already, f"It has {there}.")
    if kind is None:
        raise SupposeError(f"There is no channel {text!r}.{meant(text, words)}", f"This plan has {there}.")
    if kind not in have:
        raise SupposeError(f"This plan has no {KINDS[Kind(kind)].lower()} to do without.", f"It has {there}.")
    return Kind(kind)


_V = r"(?:\s+(?:is|was|were|of|to|at|rate|size))*\s+(?P<v>\S.*)"
_READERS: tuple[tuple[str, str, Callable[[str, Ground], object]], ...] = (
    (rf"(?:the\s+)?(?:goal|number|quota){_V}", "goal", _goal),
    (rf"(?:i\s+)?(?:win|wins|winning|won){_V}", "win", _win),
    (rf"(?:deal|deals|amount){_V}", "amount", _deal),
    (rf"(?:cycle|time){_V}", "cycle", _cycle),
    (r"(?P<v>\d+(?:[.,]\d+)?)\s*(?:h|hours?|hrs?)(?:\s+(?:a|per)\s+week)?", "hours", _hours),
    (r"hours?\s+(?P<v>\d+(?:[.,]\d+)?)", "hours", _hours),
    (r"(?:without|no)\s+(?P<v>\S.*)", "without", _without),
    (rf"confidence{_V}", "confidence", _confidence),
    (r"(?P<v>\d+\s+in\s+\d+)", "confidence", _confidence),
)
