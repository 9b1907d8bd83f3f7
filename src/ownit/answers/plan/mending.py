"""Which single answer or limit stands in the way of a plan that does not fit?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ownit.answers.plan.unit import Unit
from ownit.answers.words import amount
from ownit.method.plan.mend import Change, Mend

DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """What is typical of a seller: the share won (0 to 1), the worth of a deal, days to win one, hours in a week.

    ``allowed``: the hours a week that they allow for opening business, where they said so.
    """

    win: float
    worth: float
    days: float
    week: float
    allowed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The six answers, where they were just given: first meetings got in so many hours.

    ``by_record``: of the answers only the number counts; all else stands on the record.
    """

    meetings: float
    hours: float
    by_record: bool = False


_ANSWERS = {Change.NUMBER: 1, Change.AMOUNT: 2, Change.CYCLE: 2, Change.WIN: 3, Change.YIELD: 4}
NONE = "No single change makes it fit: nothing opened from today on is sure enough by then."
_TWO = "Try two changes together with --what-if, or plan for the next period with --period."
_LATER = "Give a later day (answer 1)."


def mending(found: Sequence[Mend], typical: Typical, currency: str, answered: Answered | None = None) -> str:
    """Any one of these changes would make it fit, the nearest first; with the answer to change, where answered."""
    told = [_told(one, typical, currency) + _answer(one, answered) for one in found]
    return _any_of(told) if told else f"{NONE} {_LATER if answered else _TWO}"


def room_mending(found: Sequence[Mend], week: float) -> str:
    """Where a week of so many hours has no room for what is done at least; nothing where none of these is enough."""
    told = [_asking_less(one) if one.change is Change.LEAST else _longer(one, week) for one in found]
    return _any_of(told) if told else ""


def neither_fits(room: Sequence[Mend]) -> str:
    """Where there is no room for what is done at least, and without that too little for the number."""
    asked = next((one.value for one in room if one.change is Change.LEAST), None)
    least = f" ({_step(asked, 0.5):g} hours of opening business)" if asked else ""
    then = "Ask for less with --limit: then it is told what else would make it fit." if asked else _TWO
    return (
        f"No single change makes it fit: there is no room for what is done at least each week{least}, and without that "
        f"too little for the number. {then}"
    )


def _any_of(told: Sequence[str]) -> str:
    if len(told) == 1:
        return f"One change makes it fit: {told[0]}."
    return f"Any one of these makes it fit: {'; '.join(told)}."


def count_mending(most: int, unit: Unit) -> str:
    """Of a number that is a count: the largest that fits. What more would be needed of the rest is not tried."""
    if not most:
        return NONE
    return f"One change makes it fit: a number of {most} {unit.one if most == 1 else unit.several}."


def _told(one: Mend, typical: Typical, currency: str) -> str:
    """Rounded to the side that is enough."""
    match one.change:
        case Change.NUMBER:
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
            return _longer(one, typical.week)
        case Change.HOURS:
            return (
                f"allowing {_step(one.value, 0.5):g} hours a week for opening business instead of {typical.allowed:g}"
            )
        case Change.LEAST:
            return _asking_less(one)


def _longer(one: Mend, week: float) -> str:
    return f"a week of {_step(one.value, 0.5):g} hours in all instead of {week:g}"


def _asking_less(one: Mend) -> str:
    return (
        f"asking for less at least each week (what you ask for takes {_step(one.value, 0.5):g} hours to open business)"
    )


def _answer(one: Mend, answered: Answered | None) -> str:
    """Which answer that is; a week's hours are none of the six."""
    number = _ANSWERS.get(one.change)
    if answered is None or number is None or (answered.by_record and one.change is not Change.NUMBER):
        return ""
    if one.change is not Change.YIELD:
        return f" (answer {number})"
    return f" (answer {number}: {_step(answered.meetings * one.value, 1.0):g} in {answered.hours:g} hours)"


def _step(value: float, step: float) -> float:
    """Up to the next multiple of a step."""
    return round(math.ceil(value / step - 1e-9) * step, 6)


def _digits(value: float, towards: Callable[[float], int]) -> float:
    """To so many digits, down or up."""
    unit = 10.0 ** (math.floor(math.log10(value)) - DIGITS + 1)
    return float(towards(value / unit + (1e-9 if towards is math.floor else -1e-9))) * unit
