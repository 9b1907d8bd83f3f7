"""Does a plan that is carried out make the number where people and CRMs behave as they do, not as the method supposes?

Plans are made for the sellers of ``bench._employed``, in each scenario of the second generator, at a confidence of 0.8
and never redone. Wanted, of those feasible at adoption: made by 65 to 90 of 100; where it is fewer, the person must
have been warned, by what the import found wrong or by a note on the plan. *To the letter* is truly done; *as logged*
is done until the CRM shows it, which takes more where not all is logged. Both are told, the first is judged.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bench._employed import Case, Employed

    from ownit.method.plan.channels import Effort

CONFIDENCE = 0.8
TELLING = frozenset(
    {"no_losses", "few_losses", "deals_not_there", "open_gone", "source_contradicted", "losses_in_bulk"}
)
"""What an import says to make a plan too hopeful, or *alone* uncertain."""
LOW, HIGH = 0.65, 0.90
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One seller: what was told, and what came of it. Figures are NaN where nothing is told or the plan does not fit.

    ``opens`` and ``brings``: what truly came over what the plan counts on, deals and money; ``doubts``: codes of what
    the plan says against itself.
    """

    company: int
    told: bool
    feasible: bool
    chance: float = np.nan
    letter: float = np.nan
    logged: float = np.nan
    opens: float = np.nan
    brings: float = np.nan
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The sellers of some companies of a scenario, and what the import warns of."""

    scenario: str
    rows: tuple[Row, ...]
    warned: tuple[str, ...]


def played(scenario: str, seeds: Sequence[int]) -> Played:
    """Plan for all sellers of these companies, and carry it out."""
    from bench._employed import companies

    rows: list[Row] = []
    warned: tuple[str, ...] = ()
    for one in companies(scenario, seeds):
        warned = one.warned
        rows.extend(_tried(one))
    return Played(scenario=scenario, rows=tuple(rows), warned=warned)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Plan:
    effort: Effort
    feasible: bool
    chance: float
    mean: float
    doubts: tuple[str, ...]


def _tried(one: Employed) -> list[Row]:
    plans = {c.number: plan for c in one.cases if (plan := _planned(c)) is not None}
    efforts = {n: plan.effort for n, plan in plans.items()}
    logged = one.behaviour.recording.logged
    if one.behaviour.half_unlogged is not None:
        logged = one.behaviour.half_unlogged.logged
    letter, shown = one.brings(efforts), one.brings(efforts, 1.0 / logged)
    opened = one.opened(efforts)
    return [
        _row(one, c, plans.get(c.number), float(letter[c.number]), float(shown[c.number]), float(opened[c.number]))
        for c in one.cases
    ]


def _planned(case: Case) -> _Plan | None:
    """The plan of one seller; None where there is nothing to make it of."""
    from ownit.method.law import Missing
    from ownit.method.plan.doubts import doubts
    from ownit.method.plan.least import planned
    from ownit.method.plan.solve import SellerChances

    if isinstance(case.seller, Missing):
        return None
    chances = SellerChances.of(case.seller, case.goal)
    fit, feasible = planned(case.seller, chances, CONFIDENCE)
    return _Plan(
        effort=fit.effort,
        feasible=feasible,
        chance=chances.chance(fit.effort),
        mean=chances.mean(fit.effort),
        doubts=tuple(d.code for d in doubts(case.seller, fit.effort.activities)),
    )


def _row(one: Employed, case: Case, plan: _Plan | None, letter: float, logged: float, opened: float) -> Row:
    if plan is None:
        return Row(company=one.seed, told=False, feasible=False)
    if not plan.feasible:
        return Row(company=one.seed, told=True, feasible=False)
    return Row(
        company=one.seed,
        told=True,
        feasible=True,
        chance=plan.chance,
        letter=float(letter >= case.goal),
        logged=float(logged >= case.goal),
        opens=opened / max(plan.effort.opened, 1e-9),
        brings=letter / max(plan.mean, 1.0),
        doubts=plan.doubts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One scenario summed up; shares of 1, errors clustered by company."""

    sellers: int
    untold: int
    infeasible: float
    chance: float
    letter: tuple[float, float]
    logged: tuple[float, float]
    opens: float
    brings: float
    doubted: float  # the share of the feasible plans that say something against themselves
    doubts: tuple[tuple[str, float], ...]  # the share of each

    @property
    def verdict(self) -> str:
        """Whether it is within what is wanted."""
        if np.isnan(self.letter[0]):
            return "nothing is told"
        return "" if LOW <= self.letter[0] <= HIGH else "missed"


def line(rows: Sequence[Row]) -> Line:
    """Sum up some sellers."""
    told = [r for r in rows if r.told]
    ok = [r for r in told if r.feasible]
    company = np.array([r.company for r in ok], dtype=np.int64)

    def mean(name: str) -> float:
        return float(np.mean([getattr(r, name) for r in ok])) if ok else float("nan")

    return Line(
        sellers=len(rows),
        untold=len(rows) - len(told),
        infeasible=1 - len(ok) / max(len(told), 1),
        chance=mean("chance"),
        letter=_clustered(company, np.array([r.letter for r in ok])),
        logged=_clustered(company, np.array([r.logged for r in ok])),
        opens=float(np.median([r.opens for r in ok])) if ok else float("nan"),
        brings=mean("brings"),
        doubted=float(np.mean([bool(r.doubts) for r in ok])) if ok else float("nan"),
        doubts=tuple((code, n / len(ok)) for code, n in Counter(d for r in ok for d in r.doubts).most_common()),
    )


def _clustered(company: NDArray[np.int64], value: Floats) -> tuple[float, float]:
    """A mean and its standard error clustered by company."""
    if not len(value):
        return float("nan"), float("nan")
    mean = float(value.mean())
    _, of = np.unique(company, return_inverse=True)
    off = np.bincount(of, weights=value - mean)
    n = len(off)
    return mean, float(np.sqrt(np.sum(off**2) * n / max(n - 1, 1)) / len(value))


HEAD = (
    f"{'scenario':<18} {'sellers':>7} {'none':>5} {'infeas.':>7} {'told':>6} {'to the letter':>14} "
    f"{'as logged':>14} {'opens':>6} {'brings':>6}"
)


def told(scenario: str, of: Line, warned: Sequence[str]) -> str:
    """A row of the table; behind it what ownit says by itself."""

    def share(value: tuple[float, float]) -> str:
        return "-" if np.isnan(value[0]) else f"{100 * value[0]:5.1f} ± {100 * value[1]:4.1f}"

    doubts = ", ".join(f"{100 * part:.0f} % {code}" for code, part in of.doubts)
    said = "; ".join(part for part in (", ".join(warned), doubts) if part)
    return (
        f"{scenario:<18} {of.sellers:>7} {of.untold:>5} {100 * of.infeasible:>5.0f} % {100 * of.chance:>6.1f} "
        f"{share(of.letter):>14} {share(of.logged):>14} {of.opens:>6.2f} {of.brings:>6.2f}  {of.verdict}"
        f"{f'  ({said})' if said else ''}"
    ).rstrip()


def silent(of: Line, warned: Sequence[str]) -> bool:
    """Whether plans come true too seldom, beyond their error, and nothing was said."""
    mean, error = of.letter
    return mean + 2 * error < LOW and not TELLING & set(warned) and of.doubted < 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if plans of a scenario come true too seldom and nobody was warned."""
    from ownit.connectors.simulate.behaviour.scenarios import SCENARIOS
    from ownit.connectors.simulate.behaviour.seeds import BENCH_SEEDS

    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--companies", type=int, default=24)
    parser.add_argument("--first", type=int, default=0, help="the number of the first company")
    parser.add_argument("--scenarios", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(list(arguments or []))
    seeds = BENCH_SEEDS[options.first : options.first + options.companies]
    started, hushed = time.perf_counter(), []
    print(f"wanted: of those that fit, 65 to 90 in 100 made to the letter, or a warning\n{HEAD}")
    with ProcessPoolExecutor(options.processes) as pool:
        for one in pool.map(played, options.scenarios, [seeds] * len(options.scenarios)):
            of = line(one.rows)
            print(told(one.scenario, of, one.warned), flush=True)
            hushed += [one.scenario] if silent(of, one.warned) else []
    print(f"\n{time.perf_counter() - started:.0f} s by the clock")
    print(f"missed in silence: {', '.join(hushed)}" if hushed else "none missed in silence")
    return int(bool(hushed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
