"""What does a seller learn who has just answered six questions?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ownit.answers import words
from ownit.answers.plan.figures import deals, hours
from ownit.answers.plan.sentence import already, enough_already, not_fitting, to_make
from ownit.answers.plan.told import Step, steps
from ownit.answers.plan.unit import money
from ownit.method.plan.made import Plan

SAME = 0.25  # hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """One sentence and the ladder under it."""

    sentence: str
    ladder: tuple[Step, ...]


def begun(
    plan: Plan, protected: float, *, currency: str, today: date, in_the_way: str = "", own_word: bool = True
) -> Begun:
    """What the plan says, in the words of ``ownit plan``, beside the hours a week that the seller will protect.

    ``in_the_way`` is what ``answers.plan.mending`` says of one that does not fit; ``own_word``: whose evidence it is.
    """
    if not plan.feasible:
        told = not_fitting(plan, money(currency), today, in_the_way)
    elif already(plan):
        told = enough_already(plan, money(currency), today)
    else:
        told = f"{to_make(plan, money(currency), today)} and open {deals(plan.opened)}{_beside(plan, protected)}."
    evidence = "By your own word" if own_word else "By your record"
    return Begun(sentence=f"{evidence}: {_inside(told)}", ladder=steps(plan, [protected]))


def _inside(told: str) -> str:
    """A sentence after a colon."""
    return told[0].lower() + told[1:]


def _beside(plan: Plan, protected: float) -> str:
    if protected + SAME >= plan.hours.creating:
        return f": the {hours(protected)} you protect are enough"
    now = next((r.chance for r in plan.ladder if abs(r.hours - protected) < SAME), None)
    return "" if now is None else f"; the {hours(protected)} you protect make it {words.chance(now)}"


def only_a_name(why: str) -> str:
    """What becomes of a name of who is to ask on Friday that is no one person known here, and ``why`` it is not."""
    return f"Who asks you on Friday: {why} It is kept as a name, who sees nothing of your week; another: ownit start"


def asks_themselves(name: str) -> str:
    """What becomes of one's own name there."""
    return f"Who asks you on Friday: that is {name}, yourself, so nobody is kept; another: ownit start"
