"""In which words do people write a clause of a commission table? The patterns; what they mean is for ``reading``."""

from __future__ import annotations

import re

from ownit.method.written import PATTERN as MONEY

_NUMBER = r"\d[\d.,]*"
_PERCENT_SIGN = r"(?:%|percent|per cent|pct)"
_GOAL = r"(?:(?:the|my)\s+)?(?:goal|quota|target|number)"

_TIMES = rf"(?:x|×|times)\s*(?P<times>{_NUMBER})"
_FOLD = rf"(?P<fold>{_NUMBER})\s*(?:x|×|times)(?:\s+(?:the\s+)?(?:base\s+)?rate)?"
_PERCENT = rf"(?P<percent>{_NUMBER})\s*{_PERCENT_SIGN}(?:\s+of\s+(?:sales|bookings|revenue|everything))?"
_RATE = rf"(?:{_PERCENT}|{_TIMES}|{_FOLD}|(?P<none>nothing|none|no commission)|(?P<double>double))"

_POINT = rf"(?:{_NUMBER}\s*{_PERCENT_SIGN}(?:\s+of\s+{_GOAL})?|{_GOAL}|{MONEY})"
_FROM = rf"(?:from|above|over|beyond|past|after|starting at)\s+(?P<low>{_POINT})"
_TO = rf"(?:to|up to|until|till|below|under|(?:for|on) the first)\s+(?P<high>{_POINT})"
_ABOVE = (
    r"(?P<above>above|above that|beyond|after|after that|from there|from then on|thereafter|on the rest"
    r"|on everything above)"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


BETWEEN = _pattern(r"[;\n]|(?<!\d),|,(?!\d)|\b(?:and then|then|and)\b")
"""What stands between clauses: a comma, but for one within a number."""

PAID = _pattern(rf"{_RATE}(?:\s+{_FROM})?(?:\s+{_TO})?(?:\s+{_ABOVE})?")
"""``6 % to 600k`` · ``9 % above`` · ``x1.5 above 100 %`` · ``nothing to 200k`` · ``6 % from 300k to 600k``."""

BOUND_FIRST = _pattern(rf"(?:{_FROM}|{_TO})\s*:?\s+(?P<rest>.+)")
"""``above 600k: 9 %``."""

CAP = _pattern(
    rf"(?:cap(?:ped)?|at most|max(?:imum)?|ceiling)\s*(?:at|of|is|:)?\s*(?P<after>{MONEY})"
    rf"|(?P<before>{MONEY})\s+(?:cap|at most|max(?:imum)?)"
)
"""``cap 120k`` · ``capped at 120k`` · ``120k cap``."""

NO_CAP = _pattern(r"no cap|uncapped|without (?:a )?cap|no ceiling")

AT_GOAL = _pattern(
    rf"(?P<before>{MONEY})\s+(?:at|on)\s+(?:{_GOAL}|100\s*{_PERCENT_SIGN}(?:\s+of\s+{_GOAL})?)"
    rf"|(?:on target|variable)\s*:?\s*(?P<after>{MONEY})"
)
"""``60k at goal`` · ``60k on target`` · ``variable 60k``."""

CURRENCY = _pattern(r"(?:(?:all )?in\s+)?(?P<code>[A-Z]{3})")
"""``in EUR``."""
