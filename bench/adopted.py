"""Does a plan that is carried out make the number as often as it says?

Plans are made for the sellers of ``bench._sellers`` and carried out to the letter, never redone. Wanted, of those
feasible at adoption: made by 77 to 83 of 100 at a confidence of 0.8, with no history, one year and two of it apart;
carried out to 50, 70, 85 and 115 %, made as often as the model says of that effort to 4 points, and more often with
more. Those with no history are told once more as they begin: with nothing open, or with business under way.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CONFIDENCE = 0.8
SHARES = (0.5, 0.7, 0.85, 1.0, 1.15)
NAMES = {0: "no history", 1: "one year", 2: "two years"}
COLUMNS = 5 + 2 * len(SHARES)


def tried(number: int, sellers: int) -> list[tuple[float, ...]]:
    """(company, history, told at all, feasible, hours, then P and whether made per share) of one company's sellers."""
    from bench._sellers import played

    from ownit.method.law import Missing
    from ownit.method.plan.channels import Effort
    from ownit.method.plan.least import planned
    from ownit.method.plan.solve import SellerChances

    one, rows = played(number, sellers), []
    for case in one.cases:
        if isinstance(case.seller, Missing):
            rows.append((number, case.history, 0.0, 0.0, *[np.nan] * (COLUMNS - 4)))
            continue
        chances = SellerChances.of(case.seller, case.goal)
        fit, feasible = planned(case.seller, chances, CONFIDENCE)
        row = [number, case.history, 1.0, float(feasible), fit.hours.creating]
        for share in SHARES:
            done = {kind: share * n for kind, n in fit.effort.activities.items()}
            opened = sum(way.opens(done.get(way.channel, 0.0)) for way in case.seller.ways)
            part = Effort(activities=done, opened=opened)
            row += [chances.chance(part), float(one.brings(case, done) >= case.goal)]
        rows.append(tuple(row))
    return rows


def clustered(company: Floats, values: Floats) -> tuple[float, float]:
    """The mean of ``values`` and its standard error, clustered by company."""
    mean = float(values.mean())
    off = np.bincount(company.astype(np.int64), weights=values - mean)
    return mean, float(np.sqrt(np.sum(off**2)) / len(values))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the number of figures that are off."""
    from bench._sellers import NOTHING_OPEN

    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--companies", type=int, default=201)
    parser.add_argument("--sellers", type=int, default=25)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="the number of the first company")
    parser.add_argument("--chart", type=Path, help="an SVG file to draw")
    options = parser.parse_args(list(arguments or []))
    numbers = range(options.first, options.first + options.companies)
    with ProcessPoolExecutor(max_workers=options.workers) as pool:
        rows = [row for some in pool.map(tried, numbers, [options.sellers] * len(numbers)) for row in some]
    table = np.array(rows, dtype=np.float64)
    if options.chart:
        _drawn(table, options.chart)
    missed = sum(_told(name, table[table[:, 1] == history]) for history, name in NAMES.items())
    missed += _told("all", table)
    for name, begins in (("no history, nothing open", True), ("no history, business open", False)):
        _told(name, table[(table[:, 1] == 0) & ((table[:, 0] % NOTHING_OPEN == 0) == begins)])
    print("\nall within what is allowed" if not missed else f"\n{missed} figures are off by more than is allowed")
    return int(missed > 0)


def _drawn(table: Floats, file: Path) -> None:
    """What was told and how often it was made, by the share of the plan carried out; an error of two either side."""
    import altair as alt

    from ownit.cli import drawing

    rows = []
    for history, name in NAMES.items():
        ok = table[(table[:, 1] == history) & (table[:, 3] == 1)]
        for n, share in enumerate(SHARES):
            mean, error = clustered(ok[:, 0], ok[:, 6 + 2 * n])
            where = {"history": name, "share": f"{share:.0%}"}
            rows.append({**where, "what": "told", "chance": 100 * float(ok[:, 5 + 2 * n].mean())})
            rows.append({**where, "what": "made", "chance": 100 * mean, "low": 100 * (mean - 2 * error)})
            rows[-1]["high"] = 100 * (mean + 2 * error)
    order = [f"{share:.0%}" for share in SHARES]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("share:N", sort=order, title="of the plan carried out", axis=alt.Axis(labelAngle=0))
    )
    y = alt.Y("chance:Q", title="sellers in 100", scale=alt.Scale(domain=[0, 100]))
    told = base.transform_filter("datum.what == 'told'").mark_line(color="#999999", strokeDash=[5, 3]).encode(y=y)
    made = base.transform_filter("datum.what == 'made'")
    points = made.mark_point(filled=True, size=60, color="#0b5cad").encode(y=y)
    bars = made.mark_rule(color="#0b5cad").encode(y="low:Q", y2="high:Q")
    title = alt.TitleParams(
        text="How often a plan made the number: told (dashed) and made (points, two errors either side)", anchor="start"
    )
    whole = alt.layer(told, bars, points).properties(width=200, height=220)
    drawing.write(
        whole.facet(alt.Facet("history:N", title=None, sort=list(NAMES.values()))).properties(title=title), file
    )


def _told(name: str, table: Floats) -> int:
    if not len(table):
        return 0
    ok = table[table[:, 3] == 1]
    infeasible = 1 - len(ok) / max(np.sum(table[:, 2]), 1)
    print(
        f"\n{name}: {len(table):,} sellers, {np.sum(table[:, 2] == 0):.0f} of whom nothing can be told, "
        f"{100 * infeasible:.0f} % infeasible; median {np.median(ok[:, 4]):.1f} h a week"
    )
    missed, before = 0, 0.0
    for n, share in enumerate(SHARES):
        said, made = ok[:, 5 + 2 * n], ok[:, 6 + 2 * n]
        mean, error = clustered(ok[:, 0], made)
        off = mean - float(said.mean())
        bad = abs(off) > 0.04 or mean < before or (share == 1.0 and not 0.77 <= mean <= 0.83)
        missed, before = missed + bad, mean
        print(
            f"  carried out {share:>4.0%}: told {100 * said.mean():5.1f}, made {100 * mean:5.1f} ± {100 * error:.1f}, "
            f"off {100 * off:+5.1f}{' !' if bad else ''}"
        )
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
