"""How long were deals open at each age, in which times and stages, and how many were won or lost there?"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.measures.cycle_lives import AGELESS, band, band_edges, lives
from ownit.facts.measures.cycle_stages import Spells, spells
from ownit.facts.measures.deals import Roster, floats, integers
from ownit.facts.measures.keeping import kept
from ownit.method.calendar import FiscalCalendar
from ownit.method.cycle import AGE_EDGES, HISTORY_DAYS, CycleCells, Slices, slices
from ownit.method.cycle.renewals import RenewalCells
from ownit.method.deals import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def cycle_cells(
    deals: ir.Table,
    roster: Roster,
    as_of: date,
    *,
    stage_changes: ir.Table | None = None,
    calendar: FiscalCalendar | None = None,
    renewals: RenewalCells | None = None,
) -> CycleCells:
    """The cells of :class:`CycleCells` from :func:`ownit.facts.known.deals` as of ``as_of``, of the last two years.

    Revenue credits weighted by share; people off the roster share one last index, ``roster.people``. A deal without a
    creation day, or closed before it was created, is left out (the import's warnings count both). The record of
    closings of a connector begins with its first closing. ``stage_changes`` is the canonical table; ``calendar`` says
    where quarters begin (the civil year's if not given). ``renewals``, where given, are scheduled: ``deals`` then holds
    none (:func:`ownit.facts.measures.renewals.but_renewals`).
    """
    with kept(lives(deals, roster, as_of)) as found:
        edges = band_edges(found)
        every = found.mutate(band=band(found, edges))
        cells = _counted(every, edges, roster, slices(as_of, calendar), stage_changes)
    return cells if renewals is None else replace(cells, renewals=renewals)


def _counted(
    every: ir.Table, edges: list[float], roster: Roster, time: Slices, stage_changes: ir.Table | None
) -> CycleCells:
    as_of, people = time.as_of, roster.people + 1
    history = nullcontext() if stage_changes is None else spells(every, stage_changes, as_of)
    with history as stays:
        cells = _cells(every, time, stays)
    starts = _starts(every, people)
    born, still = _by_age(every, people)
    return CycleCells(
        person=integers(cells, "person"),
        bin=integers(cells, "bin"),
        band=integers(cells, "band"),
        slice=integers(cells, "slice"),
        stage=integers(cells, "stage"),
        now=integers(cells, "now"),
        exposure=floats(cells, "exposure"),
        exposure_before=floats(cells, "exposure_before"),
        won=floats(cells, "won"),
        lost=floats(cells, "lost"),
        slices=time,
        created=starts[0],
        won_at_zero=starts[1],
        lost_at_zero=starts[2],
        at_risk=_at_risk(every),
        born=born,
        still=still,
        open_at=_open_at(every, people, time),
        record_days=_record_days(every, as_of),
        bulk_lost=int(every.filter(every["bulk"]).count().to_pyarrow().as_py()),
        band_edges=np.asarray(edges, dtype=np.float64),
        group=np.append(roster.groups, 0),
        stages=None if stays is None else stays.stages,
    )


def _cells(every: ir.Table, time: Slices, stays: Spells | None) -> pa.Table:
    import ibis

    there = _in_slices(_in_bins(every), time)
    there = there.mutate(stage=ibis.literal(0).cast("int64")) if stays is None else _in_stages(there, stays)
    before = ibis.greatest(ibis.least(there["to_age"], there["record_age"]) - there["from_age"], 0)
    after = ibis.greatest(there["to_age"] - ibis.greatest(there["from_age"], there["record_age"]), 0)
    ended = there["closed"] & (there["exit_age"] == there["to_age"])
    there = there.mutate(
        before=before * there["weight"],
        after=after * there["weight"],
        is_won=(ended & (there["outcome"] == "won")).cast("float64") * there["weight"],
        is_lost=(ended & (there["outcome"] == "lost") & ~there["bulk"]).cast("float64") * there["weight"],
    )
    keys = ("person", "bin", "band", "slice", "stage", "now")
    table: pa.Table = (
        there.group_by(keys)
        .aggregate(
            exposure=there["after"].sum(),
            exposure_before=there["before"].sum(),
            won=there["is_won"].sum(),
            lost=there["is_lost"].sum(),
        )
        .order_by(keys)
        .to_pyarrow()
    )
    return table


def _in_bins(every: ir.Table) -> ir.Table:
    """The lives cut at the age edges: after ``from_age`` up to ``to_age``."""
    import ibis
    import pyarrow as pa

    right = [*AGE_EDGES[1:], 10 * AGELESS]
    bins = ibis.memtable(pa.table({"bin": range(len(AGE_EDGES)), "low": list(AGE_EDGES), "high": right}))
    there = every.inner_join(bins, [every["exit_age"] > bins["low"], every["entry_age"] < bins["high"]])
    return there.mutate(
        from_age=ibis.greatest(there["low"], there["entry_age"]), to_age=ibis.least(there["high"], there["exit_age"])
    )


def _in_slices(pieces: ir.Table, time: Slices) -> ir.Table:
    """And where a slice of time begins: age a is lived on the day a days after creation."""
    import ibis
    import pyarrow as pa

    last = [*(day - timedelta(days=1) for day in time.first[1:]), date(9999, 12, 31)]
    table = pa.table({"slice": range(len(time)), "first_day": list(time.first), "last_day": last})
    days = ibis.memtable(table)
    pieces = pieces.mutate(
        from_day=pieces["created_on"] + pieces["from_age"].as_interval("D"),
        to_day=pieces["created_on"] + pieces["to_age"].as_interval("D"),
    ).cast({"from_day": "date", "to_day": "date"})
    there = pieces.inner_join(days, [pieces["to_day"] >= days["first_day"], pieces["from_day"] < days["last_day"]])
    begins = there["first_day"].delta(there["created_on"], unit="day").cast("int64") - 1
    ends = there["last_day"].delta(there["created_on"], unit="day").cast("int64")
    return there.mutate(
        from_age=ibis.greatest(there["from_age"], begins), to_age=ibis.least(there["to_age"], ends)
    ).filter(lambda t: t["to_age"] > t["from_age"])


def _in_stages(pieces: ir.Table, stays: Spells) -> ir.Table:
    """And where the stage changed; what no stay covers is of class 0."""
    import ibis

    spell = stays.table.rename(k="connector", i="id", stay_from="from_age", stay_to="to_age")
    joined = pieces.left_join(
        spell,
        [
            pieces["connector"] == spell["k"],
            pieces["id"] == spell["i"],
            pieces["to_age"] > spell["stay_from"],
            pieces["from_age"] < spell["stay_to"],
        ],
    )
    return joined.mutate(
        stage=joined["stage_class"].fill_null(0).cast("int64"),
        from_age=ibis.greatest(joined["from_age"], joined["stay_from"].fill_null(0)),
        to_age=ibis.least(joined["to_age"], joined["stay_to"].fill_null(10 * AGELESS)),
    )


def _at_risk(every: ir.Table) -> Floats:
    """Deals ever observed open in each age bin after the record began."""
    import ibis

    there = _in_bins(every)
    seen = there["to_age"] > ibis.greatest(there["from_age"], there["record_age"])
    table = there.group_by("bin").aggregate(n=there["weight"].sum(where=seen).fill_null(0.0)).to_pyarrow()
    return np.bincount(integers(table, "bin"), weights=floats(table, "n"), minlength=len(AGE_EDGES)).astype(np.float64)


def _starts(every: ir.Table, people: int) -> tuple[Floats, Floats, Floats]:
    """Per person the deals created since the record began, and those of them won and lost on the day itself."""
    begun = every.filter(every["begun"])
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


def _by_age(every: ir.Table, people: int) -> tuple[Floats, Floats]:
    """Per person and age bin of today: deals in the record, and those open today."""
    is_open = every["outcome"] == "open"
    table = (
        every.group_by("person", "ago_bin")
        .aggregate(born=every["weight"].sum(), still=every["weight"].sum(where=is_open).fill_null(0.0))
        .order_by("person", "ago_bin")
        .to_pyarrow()
    )
    born, still = np.zeros((people, len(AGE_EDGES))), np.zeros((people, len(AGE_EDGES)))
    born[integers(table, "person"), integers(table, "ago_bin")] = floats(table, "born")
    still[integers(table, "person"), integers(table, "ago_bin")] = floats(table, "still")
    return born, still


def _open_at(every: ir.Table, people: int, time: Slices) -> Floats:
    """Per person the deals open when each slice begins, and today: opened before, less closed before."""
    begins = np.array(time.first, dtype="datetime64[D]")
    out = np.zeros((people, len(time) + 1))
    for table, column, sign in ((every, "created_on", 1.0), (every.filter(every["closed"]), "closed_on", -1.0)):
        counted = table.group_by("person", column).aggregate(n=table["weight"].sum()).to_pyarrow()
        day = counted[column].to_numpy().astype("datetime64[D]")
        place = np.searchsorted(begins, day, side="right")
        np.add.at(out, (integers(counted, "person"), place), sign * floats(counted, "n"))
    return np.asarray(np.maximum(np.cumsum(out, axis=1).round(9), 0.0))


def _record_days(every: ir.Table, as_of: date) -> float:
    first = every["closed_on"].min().to_pyarrow().as_py()
    return float(HISTORY_DAYS if first is None else min((as_of - first).days, HISTORY_DAYS))
