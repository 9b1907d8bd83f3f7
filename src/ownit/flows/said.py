"""What does a person mean by what they wrote?"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from ownit.errors import OwnitError

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}


class AmountUnreadableError(OwnitError):
    """A text is no amount."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no amount. Write 300000, 300k or 1.2M.")


def amount_of(text: str) -> Decimal:
    """300000, 300k, 1.2M, 1,200,000 as a number; raises AmountUnreadableError."""
    found = re.fullmatch(r"([-+]?[\d., _']*\d)\s*(k|m|mn|bn)?", text.strip().casefold())
    if found is None:
        raise AmountUnreadableError(text)
    digits = re.sub(r"[ _']|,(?=\d{3}(?!\d))", "", found[1])
    try:
        return Decimal(digits.replace(",", ".")) * _UNITS[found[2] or ""]
    except InvalidOperation as e:
        raise AmountUnreadableError(text) from e


class DayUnreadableError(OwnitError):
    """A text is no day."""

    def __init__(self, option: str, text: str) -> None:
        super().__init__(f"{option} {text!r} is no day. Write it as YYYY-MM-DD, for example 2026-06-30.")


def day_of(option: str, text: str) -> date:
    """The day an option names; raises DayUnreadableError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as e:
        raise DayUnreadableError(option, text) from e
