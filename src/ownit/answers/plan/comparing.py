"""How does a plan under a supposition differ from the plan as it is?"""

from __future__ import annotations

from ownit.answers.plan.figures import change_of, hours
from ownit.method.plan.made import Plan
from ownit.method.plan.what_if import WhatIf


def compared_to(plan: Plan, base: Plan, what: WhatIf) -> str:
    """In hours a week where the chance asked for is reached, else in the chance that is; ``what``: what is supposed."""
    if what.hours is not None:
        return f"{_hundred(plan)} instead of {_hundred(base)}"
    if not plan.feasible:
        return f"no room: {_hundred(plan)} at most"
    return _hours(plan, base) if base.feasible else f"fits, {_hours(plan, base)}"


def _hundred(plan: Plan) -> str:
    """In hundredths, since fractions are too coarse to compare by; nothing is certain, and nothing impossible."""
    if plan.chance > 0.99:
        return "over 99 in 100"
    return "under 1 in 100" if plan.chance < 0.01 else f"{100 * plan.chance:.0f} in 100"


def _hours(plan: Plan, base: Plan) -> str:
    more = change_of(base.hours.creating, plan.hours.creating)
    if not more:
        return "the same hours"
    return f"{hours(abs(more))} {'more' if more > 0 else 'less'}"
