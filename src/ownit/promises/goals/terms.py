"""Do the terms of a goal hold together?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ownit.method.currencies import is_currency
from ownit.promises.goals.errors import GoalError
from ownit.promises.goals.record import KINDS, MEASURES, MONEY, SCOPES, Terms

_LARGEST = Decimal(10) ** 14  # DECIMAL(18, 4)
_SMALLEST = Decimal("0.0001")


def checked(terms: Terms) -> Terms:
    """The terms in their one form: kinds in order, all three as none, currency in capitals. Raises GoalError."""
    if terms.scope not in SCOPES:
        raise GoalError(f"{terms.scope!r} is not whose goal it can be: {', '.join(SCOPES)}.")
    if (terms.person is None) != (terms.scope == "company"):
        raise GoalError("A goal belongs to a person or a person's team, or to the company and then to no one else.")
    if terms.measure not in MEASURES:
        raise GoalError(f"{terms.measure!r} is not measured; choose {', '.join(MEASURES)}.")
    if terms.period_end < terms.period_start:
        raise GoalError(f"The period ends on {terms.period_end}, before it begins on {terms.period_start}.")
    return replace(
        terms,
        amount=_amount(terms.amount, terms.unit),
        kinds=_kinds(terms.kinds),
        currency=_currency(terms.currency, terms.unit),
    )


def _amount(amount: Decimal, unit: str) -> Decimal:
    if not amount.is_finite() or not 0 <= amount < _LARGEST:
        raise GoalError(f"A goal is a number from 0 to under {_LARGEST:,.0f}, not {amount}.")
    if unit != MONEY and amount != amount.to_integral_value():
        raise GoalError(f"A goal that is a count is a whole number, not {amount.normalize():f}.")
    return amount.quantize(_SMALLEST)


def _kinds(kinds: tuple[str, ...]) -> tuple[str, ...]:
    if not kinds:
        return ()
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise GoalError(f"{unknown[0]!r} is not a kind of business; choose from {', '.join(KINDS)}.")
    return () if set(kinds) == set(KINDS) else tuple(k for k in KINDS if k in kinds)


def _currency(currency: str, unit: str) -> str:
    if unit != MONEY:
        return ""
    if not is_currency(currency):
        raise GoalError(
            f"A goal in money needs its currency's three letters in ISO 4217, such as EUR, not {currency!r}."
        )
    return currency.upper()


def day(text: str) -> date:
    """A day written YYYY-MM-DD; raises GoalError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as e:
        raise GoalError(f"{text.strip()[:40]!r} is not a day written YYYY-MM-DD.") from e
