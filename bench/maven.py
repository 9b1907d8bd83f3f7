"""On the one openly published CRM, is ownit nearer than last period, AutoETS and a weighted pipeline?

A regression check, never for choosing a constant. One month ahead from April to December 2017 and three months ahead
from April to October, per seller; CRPS ratios with 90 % intervals from a bootstrap of sellers. A target is missed, and
the bench fails, only where the interval excludes it on the bad side.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri
from statsforecast.models import AutoETS, SimpleExponentialSmoothingOptimized

from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:  # what leads to Django's models is imported once Django is set up
    from ownit.flows.backtest.origins import Origin
    from ownit.flows.reckoning.past import Past
    from ownit.method.case import Case

MAVEN = Path(__file__).resolve().parents[2] / "shared" / "data" / "maven_crm"
FIRST, LAST = 4, {"month": 12, "quarter": 10}
HELD = ("ownit", "last_period", "last_period_point", "auto_ets", "weighted_pipeline", "plug_in_hazard")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Ownit's CRPS over a rival's is at most ``most``."""

    level: str
    horizon: str
    rivals: tuple[str, ...]  # the best of them
    most: float


TARGETS = (
    Target(level="person", horizon="month", rivals=("last_period", "last_period_point", "auto_ets"), most=0.8),
    Target(level="person", horizon="quarter", rivals=("last_period",), most=1.0),
    Target(level="person", horizon="quarter", rivals=("weighted_pipeline",), most=0.65),
    Target(level="team", horizon="quarter", rivals=("last_period",), most=1.1),
)


def main(arguments: list[str] | None = None) -> int:
    """Import, look forward, score, compare; 1 if a target is missed beyond doubt."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=MAVEN)
    options = parser.parse_args(arguments or [])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownit.config.settings")
    with tempfile.TemporaryDirectory(prefix="ownit-bench-") as home:
        cases = _cases(Path(home), options.data)
    _table(cases)
    missed = [_held(cases, target) for target in TARGETS]  # each tells how it fared
    return int(any(missed))


def _cases(home: Path, data: Path) -> list[Case]:
    from ownit.flows.workspace import Workspace
    from ownit.promises.opening import open_promises

    workspace = Workspace(home=home, database=f"sqlite:///{home / 'promises.sqlite3'}", today=date(2018, 1, 5))
    open_promises(workspace.database)  # before what imports its models

    from ownit.connectors.base import ReadOptions
    from ownit.facts.store import Store
    from ownit.facts.tables import Tables
    from ownit.flows import importing, proposing, requests
    from ownit.flows.backtest.walk import looked, whole_from
    from ownit.flows.reckoning.past import Past
    from ownit.flows.reckoning.record import first_origin
    from ownit.flows.standing import ask

    importing.run(workspace, requests.request(workspace, "csv", data, ReadOptions(connector="", map="maven")))
    proposing.propose(Store(workspace.facts).require(), workspace.now())
    asked, _ = ask(workspace)
    made = []
    with Tables(asked.snapshot) as tables:
        past = Past(tables=tables, asked=asked)
        outcome = past.won(asked.as_of)
        first, begins = first_origin(outcome), whole_from(date.fromordinal(int(outcome.closed.min())))
        assert first is not None
        for origin in _origins():
            own = list(looked(past, origin, first, begins, outcome))
            made += [*own, *_auto_ets(past, origin, begins, own)]
    return made


def _origins() -> list[Origin]:
    """Months, and three months from each month's beginning: the quarters of three fiscal calendars."""
    from ownit.flows.backtest.origins import Origin
    from ownit.method.calendar import FiscalCalendar, Kind

    found = []
    for month in range(FIRST, max(LAST.values()) + 1):
        start = date(2017, month, 1)
        for kind in (Kind.MONTH, Kind.QUARTER):
            if month <= LAST[kind.value]:
                calendar = FiscalCalendar(start_month=(month - 1) % 3 + 1)
                found.append(Origin(as_of=start - _DAY, period=calendar.period(kind, start), week=0))
    return found


def _auto_ets(past: Past, origin: Origin, begins: date, own: Sequence[Case]) -> list[Case]:
    """AutoETS on each subject's months so far, without season, for which two years would be needed.

    Three months ahead are the sum of the three, their errors taken as independent.
    """
    from ownit.flows.backtest import totals
    from ownit.method.calendar import FiscalCalendar, Kind
    from ownit.method.case import case
    from ownit.method.scores import step_law

    day = past.day(origin.as_of)
    month = FiscalCalendar().period(Kind.MONTH, origin.period.start)
    history = totals.before(past.won(origin.as_of), day.folk, month, begins)
    ahead = 1 if origin.horizon == "month" else 3
    made = []
    for one in (c for c in own if c.method == "ownit"):
        series = np.array([period.get(one.look.subject, 0.0) for period in history])
        made.append(case(one.look, "auto_ets", step_law(_ets(series, ahead)), one.came, one.goal))
    return made


def _ets(series: Floats, ahead: int) -> Floats:
    """Equally likely samples of the sum of the next months.

    Where the series is too short for AutoETS to choose (it says "tiny datasets"), its simplest model, exponential
    smoothing with an optimised weight, the errors of its own fit; under three months the mean.
    """
    points = ndtri((np.arange(200) + 0.5) / 200)
    if len(series) < 3:
        spread = float(series.std(ddof=1)) if len(series) > 1 else 0.0
        return np.asarray(ahead * float(series.mean()) + np.sqrt(ahead) * spread * points)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a rival is judged by its forecast, not by what its fit complains of
        try:
            told = AutoETS(season_length=1).forecast(series, h=ahead, level=[80])
            sd = (np.asarray(told["hi-80"]) - np.asarray(told["lo-80"])) / (2 * ndtri(0.9))
        except NotImplementedError:  # so AutoETS says of a series too short to choose by
            told = SimpleExponentialSmoothingOptimized().forecast(series, h=ahead, fitted=True)
            sd = np.full(ahead, np.nanstd(series - np.asarray(told["fitted"])))
    return np.asarray(float(np.sum(told["mean"])) + float(np.sqrt(np.nansum(sd**2))) * points)


def _table(cases: Sequence[Case]) -> None:
    from ownit.method import scores

    print(f"{'level':<8} {'ahead':<8} {'by':<18} {'cases':>5} {'CRPS':>9} {'80 % held':>9} {'bias':>7}")
    for level in ("person", "team", "company"):
        for horizon in ("month", "quarter"):
            for name in HELD:
                of = [c for c in cases if (c.look.level, c.look.horizon, c.method) == (level, horizon, name)]
                if of:
                    low, high = np.array([c.low for c in of]), np.array([c.high for c in of])
                    bias = sum(c.mean for c in of) / sum(c.came for c in of) - 1
                    crps = np.mean([c.crps for c in of])
                    held = scores.inside(low, high, 0.8).mean()
                    print(f"{level:<8} {horizon:<8} {name:<18} {len(of):>5} {crps:>9.0f} {held:>9.2f} {bias:>+7.2f}")


def _held(cases: Sequence[Case], target: Target) -> bool:
    """Print how the target fared; True if it is missed beyond doubt."""
    from ownit.method.clusters import ratio_interval

    best = None
    for rival in target.rivals:
        own, theirs, subject = _pairs(cases, target, rival)
        if not len(own):
            continue
        told = ratio_interval(own, theirs, subject, np.random.default_rng(1))
        if best is None or told[0] > best[1][0]:  # the best rival leaves ownit the largest ratio
            best = (rival, told, len(own))
    if best is None:
        print(f"{target.level}, {target.horizon}: nothing to compare")
        return True
    rival, (ratio, low, high), n = best
    verdict = "held" if ratio <= target.most else "not excluded" if low <= target.most else "MISSED"
    print(
        f"{target.level}, a {target.horizon}, against {rival}: {ratio:.2f} ({low:.2f} to {high:.2f}, {n} cases), "
        f"wanted at most {target.most:.2f}: {verdict}"
    )
    return low > target.most


def _pairs(cases: Sequence[Case], target: Target, rival: str) -> tuple[Floats, Floats, Ints]:
    """Both scores on the cases that both spoke in, and whose they are."""
    there = [c for c in cases if (c.look.level, c.look.horizon) == (target.level, target.horizon)]
    own = {c.look: c.crps for c in there if c.method == "ownit"}
    both = [c for c in there if c.method == rival and c.look in own]
    subjects = sorted({c.look.subject for c in both})
    return (
        np.array([own[c.look] for c in both]),
        np.array([c.crps for c in both]),
        np.array([subjects.index(c.look.subject) for c in both], dtype=np.int64),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
