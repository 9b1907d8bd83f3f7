"""How good was each way of forecasting, level by level and horizon by horizon, and how sure is that?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ownit.answers.trust.record import NAMES, OWNIT, Method, Run
from ownit.method import scores
from ownit.method.case import Case
from ownit.method.clusters import Clustered, Tenth, ratio_interval, reliability, share
from ownit.method.deals import Floats, Ints

SEED = 1867
"""Of the bootstrap: the same cases give the same interval."""

_LEVELS = ("person", "team", "company")
_HORIZONS = ("month", "quarter")
_TENTHS = range(10, 100, 10)


def runs(cases: Sequence[Case]) -> tuple[Run, ...]:
    """One run per horizon, level and week of it, in that order; what was looked at only by rivals is left out."""
    grouped: dict[tuple[int, int, int], list[Case]] = {}
    for case in cases:
        key = (_HORIZONS.index(case.look.horizon), case.look.week, _LEVELS.index(case.look.level))
        grouped.setdefault(key, []).append(case)
    made = [_run(grouped[key]) for key in sorted(grouped)]
    return tuple(run for run in made if OWNIT in run.methods)


def _run(cases: Sequence[Case]) -> Run:
    look = cases[0].look
    by_method: dict[str, list[Case]] = {}
    for case in cases:
        by_method.setdefault(case.method, []).append(case)
    own = by_method.get(OWNIT, [])
    methods = {name: _method(by_method[name], own) for name in sorted(by_method, key=lambda n: [*NAMES, n].index(n))}
    return Run(
        level=look.level,
        horizon=look.horizon,
        week=look.week,
        origins=len({c.look.as_of for c in own}),
        windows=len({c.look.start for c in own}),
        cases=len(own),
        methods=methods,
        tenths=_reliability(own),
        levels=_intervals(own),
    )


def _method(cases: Sequence[Case], own: Sequence[Case]) -> Method:
    cluster = _cluster(cases)
    low, high = _column(cases, "low"), _column(cases, "high")
    mean, came = _column(cases, "mean"), _column(cases, "came")
    bias, *between = ratio_interval(mean, came, cluster, _rng())
    times = _times(cases, own)
    return Method(
        n=len(cases),
        origins=len({c.look.as_of for c in cases}),
        crps=float(_column(cases, "crps").mean()),
        cover80=share(scores.inside(low, high, 0.8), 0.8, cluster),
        cover50=share(scores.inside(low, high, 0.5), 0.5, cluster),
        bias=_finite(bias - 1.0),
        bias_between=_between(between[0] - 1.0, between[1] - 1.0),
        pinball=_pinball(cases),
        times=None if times is None else _finite(times[0]),
        times_between=None if times is None else _between(times[1], times[2]),
    )


def _times(cases: Sequence[Case], own: Sequence[Case]) -> tuple[float, float, float] | None:
    """CRPS over ownit's on the cases that both spoke in."""
    mine = {case.look: case.crps for case in own}
    both = [case for case in cases if case.look in mine]
    if not both:
        return None
    return ratio_interval(_column(both, "crps"), np.array([mine[case.look] for case in both]), _cluster(both), _rng())


def _pinball(cases: Sequence[Case]) -> tuple[float, float, float]:
    low, middle, high = np.array([case.pinball for case in cases]).mean(axis=0)
    return float(low), float(middle), float(high)


def _intervals(own: Sequence[Case]) -> Mapping[int, Clustered]:
    if not own:
        return {}
    low, high, cluster = _column(own, "low"), _column(own, "high"), _cluster(own)
    return {said: share(scores.inside(low, high, said / 100), said / 100, cluster) for said in _TENTHS}


def _reliability(own: Sequence[Case]) -> tuple[Tenth, ...]:
    """Of chances that were open: told for certain is told of what had come already."""
    asked = [c for c in own if c.p_hit is not None and c.goal is not None and 0.0 < c.p_hit < 1.0]
    if not asked:
        return ()
    told = np.array([float(c.p_hit or 0.0) for c in asked])
    hit = np.array([float(c.came >= float(c.goal or 0.0) - scores.SAME) for c in asked])
    return reliability(told, hit, _cluster(asked))


def _column(cases: Sequence[Case], name: str) -> Floats:
    return np.array([getattr(case, name) for case in cases], dtype=np.float64)


def _cluster(cases: Sequence[Case]) -> Ints:
    """Everyone's cases of one window share a market: one cluster."""
    return np.array([case.look.start.toordinal() for case in cases], dtype=np.int64)


def _rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _between(low: float, high: float) -> tuple[float, float] | None:
    return (float(low), float(high)) if np.isfinite(low) and np.isfinite(high) else None
