"""How many hours of winning does a week of a plan have, while less is open than the plan opens?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Winning:
    """Hours of winning in the weeks of a plan.

    They begin at what the deals open ``now`` take a week, and grow evenly to the plan's over ``days``, as long as a
    deal is open on average: only by then is as much open as the plan opens.
    """

    now: float
    days: float

    def on(self, day: int, steady: float) -> float:
        """Hours a week so many days after the plan was made, ``steady`` being the plan's; never more than these."""
        begun = min(self.now, steady)
        return begun + (steady - begun) * min(max(day, 0) / self.days, 1.0)
