"""How are lives cut at ages, where slices of time begin and where the stage changed, and what is counted in each piece?

On numbers alone, some thousand lives at a time: a database that is asked for the same joins what lies between, which
took most of the time of reckoning a large organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ownit.facts.measures.cycle_lives import AGELESS, Lives
from ownit.facts.measures.cycle_stages import Stays, in_order
from ownit.method.cycle import AGE_EDGES, Slices
from ownit.method.cycle.cells import ENDED
from ownit.method.deals import Floats, Ints

AT_ONCE = 1 << 15  # lives: a few hundred thousand pieces, which stay in the processor's cache
_LEFT = np.array(AGE_EDGES, dtype=np.int64)
_RIGHT = np.append(_LEFT[1:], 10 * AGELESS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """One row per person, age bin, band, slice, stage and age bin now, in that order, with what is summed there."""

    person: Ints
    bin: Ints
    band: Ints
    slice: Ints
    stage: Ints
    now: Ints
    exposure: Floats
    exposure_before: Floats
    won: Floats
    lost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """Parts of lives, after ``start`` up to ``end`` in days of age; ``row`` says whose, ``of`` in which classes."""

    row: Ints
    start: Ints
    end: Ints
    of: tuple[Ints, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Stays, and the numbers in whose order they begin and end."""

    stays: Stays
    starts: Ints
    ends: Ints


def counted(lives: Lives, stays: Stays | None, time: Slices) -> Counted:
    """The cells of :class:`ownit.method.cycle.CycleCells`."""
    sizes = (
        int(lives.person.max(initial=0)) + 1,
        len(_LEFT),
        int(lives.band.max(initial=0)) + 1,
        len(time),
        1 if stays is None else len(stays.stages.begins),
        ENDED + 1,
    )
    sought = None
    if stays is not None:
        sought = _Found(stays, in_order(stays.deal, stays.start), in_order(stays.deal, stays.end))
    found = [_some(lives.take(slice(start, end)), sought, time, sizes) for start, end in pairwise(_cuts(lives.person))]
    key = np.concatenate([np.zeros(0, dtype=np.int64), *(key for key, _ in found)])
    sums = np.concatenate([np.zeros((4, 0)), *(of for _, of in found)], axis=1)
    if np.any(key[1:] <= key[:-1]):  # somebody's lives were cut in two
        key, sums = _summed(key, sums)
    person, bin_, band, slice_, stage, now = _apart(key, sizes)
    return Counted(
        person=person,
        bin=bin_,
        band=band,
        slice=slice_,
        stage=stage,
        now=now,
        exposure=sums[0],
        exposure_before=sums[1],
        won=sums[2],
        lost=sums[3],
    )


def _apart(key: Ints, sizes: tuple[int, ...]) -> tuple[Ints, ...]:
    """As ``np.unravel_index``, which takes several times as long for millions."""
    found: list[Ints] = []
    for size in sizes[:0:-1]:
        key, place = np.divmod(key, size)
        found.append(place)
    return key, *found[::-1]


def _cuts(person: Ints) -> list[int]:
    """Where to cut (lives,) into about AT_ONCE: between two people, unless the next begins much later."""
    starts = np.append(np.flatnonzero(np.diff(person)) + 1, len(person))
    cuts = [0]
    while cuts[-1] < len(person):
        wanted = cuts[-1] + AT_ONCE
        between = int(starts[min(int(np.searchsorted(starts, wanted)), len(starts) - 1)])
        cuts.append(between if between <= wanted + AT_ONCE else wanted)
    return cuts


def at_risk(lives: Lives) -> Floats:
    """Deals ever observed open in each age bin after the record began, (bins,)."""
    out = np.zeros(len(_LEFT))
    for b, (low, high) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
        seen = np.maximum(np.maximum(lives.entry, lives.record), low) < np.minimum(lives.exit, high)
        out[b] = lives.weight[seen].sum()
    return out


def _some(lives: Lives, sought: _Found | None, time: Slices, sizes: tuple[int, ...]) -> tuple[Ints, Floats]:
    """The keys of the cells of some lives, and exposure, exposure before the record, won and lost there, (4, cells)."""
    pieces = _in_stages(_in_slices(_in_bins(lives), lives, time), lives, sought)
    row, start, end = pieces.row, pieces.start, pieces.end
    bin_, slice_, stage = pieces.of
    key = np.ravel_multi_index((lives.person[row], bin_, lives.band[row], slice_, stage, lives.now[row]), sizes)
    record, weight, ended = lives.record[row], lives.weight[row], lives.exit[row] == end
    after = np.maximum(end - np.maximum(start, record), 0)
    before = np.maximum(np.minimum(end, record) - start, 0)
    of = np.stack([after, before, ended & lives.won[row], ended & (lives.lost & ~lives.bulk)[row]]) * weight
    return _summed(key, of)


def _summed(key: Ints, of: Floats) -> tuple[Ints, Floats]:
    """The distinct keys in rising order, and the sums (k, keys) of what goes with each."""
    once, at = np.unique(key, return_inverse=True)
    return once, np.array([np.bincount(at, weights=one, minlength=len(once)) for one in of], dtype=np.float64)


def _in_bins(lives: Lives) -> _Pieces:
    first = np.searchsorted(_LEFT, lives.entry, side="right") - 1
    last = np.searchsorted(_LEFT, lives.exit, side="left") - 1
    row, bin_ = _each(first, last)
    return _Pieces(row, np.maximum(_LEFT[bin_], lives.entry[row]), np.minimum(_RIGHT[bin_], lives.exit[row]), (bin_,))


def _in_slices(pieces: _Pieces, lives: Lives, time: Slices) -> _Pieces:
    """Age a is lived on the day a days after creation; what was lived before the first slice is left out."""
    begins = np.array([day.toordinal() - 1 for day in time.first], dtype=np.int64)
    ends = np.append(begins[1:], np.iinfo(np.int64).max // 2)
    created = lives.created[pieces.row]
    first = np.maximum(np.searchsorted(begins, created + pieces.start, side="right") - 1, 0)
    row, slice_ = _each(first, np.searchsorted(begins, created + pieces.end, side="left") - 1)
    created = created[row]
    start = np.maximum(pieces.start[row], begins[slice_] - created)
    end = np.minimum(pieces.end[row], ends[slice_] - created)
    return _Pieces(pieces.row[row], start, end, (*(of[row] for of in pieces.of), slice_))


def _in_stages(pieces: _Pieces, lives: Lives, sought: _Found | None) -> _Pieces:
    """What no stay meets is of class 0; what one meets in part is counted as far as stays go."""
    if sought is None:
        return _Pieces(pieces.row, pieces.start, pieces.end, (*pieces.of, np.zeros(len(pieces.row), dtype=np.int64)))
    stays, deal = sought.stays, lives.deal[pieces.row]
    first = np.searchsorted(sought.ends, in_order(deal, pieces.start), side="right")
    after = np.searchsorted(sought.starts, in_order(deal, pieces.end), side="left")
    met = after > first
    row, stay = _each(first, np.where(met, after - 1, first))
    met, stay = met[row], np.minimum(stay, max(len(stays.deal) - 1, 0))
    start = np.where(met, np.maximum(pieces.start[row], stays.start[stay]), pieces.start[row])
    end = np.where(met, np.minimum(pieces.end[row], stays.end[stay]), pieces.end[row])
    return _Pieces(
        pieces.row[row], start, end, (*(of[row] for of in pieces.of), np.where(met, stays.stage_class[stay], 0))
    )


def _each(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """For each row the numbers from ``first`` to ``last``, both included: whose row, and the number."""
    many = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(many)), many)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(many) - many - first, many)
