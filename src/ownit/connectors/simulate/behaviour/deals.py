"""What truly happened to every deal?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from ownit.connectors.simulate.rows import Days, Flags, Floats


class Came(IntEnum):
    """Where a deal truly came from; the numbers are those of the words in ``simulate.leads.WORDS``."""

    COLD_CALL = 0
    COLD_EMAIL = 1
    NETWORK = 2
    REFERRAL = 3
    WEB = 4
    WEBINAR = 5
    TRADE_SHOW = 6
    SDR = 7
    PARTNER = 8


OWN = (Came.COLD_CALL, Came.COLD_EMAIL, Came.NETWORK, Came.REFERRAL)
OWN_MIX = (0.45, 0.15, 0.15, 0.25)
"""Of a seller's own deals (R): half by cold outreach, a quarter by referral."""
BROUGHT = (Came.WEB, Came.WEBINAR, Came.TRADE_SHOW, Came.SDR, Came.PARTNER)
BROUGHT_MIX = (0.35, 0.10, 0.15, 0.20, 0.20)
"""Of what others bring (E): marketing 24 to 30 % of all leads, which is about half of these; the rest is (R)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deals:
    """Every deal in the order of opening; arrays (n,), days are day numbers."""

    opener: Days  # index of the seller who had it first
    owner: Days  # index of the seller who has it at its end
    moved: Days  # the day from which ``owner`` has it; NEVER
    account: Days
    came: Days  # Came
    opened: Days
    ended: Days  # the day it was decided
    won: Flags
    amount: Floats  # as first entered
    revised: Days  # the day its amount was changed; NEVER
    revised_amount: Floats
    signed: Floats  # what it was worth in the end

    def __len__(self) -> int:
        return len(self.opened)

    @property
    def brought(self) -> Flags:
        """Whether others opened it."""
        return np.asarray(self.came >= min(BROUGHT), dtype=np.bool_)

    @property
    def own(self) -> Flags:
        """Whether it is the own deal of who has it at its end: an inherited one is not."""
        return np.asarray(~self.brought & (self.owner == self.opener), dtype=np.bool_)

    def but(self, **changes: Days | Flags | Floats) -> Deals:
        """The same with some columns changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # one type for any column


def won_between(deals: Deals, first: int, last: int, sellers: int) -> Floats:
    """Money truly won from ``first`` to ``last`` inclusive: a row per seller, columns own and all."""
    inside = deals.won & (deals.ended >= first) & (deals.ended <= last)
    mine = inside & deals.own
    sums = [np.bincount(deals.owner[w], weights=deals.signed[w], minlength=sellers) for w in (mine, inside)]
    return np.stack(sums, axis=1).astype(np.float64)
