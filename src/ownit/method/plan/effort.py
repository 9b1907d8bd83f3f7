"""What is the least time that opens so many deals a week, and the most deals that so much time opens?

Two linear programmes over the steps of each channel's concave yield, x[c, s] activities a week, 0 <= x <= width:
least time: min sum m x with sum y x >= opened; most deals: max sum y x with sum m x <= minutes. In both each channel
has at least what the team's way or consistency asks of it, and a share of the time may have to be synchronous (R14).
Because yields fall from step to step, no step is used before the one before it is full. Where neither asks for
anything, both programmes are fractional knapsacks, and filling the steps by deals per minute, the best first, is their
optimum; else they are solved by HiGHS in SciPy.

``caution`` c takes a minute of a channel whose yield is unsure by a log-sd s for 1 + c s^2 minutes where channels are
chosen: what is known better comes first (``least`` says how much of it is worth its time). Time itself stays time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Floats
from ownit.method.plan.channels import SYNCHRONOUS, Effort, Way

TIE = 1e-9  # so little dearer is each later step that equal ones are filled in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """So many deals cannot be opened by any amount of what is known to work; ``most`` a week can."""

    most: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Steps:
    """Every step of every channel as columns, arrays (k,)."""

    way: Floats  # index of the channel
    minutes: Floats
    opened: Floats
    width: Floats
    synchronous: Floats
    dearer: Floats  # 1 + caution log_sd^2


def least_time(ways: Sequence[Way], opened: float, synchronous: float = 0.0, caution: float = 0.0) -> Effort | Beyond:
    """The effort of least minutes that opens ``opened`` deals a week; ``synchronous`` is a share of time, 0 to 1."""
    steps = _steps(ways, caution)
    most = most_deals(ways, float("inf"), synchronous)
    if opened > most.opened * (1 + 1e-9):
        return Beyond(most=most.opened)
    if _free(ways, synchronous):
        return _filled(ways, steps, opened=min(opened, most.opened))
    bounds = [*_at_least(ways, steps), (-steps.opened, -min(opened, most.opened))]
    cost = steps.minutes * steps.dearer * (1.0 + TIE * np.arange(len(steps.minutes)))
    return _solved(ways, steps, cost, bounds, synchronous)


def most_deals(ways: Sequence[Way], minutes: float, synchronous: float = 0.0, caution: float = 0.0) -> Effort:
    """The effort of at most ``minutes`` a week that opens the most deals.

    What the channels must have at least is had even where that takes longer.
    """
    steps = _steps(ways, caution)
    if _free(ways, synchronous):
        return _filled(ways, steps, minutes=minutes)
    bounds = _at_least(ways, steps)
    if np.isfinite(minutes):
        bounds.append((steps.minutes, max(minutes, at_least(ways))))
    return _solved(ways, steps, -steps.opened / steps.dearer + TIE * steps.minutes, bounds, synchronous)


def at_least(ways: Sequence[Way]) -> float:
    """Minutes a week of what the channels must have at least, as far as there is room for it."""
    return float(sum(min(way.least, way.room()) * way.minutes for way in ways))


def _free(ways: Sequence[Way], synchronous: float) -> bool:
    """Whether nothing is asked for but time and deals."""
    return synchronous <= 0 and all(way.least <= 0 for way in ways)


def _filled(
    ways: Sequence[Way], steps: _Steps, *, minutes: float = float("inf"), opened: float = float("inf")
) -> Effort:
    """Steps filled by deals per minute until the time is spent or the deals are opened; equal ones in order."""
    order = np.argsort(-steps.opened / (steps.minutes * steps.dearer), kind="stable")
    order = order[steps.opened[order] > 0]
    x, takes, gives = np.zeros(len(steps.way)), steps.minutes[order], steps.opened[order]
    spent = np.append(0.0, np.cumsum(takes * steps.width[order])[:-1])
    had = np.append(0.0, np.cumsum(gives * steps.width[order])[:-1])
    room = np.minimum((minutes - spent) / takes, (opened - had) / gives)
    x[order] = np.clip(room, 0.0, steps.width[order])
    return _effort(ways, steps, x)


def _steps(ways: Sequence[Way], caution: float) -> _Steps:
    rows = [
        (i, way.minutes, opened, width, float(way.channel in SYNCHRONOUS), 1.0 + caution * way.log_sd**2)
        for i, way in enumerate(ways)
        for width, opened in way.steps()
    ]
    way, minutes, opened, width, synchronous, dearer = np.array(rows, dtype=np.float64).reshape(-1, 6).T
    return _Steps(way=way, minutes=minutes, opened=opened, width=width, synchronous=synchronous, dearer=dearer)


def _at_least(ways: Sequence[Way], steps: _Steps) -> list[tuple[Floats, float]]:
    room = [min(way.least, float(steps.width[steps.way == i].sum())) for i, way in enumerate(ways)]
    return [(-(steps.way == i).astype(np.float64), -least) for i, least in enumerate(room) if least > 0]


def _solved(
    ways: Sequence[Way], steps: _Steps, cost: Floats, bounds: list[tuple[Floats, float]], synchronous: float
) -> Effort:
    """The optimum; there is one, since doing all there is room for meets every bound but the one on time."""
    from scipy.optimize import linprog  # loading it takes as long as a plan, and most plans ask for nothing of it

    if len(steps.way) == 0:
        return Effort()
    if synchronous > 0:
        bounds = [*bounds, ((synchronous - steps.synchronous) * steps.minutes, 0.0)]
    found = linprog(
        cost,
        A_ub=np.array([row for row, _ in bounds]) if bounds else None,
        b_ub=np.array([limit for _, limit in bounds]) if bounds else None,
        bounds=[(0.0, float(width)) for width in steps.width],
        method="highs",
    )
    if found.x is None:  # the team's way leaves no room for what the channels must have: their least wins
        return _solved(ways, steps, cost, bounds[:-1], 0.0) if synchronous > 0 else Effort()
    return _effort(ways, steps, np.maximum(found.x, 0.0))


def _effort(ways: Sequence[Way], steps: _Steps, x: Floats) -> Effort:
    by_way = np.bincount(steps.way.astype(np.int64), weights=x, minlength=len(ways))
    activities: dict[Kind, float] = {w.channel: float(n) for w, n in zip(ways, by_way, strict=True) if n > 1e-9}
    return Effort(activities=activities, minutes=float(steps.minutes @ x), opened=float(steps.opened @ x))
