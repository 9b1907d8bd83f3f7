"""What does a seller's week allow, beside its hours: how much of each channel, how many hours, which team's way?

A person's own limits are kept as lines: ``calls at most 100`` · ``asks at least 2`` · ``hours at most 12``; ``calls
any`` takes one back. The organisation chooses how much of the time must be synchronous (R14) and how many hours
everybody keeps up, seniors too (R16).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from ownit.errors import OwnitError, meant
from ownit.flows.planning.supposing import CHANNELS

if TYPE_CHECKING:
    from ownit.method.plan.book import Worker
    from ownit.method.plan.channels import Way
    from ownit.promises.organisation.choices import Choices

W = TypeVar("W", bound="Worker")

HOURS = "hours"
MOST_HOURS, MOST_ACTIVITIES = 168.0, 10_000.0
_N = r"(?P<n>\d+(?:[.,]\d+)?)"
_AT_MOST = r"(?:at\s+most|no\s+more\s+than|up\s+to|max(?:imum)?|<=)"
_AT_LEAST = r"(?:at\s+least|no\s+(?:less|fewer)\s+than|min(?:imum)?|>=)"
_WHAT = r"(?P<what>[^\W\d][\w\- ]*?)"
_A_WEEK = r"(?:\s+(?:a|per|each|every)\s+week)?"
_FORMS = tuple(
    (re.compile(form, re.IGNORECASE), sense)
    for words, sense in ((_AT_MOST, "most"), (_AT_LEAST, "least"))
    for form in (rf"{_WHAT}\s+{words}\s*{_N}{_A_WEEK}", rf"{words}\s*{_N}\s+{_WHAT}{_A_WEEK}")
)
_ANY = re.compile(rf"{_WHAT}\s+(?:any|no\s+limit|unlimited|as\s+many\s+as\s+it\s+takes)", re.IGNORECASE)


class LimitError(OwnitError):
    """Nobody can tell what a limit limits, or it cannot be."""

    def __init__(self, what: str, instead: str = "") -> None:
        said = instead or 'Say "calls at most 100", "asks at least 2", "hours at most 12", or "calls any" for no limit.'
        super().__init__(f"{what} {said}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Of a channel (activities) or of opening business (``hours``): so many a week at least, at most; None: any."""

    what: str
    sense: str  # most, least, any
    n: float = 0.0

    @property
    def text(self) -> str:
        """As it is kept."""
        return f"{self.what} any" if self.sense == "any" else f"{self.what} at {self.sense} {self.n:g}"


def read(text: str) -> Limit:
    """What one text limits. Raises LimitError."""
    bare = text.strip(" .")
    if found := _ANY.fullmatch(bare):
        return Limit(what=_named(found["what"]), sense="any")
    for form, sense in _FORMS:
        if found := form.fullmatch(bare):
            return _limit(_named(found["what"]), sense, float(found["n"].replace(",", ".")))
    raise LimitError(f"{text!r} limits nothing.")


def _limit(what: str, sense: str, n: float) -> Limit:
    most = MOST_HOURS if what == HOURS else MOST_ACTIVITIES
    if n > most:
        raise LimitError(f"{n:g} {what} a week is more than there can be.", f"Give at most {most:g}.")
    if what == HOURS and sense == "most" and n <= 0:
        raise LimitError("No hours open no business.", "Give some: hours at most 8.")
    return Limit(what=what, sense=sense, n=n)


def _named(text: str) -> str:
    folded = text.strip().casefold()
    if folded in ("hours", "hour", "h", "time"):
        return HOURS
    words = {word: kind for kind, names in CHANNELS.items() for word in names.split()}
    kind = next((words[w] for w in folded.split() if w in words), None)
    if kind is None:
        raise LimitError(f"There is no channel {text.strip()!r}.{meant(folded, words)}")
    return kind


def kept(said: Mapping[str, str]) -> tuple[Limit, ...]:
    """The limits that a person has said; lines of an older version that mean nothing any more are left out."""
    found = []
    for line in said.get("limits", "").splitlines():
        try:
            found.append(read(line))
        except LimitError:  # kept by a version that knew another channel: it limits nothing here
            continue
    return tuple(found)


def joined(before: Sequence[Limit], texts: Iterable[str]) -> tuple[Limit, ...]:
    """The limits with what is said anew. Raises LimitError, also where more is asked of a thing than is allowed."""
    by_key = {(one.what, one.sense): one for one in before}
    for limit in map(read, texts):
        if limit.sense == "any":
            by_key = {key: one for key, one in by_key.items() if key[0] != limit.what}
        else:
            by_key[limit.what, limit.sense] = limit
    for what, _ in by_key:
        least, most = by_key.get((what, "least")), by_key.get((what, "most"))
        if least and most and least.n > most.n:
            raise LimitError(
                f"{what} at least {least.n:g} and at most {most.n:g} cannot both be.", "Change one of them."
            )
    return tuple(by_key.values())


def limited(seller: W, limits: Sequence[Limit], choices: Choices) -> W:
    """The seller with what they, and their organisation, ask of the week; what is not limited stays."""
    by_key = {(one.what, one.sense): one.n for one in limits}
    most, least = by_key.get((HOURS, "most")), max(by_key.get((HOURS, "least"), 0.0), choices.least_hours)
    asked = replace(seller.limits, synchronous=choices.synchronous, least=least, creating=most)
    return replace(seller, limits=asked, ways=tuple(_way(way, by_key) for way in seller.ways))


def _way(way: Way, by_key: Mapping[tuple[str, str], float]) -> Way:
    said, least = by_key.get((str(way.channel), "most")), by_key.get((str(way.channel), "least"), 0.0)
    if said is None and not least:
        return way
    most = way.most if said is None else min(said, float("inf") if way.most is None else way.most)
    return replace(way, most=most, least=least)
