"""How long does a deal take to be won or lost, in truth?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_EDGES = (0.0, 0.33, 0.67, 1.0, 1.33, 2.0, 3.0)  # of the typical days
_WON = (0.12, 0.70, 1.25, 1.45, 1.10, 0.60, 0.30)
_LOST = (0.60, 1.00, 1.00, 1.00, 0.90, 0.90, 1.00)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """Two competing hazards per calendar day, constant within bands of age in days.

    ``won[k]`` and ``lost[k]`` hold from age ``starts[k]`` until the next; ``starts[0]`` is 0 and the last band is open.
    """

    starts: tuple[int, ...]
    won: tuple[float, ...]
    lost: tuple[float, ...]

    def daily(self, days: int) -> tuple[Floats, Floats]:
        """The hazards of ages 0, 1, ... days-1; age a is the day from a to a+1 after creation."""
        band = np.searchsorted(np.asarray(self.starts), np.arange(days), side="right") - 1
        return np.asarray(self.won)[band], np.asarray(self.lost)[band]

    def incidence(self, days: int) -> tuple[Floats, Floats]:
        """P(won on the day of age a) and P(lost on it) with all multipliers at one: S(a) (1 - exp(-h)) h_k / h."""
        won, lost = self.daily(days)
        total = won + lost
        before = np.exp(-np.concatenate([[0.0], np.cumsum(total)[:-1]]))
        leave = before * -np.expm1(-total) / total
        return leave * won, leave * lost

    @property
    def win_probability(self) -> float:
        """P(ever won) with all multipliers at one."""
        return float(self.incidence(8 * self.starts[-1] + 365)[0].sum())

    @property
    def median_days_to_win(self) -> float:
        """The age by which half of all wins are won."""
        won = np.cumsum(self.incidence(8 * self.starts[-1] + 365)[0])
        return float(np.searchsorted(won, won[-1] / 2) + 1)


@lru_cache(maxsize=512)
def cycle_of(days: float, win_probability: float) -> Cycle:
    """The cycle whose wins have median age ``days`` and which is won with ``win_probability``, found by bisection."""
    low, high = 0.02, 50.0
    for _ in range(30):
        level = (low * high) ** 0.5
        cycle = _with_win_probability(days, level, win_probability)
        low, high = (level, high) if cycle.median_days_to_win > days else (low, level)
    return cycle


def _with_win_probability(days: float, level: float, win_probability: float) -> Cycle:
    low, high = 1e-4, 1e3
    for _ in range(30):
        ratio = (low * high) ** 0.5
        cycle = _shaped(days, level * ratio, level)
        low, high = (ratio, high) if cycle.win_probability < win_probability else (low, ratio)
    return cycle


def _shaped(days: float, won: float, lost: float) -> Cycle:
    return Cycle(
        starts=tuple(round(e * days) for e in _EDGES),
        won=tuple(won * w / days for w in _WON),
        lost=tuple(lost * w / days for w in _LOST),
    )


def exits(
    rng: np.random.Generator,
    *,
    first: NDArray[np.int64],
    age: NDArray[np.int64],
    hazards: tuple[Floats, Floats],
    calendar: tuple[Floats, Floats],
    multipliers: tuple[Floats, Floats],
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """When deals leave, and whether won: shape (n,) indices into the calendar, its length for those still open.

    Deal i is at risk on calendar days ``first[i]``, ``first[i]+1``, ..., at ages ``age[i]``, ``age[i]+1``, ... Its
    hazard of being won on day d at age a is hazards[0][a] * calendar[0][d] * multipliers[0][i], likewise lost with
    index 1. It leaves on the first day on which the cumulated hazard reaches an Exp(1) draw; the cause is drawn in
    proportion. Draws consumed: n exponentials, then n uniforms, whatever the horizon.
    """
    days, n, step = len(calendar[0]), len(first), 128
    left = rng.exponential(size=n)
    pick = rng.random(n)
    out = np.full(n, days, dtype=np.int64)
    won = np.zeros(n, dtype=np.bool_)
    ages = [np.concatenate([h, np.full(days + step, h[-1])]) for h in hazards]
    walls = [np.concatenate([c, np.zeros(step)]) for c in calendar]
    alive = np.flatnonzero(first < days)
    offset = 0
    steps = np.arange(step)
    while alive.size:
        at_day = (first[alive] + offset)[:, None] + steps
        at_age = (age[alive] + offset)[:, None] + steps
        win = ages[0][at_age] * walls[0][at_day] * multipliers[0][alive, None]
        both = win + ages[1][at_age] * walls[1][at_day] * multipliers[1][alive, None]
        reached = np.cumsum(both, axis=1)
        gone = reached[:, -1] >= left[alive]
        rows = np.flatnonzero(gone)
        column = np.argmax(reached[rows] >= left[alive[rows], None], axis=1)
        who = alive[rows]
        out[who] = first[who] + offset + column
        won[who] = pick[who] * both[rows, column] < win[rows, column]
        left[alive] -= reached[:, -1]
        offset += step
        stay = alive[~gone]
        alive = stay[first[stay] + offset < days]
    return out, won
