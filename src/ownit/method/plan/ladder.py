"""Which hours give which chance, and what would one more of anything be worth?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ownit.method.blocks.kinds import KINDS
from ownit.method.plan import frontier
from ownit.method.plan.book import Worker
from ownit.method.plan.frontier import Fit
from ownit.method.plan.made import Binds, Rung
from ownit.method.plan.solve import Chances

STEPS = (0.5, 0.75, 1.0, 1.25)  # of the plan's own hours
FULL = 0.999  # of its room, from which on a channel is used up


def ladder(seller: Worker, chances: Chances, plan: Fit, shown: Sequence[float] = ()) -> tuple[Rung, ...]:
    """Rungs of whole hours around the plan's, the plan's own among them, and those that must be ``shown``; by hours.

    A rung's chance is at least that of the one below: who has more hours may do what fewer allow. (What is opened in
    other ways than lately is less sure, which lifts the chance of what is all but out of reach.)
    """
    own = plan.hours.creating
    hours = {float(round(own * step)) for step in STEPS if step != 1.0} | {float(h) for h in shown}
    hours = {h for h in hours if h > 0 and abs(h - own) >= 0.5 and h <= seller.limits.week}
    rungs = [_rung(chances, frontier.within(seller, h), h) for h in hours]
    by_hours = sorted([*rungs, _rung(chances, plan, own)], key=lambda rung: rung.hours)
    best = accumulate((rung.chance for rung in by_hours), max)
    return tuple(replace(rung, chance=chance) for rung, chance in zip(by_hours, best, strict=True))


def _rung(chances: Chances, fit: Fit, hours: float) -> Rung:
    return Rung(hours=hours, opened=fit.effort.opened, chance=chances.chance(fit.effort), feasible=fit.fits)


def binds(seller: Worker, chances: Chances, plan: Fit) -> tuple[Binds, ...]:
    """What one more hour a week, and one more activity of each channel that is used up, would add to the chance."""
    chance = chances.chance(plan.effort)
    more = frontier.within(seller, plan.hours.creating + 1.0).effort
    found = [Binds(what="hours", unit="hour", worth=max(chances.chance(more) - chance, 0.0))]
    for i, way in enumerate(seller.ways):
        used = plan.effort.activities.get(way.channel, 0.0)
        if way.most is None or used < FULL * min(way.most, way.room()):
            continue
        ways = [*seller.ways[:i], replace(way, most=way.most + 1.0), *seller.ways[i + 1 :]]
        relaxed = frontier.within(replace(seller, ways=tuple(ways)), plan.hours.creating).effort
        worth = max(chances.chance(relaxed) - chance, 0.0)
        found.append(Binds(what=str(way.channel), unit=KINDS[way.channel].lower(), worth=worth))
    return tuple(sorted(found, key=lambda b: -b.worth))
