"""How many first meetings does a seller get in a normal week, in how many hours; and who would take their call?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ownit.flows.starting.errors import AnswerError, quoted
from ownit.flows.starting.figures import COUNT, count, left_over, words

EXAMPLE = "4 in 8 hours"
NETWORK_EXAMPLE = "20"
WEEK_HOURS = 168.0
MOST_PEOPLE = 100_000
_ASK = "Say how many first meetings you get yourself in a week, and in how many hours."
_WHO = "Say how many customers, past customers and people who know you would take your call tomorrow."
_FILLERS = words(
    "in of about around roughly maybe meetings meeting first a an the week per normal i get and from with takes"
)
_PEOPLE = words(
    "about around roughly maybe and plus people customers customer clients client past former friends contacts who "
    "know me my would take call the of at least over so some others partners colleagues"
)
_HOURS = re.compile(rf"(?P<hours>{COUNT})\s*(?:h|hr|hrs|hours?)(?!\w)", re.IGNORECASE)
_GLUED = re.compile(r"(?P<hours>(?<![\w.,])\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?)(?!\w)", re.IGNORECASE)
_BARE = re.compile(rf"\bin\s+(?:about\s+|around\s+)?(?P<hours>{COUNT})\s*$", re.IGNORECASE)
_COUNT = re.compile(COUNT, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """First meetings of one's own in a normal week, and the hours they take."""

    count: float
    hours: float

    @property
    def text(self) -> str:
        """The answer as it is kept."""
        return f"{self.count:.6g} in {self.hours:.6g} hours"


def parse(text: str, *, example: str = EXAMPLE) -> Meetings:
    """``4 in 8 hours``; it was asked in how many hours, so ``4 in 8`` too. Raises AnswerError."""
    found = _GLUED.search(text) or _HOURS.search(text) or _BARE.search(text)
    rest = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    numbers = _COUNT.findall(rest)
    if odd := left_over(_COUNT.sub(" ", rest), _FILLERS):
        raise AnswerError(f"What is {quoted(odd)}? {_ASK}", example)
    if found is None or not numbers:
        raise AnswerError(f"{'How many meetings?' if found else 'In how many hours?'} {_ASK}", example)
    meetings = [count(n) for n in numbers if n.lower() not in ("a", "an")] or [1.0]
    if len(meetings) > 1:
        raise AnswerError(f"Which of these is the number of meetings? {_ASK}", example)
    return _checked(meetings[0], count(found["hours"]), example)


def _checked(meetings: float, hours: float, example: str) -> Meetings:
    if meetings <= 0:
        raise AnswerError("None yet? Say what you expect of a good week; your Fridays correct it.", example)
    if hours > WEEK_HOURS:
        raise AnswerError(f"A week has {WEEK_HOURS:g} hours, not {hours:g}.", example)
    if hours <= 0:
        raise AnswerError("Meetings take time: say in how many hours you get them.", example)
    if meetings > hours * 12:
        raise AnswerError(f"{meetings:g} meetings in {hours:g} h is one every few minutes.", example)
    return Meetings(count=meetings, hours=hours)


def network(text: str, *, example: str = NETWORK_EXAMPLE) -> int:
    """``20``; ``12 customers, 5 past customers and 3 friends``; ``none``. Raises AnswerError."""
    numbers = _COUNT.findall(re.sub(r"(?<=\d)[,'’](?=\d{3}(?!\d))", "", text))
    odd = left_over(_COUNT.sub(" ", text), _PEOPLE)
    if odd or not numbers or text.lstrip().startswith(("-", "−")):
        raise AnswerError(f"{quoted(odd or text)} is no number. {_WHO}", example)
    people = sum(count(n) for n in numbers if n.lower() not in ("a", "an"))
    if people > MOST_PEOPLE or people != round(people):
        raise AnswerError(f"{people:g} is no number of people whom you know. {_WHO}", example)
    return round(people)
