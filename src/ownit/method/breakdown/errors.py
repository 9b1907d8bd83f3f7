"""Why can a number not be broken down as asked?"""

from __future__ import annotations

from decimal import Decimal

from ownit.errors import OwnitError


def _said(amount: Decimal) -> str:
    """1,200 or 1,200.50."""
    return f"{amount:,.2f}".removesuffix(".00")


class BreakdownError(OwnitError):
    """A number cannot be broken down as asked."""


class NegativeAmountError(BreakdownError):
    """An amount below zero, or none at all."""

    def __init__(self, where: str, amount: Decimal) -> None:
        super().__init__(f"{where} is {amount}; give a number from 0.")


class MoreByHandError(BreakdownError):
    """What was set by hand inside a period is more than the period has."""

    def __init__(self, whole: str, amount: Decimal, by_hand: Decimal) -> None:
        super().__init__(
            f"By hand {_said(by_hand)} is set inside {whole}, which has {_said(amount)}: {_said(by_hand - amount)} too "
            "much. "
            f"Lower what is set inside it, or raise {whole}."
        )


class NothingLeftError(BreakdownError):
    """There is something left to spread, and no period to take it."""

    def __init__(self, whole: str, left: Decimal) -> None:
        super().__init__(
            f"{_said(left)} of {whole} is left over, and no period in it can take it: each is set by hand, or "
            "nobody works in it. Leave one of them empty, or raise one by hand."
        )


class NotInPeriodError(BreakdownError):
    """Something was set by hand for a period that is no part of what is broken down."""

    def __init__(self, name: str, whole: str) -> None:
        super().__init__(f"{name} is no part of {whole}; set by hand only its own quarters, months and weeks.")


class SetTwiceError(BreakdownError):
    """One period was set by hand twice."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is set by hand twice; keep one of them.")
