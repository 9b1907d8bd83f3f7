"""How does a salesperson write this table down?"""

from __future__ import annotations

from ownit.method.commission.figures import Point
from ownit.method.commission.table import Table, Tier
from ownit.method.written import in_short


def told(table: Table) -> str:
    """In words that :func:`ownit.method.commission.read` reads back as the same table."""
    parts = [] if table.on_target is None else [f"{in_short(table.on_target)} at goal"]
    tiers = list(table.tiers)
    if table.on_target is not None and tiers[0] == Tier(start=0.0, rate=1.0, times=True):
        tiers = tiers[1:]
    parts += [_from(tier) for tier in tiers]
    if table.cap is not None:
        parts.append(f"cap {in_short(table.cap)}")
    if table.currency:
        parts.append(f"in {table.currency}")
    return ", ".join(parts)


def _from(tier: Tier) -> str:
    rate = f"x{tier.rate:.12g}" if tier.times else f"{100 * tier.rate:.12g} %" if tier.rate else "nothing"
    start = Point(value=tier.start, of_goal=tier.of_goal)
    return f"{rate} above {start.told()}" if tier.start else rate
