"""What is still missing of a plan's number, and what does each part to come carry of it (R9)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ownit.answers import words
from ownit.answers.plan.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A part of the period that is not over, and what it has still to bring."""

    name: str
    rest: Decimal
    running: bool


def missing(goal: Decimal, own: Decimal, carried: Sequence[Carried], unit: Unit) -> str:
    """What is missing, of what, and who carries it; where the number is made, that there is nothing to carry."""
    whole = words.amount(goal, unit.amount)
    left = goal - own
    if left <= 0:
        return f"The {whole} are {unit.made}: what is to come carries nothing of them by itself."
    so_far = f"{whole} less {words.amount(own)} {unit.made}" if own else f"nothing of {whole} is {unit.made}"
    shares = ", ".join(f"{'the rest of ' * c.running}{c.name} {words.amount(c.rest)}" for c in carried if c.rest)
    what_for = f": {shares}" if shares else ""
    one = left == 1 and unit.amount == unit.several
    are = f"1 {unit.one} is" if one else f"{words.amount(left, unit.amount)} are"
    said = f"{are} missing ({so_far} alone so far), and the days to come carry {'it' if one else 'them'}"
    return f"{said}{what_for}.{_by_hand(sum((c.rest for c in carried), Decimal(0)) - left, unit)}"


def _by_hand(over: Decimal, unit: Unit) -> str:
    """Where what is set by hand is more than is missing, or leaves some of it to nobody."""
    if over > 0:
        return f" What is set by hand makes it {words.amount(over, unit.amount)} more."
    if over < 0:
        return f" {words.amount(-over, unit.amount)} are in no part, since nothing is left but what is set by hand."
    return ""
