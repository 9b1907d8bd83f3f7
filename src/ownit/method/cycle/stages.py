"""By how much does the stage a deal is in now raise or lower its hazards in the weeks to come?

The hazards of a cell are multiplied by what its stage's class was found to do (``method.cycle.effects``). A deal does
not stay where it is: between classes it moves at constant rates q[c, d] = moves / days in c. After t days the mean
multiplier of one now in class c is sum_d (e^{qt})[c, d] multiplier[d]; of a new deal, the same from the classes in
which deals begin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.cycle.cells import Stages
from ownit.method.deals import Floats, Ints

STEP_DAYS = 7.0
STEPS = 60  # a good year; after that classes have mixed
NEEDED_SHARE = 0.5  # of the exposure must be in a stage that was known then
NEEDED_WON = 30  # wins in known stages: ten to each of three classes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StageCurves:
    """Mean multipliers of the hazards after 0, STEP_DAYS, 2 STEP_DAYS ... days; shapes (classes + 1, STEPS).

    The last row is that of a deal registered on day 0.
    """

    names: tuple[str, ...]  # of classes 1, 2, ...
    won: Floats
    lost: Floats

    @property
    def new(self) -> int:
        """The row of deals not yet opened."""
        return len(self.won) - 1

    def at(self, kind: Ints, days: Floats) -> tuple[Floats, Floats]:
        """The two multipliers of deals of class ``kind`` (n,) in ``days`` (n,) days."""
        place = np.clip(days / STEP_DAYS, 0.0, STEPS - 1.0)
        low = np.minimum(place.astype(np.int64), STEPS - 2)
        part = place - low
        won, lost = (c[kind, low] * (1.0 - part) + c[kind, low + 1] * part for c in (self.won, self.lost))
        return won, lost


def curves(stages: Stages, days_in: Floats, won: Floats, lost: Floats) -> StageCurves:
    """From days spent in each class and the multipliers found, (classes,) each."""
    rate = stages.moves / np.maximum(days_in, 1.0)[:, None]
    np.fill_diagonal(rate, 0.0)
    np.fill_diagonal(rate, -rate.sum(axis=1))
    step = _exponential(rate * STEP_DAYS)
    begin = stages.begins / stages.begins.sum() if stages.begins.sum() > 0 else np.eye(len(rate))[0]
    chance = np.vstack([np.eye(len(rate)), begin])
    out = np.empty((2, len(rate) + 1, STEPS))
    for t in range(STEPS):
        out[0, :, t], out[1, :, t] = chance @ won, chance @ lost
        chance = chance @ step
    return StageCurves(names=stages.names, won=out[0], lost=out[1])


def _exponential(rate: Floats) -> Floats:
    """e^rate by 2^10 small steps: (I + rate/1024)^1024, squared ten times over; errors of order rate^2 / 2048."""
    small = np.eye(len(rate)) + rate / 1024.0
    for _ in range(10):
        small = small @ small
    return np.asarray(small)


def usable(stage: Ints, exposure: Floats, won: Floats) -> bool:
    """Whether the history of stages covers enough of the record, all (cells,)."""
    known = stage > 0
    covered = float(exposure[known].sum()) >= NEEDED_SHARE * max(float(exposure.sum()), 1.0)
    return bool(covered and won[known].sum() >= NEEDED_WON)
