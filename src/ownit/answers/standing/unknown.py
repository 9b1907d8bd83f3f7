"""How much of someone's money is of unknown origin?"""

from __future__ import annotations

from ownit.facts.reckoned import Reckoning
from ownit.method.law import Missing


def unknown_share(row: Reckoning) -> float:
    """The part of what is won and open, by amount, from 0 to 1; where there is neither, of what is expected to come.

    Who has nothing won or open in the period may still have a record of which nobody knows who opened it.
    """
    share = float(row.evidence.get("unknown_share", 0.0))
    if share or row.won.total or row.evidence.get("open_deals", 1):
        return share
    low, high, helped = row.alone_if_none_mine.as_going, row.alone_if_all_mine.as_going, row.with_help.as_going
    if isinstance(low, Missing) or isinstance(high, Missing) or isinstance(helped, Missing) or helped.mean <= 0:
        return share
    return min(1.0, max(0.0, high.mean - low.mean) / helped.mean)
