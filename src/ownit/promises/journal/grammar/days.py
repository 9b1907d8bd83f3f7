"""Which day does a text name?"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ownit.promises.journal.grammar.errors import DayDoubtError

OLDEST = timedelta(days=731)
_DAY = timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december|sept|" + "|".join(
    _MONTHS
)
_PHRASE = (
    rf"(?:(?:on|last|this)\s+)?(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<dmy>\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}})?)|"
    rf"(?P<near>today|yesterday|day before yesterday|this morning)|"
    rf"(?P<dm>(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)|"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)}|mon|tue|tues|wed|thu|thurs|fri|sat|sun))"
)
AT_START = re.compile(rf"^(?:the\s+)?{_PHRASE}(?!\w)(?:\s*:\s*|\s+|$)", re.IGNORECASE)
AT_END = re.compile(rf"(?:^|\s+)(?:the\s+)?{_PHRASE}$", re.IGNORECASE)


def cut_day(text: str, today: date) -> tuple[str, date | None, bool]:
    """A clause without its day, the day, and whether it stood at the start. Raises DayDoubtError."""
    for pattern, first in ((AT_START, True), (AT_END, False)):
        found = pattern.search(text)
        day = _day(found, today) if found else None
        if found and day is not None:
            if day > today or day < today - OLDEST:
                raise DayDoubtError(day, today)
            return (text[: found.start()] + " " + text[found.end() :]).strip(), day, first
    return text, None, False


def _day(found: re.Match[str], today: date) -> date | None:
    """The day, or None where the figures make none."""
    said = {name: (value or "").lower() for name, value in found.groupdict().items()}
    try:
        if said["iso"]:
            return date.fromisoformat(said["iso"])
        if said["dmy"]:
            day, month, year = said["dmy"].split(".")
            return _latest(int(month), int(day), today) if not year else date(int(year), int(month), int(day))
        if said["dm"]:
            month_ = _MONTHS.index((said["m1"] or said["m2"])[:3]) + 1
            return _latest(month_, int(said["d1"] or said["d2"]), today)
    except ValueError:  # a day that there is not: 31 February
        return None
    if said["near"]:
        return today - {"yesterday": 1, "day before yesterday": 2}.get(said["near"], 0) * _DAY
    wanted = next(i for i, name in enumerate(_WEEKDAYS) if name.startswith(said["weekday"][:3]))
    back = (today.weekday() - wanted) % 7
    return today - (back or (7 if found[0].lower().strip().startswith("last") else 0)) * _DAY


def _latest(month: int, day: int, today: date) -> date:
    """That day of this year, or of last year if it has not come yet."""
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)
