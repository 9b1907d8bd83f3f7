"""How long were deals open at each age, and how many were won or lost there?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.known.joining import sure
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.method.cycle import AGE_EDGES, HISTORY_DAYS, CycleCells
from ownit.method.deals import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

BULK_LOSSES = 20  # losses on one day, and
BULK_TIMES = 10  # times the mean of the days that have any: closed in bulk
BANDS = 3
KNOWN = 0.8  # of won, of lost and of open deals must have an amount for bands to be used: else lost ones lack it
NEEDED_FOR_BANDS = 90  # won deals, 30 a band
_AGELESS = 10**6  # days: the record begins after all


def cycle_cells(deals: ir.Table, roster: Roster, as_of: date) -> CycleCells:
    """The cells of :class:`CycleCells` from :func:`ownit.facts.known.deals` as of ``as_of``, of the last two years.

    Revenue credits weighted by share; people off the roster share one last index, ``roster.people``. A deal without a
    creation day, or closed before it was created, is left out (the import's warnings count both). The record of
    closings of a connector begins with its first closing.
    """
    lives = _lives(deals, roster, as_of)
    edges = _band_edges(lives)
    lives = lives.mutate(band=_band(lives, edges))
    cells = _cells(lives)
    people = roster.people + 1
    shape = len(AGE_EDGES)
    at_risk = np.bincount(integers(cells, "bin"), weights=floats(cells, "at_risk"), minlength=shape)
    starts = _starts(lives, people)
    return CycleCells(
        person=integers(cells, "person"),
        bin=integers(cells, "bin"),
        band=integers(cells, "band"),
        exposure=floats(cells, "exposure"),
        exposure_before=floats(cells, "exposure_before"),
        won=floats(cells, "won"),
        lost=floats(cells, "lost"),
        created=starts[0],
        won_at_zero=starts[1],
        lost_at_zero=starts[2],
        at_risk=at_risk.astype(np.float64),
        bulk_lost=int(lives.filter(lives["bulk"]).count().to_pyarrow().as_py()),
        band_edges=np.asarray(edges, dtype=np.float64),
        group=np.append(roster.groups, 0),
    )


def _lives(deals: ir.Table, roster: Roster, as_of: date) -> ir.Table:
    """One row per deal and person: ages at entry, at the record's begin and at exit, and how it ended."""
    import ibis

    revenue = deals.filter(deals["credit_kind"].fill_null("revenue") != "overlay", deals["created_on"].notnull())
    there = on_roster(revenue, roster, everyone=True)
    day = ibis.literal(as_of)
    closed = there["closed_on"].notnull() & (there["outcome"] != "open")
    there = there.mutate(closed=closed, end=ibis.ifelse(closed, there["closed_on"], day))
    there = there.filter(there["end"] >= there["created_on"], (there["outcome"] == "open") | there["closed"])
    first = there["closed_on"].min().over(ibis.window(group_by="connector"))
    that_day = ibis.window(group_by=["connector", "closed_on"])
    losses = (there["outcome"] == "lost").cast("int64").sum().over(that_day)
    there = there.mutate(first=first, losses=losses)
    every = ibis.window(group_by="connector")
    lost = there["outcome"] == "lost"
    loss_days = ibis.ifelse(lost, there["closed_on"], ibis.null("date")).nunique().over(every)
    all_losses = lost.cast("int64").sum().over(every)
    bulk = lost & (there["losses"] >= BULK_LOSSES) & (there["losses"] * loss_days >= BULK_TIMES * all_losses)
    since = ibis.literal(as_of - timedelta(days=HISTORY_DAYS))
    return there.mutate(
        weight=there["share"].fill_null(1.0).cast("float64"),
        bulk=bulk,
        exit_age=there["end"].delta(there["created_on"], unit="day").cast("int64"),
        entry_age=ibis.greatest(since.delta(there["created_on"], unit="day"), 0).cast("int64"),
        record_age=ibis.greatest(there["first"].delta(there["created_on"], unit="day"), 0)
        .fill_null(_AGELESS)
        .cast("int64"),
        begun=(there["created_on"] > since) & sure(there["created_on"] >= there["first"]),
    ).filter(lambda t: (t["end"] > since) | t["begun"])


def _band_edges(lives: ir.Table) -> list[float]:
    """Terciles of won amounts, if amounts are known of nearly all deals whatever became of them; else none."""
    known = sure(lives["amount"] > 0).cast("int64")
    shares = {o: known.mean(where=lives["outcome"] == o) for o in ("won", "lost", "open")}
    won = lives.filter(lives["outcome"] == "won", lives["amount"] > 0)
    row = lives.aggregate(**shares).to_pyarrow().to_pylist()[0]
    if any(share is None or share < KNOWN for share in row.values()):
        return []
    cuts = won.aggregate(n=won.count(), **{f"c{i}": won["amount"].quantile(i / BANDS) for i in range(1, BANDS)})
    told = cuts.to_pyarrow().to_pylist()[0]
    if told["n"] < NEEDED_FOR_BANDS:
        return []
    return sorted({float(told[f"c{i}"]) for i in range(1, BANDS)})


def _band(lives: ir.Table, edges: list[float]) -> ir.Value:
    import ibis

    if not edges:
        return ibis.literal(0).cast("int64")
    known = sure(lives["amount"] > 0)
    cases = [(~known, 0), *((lives["amount"] < edge, i + 1) for i, edge in enumerate(edges))]
    return ibis.cases(*cases, else_=len(edges) + 1).cast("int64")


def _cells(lives: ir.Table) -> pa.Table:
    import ibis
    import pyarrow as pa

    right = [*AGE_EDGES[1:], 10 * _AGELESS]
    bins = ibis.memtable(
        pa.table({"bin": list(range(len(AGE_EDGES))), "low": list(AGE_EDGES), "high": right}),
    )
    there = lives.inner_join(bins, [lives["exit_age"] > bins["low"], lives["entry_age"] < bins["high"]])
    from_age = ibis.greatest(there["low"], there["entry_age"])
    to_age = ibis.least(there["high"], there["exit_age"])
    before = ibis.greatest(ibis.least(to_age, there["record_age"]) - from_age, 0)
    after = ibis.greatest(to_age - ibis.greatest(from_age, there["record_age"]), 0)
    ended = there["closed"] & (there["exit_age"] <= there["high"])
    there = there.mutate(
        before=before * there["weight"],
        after=after * there["weight"],
        seen=(after > 0).cast("float64") * there["weight"],
        is_won=(ended & (there["outcome"] == "won")).cast("float64") * there["weight"],
        is_lost=(ended & (there["outcome"] == "lost") & ~there["bulk"]).cast("float64") * there["weight"],
    )
    keys = ("person", "bin", "band")
    table: pa.Table = (
        there.group_by(keys)
        .aggregate(
            exposure=there["after"].sum(),
            exposure_before=there["before"].sum(),
            won=there["is_won"].sum(),
            lost=there["is_lost"].sum(),
            at_risk=there["seen"].sum(),
        )
        .order_by(keys)
        .to_pyarrow()
    )
    return table


def _starts(lives: ir.Table, people: int) -> tuple[Floats, Floats, Floats]:
    """Per person the deals created since the record began, and those of them won and lost on the day itself."""
    begun = lives.filter(lives["begun"])
    at_once = begun["closed"] & (begun["exit_age"] == 0)
    table = (
        begun.group_by("person")
        .aggregate(
            created=begun["weight"].sum(),
            won=begun["weight"].sum(where=at_once & (begun["outcome"] == "won")).fill_null(0.0),
            lost=begun["weight"].sum(where=at_once & (begun["outcome"] == "lost")).fill_null(0.0),
        )
        .order_by("person")
        .to_pyarrow()
    )
    person = integers(table, "person")
    created, won, lost = (
        np.bincount(person, weights=floats(table, name), minlength=people).astype(np.float64)
        for name in ("created", "won", "lost")
    )
    return created, won, lost
