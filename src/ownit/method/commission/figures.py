"""Which amount, share or number do a few characters name?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ownit.method.commission.errors import CommissionError
from ownit.method.written import AmountError, amount, in_short

_SHARE = re.compile(r"(?P<digits>\d[\d.,]*)\s*(?:%|percent|pct).*", re.IGNORECASE)


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
        return f"{100 * self.value:.12g} %" if self.of_goal else in_short(self.value)


def number(text: str) -> float:
    """1.5 and 1,5 are one and a half: a rate or a multiple has no thousands. Raises CommissionError."""
    plain = text.strip(".,").replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(\.\d+)?", plain):
        raise CommissionError(f"{text!r} is not a number.")
    return float(plain)


def hundredths(text: str) -> float:
    """``6`` percent as 0.06, and not as what dividing leaves; raises CommissionError."""
    return round(number(text) / 100.0, 12)


def money(text: str) -> tuple[float, str]:
    """(amount to the cent, currency or nothing); raises CommissionError."""
    try:
        said = amount(text)
    except AmountError as e:
        raise CommissionError(e.what, e.instead) from e
    if said.amount < 0:
        raise CommissionError(f"{text!r} is less than nothing.", "Give an amount from 0 up, such as 600k.")
    return round(float(said.amount), 2), said.currency


def point(text: str) -> Point:
    """An amount, a share of the goal, or the goal itself; raises CommissionError."""
    if re.fullmatch(r"(?:the\s+|my\s+)?(?:goal|quota|target|number)", text.strip(), re.IGNORECASE):
        return Point(value=1.0, of_goal=True)
    if found := _SHARE.fullmatch(text.strip()):
        return Point(value=hundredths(found["digits"]), of_goal=True)
    value, currency = money(text)
    return Point(value=value, of_goal=False, currency=currency)
