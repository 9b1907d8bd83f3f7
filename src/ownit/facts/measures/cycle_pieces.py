"""How are lives cut at ages, where slices of time begin and where the stage changed, and what is counted in each piece?

On numbers alone and in one compiled loop (:mod:`ownit.facts.measures.cycle_loops`): a database that is asked for the
same joins what lies between, and NumPy sorts it, each of which took most of the time of reckoning a large organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

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
_WON, _LOST = 2, 3  # of what is summed
_About = tuple[Ints, Ints, Narrow, Narrow, Narrow, Ints]  # what ``count`` takes for everyone alike


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
    about: _About = (_RIGHT, np.append(begins[1:], _NEVER), *of_deals, np.array(sizes[1:]))
    person, cell, sums = _of_everyone(lives, _table(lives, begins, places), about, in_all)
    places_of = np.unravel_index(np.arange(in_all), sizes)
    bin_, band, slice_, stage, now = (of.astype(np.int16)[cell] for of in places_of)
    return Counted(
        person=person,
        bin=bin_,
        band=band,
        slice=slice_,
        stage=stage,
        now=now,
        exposure=sums[0],
        exposure_before=sums[1],
        won=sums[_WON],
        lost=sums[_LOST],
    )


def _of_everyone(lives: Lives, table: Narrow, about: _About, in_all: int) -> tuple[Narrow, Ints, Floats]:
    """Each person's cells in order: whose they are, which of ``in_all``, and what is summed there (4, cells)."""
    weight, first = lives.weight.copy(), np.flatnonzero(np.diff(lives.person, prepend=-1, append=-1))
    held, sums = np.zeros(in_all, dtype=np.bool_), np.zeros((in_all, 4))
    person, cell, summed = [_NONE], [_NONE.astype(np.int64)], [sums[:0]]
    for low, high in pairwise(first.tolist()):
        count(table[low:high], weight[low:high], *about, held, sums)
        mine = np.flatnonzero(held)
        person.append(np.full(len(mine), lives.person[low], dtype=np.int32))
        cell.append(mine)
        summed.append(sums[mine])
        held[mine], sums[mine] = False, 0.0
    return np.concatenate(person), np.concatenate(cell), np.concatenate(summed).T.copy()


def _table(lives: Lives, begins: Ints, places: Ints) -> Narrow:
    """(lives, 11) as :func:`ownit.facts.measures.cycle_loops.count` takes them: from the first slice on."""
    age = np.maximum(lives.entry, begins[0] - lives.created)
    out = np.empty((len(lives), 11), dtype=np.int32)
    out[:, AGE], out[:, EXIT], out[:, CREATED] = age, lives.exit, lives.created
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


def at_risk(lives: Lives) -> Floats:
    """Deals ever observed open in each age bin after the record began, (bins,)."""
    out = np.zeros(len(_LEFT))
    for b, (low, high) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
        seen = np.maximum(np.maximum(lives.entry, lives.record), low) < np.minimum(lives.exit, high)
        out[b] = lives.weight[seen].sum()
    return out
