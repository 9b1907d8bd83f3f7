"""What does the answer to "how far to believe this?" carry, and how is it written as JSON?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ownit.answers.limits import Limit
from ownit.method.clusters import Clustered, Tenth

OWNIT = "ownit"
NAMES: Mapping[str, str] = {
    OWNIT: "ownit",
    "last_period": "last period with past errors",
    "last_period_point": "last period repeated",
    "weighted_pipeline": "weighted pipeline",
    "plug_in_hazard": "same cycle, taken as certain",
}
"""What each way of forecasting is called, in the order in which they are told."""

POINTS = ("last_period_point", "weighted_pipeline")
"""Those that name one sum and no range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How one way of forecasting did in one run, over the cases in which it said something.

    ``crps`` is the mean CRPS in the reporting currency; ``cover80`` and ``cover50`` the shares of what came inside its
    central intervals; ``bias`` all it expected over all that came, less 1; ``pinball`` at 10, 50 and 90 %. ``times`` is
    its CRPS over ownit's on the cases both spoke in, with its interval; 1 for ownit itself.
    """

    n: int
    origins: int
    crps: float
    cover80: Clustered
    cover50: Clustered
    bias: float | None
    bias_between: tuple[float, float] | None
    pinball: tuple[float, float, float]
    times: float | None
    times_between: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One level and horizon, looked at from the same week of it; ``tenths`` are ownit's chances of reaching a goal.

    ``levels`` gives, for central intervals of 10 to 90 %, how often what came lay inside ownit's.
    """

    level: str
    horizon: str
    week: int
    origins: int
    windows: int
    cases: int
    methods: Mapping[str, Method]
    tenths: tuple[Tenth, ...]
    levels: Mapping[int, Clustered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The whole answer. ``told`` is the run that the sentences are about, None where there is no evidence at all."""

    as_of: date
    snapshot: str
    currency: str
    first: date | None
    origins: int
    runs: tuple[Run, ...]
    told: Run | None
    headline: str
    trust: str
    next_step: str
    notes: tuple[str, ...]
    limits: tuple[Limit, ...] = ()  # what is wrong with the facts that this rests on
    basis: Mapping[str, Any] = field(default_factory=dict)  # what was learned from, in figures
    learned: tuple[str, ...] = ()  # the same in words


def to_json(answer: Trust) -> dict[str, Any]:
    """The documented, stable shape of ``ownit backtest --json``."""
    return {
        "as_of": answer.as_of.isoformat(),
        "snapshot": answer.snapshot,
        "currency": answer.currency,
        "first_origin": None if answer.first is None else answer.first.isoformat(),
        "origins": answer.origins,
        "headline": answer.headline,
        "trust": answer.trust,
        "next_step": answer.next_step,
        "notes": list(answer.notes),
        "limits": [asdict(limit) for limit in answer.limits],
        "basis": {**answer.basis, "text": list(answer.learned)},
        "runs": [_run(run) for run in answer.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "level": run.level,
        "horizon": run.horizon,
        "week": run.week,
        "origins": run.origins,
        "windows": run.windows,
        "cases": run.cases,
        "methods": {name: _method(method) for name, method in run.methods.items()},
        "reliability": [{"from": t.low, "to": t.high, "told": t.told, "came": _clustered(t.came)} for t in run.tenths],
        "intervals": [{"said": level, "came": _clustered(came)} for level, came in run.levels.items()],
        "detectable": run.methods[OWNIT].cover80.detectable if OWNIT in run.methods else None,
    }


def _method(m: Method) -> dict[str, Any]:
    return {
        "crps": round(m.crps, 4),
        "cover80": round(m.cover80.mean, 4),
        "bias": m.bias,
        "n": m.n,
        "origins": m.origins,
        "cover80_between": [m.cover80.low, m.cover80.high],
        "cover50": round(m.cover50.mean, 4),
        "bias_between": m.bias_between,
        "pinball": {"10": m.pinball[0], "50": m.pinball[1], "90": m.pinball[2]},
        "times_ownit": m.times,
        "times_ownit_between": m.times_between,
    }


def _clustered(c: Clustered) -> dict[str, Any]:
    return {"mean": c.mean, "between": [c.low, c.high], "n": c.n, "windows": c.clusters}
