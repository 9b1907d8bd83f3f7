"""Do the terms of a plan hold together?"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ownit.method.blocks.kinds import Kind
from ownit.method.currencies import is_currency
from ownit.promises.plans.errors import PlanError
from ownit.promises.plans.record import Line, Milestone, Terms

_LARGEST = Decimal(10) ** 14  # DECIMAL(18, 4)
_SMALLEST = Decimal("0.0001")
_WEEK = 168 * 60.0
COUNTS = ("meetings_held", "opportunities_opened")
"""What a plan may be for that is no money; its ``told`` says so."""


def checked(terms: Terms, today: date) -> Terms:
    """The terms in their one form: money to four places, currency in capitals, ``told`` as it is read back.

    Raises PlanError.
    """
    if terms.period_end < terms.period_start:
        raise PlanError(f"The period ends on {terms.period_end}, before it begins on {terms.period_start}.")
    if terms.period_end < today:
        raise PlanError(f"The period ended on {terms.period_end}. Plan for one that has days left.")
    if not terms.goal > 0:
        raise PlanError(f"A plan needs a goal above zero, not {terms.goal}.")
    if terms.told.get("measure") in COUNTS:
        if terms.currency or terms.goal != terms.goal.to_integral_value():
            raise PlanError(f"A plan of a count is for a whole number, not {terms.goal} {terms.currency}.".strip())
    elif not is_currency(terms.currency):
        raise PlanError(f"A plan needs its currency's three letters in ISO 4217, such as EUR, not {terms.currency!r}.")
    if not 0 < terms.confidence < 1:
        raise PlanError(f"A plan is made for a chance between 0 and 1, such as 0.8, not {terms.confidence}.")
    _check_chance(terms.chance)
    _check_counts("deals to open", terms.opened)
    _check_lines(terms.lines)
    return replace(
        terms,
        goal=_money(terms.goal),
        currency=terms.currency.upper(),
        milestones=tuple(_milestone(m) for m in terms.milestones),
        told=as_read_back(terms.told),
        reason=terms.reason.strip(),
    )


def as_read_back(told: Any) -> Any:
    """Plain JSON; raises PlanError for what is none."""
    try:
        return json.loads(as_text(told))
    except (TypeError, ValueError) as e:
        raise PlanError(f"What a plan told must be plain JSON ({e}).") from e


def as_text(told: Any) -> str:
    """What a plan told, as kept. ASCII, since PostgreSQL keeps no NUL."""
    return json.dumps(dict(told), allow_nan=False, ensure_ascii=True)


def _check_lines(lines: tuple[Line, ...]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.channel not in set(Kind):
            raise PlanError(f"{line.channel!r} is not a channel; there is: {', '.join(Kind)}.")
        if line.channel in seen:
            raise PlanError(f"{line.channel} stands in the plan twice. Add its hours up.")
        seen.add(line.channel)
        _check_counts(line.channel, line.activities, line.minutes, line.opened)
    hours = sum(line.minutes for line in lines) / 60
    if hours * 60 > _WEEK:
        raise PlanError(f"A week has 168 hours, and the plan takes {hours:.0f}. Plan for what a week has.")


def _milestone(m: Milestone) -> Milestone:
    if m.end < m.start:
        raise PlanError(f"{m.name} ends on {m.end}, before it begins on {m.start}.")
    _check_chance(m.chance)
    _check_counts(f"deals to open in {m.name}", m.opened)
    return replace(m, amount=_money(m.amount))


def _money(amount: Decimal) -> Decimal:
    if not amount.is_finite() or not 0 <= amount < _LARGEST:
        raise PlanError(f"An amount of a plan is a number from 0 to under {_LARGEST:,.0f}, not {amount}.")
    return amount.quantize(_SMALLEST)


def _check_chance(chance: float) -> None:
    if not 0 <= chance <= 1:
        raise PlanError(f"A chance lies between 0 and 1, not at {chance}.")


def _check_counts(what: str, *counts: float) -> None:
    wrong = next((n for n in counts if not (math.isfinite(n) and n >= 0)), None)
    if wrong is not None:
        raise PlanError(f"{what[0].upper()}{what[1:]}: {wrong:g} a week cannot be planned. Give a number from 0 up.")
