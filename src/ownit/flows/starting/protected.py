"""How many hours a week are kept for opening business, and when?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ownit.flows.starting.errors import AnswerError, quoted
from ownit.flows.starting.figures import COUNT, count
from ownit.flows.starting.meetings import WEEK_HOURS
from ownit.method.blocks.terms import Preferred
from ownit.promises.blocks.preferences import stretches

EXAMPLE = "8: Tue-Fri 9-11"
_ASK = "Say how many hours, and when."
_HOURS = re.compile(
    rf"^\s*(?:about\s+)?(?:(?P<glued>\d+(?:[.,]\d+)?)(?:h|hrs?)|(?P<hours>-?\s*{COUNT}))(?!\s*[-–]|:\d)"
    r"(?:\s*(?:h|hrs?|hours?))?(?:\s+(?:a|per)\s+week)?\s*(?::|,|;|\s|$)",
    re.IGNORECASE,
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAYS = rf"{_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?"
_LIST = re.compile(rf"(?P<days>{_DAYS}(?:\s*(?:,|;|and|&|\+|/)\s*{_DAYS})+)\s+(?P<times>\d[\d:\s–-]*)")
_NAMED = {"mornings": "9-12", "morning": "9-12", "afternoons": "13-17", "afternoon": "13-17"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """Hours a week for opening business; ``when`` as ``*_when`` of a person's time takes it, empty for any time."""

    hours: float
    when: str = ""

    @property
    def text(self) -> str:
        """The answer as it is kept."""
        return f"{self.hours:.6g}: {self.when}" if self.when else f"{self.hours:.6g}"


def parse(text: str, *, example: str = EXAMPLE) -> Protected:
    """``8: Tue-Fri 9-11``; ``8``; ``Tue-Fri 9-11``, whose hours are counted. Raises AnswerError."""
    text = " ".join(text.split())
    found = _HOURS.match(text)
    hours = None if found is None else _hours(found["glued"] or found["hours"], example)
    when = _plain(text if found is None else text[found.end() :])
    if not when:
        if hours is None:
            raise AnswerError(f"There are no hours yet. {_ASK}", example)
        return Protected(hours=hours)
    try:
        times = stretches(when)
    except ValueError as e:
        wrong = quoted(text if found is None else text[found.end() :])  # as it was written
        raise AnswerError(f"{wrong} is not understood. {_ASK}", example) from e
    room = room_of(times)
    if not times or room <= 0:
        raise AnswerError(f"{quoted(text)} names no time. {_ASK}", example)
    if hours is not None and hours > room + 1e-9:
        raise AnswerError(
            f"{when} has room for {room:g} of {hours:g} hours: name more time, or protect {room:g}.", example
        )
    return Protected(hours=room if hours is None else hours, when=when)


def _hours(text: str, example: str) -> float:
    hours = -1.0 if text.startswith("-") else count(text)
    if hours <= 0:
        raise AnswerError(
            "Without an hour a week for opening business there is no plan: give those you can keep.", example
        )
    if hours > WEEK_HOURS:
        raise AnswerError(f"A week has {WEEK_HOURS:g} hours, not {hours:g}.", example)
    return hours


def _plain(text: str) -> str:
    """``Tue, Thu 9-11`` as ``tue 9-11, thu 9-11``; mornings as 9-12."""
    folded = " ".join(text.casefold().split()).strip(" ,;.")
    for name, times in _NAMED.items():
        folded = re.sub(rf"\b{name}\b", times, folded)
    folded = re.sub(r"(\d{1,2})((?::\d\d)?)\s*([ap])m\b", _clock, folded)
    folded = re.sub(r"(?<=\d)\s*(?:&|and)\s*(?=[a-z\d])", ", ", folded)
    folded = re.sub(r"^(?:every|each|all)\s+(?:day|\b)", "workdays ", folded).strip()
    folded = re.sub(r"^(?=\d)", "workdays ", folded)

    def each(found: re.Match[str]) -> str:
        days = re.split(r"\s*(?:,|;|\band\b|&|\+|/)\s*", found["days"])
        return ", ".join(f"{day} {found['times'].strip()}" for day in days if day)

    return _LIST.sub(each, folded)


def _clock(found: re.Match[str]) -> str:
    """9am as 9, 2:30pm as 14:30."""
    return f"{int(found[1]) % 12 + (12 if found[3] == 'p' else 0)}{found[2]}"


def room_of(times: tuple[Preferred, ...]) -> float:
    """Hours that stretches of weekdays cover; what overlaps counts once."""
    minutes = {(p.weekday, m) for p in times for m in range(p.span.start, p.span.end)}
    return len(minutes) / 60.0
