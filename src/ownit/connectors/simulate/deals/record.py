"""What is true of each of a seller's deals?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.rows import Days, Flags, Floats
from ownit.connectors.simulate.sources import OWN, SOURCES

NEVER = 1 << 40  # a day number after all others
SOURCE_CODE = {source: code for code, source in enumerate(SOURCES)}
IS_OWN = np.asarray([source in OWN for source in SOURCES])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deals:
    """One seller's deals over the whole simulation, yet to come included; arrays of shape (n,), days are numbers."""

    source: Days  # index into SOURCES
    created: Days
    closed: Days  # NEVER while open at the end of the simulation
    won: Flags
    first_amount: Floats
    revised: Days  # the day of the one revision; NEVER if none before closing
    last_amount: Floats
    phantom: Flags
    expected: Days  # a told expected close, else -1
    customer: Days  # which customer a renewal is of, else -1

    @property
    def own(self) -> Flags:
        """Whether the seller opened it."""
        return IS_OWN[self.source]

    def amount(self, on: int) -> Floats:
        """The amount shown on a day."""
        return np.where(self.revised <= on, self.last_amount, self.first_amount)

    @property
    def final_amount(self) -> Floats:
        """The amount at closing."""
        return np.where(self.revised <= self.closed, self.last_amount, self.first_amount)
