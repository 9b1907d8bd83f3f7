"""Which amounts of money, counts and lengths of time does a text name?"""

from __future__ import annotations

import re
from decimal import Decimal

from ownit.flows.starting.errors import AnswerError
from ownit.method.written import AmountError, Money, amounts


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


DAYS_A_MONTH = 365.25 / 12

_IN_ORDER = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = {word: n for n, word in enumerate(_IN_ORDER.split())} | {"a": 1, "an": 1, "dozen": 12}
NUMBER_WORDS |= dict.fromkeys(("none", "nobody", "nothing", "zero"), 0)
_COUNT = rf"\d+(?:[.,]\d+)?|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
COUNT = rf"(?<![\w.,])(?:{_COUNT})(?!\w)"

_DAYS = {"day": 1.0, "d": 1.0, "week": 7.0, "wk": 7.0, "w": 7.0, "month": DAYS_A_MONTH, "mth": DAYS_A_MONTH}
_DAYS |= {"mo": DAYS_A_MONTH, "quarter": 3 * DAYS_A_MONTH, "year": 365.25, "yr": 365.25, "y": 365.25}
_LENGTH = re.compile(
    rf"(?<![\w.,])(?P<half>half\s+)?(?P<low>{_COUNT})(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:[.,]\d+)?))?[\s-]*"
    rf"(?P<unit>{'|'.join(sorted(_DAYS, key=len, reverse=True))})s?(?!\w)",
    re.IGNORECASE,
)


def money_in(text: str, example: str) -> tuple[Money, ...]:
    """Every amount of a text, in order. Raises AnswerError for a currency that there is not, or one too large."""
    try:
        return amounts(text)
    except AmountError as e:
        raise AnswerError(str(e), example) from e


def count(text: str) -> float:
    """14, 2.5, fourteen or none as a number."""
    folded = text.lower()
    return float(NUMBER_WORDS[folded]) if folded in NUMBER_WORDS else float(folded.replace(",", "."))


def days_in(text: str) -> tuple[float, str] | None:
    """The last length of time that a text names, in days (6-8 weeks is 7), and the text without it; None for none."""
    found = next(reversed(list(_LENGTH.finditer(text))), None)
    if found is None:
        return None
    low = count(found["low"])
    high = count(found["high"]) if found["high"] else low
    days = (low + high) / 2 * _DAYS[found["unit"].lower()] * (0.5 if found["half"] else 1.0)
    return days, f"{text[: found.start()]} {text[found.end() :]}"


def left_over(text: str, fillers: frozenset[str]) -> str:
    """What of a text is neither a filler nor a mark: what nobody has understood."""
    words = [w for w in re.split(r"[\s,;:.!()/&+~=|-]+", text) if w]
    return " ".join(w for w in words if w.lower() not in fillers)


def plain(amount: Decimal) -> str:
    """An amount in digits alone: 1200000, 12.5."""
    return f"{amount.normalize():f}"
