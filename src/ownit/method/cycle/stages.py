"""By how much does the stage a deal is in now raise or lower its hazards in the weeks to come?

The hazards of a cell are multiplied by what its stage's class was found to do (``method.cycle.effects``). A deal does
not stay where it is: between classes it moves at rates q[c, d] = moves / days in c, at age bin b times what moves at
that age are of those expected, f_b; and it closes at k_b[c] = h_w[b] w[c] + h_l[b] l[c], w and l the multipliers. Of a
deal now in class c that is still open after t days the mean multiplier is

    sum_d v[d] w[d] / sum_d v[d],   v = row c of the product of e^{(f_b q - diag k_b) dt} over the ages it passes

Of a new deal it is the mean over the classes in which deals of that age were, by days: no stage of it is known, so what
moves it is not asked. Without k the deals still open would seem to gather in
the last classes, which are those that close first, and far too many would be expected to be won; without f deals that
have lain in a class for a year would be expected to move on like young ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.cycle.cells import AGE_EDGES, BINS, Stages
from ownit.method.deals import Floats, Ints

STEP_DAYS = 7.0
STEPS = 60  # a good year; after that classes have mixed
NEEDED_SHARE = 0.5  # of the exposure must be in a stage that was known then
NEEDED_WON = 30  # wins in known stages: ten to each of three classes
PACE_PRIOR = 10.0  # moves the rate over all ages counts for in each age bin
_LEFT = np.array(AGE_EDGES, dtype=np.float64)
_MIDDLE = (_LEFT + np.append(_LEFT[1:], _LEFT[-1] + 365.0)) / 2.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StageCurves:
    """Mean multipliers of the hazards after 0, STEP_DAYS, 2 STEP_DAYS ... days, of deals still open.

    By age bin and class now: (bins, classes + 1, STEPS). The last class is that of a deal not yet opened.
    """

    names: tuple[str, ...]  # of classes 1, 2, ...
    won: Floats
    lost: Floats

    @property
    def new(self) -> int:
        """The row of deals not yet opened."""
        return int(self.won.shape[1]) - 1

    def at(self, age: Ints, kind: Ints, days: Floats) -> tuple[Floats, Floats]:
        """The two multipliers of deals of ``age`` and class ``kind`` now, (n,) both, in ``days`` (n, k) days."""
        place = np.clip(days / STEP_DAYS, 0.0, STEPS - 1.0)
        low = np.minimum(place.astype(np.int64), STEPS - 2)
        part = place - low
        now, kind = _bin(age)[:, None], kind[:, None]
        won, lost = (c[now, kind, low] * (1.0 - part) + c[now, kind, low + 1] * part for c in (self.won, self.lost))
        return won, lost


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Closing:
    """The hazards per day at each age where nothing else says anything, (bins,), and what each class makes of them."""

    won: Floats
    lost: Floats
    won_by_class: Floats  # (classes,)
    lost_by_class: Floats

    def rate(self, age_bin: int) -> Floats:
        """Closings per day in each class, (classes,)."""
        return np.asarray(self.won[age_bin] * self.won_by_class + self.lost[age_bin] * self.lost_by_class)


def curves(stages: Stages, days_in: Floats, closing: Closing) -> StageCurves:
    """From days spent by age bin in each class, (bins, classes), and how deals close from there."""
    rate = stages.moves / np.maximum(days_in.sum(axis=0), 1.0)[:, None]
    np.fill_diagonal(rate, 0.0)
    pace = _pace(stages, days_in, rate.sum(axis=1))
    np.fill_diagonal(rate, -rate.sum(axis=1))
    steps = np.stack([_exponential((pace[b] * rate - np.diag(closing.rate(b))) * STEP_DAYS) for b in range(BINS)])
    out = np.empty((2, BINS, len(rate) + 1, STEPS))
    chance = np.broadcast_to(np.eye(len(rate)), (BINS, len(rate), len(rate)))
    for t in range(STEPS):
        out[0, :, :-1, t], out[1, :, :-1, t] = chance @ closing.won_by_class, chance @ closing.lost_by_class
        passed = chance @ steps[_bin(_MIDDLE + (t + 0.5) * STEP_DAYS)]
        chance = passed / passed.sum(axis=2, keepdims=True)  # of those still open
    age = _bin(STEP_DAYS * np.arange(STEPS, dtype=np.float64))
    for one, by_class in zip(out, (closing.won_by_class, closing.lost_by_class), strict=True):
        one[:, -1, :] = _by_age(days_in, by_class)[age]
    return StageCurves(names=stages.names, won=out[0], lost=out[1])


def _bin(age: Floats | Ints) -> Ints:
    """The bin of each age; bins are open on the left, and age 0 is put with the first."""
    return np.clip(np.searchsorted(_LEFT, age, side="left") - 1, 0, BINS - 1)


def _by_age(days_in: Floats, by_class: Floats) -> Floats:
    """The mean multiplier of deals of each age, whatever their class, (bins,); without days that over all ages."""
    days = days_in.sum(axis=1)
    over_all = days_in.sum(axis=0) @ by_class / max(float(days.sum()), 1.0)
    return np.asarray(np.divide(days_in @ by_class, days, out=np.full(BINS, over_all), where=days > 0))


def _pace(stages: Stages, days_in: Floats, rate: Floats) -> Floats:
    """Moves at each age over those expected of the classes' rates, (bins,), shrunk to 1."""
    if stages.moved_at is None:
        return np.ones(BINS)
    return np.asarray((stages.moved_at + PACE_PRIOR) / (days_in @ rate + PACE_PRIOR))


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
