"""When ownit says 80 in 100, does it happen 80 times in 100? On simulated companies whose truth is known.

Plays the quarter of a thousand companies of twenty sellers (``bench._population``), forecast on four days of it. Prints
how often intervals covered what came, also by how many wins a seller may expect, and how far told chances were from
what happened in each tenth of the told. Sellers of a company share its market: all errors are clustered by company.
Wanted: the 80 % interval covers 78 to 82 %, the 50 % one 47 to 53 %, and each tenth of P(hit) is within 3 points, or
within 2.8 clustered errors where those are more.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ownit.connectors.simulate.small import SmallCompany
    from ownit.method.law import Law

Floats = NDArray[np.float64]
VIEWS = ("alone", "with help")
SIZES = ((0.0, 2.0, "under 2"), (2.0, 5.0, "2 to 5"), (5.0, np.inf, "over 5"))
POINTS, ERRORS = 0.03, 2.8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """What was told and what came, arrays (n,), one row per seller, day and view."""

    company: Floats
    week: Floats
    view: Floats
    expected: Floats  # true wins a whole quarter brings on average
    pit: Floats
    said: Floats
    hit: Floats
    mean: Floats
    came: Floats

    def where(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Record:
        """Some of the rows, by mask or number."""
        return Record(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    def share(self, values: Floats) -> tuple[float, float]:
        """The mean of ``values`` (n,) and its standard error, clustered by company."""
        mean = float(values.mean())
        off = np.bincount(self.company.astype(np.int64), weights=values - mean)
        return mean, float(np.sqrt(np.sum(off**2)) / len(values))

    def covered(self, level: float) -> tuple[float, float]:
        """How often what came lay within the central interval."""
        tail = (1.0 - level) / 2.0
        return self.share(((self.pit > tail) & (self.pit < 1.0 - tail)).astype(np.float64))


def played(number: int, sellers: int) -> list[tuple[float, ...]]:
    """The rows of one company, in the order of the fields of :class:`Record`."""
    from bench import _population as population

    one = population.company(number, sellers)
    rng = np.random.default_rng(np.random.SeedSequence(number, spawn_key=(5,)))
    expected = population.expected_wins(one)
    rows: list[tuple[float, ...]] = []
    for week, day in population.origins():
        then = replace(one, as_of=day, known=one.deals.known_on(day))
        for who, view, told in _told(then):
            came = float((one.realised_own if view == 0 else one.realised)[who])
            goal = float(one.goals[who]) * (population.OWN_SHARE if view == 0 else 1.0)
            upper, lower = told.p_hit(came - 0.001), told.p_hit(came + 0.001)
            pit = 1.0 - (lower + (upper - lower) * rng.uniform())
            chance = told.p_hit(goal)
            rows.append((number, week, view, expected[who], pit, chance, float(came >= goal), told.mean, came))
    return rows


def _told(then: SmallCompany) -> Iterator[tuple[int, int, Law]]:
    """(seller, view, law) as it has been going; sellers of companies with too few deals are not told anything."""
    from ownit.connectors.simulate.statistics import reckoned
    from ownit.method.law import Law

    for who, person in enumerate(reckoned(then).told.people):
        for view, outlook in enumerate((person.alone_low, person.with_help)):
            if isinstance(outlook.as_going, Law):
                yield who, view, outlook.as_going


def record(companies: int, sellers: int, workers: int = 2) -> Record:
    """Play them all, in as many processes as there are workers."""
    with ProcessPoolExecutor(max_workers=workers) as pool:
        rows = [row for some in pool.map(played, range(companies), [sellers] * companies, chunksize=8) for row in some]
    columns = np.array(rows, dtype=np.float64).T
    return Record(**{f.name: column for f, column in zip(fields(Record), columns, strict=True)})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 if anything is off by more than is allowed."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # two processes share two cores
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--companies", type=int, default=1000)
    parser.add_argument("--sellers", type=int, default=20)
    options = parser.parse_args(list(arguments or []))
    everything = record(options.companies, options.sellers)
    missed = 0
    for view, name in enumerate(VIEWS):
        rows = everything.where(everything.view == view)
        print(f"\n{name}, as going: {len(rows.pit):,} forecasts of {options.companies * options.sellers:,} quarters")
        missed += _coverage(rows)
        missed += _reliability(rows)
    print("\nall within what is allowed" if not missed else f"\n{missed} figures are off by more than is allowed")
    return int(missed > 0)


def _coverage(rows: Record) -> int:
    print(f"{'':<24}{'cases':>8}{'80 % covers':>20}{'50 % covers':>20}{'told / came':>14}")
    cuts = [("all", np.ones(len(rows.pit), dtype=np.bool_))]
    cuts += [(f"week {w:.0f}", rows.week == w) for w in np.unique(rows.week)]
    cuts += [(f"{name} wins", (rows.expected >= low) & (rows.expected < high)) for low, high, name in SIZES]
    return sum(_covered(name, rows.where(which)) for name, which in cuts if which.any())


def _covered(name: str, rows: Record) -> int:
    eight, five = rows.covered(0.8), rows.covered(0.5)
    off = abs(eight[0] - 0.8) > 0.02, abs(five[0] - 0.5) > 0.03
    ratio = rows.mean.sum() / rows.came.sum()
    told = [f"{100 * s:.1f} ± {100 * e:.1f}{' !' if o else '  '}" for (s, e), o in zip((eight, five), off, strict=True)]
    print(f"{name:<24}{len(rows.pit):>8}{told[0]:>20}{told[1]:>20}{ratio:>14.3f}")
    return sum(off)


def _reliability(rows: Record) -> int:
    print(f"{'P(hit) told':<24}{'cases':>8}{'told':>10}{'came':>10}{'off':>18}{'allowed':>10}")
    missed = 0
    for tenth in np.array_split(np.argsort(rows.said, kind="stable"), 10):
        part = rows.where(tenth)
        off, error = part.share(part.hit - part.said)
        allowed = max(POINTS, ERRORS * error)
        missed += abs(off) > allowed
        span = f"{part.said.min():.3f} to {part.said.max():.3f}"
        figures = f"{100 * part.said.mean():>10.1f}{100 * part.hit.mean():>10.1f}{100 * off:>10.1f} ± {100 * error:.1f}"
        print(f"{span:<24}{len(tenth):>8}{figures:>38}{100 * allowed:>10.1f}{' !' if abs(off) > allowed else ''}")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
