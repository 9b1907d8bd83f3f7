"""Which amount, share or number do a few characters name?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ownit.method.commission.errors import CommissionError
from ownit.method.currencies import is_currency

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_UNITS = {"": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9}
_SIGN = r"(?:[€£$¥]|[A-Z]{3}\b)"
MONEY = rf"(?:{_SIGN}\s*)?\d[\d.,']*\s*(?:(?:thousand|million|mio|mn|bn|k|m)\b)?(?:\s*{_SIGN})?"
"""The pattern of an amount of money, for use within others."""

_MONEY = re.compile(
    rf"(?P<before>{_SIGN})?\s*(?P<digits>\d[\d.,']*)\s*(?P<unit>thousand|million|mio|mn|bn|k|m)?\s*(?P<after>{_SIGN})?",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?P<digits>\d[\d.,]*)\s*(?:%|percent|pct).*", re.IGNORECASE)
LARGEST = 1e14


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where on the way a rate begins or ends: money, or a share of the goal."""

    value: float
    of_goal: bool
    currency: str = ""

    def bare(self) -> Point:
        """Without its currency, to be compared."""
        return replace(self, currency="")

    def told(self) -> str:
        """As people write it."""
        return f"{100 * self.value:.12g} %" if self.of_goal else amount(self.value)


def amount(value: float) -> str:
    """An amount that reads back as itself: 600k where it is round, all its digits where it is not."""
    for scale, unit in ((1e6, "M"), (1e3, "k")):
        if value >= scale and float(f"{value / scale:.10g}") * scale == value:
            return f"{value / scale:.10g}{unit}"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def number(text: str, *, grouped: bool = False) -> float:
    """1.5 and 1,5 are one and a half; with ``grouped``, for amounts, 30.000 and 30,000 are thirty thousand.

    Raises CommissionError.
    """
    plain = text.strip(".,'").replace("'", "")
    if grouped and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif grouped and re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(\.\d+)?", plain):
        raise CommissionError(f"{text!r} is not a number.")
    return float(plain)


def hundredths(text: str) -> float:
    """``6`` percent as 0.06, and not as what dividing leaves; raises CommissionError."""
    return round(number(text) / 100.0, 12)


def money(text: str) -> tuple[float, str]:
    """(amount, currency or nothing); raises CommissionError."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise CommissionError(f"{text!r} is not an amount.", "Give one such as 600k, or 600,000 EUR.")
    value = round(number(found["digits"], grouped=True) * _UNITS[(found["unit"] or "").lower()], 2)
    if value >= LARGEST:
        raise CommissionError(f"{text!r} is more than anyone sells.", "Give an amount such as 600k.")
    names = {_SYMBOLS.get(sign, sign.upper()) for sign in (found["before"], found["after"]) if sign}
    wrong = sorted(name for name in names if not is_currency(name))
    if wrong or len(names) > 1:
        raise CommissionError(f"{text!r} names no one currency.", "Give its three letters in ISO 4217, such as EUR.")
    return value, next(iter(names), "")


def point(text: str) -> Point:
    """An amount, a share of the goal, or the goal itself; raises CommissionError."""
    if re.fullmatch(r"(?:the\s+|my\s+)?(?:goal|quota|target|number)", text.strip(), re.IGNORECASE):
        return Point(value=1.0, of_goal=True)
    if found := _SHARE.fullmatch(text.strip()):
        return Point(value=hundredths(found["digits"]), of_goal=True)
    value, currency = money(text)
    return Point(value=value, of_goal=False, currency=currency)
