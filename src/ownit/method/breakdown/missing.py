"""What does each part to come carry of what is still missing of a number (R9)?

What is missing is the number less what is made of it alone so far. It is spread as a number is
(:mod:`ownit.method.breakdown.spread`), over the days that are to come. The first part, until it is over, has what is
made so far as well, since all of it was made there. A part that is over carries nothing, one that is running what its
days to come carry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ownit.method.breakdown.spread import Breakdown, ByHand, Part, break_down
from ownit.method.breakdown.tree import slot_of
from ownit.method.breakdown.weights import Ground
from ownit.method.calendar import Period
from ownit.method.money import CENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What somebody has made of a number alone, up to a day and with it."""

    own: Decimal
    as_of: date

    def missing(self, goal: Decimal) -> Decimal:
        """What is to be made yet."""
        return max(goal - self.own, Decimal(0))

    def made(self, goal: Decimal) -> Decimal:
        """What is made toward the number; what is beyond it counts for no part."""
        return goal - self.missing(goal)

    def is_in(self, start: date, end: date, first: date) -> bool:
        """Whether all of it was made in a part of a period that begins on ``first``, and the part is not over."""
        return start <= first and end > self.as_of


def break_down_missing(
    goal: Decimal,
    whole: Period,
    so_far: SoFar,
    ground: Ground | None = None,
    *,
    by_hand: Sequence[ByHand] = (),
    unit: Decimal = CENT,
) -> Breakdown:
    """Spread what is missing of ``goal`` over the days after ``so_far.as_of``.

    What is set by hand stays for parts that have not begun, and for the first one until it is over; what was set for
    others has no say (:func:`with_a_say`). Time passes and deals are won after it was set, so it need not fit any more:
    more than is missing stays too, and what is left where nothing else can take it is in no part. Raises
    NotInPeriodError, NegativeAmountError, SetTwiceError.
    """
    made, said = so_far.made(goal), with_a_say(by_hand, whole, so_far)
    rest = [
        replace(one, amount=max(one.amount - made, Decimal(0))) if _first(one.period, whole, so_far) else one
        for one in said
    ]
    ahead = replace(ground or Ground(), after=so_far.as_of)
    found = break_down(so_far.missing(goal), whole, ahead, by_hand=rest, unit=unit, must_fit=False)
    as_set = {slot_of(one.period): one.amount for one in said}

    def told(part: Part) -> Part:
        if not so_far.is_in(part.start, part.end, whole.start):
            return part
        amount = as_set.get(slot_of(part.period), part.amount + made)
        return replace(part, amount=amount, calculated=part.calculated + made)

    quarters, months, weeks = (tuple(map(told, level)) for level in (found.quarters, found.months, found.weeks))
    return Breakdown(whole=told(found.whole), quarters=quarters, months=months, weeks=weeks)


def with_a_say(by_hand: Sequence[ByHand], whole: Period, so_far: SoFar) -> list[ByHand]:
    """Of what is set by hand, that for parts which have not begun, and for the first one until it is over."""
    return [one for one in by_hand if one.period.start > so_far.as_of or _first(one.period, whole, so_far)]


def _first(period: Period, whole: Period, so_far: SoFar) -> bool:
    return so_far.is_in(period.start, min(period.end, whole.end), whole.start)
