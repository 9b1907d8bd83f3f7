"""Which number, length of time or amount of money does a text name?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple


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

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_UNITS = {"": 1, "k": 1000, "thousand": 1000, "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "bn": 10**9}
CODES = words(
    "USD EUR GBP CHF JPY CNY INR CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY ILS ZAR BRL MXN ARS CLP COP SGD HKD "
    "KRW TWD THB MYR IDR PHP VND AED SAR QAR EGP NGN KES UAH RUB"
)
_CODE = "|".join(CODES)
_AMOUNT = re.compile(
    rf"(?:(?:^|\s)(?P<before>[€£$¥]|(?:{_CODE})(?=\s*\d))\s*|(?:^|\s))"
    r"(?P<digits>\d[\d.,'_]*)\s*(?P<unit>k|thousand|mn|mio|million|m|bn)?"
    rf"(?:\s*(?P<after>[€£$¥]|{_CODE}))?$",
    re.IGNORECASE,
)


class Money(NamedTuple):
    """An amount at the end of a text: how much, in what, where it began, and whether it can be nothing else."""

    amount: Decimal
    currency: str
    start: int
    sure: bool


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


def money_at_end(text: str) -> Money | None:
    """``Acme 30k``, ``Acme €30,000``, ``Acme 1.2m EUR``: the amount at the end; None where there is none."""
    found = _AMOUNT.search(text)
    if found is None:
        return None
    before, after = found["before"] or "", found["after"] or ""
    currency = next((_SYMBOLS.get(c, c.upper()) for c in (before, after) if c), "")
    number = _number(found["digits"])
    if number is None:
        return None
    amount = number * _UNITS[(found["unit"] or "").lower()]
    sure = bool(currency or found["unit"]) or amount >= 100
    return Money(amount=amount, currency=currency, start=found.start(), sure=sure)


def _number(digits: str) -> Decimal | None:
    """30,000 and 30.000 are thirty thousand, 1.5 and 1,5 one and a half."""
    plain = digits.strip("'_.,").replace("'", "").replace("_", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        plain = re.sub(r"[.,]", "", plain)
    elif re.fullmatch(r"\d{1,3}(,\d{3})+\.\d{1,2}", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d{1,2}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d{1,13}(\.\d+)?", plain) else None
