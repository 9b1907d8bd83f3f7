"""Whose is a deal when its seller leaves, or when it is given to another?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.behaviour.deals import Deals
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.sellers import Sellers
from ownit.connectors.simulate.rows import Days, Flags
from ownit.connectors.simulate.weekdays import weekday_after


def handed_over(behaviour: Behaviour, sellers: Sellers, deals: Deals, rng: np.random.Generator) -> Deals:
    """Open deals of those who leave go to a colleague the day after, and some die of it; a few move anyway."""
    habit = behaviour.leavers
    if habit is None:
        return deals
    n = len(deals)
    gone = sellers.left[deals.opener]
    orphan = (deals.ended > gone) & (deals.opened <= gone)
    half = (deals.opened + deals.ended) // 2
    given = ~orphan & (rng.random(n) < habit.moved) & (half > deals.opened + 7) & (half < deals.ended)
    moved = np.where(orphan, gone + 1, half)
    owner = np.where(orphan | given, _heirs(sellers, deals.opener, moved, orphan | given, rng), deals.opener)
    changed = owner != deals.opener
    dies = orphan & deals.won & (rng.random(n) < habit.dies)
    ended = np.where(dies, weekday_after(moved + rng.integers(5, 60, size=n)), deals.ended)
    return deals.but(
        owner=owner,
        moved=np.where(changed, moved, deals.moved),
        won=deals.won & ~dies,
        ended=np.where(changed, weekday_after(np.maximum(ended, moved + 1)), ended),
    )


def _heirs(sellers: Sellers, opener: Days, day: Days, asked: Flags, rng: np.random.Generator) -> Days:
    """A colleague at work on the day, for each row asked; the seller where there is none."""
    heir = opener.copy()
    for row in np.flatnonzero(asked):
        others = sellers.there(int(day[row]))
        others = others[others != opener[row]]
        if len(others):
            heir[row] = others[rng.integers(len(others))]
    return heir
