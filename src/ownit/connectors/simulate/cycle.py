"""How long does a deal take to be won or lost, in truth?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

_NEVER = 1 << 40
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
    cycle: Cycle,
    *,
    first: Days,
    age: Days,
    until: Days,
    calendar: tuple[Floats, Floats],
    group: Days,
    multipliers: tuple[tuple[float, float], ...],
) -> tuple[Days, NDArray[np.bool_]]:
    """When deals leave, and whether won: shape (n,) indices into the calendar, its length for those still open.

    Deal i is at risk on calendar days ``first[i]``, ``first[i]+1``, ... before ``until[i]``, at ages ``age[i]``,
    ``age[i]+1``, ... Its hazard of being won on day d at age a is won(a) * calendar[0][d] * multipliers[group[i]][0],
    likewise lost with index 1. It leaves on the first day on which the cumulated hazard reaches an Exp(1) draw; the
    cause is drawn in proportion. Draws consumed: n exponentials, then n uniforms, whatever the horizon. Within an age
    band the cumulated hazard is a difference of one cumulated sum over the calendar, so the work is n times bands.
    """
    n = len(first)
    left, pick = rng.exponential(size=n), rng.random(n)
    out, won = np.full(n, len(calendar[0]), dtype=np.int64), np.zeros(n, dtype=np.bool_)
    for index, (win, lose) in enumerate(multipliers):
        rows = np.flatnonzero(group == index)
        at, ends = first[rows].copy(), (*cycle.starts[1:], _NEVER)
        for band, end in enumerate(ends):
            leave_band = np.minimum(first[rows] + end - age[rows], until[rows])
            risk = np.flatnonzero(at < leave_band)
            if not risk.size:
                continue
            daily_win = cycle.won[band] * win * calendar[0]
            daily = daily_win + cycle.lost[band] * lose * calendar[1]
            total = np.concatenate([[0.0], np.cumsum(daily)])
            who, start, stop = rows[risk], at[risk], leave_band[risk]
            goes = total[stop] - total[start] >= left[who]
            gone, mark = who[goes], total[start[goes]] + left[who[goes]]
            day = np.clip(np.searchsorted(total, mark) - 1, start[goes], stop[goes] - 1)
            out[gone], won[gone] = day, pick[gone] * daily[day] < daily_win[day]
            left[who] -= total[stop] - total[start]
            at[risk] = np.where(goes, _NEVER, stop)
    return out, won
