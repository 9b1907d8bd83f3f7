"""Which number or length of time does a text name?"""

from __future__ import annotations

import re


def words(text: str) -> tuple[str, ...]:
    """The words of a list written as one text."""
    return tuple(text.split())


_WORDS = words(
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = {word: i for i, word in enumerate(_WORDS)} | {"zero": 0, "a": 1, "an": 1, "dozen": 12, "none": 0}
NUMBER = rf"(?:\d+(?:,\d{{3}})*|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
MOST_MINUTES = 7 * 24 * 60
MOST = 100_000  # of one thing in one line; more is a slip of the keyboard

_HOURS = re.compile(
    r"(?<!\w)(?P<h>half an|\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight)\s*(?:hours?|hrs?|h)\b\s*"
    r"(?:(?:and\s+)?(?P<hm>\d{1,2})\s*(?:minutes?|mins?|min|m)?\b)?"
)
_RUN_ON = re.compile(r"\b(?P<h>\d+)(?:h|:)(?P<hm>\d{2})(?:\s*h(?:ours?|rs?)?)?\b")
_MINUTES = re.compile(r"\b(?P<m>\d+)\s*(?:minutes?|mins?)\b")


def count_of(text: str) -> int | None:
    """14, fourteen, a or no as a number; None for anything else."""
    if re.fullmatch(r"\d{1,9}|\d{1,3}([.,]\d{3}){1,2}", text, re.ASCII):
        return int(re.sub(r"[.,]", "", text))
    return NUMBER_WORDS.get(text)


def minutes_in(text: str) -> tuple[int, str]:
    """The minutes that a lower-case text names, and the text without them."""
    total = 0
    for pattern in (_RUN_ON, _HOURS, _MINUTES):
        while found := pattern.search(text):
            total += _minutes(found)
            text = f"{text[: found.start()]} {text[found.end() :]}"
    return total, text


def _minutes(found: re.Match[str]) -> int:
    said = found.groupdict()
    hours = said.get("h")
    whole = 0.0
    if hours == "half an":
        whole = 30.0
    elif hours:
        number = NUMBER_WORDS.get(hours)
        whole = 60.0 * (float(hours.replace(",", ".")) if number is None else number)
    return round(whole) + int(said.get("hm") or said.get("m") or 0)
