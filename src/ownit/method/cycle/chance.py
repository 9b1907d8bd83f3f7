"""How likely is a deal to be won within some days, given the hazards?

At age u in bin b, in a stretch of time in which everything else stands still, a deal is won at rate h_w m and lost at
h_l; m is what multiplies winning. Over a stretch the chance to be won is the sum over bins of
h_w m / h (1 - exp(-h dt)) S with h = h_w m + h_l, S the chance to be still open; stretches follow each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ownit.method.compiled import compiled
from ownit.method.cycle.cells import AGE_EDGES
from ownit.method.cycle.market import AGED, CLASSES
from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:
    from ownit.method.cycle.result import Cycle

SAMPLED_DAYS = 64  # of the days on which new deals may be opened, if there are more
_LEFT = np.array(AGE_EDGES, dtype=np.float64)
_RIGHT = np.append(_LEFT[1:], np.inf)


def win_probability(
    cycle: Cycle,
    *,
    age: Ints,
    band: Ints,
    multiplier: Floats,
    lead: int,
    horizon: int,
    stage: Ints | None = None,
    start: Floats | None = None,
) -> Floats:
    """P(won more than ``lead`` and at most ``horizon`` days from now | open at ``age`` now), shape (n, q).

    ``age``, ``band``, ``stage``: (n,); ``lead``, ``horizon``: days; ``multiplier``: (q,) of the hazard of winning.
    ``start`` (n,): days from now on which the deal has that age, 0 if not given. Hazards are posterior means; whether
    a deal is dead already is not in it (``Cycle.alive``).
    """
    begin = np.zeros(len(age)) if start is None else start
    still: Floats = np.ones((len(age), len(multiplier)))
    won: Floats = np.zeros_like(still)
    for low, high, level in _stretches(cycle, lead, horizon):
        at, until = np.maximum(low, begin), np.maximum(high, begin)
        young, old = _at_age(age, at, begin), _at_age(age, until, begin)
        first, last = np.maximum(_LEFT, young), np.minimum(_RIGHT, old)
        days = np.clip(last - first, 0.0, None)
        bins = np.flatnonzero(days.any(axis=0))
        if len(bins):
            lived = (first + last)[:, bins] / 2.0 - age[:, None]  # since now, in the middle of each bin's part
            faster, slower = _stage(cycle, age, stage, lived)
            win = (cycle.won_shape / cycle.won_rate)[band][:, bins] * level[AGED[bins]] * faster
            lose = (cycle.lost_shape / cycle.lost_rate)[band][:, bins] * slower
            part, left = _stretch(win, lose, days[:, bins], multiplier)
            if low >= lead:
                won += still * part
            still = still * left
    return won


def _at_age(age: Ints, day: Floats, begin: Floats) -> Floats:
    """The age on a day, (n, 1)."""
    return np.asarray((age + day - begin)[:, None], dtype=np.float64)


def _stretches(cycle: Cycle, lead: int, horizon: int) -> list[tuple[float, float, Floats]]:
    """(from, to, what multiplies winning in each age class) of the stretches up to ``horizon``, cut at ``lead`` too."""
    times = cycle.market
    until, level = (np.zeros(0), np.zeros((CLASSES, 0))) if times is None else (times.ahead_until, times.ahead)
    cuts = np.unique(np.concatenate([[0.0, min(lead, horizon), horizon], until[until < horizon]]))
    at = np.searchsorted(until, cuts[1:], side="left")
    levels = np.append(level, np.ones((CLASSES, 1)), axis=1)[:, at]  # past the last slice the times are not known
    return [(float(a), float(b), m) for a, b, m in zip(cuts[:-1], cuts[1:], levels.T, strict=True)]


def _stage(cycle: Cycle, age: Ints, stage: Ints | None, days: Floats) -> tuple[Floats, Floats]:
    """What the stage now multiplies the two hazards by in ``days`` (n, bins) days from now."""
    if cycle.stages is None:
        return np.ones((len(age), 1)), np.ones((len(age), 1))
    kind = np.zeros(len(age), dtype=np.int64) if stage is None else np.minimum(stage, cycle.stages.new)
    return cycle.stages.at(age, kind, days)


def _stretch(win: Floats, lose: Floats, days: Floats, multiplier: Floats) -> tuple[Floats, Floats]:
    """P(won) and P(still open) over bins in a row, given open at the start, (n, q) each.

    ``win``, ``lose``, ``days``: (n, bins).
    """
    still: Floats = np.ones((len(win), len(multiplier)))
    won: Floats = np.zeros_like(still)
    _pass(np.ascontiguousarray(win), np.ascontiguousarray(lose), np.ascontiguousarray(days), multiplier, won, still)
    return won, still


@compiled
def _pass(win: Floats, lose: Floats, days: Floats, multiplier: Floats, won: Floats, still: Floats) -> None:
    """``won`` and ``still`` (n, q) of :func:`_stretch`, given 0 and 1."""
    for i in range(len(won)):
        for b in range(win.shape[1]):
            if days[i, b] > 0.0:
                for j in range(len(multiplier)):
                    winning = win[i, b] * multiplier[j]
                    hazard = winning + lose[i, b]
                    if hazard > 0.0:
                        left = still[i, j] * np.exp(-hazard * days[i, b])
                        won[i, j] += winning / hazard * (still[i, j] - left)
                        still[i, j] = left


def new_win_probability(cycle: Cycle, *, multiplier: Floats, lead: int, horizon: int) -> Floats:
    """P(won in the window) of a deal that will be opened on a day drawn evenly from the next ``horizon``, shape (q,).

    One registered as won on the day it is opened counts at once; the others run their course from age 0. More than
    SAMPLED_DAYS are sampled at even points.
    """
    if horizon <= 0:
        return np.zeros(len(multiplier))
    few = horizon <= SAMPLED_DAYS
    days = np.arange(1.0, horizon + 1) if few else (np.arange(SAMPLED_DAYS) + 0.5) * horizon / SAMPLED_DAYS + 0.5
    zero = np.zeros(len(days), dtype=np.int64)
    new = zero if cycle.stages is None else zero + cycle.stages.new
    later = win_probability(
        cycle, age=zero, band=zero, multiplier=multiplier, lead=lead, horizon=horizon, stage=new, start=days
    ).mean(axis=0)
    at_once, others = cycle.registered(multiplier)
    return np.asarray(at_once * float(np.mean(days > lead)) + others * later)
