"""How long were deals open at each age, in which times and stages, and how many were won or lost there?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.measures.cycle_lives import Lives, band_edges, lives, of_deals, read
from ownit.facts.measures.cycle_pieces import at_risk, counted
from ownit.facts.measures.cycle_stages import KEY, Stays
from ownit.facts.measures.cycle_stages import stays as stays_of
from ownit.facts.measures.deals import Roster, integers
from ownit.facts.queries import query
from ownit.method.calendar import FiscalCalendar
from ownit.method.cycle import AGE_EDGES, HISTORY_DAYS, CycleCells, Slices, slices
from ownit.method.cycle.renewals import RenewalCells
from ownit.method.deals import Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir


def cycle_cells(
    deals: Relation,
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
    time = slices(as_of, calendar)
    with lives(deals, roster, as_of).kept() as found:
        edges = band_edges(found)
        every, place = read(found, edges)
        stays = None
        if stage_changes is not None:
            every, stays = _staged(found, every, place, stage_changes, as_of)
        cells = _counted(found, every, stays, edges, roster, time)
    return cells if renewals is None else replace(cells, renewals=renewals)


def _staged(
    found: ir.Table, every: Lives, place: Ints, stage_changes: ir.Table, as_of: date
) -> tuple[Lives, Stays | None]:
    """The lives with their deals numbered, and the stays of those deals."""
    with _whole(found=found).kept() as once:
        several = _several(found=found, once=once).to_pyarrow()
        numbered = of_deals(every, place[integers(several, "life")], place[integers(several, "deal")])
        return numbered, stays_of(once, stage_changes, as_of, place, numbered)


def _counted(
    found: ir.Table, every: Lives, stays: Stays | None, edges: list[float], roster: Roster, time: Slices
) -> CycleCells:
    people, cells = roster.people + 1, counted(every, stays, time)
    starts = _starts(every, people)
    born, still = _by_age(every, people)
    first = _first_closing(found)
    return CycleCells(
        person=cells.person,
        bin=cells.bin,
        band=cells.band,
        slice=cells.slice,
        stage=cells.stage,
        now=cells.now,
        exposure=cells.exposure,
        exposure_before=cells.exposure_before,
        won=cells.won,
        lost=cells.lost,
        slices=time,
        created=starts[0],
        won_at_zero=starts[1],
        lost_at_zero=starts[2],
        at_risk=at_risk(every),
        born=born,
        still=still,
        open_at=_open_at(every, people, time),
        record_days=float(HISTORY_DAYS if first is None else min((time.as_of - first).days, HISTORY_DAYS)),
        bulk_lost=int(every.bulk.sum()),
        band_edges=np.asarray(edges, dtype=np.float64),
        group=np.append(roster.groups, 0),
        stages=None if stays is None else stays.stages,
    )


def _starts(every: Lives, people: int) -> tuple[Floats, Floats, Floats]:
    """Per person the deals created since the record began, and those of them won and lost on the day itself."""
    at_once = every.begun & every.closed & (every.exit == 0)
    outcomes = (every.begun, at_once & every.won, at_once & every.lost)
    created, won, lost = (
        np.bincount(every.person, weights=every.weight * of, minlength=people).astype(np.float64) for of in outcomes
    )
    return created, won, lost


def _by_age(every: Lives, people: int) -> tuple[Floats, Floats]:
    """Per person and age bin of today: deals in the record, and those open today."""
    shape = (people, len(AGE_EDGES))
    cell = every.person * shape[1] + every.ago_bin
    born, still = (
        np.bincount(cell, weights=weight, minlength=people * shape[1]).astype(np.float64).reshape(shape)
        for weight in (every.weight, every.weight * every.is_open)
    )
    return born, still


def _open_at(every: Lives, people: int, time: Slices) -> Floats:
    """Per person the deals open when each slice begins, and today: opened before, less closed before."""
    begins = np.array([day.toordinal() for day in time.first], dtype=np.int64)
    width = len(time) + 1
    out = np.zeros(people * width)
    for day, weight in ((every.created, every.weight), (every.created + every.exit, -every.weight * every.closed)):
        place = every.person * width + np.searchsorted(begins, day, side="right")
        out += np.bincount(place, weights=weight, minlength=len(out))
    return np.asarray(np.maximum(np.cumsum(out.reshape(people, width), axis=1).round(9), 0.0))


def _first_closing(found: ir.Table) -> date | None:
    first: date | None = _first(found=found).to_pyarrow()["first"][0].as_py()
    return first


@query
def _whole(found: ir.Table) -> ir.Table:
    """Each deal once, by its first life."""
    return found.group_by(KEY).aggregate(deal=found["life"].min(), lives=found.count())


@query
def _several(found: ir.Table, once: ir.Table) -> ir.Table:
    """Of which deal each life is, where a deal has several."""
    return found.inner_join(once.filter(once["lives"] > 1), list(KEY)).select("life", "deal")


@query
def _first(found: ir.Table) -> ir.Table:
    return found.aggregate(first=found["closed_on"].min())
