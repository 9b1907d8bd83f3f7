"""Which single answer or limit stands in the way of a plan that does not fit?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ownit.answers.words import amount
from ownit.method.plan.mend import Change, Mend

DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """What is typical of a seller: the share won (0 to 1), the worth of a deal, days to win one, hours in a week."""

    win: float
    worth: float
    days: float
    week: float


NONE = (
    "No single change makes it fit: neither a lower number, nor winning more, nor larger or quicker deals, nor a "
    "longer week. Try two together with --what-if, or plan for the next period with --period."
)


def mending(found: Sequence[Mend], typical: Typical, currency: str) -> str:
    """Any one of these changes would make it fit; each was tried."""
    told = [_told(one, typical, currency) for one in found]
    if not told:
        return NONE
    if len(told) == 1:
        return f"One change makes it fit: {told[0]}."
    return f"Any one of these makes it fit: {'; '.join(told)}."


def _told(one: Mend, typical: Typical, currency: str) -> str:
    """Rounded to the side that is enough."""
    match one.change:
        case Change.GOAL:
            return f"a number of {amount(_digits(one.value, math.floor), currency)}"
        case Change.WIN:
            of_ten = _step(10.0 * typical.win * one.value, 0.1)
            return f"winning {of_ten:g} of 10 instead of {_step(10.0 * typical.win - 0.05, 0.1):g}"
        case Change.AMOUNT:
            more = amount(_digits(typical.worth * one.value, math.ceil), currency)
            return f"deals of {more} instead of {amount(typical.worth, digits=DIGITS)}"
        case Change.CYCLE:
            return f"deals won in {math.floor(typical.days * one.value)} days instead of {typical.days:.0f}"
        case Change.YIELD:
            return f"opening {_step(one.value, 0.1):g} times as many deals in an hour"
        case Change.WEEK:
            return f"a week of {_step(one.value, 0.5):g} hours in all instead of {typical.week:g}"


def _step(value: float, step: float) -> float:
    """Up to the next multiple of a step."""
    return round(math.ceil(value / step - 1e-9) * step, 6)


def _digits(value: float, towards: Callable[[float], int]) -> float:
    """To so many digits, down or up."""
    unit = 10.0 ** (math.floor(math.log10(value)) - DIGITS + 1)
    return float(towards(value / unit + (1e-9 if towards is math.floor else -1e-9))) * unit
