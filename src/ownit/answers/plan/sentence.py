"""What must I do, in a sentence or two that a salesperson says?

Alone comes first (R1); what others bring is told beside it as icing, and stands in no plan.
"""

from __future__ import annotations

from datetime import date

from ownit.answers.plan.figures import asked_for, deals, hours, times
from ownit.answers.words import amount, chance, day
from ownit.method.plan.made import Plan


def sentence(plan: Plan, currency: str, today: date, in_the_way: str = "", *, chosen: bool = False) -> str:
    """The plan in words; ``in_the_way`` is what ``answers.plan.mending`` says of one that does not fit.

    ``chosen``: its hours are what the person will give, not what the number takes.
    """
    number, by = amount(plan.goal, currency), day(plan.end, today)
    if chosen and not plan.feasible:
        return (
            f"With {hours(plan.hours.creating)} of opening business a week you make {number} alone by {by} "
            f"{times(plan.chance)}. Open {deals(plan.opened)}."
        )
    if not plan.feasible:
        most = (
            f"the most it has room for is {hours(plan.hours.creating)} of opening business, and that is "
            f"{chance(plan.chance)}"
        )
        said = f"{number} alone by {by} with {asked_for(plan.confidence)} does not fit into your week: {most}."
        return " ".join(part for part in (said, in_the_way) if part)
    if plan.nothing_more >= plan.confidence:
        return (
            f"What you have won and opened makes {number} alone by {by} {chance(plan.nothing_more)} already. Keep "
            f"{hours(plan.hours.creating)} a week for opening business all the same: what comes after is opened now."
        )
    return " ".join(part for part in (_enough(plan, number, by), _by_mean(plan)) if part)


def _enough(plan: Plan, number: str, by: str) -> str:
    going = ""
    if plan.as_going is not None:
        same = chance(plan.as_going) == chance(plan.chance)
        told = "as good" if same else chance(plan.as_going)
        going = f"; as you have been going it is {told}"
    return (
        f"To make {number} alone by {by} with {asked_for(plan.confidence)}, give opening business "
        f"{hours(plan.hours.creating)} a week{going}. Open {deals(plan.opened)}."
    )


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
