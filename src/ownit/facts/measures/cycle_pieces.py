"""How are lives cut at ages, where slices of time begin and where the stage changed, and what is counted in each piece?

On numbers alone and in one compiled loop (:mod:`ownit.facts.measures.cycle_loops`): a database that is asked for the
same joins what lies between, and NumPy sorts it, each of which took most of the time of reckoning a large organisation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.facts.measures.cycle_lives import AGELESS, Lives
from ownit.facts.measures.cycle_loops import (
    AFTER,
    AGE,
    BAND,
    BIN,
    CREATED,
    ENDED,
    EXIT,
    FIRST,
    NOW,
    PERSON,
    RECORD,
    SLICE,
    Narrow,
    count,
)
from ownit.facts.measures.cycle_stages import Stays
from ownit.method.cycle import AGE_EDGES, Slices
from ownit.method.cycle.cells import ENDED as GONE
from ownit.method.cycle.cells import Codes
from ownit.method.deals import Floats, Ints

_LEFT = np.array(AGE_EDGES, dtype=np.int64)
_RIGHT = np.append(_LEFT[1:], 10 * AGELESS)
_NEVER = np.iinfo(np.int64).max // 2
_NONE = np.zeros(0, dtype=np.int32)
_WON, _LOST = 2, 3  # rows of what is summed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """One row per person, age bin, band, slice, stage and age bin now, in that order, with what is summed there."""

    person: Codes
    bin: Codes
    band: Codes
    slice: Codes
    stage: Codes
    now: Codes
    exposure: Floats
    exposure_before: Floats
    won: Floats
    lost: Floats


def counted(lives: Lives, stays: Stays | None, time: Slices) -> Counted:
    """The cells of :class:`ownit.method.cycle.CycleCells`.

    Age a is lived on the day a days after creation; what was lived before the first slice is left out. A piece of life
    that no stay meets is of class 0; one that stays meet in part is counted as far as stays go.
    """
    begins = np.array([day.toordinal() - 1 for day in time.first], dtype=np.int64)
    classes = 1 if stays is None else len(stays.stages.begins)
    sizes = (len(_LEFT), int(lives.band.max(initial=0)) + 1, len(begins), classes, GONE + 1)
    in_all = int(np.prod(sizes))
    places, of_deals = _of_deals(lives, stays)
    table = _table(lives, begins, places)
    room = _room(table, begins)
    person, cell, sums = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32), np.empty((4, room))
    n = count(
        table,
        lives.weight.copy(),
        _RIGHT,
        np.append(begins[1:], _NEVER),
        *of_deals,
        np.array(sizes[1:]),
        np.zeros(in_all // sizes[-1], dtype=np.bool_),
        np.zeros(in_all, dtype=np.bool_),
        np.zeros((in_all, len(sums))),
        person,
        cell,
        sums,
    )
    places_of = np.unravel_index(np.arange(in_all), sizes)
    bin_, band, slice_, stage, now = (of.astype(np.int16)[cell[:n]] for of in places_of)
    return Counted(
        person=person[:n],
        bin=bin_,
        band=band,
        slice=slice_,
        stage=stage,
        now=now,
        exposure=sums[0, :n],
        exposure_before=sums[1, :n],
        won=sums[_WON, :n],
        lost=sums[_LOST, :n],
    )


def _table(lives: Lives, begins: Ints, places: Ints) -> Narrow:
    """(lives, 12) as :func:`ownit.facts.measures.cycle_loops.count` takes them: from the first slice on."""
    age = np.maximum(lives.entry, begins[0] - lives.created)
    out = np.empty((len(lives), 12), dtype=np.int32)
    out[:, PERSON], out[:, AGE], out[:, EXIT], out[:, CREATED] = lives.person, age, lives.exit, lives.created
    out[:, RECORD], out[:, BAND], out[:, NOW] = lives.record, lives.band, lives.now
    out[:, BIN] = np.searchsorted(_LEFT, age, side="right") - 1
    out[:, SLICE] = np.searchsorted(begins, lives.created + age, side="right") - 1
    out[:, FIRST], out[:, AFTER] = places[lives.deal], places[lives.deal + 1]
    out[:, ENDED] = np.where(lives.won, _WON, np.where(lives.lost & ~lives.bulk, _LOST, -1))
    return out


def _of_deals(lives: Lives, stays: Stays | None) -> tuple[Ints, tuple[Narrow, Narrow, Narrow]]:
    """Where each deal's stays begin, and those of the next, (deals + 1,); start, end and class of each stay."""
    deals = int(lives.deal.max(initial=-1)) + 1
    if stays is None:
        return np.zeros(deals + 1, dtype=np.int64), (_NONE, _NONE, _NONE)
    many = np.bincount(stays.deal, minlength=deals)
    start, end, of = (np.asarray(a, dtype=np.int32) for a in (stays.start, stays.end, stays.stage_class))
    return np.append(0, np.cumsum(many)), (start, end, of)


def _room(table: Narrow, begins: Ints) -> int:
    """Into how many pieces lives are cut, at most: one more than there are ends of bins and slices, and stays."""
    bins = np.searchsorted(_LEFT, table[:, EXIT]) - table[:, BIN]
    slices = np.searchsorted(begins, table[:, CREATED] + table[:, EXIT]) - table[:, SLICE]
    return int(np.maximum(bins + slices + table[:, AFTER] - table[:, FIRST], 0).sum())


def at_risk(lives: Lives) -> Floats:
    """Deals ever observed open in each age bin after the record began, (bins,)."""
    out = np.zeros(len(_LEFT))
    for b, (low, high) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
        seen = np.maximum(np.maximum(lives.entry, lives.record), low) < np.minimum(lives.exit, high)
        out[b] = lives.weight[seen].sum()
    return out
