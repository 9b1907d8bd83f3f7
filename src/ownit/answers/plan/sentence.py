"""What must I do, in a sentence or two that a salesperson says?

Alone comes first (R1); what others bring is told beside it as icing, and stands in no plan.
"""

from __future__ import annotations

from datetime import date

from ownit.answers.plan.figures import asked_for, deals, hour_figure, hours, times
from ownit.answers.plan.unit import Unit
from ownit.answers.words import amount, chance, day
from ownit.method.plan.made import Plan
from ownit.method.rates import Evidence

SPARE = 0.25  # hours of a week that are none


def sentence(plan: Plan, unit: Unit, today: date, in_the_way: str = "", *, chosen: bool = False) -> str:
    """The plan in words; ``unit`` is what its number is in.

    ``in_the_way`` is what ``answers.plan.mending`` says of one that does not fit; ``chosen``: its hours are what the
    person will give, more or less than the number takes.
    """
    if chosen:
        return (
            f"With {hours(plan.hours.creating)} of opening business a week you {unit.make} "
            f"{_number(plan, unit, today)} {times(plan.chance)}. {_bring(plan, unit)}"
        )
    if not plan.feasible:
        return not_fitting(plan, unit, today, in_the_way)
    if already(plan):
        return enough_already(plan, unit, today)
    going = _going(plan)
    parts = f"{to_make(plan, unit, today)}{going}. {_bring(plan, unit)}", _by_mean(plan)
    return " ".join(part for part in parts if part)


def to_make(plan: Plan, unit: Unit, today: date) -> str:
    """What the number takes: ``To make 600 k EUR alone by 31 December with a chance of 8 in 10, give opening ...``"""
    return (
        f"To {unit.make} {_number(plan, unit, today)} with a chance of {asked_for(plan.confidence)}, give opening "
        f"business {hours(plan.hours.creating)} a week"
    )


def not_fitting(plan: Plan, unit: Unit, today: date, in_the_way: str) -> str:
    """That there is no room for it, what there is room for, and what is in the way."""
    given, likely = f"{hours(plan.hours.creating)} of opening business", chance(plan.chance)
    why = f"into your week: the most it has room for is {given}"
    if capped(plan):
        why = f"into the hours you allow: the most is {given}"
    if exhausted(plan):
        why = f"into what is known to {unit.bring} {unit.several}: past {given} a week nothing {unit.brings} more"
    number = _number(plan, unit, today)
    if plan.chance >= plan.confidence:  # so it is not for the number that there is no room
        said = f"What is done at least each week does not fit {why}. That makes {number} {likely}."
    else:
        just = "just under " if likely == chance(plan.confidence) else ""
        said = f"{number} with a chance of {asked_for(plan.confidence)} does not fit {why}, and that is {just}{likely}."
    return " ".join(part for part in (said, in_the_way) if part)


def exhausted(plan: Plan) -> bool:
    """Whether it is not the week that is full: with more hours no more would be opened."""
    more = _further(plan)
    return bool(more) and not _full(plan) and max(more) <= plan.opened * (1.0 + 1e-6)


def capped(plan: Plan) -> bool:
    """Whether neither the week nor what is known to open deals is spent: then it is the hours that are allowed."""
    more = _further(plan)
    return bool(more) and not _full(plan) and max(more) > plan.opened * (1.0 + 1e-6)


def _further(plan: Plan) -> list[float]:
    """What more hours than the plan's would open."""
    return [rung.opened for rung in plan.ladder if rung.hours > plan.hours.creating]


def _full(plan: Plan) -> bool:
    return plan.hours.total > plan.hours.week - SPARE


def already(plan: Plan) -> bool:
    """Whether what is won and open is enough."""
    return plan.nothing_more >= plan.confidence


def enough_already(plan: Plan, unit: Unit, today: date) -> str:
    """That it is enough, and why to open business all the same, where the week has time for that."""
    enough = f"What you have won and opened makes {_number(plan, unit, today)} {chance(plan.nothing_more)} already."
    if plan.made:
        number = f"{amount(plan.goal, unit.amount)} alone"
        enough = f"You have {unit.made} {number} already, before {day(plan.end, today)}."
    if hour_figure(plan.hours.creating) == "0":
        return f"{enough} Winning what is open takes all that your week has, and leaves no time for opening business."
    return (
        f"{enough} Keep {hours(plan.hours.creating)} a week for opening business all the same: what comes after is "
        "opened now."
    )


def _number(plan: Plan, unit: Unit, today: date) -> str:
    return f"{amount(plan.goal, unit.amount)} alone by {day(plan.end, today)}"


def _bring(plan: Plan, unit: Unit) -> str:
    return f"{unit.bring.capitalize()} {deals(plan.opened, unit)}."


def _going(plan: Plan) -> str:
    if plan.as_going is None:
        return ""
    same = chance(plan.as_going) == chance(plan.chance)
    how = "in a normal week, as you told it," if plan.going is Evidence.WORD else "as you have been going"
    return f"; {how} it is {'as good' if same else chance(plan.as_going)}"


def _by_mean(plan: Plan) -> str:
    """What most people take for enough, and what it is worth."""
    mean = plan.by_mean
    if mean is None or hours(mean.hours) == hours(plan.hours.creating) or mean.hours >= plan.hours.creating:
        return ""
    return f"The plan whose average is the number ({hours(mean.hours)}) makes it {times(mean.chance)}."


def icing(plan: Plan) -> str:
    """What others bring, beside the plan; empty where nothing is known of it."""
    if plan.with_help <= plan.chance + 0.005:
        return ""
    if chance(plan.with_help) == chance(plan.chance):
        return "What others bring changes little; the plan counts none of it."
    return f"With what others bring it is {chance(plan.with_help)}: icing, of which the plan counts nothing."
