"""What do all people's deals have in common: the hazards by age and band, and what else moves them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.cycle.cells import CycleCells
from ownit.method.cycle.effects import LOADS, Effect, effect, hazards
from ownit.method.cycle.market import AGED, CLASSES, Market, market
from ownit.method.cycle.stages import usable
from ownit.method.deals import Floats, Ints

ROUNDS = 4  # of the updates by turns; a fifth changes multipliers by under one in a thousand (tests)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Cells without persons, (rows,) each but ``of``: in which row each cell is, (cells,)."""

    of: Ints
    bin: Ints
    band: Ints
    slice: Ints
    load: Ints
    stage: Ints
    exposure: Floats
    won: Floats
    lost: Floats

    def times(self, by_class: Floats) -> Floats:
        """What the times multiply each row's hazard of winning by, (rows,); ``by_class`` (age classes, slices)."""
        return np.asarray(by_class[AGED[self.bin], self.slice])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shared:
    """Gamma posteriors of the hazards, (bands, bins), and the effects beside age; fitted on ``rows``."""

    won_shape: Floats
    won_rate: Floats
    lost_shape: Floats
    lost_rate: Floats
    market: Market
    load: Effect
    stage_won: Effect | None
    stage_lost: Effect | None
    rows: Rows

    def won(self) -> Floats:
        """The hazard of winning expected in each of the rows, (rows,), without a person's own multiplier."""
        rate = (self.won_shape / self.won_rate)[self.rows.band, self.rows.bin] * self.rows.times(self.market.past)
        rate = rate * self.load.multiplier[self.rows.load]
        return rate if self.stage_won is None else rate * self.stage_won.multiplier[self.rows.stage]

    def lost(self) -> Floats:
        """The hazard of losing likewise."""
        rate = (self.lost_shape / self.lost_rate)[self.rows.band, self.rows.bin]
        return np.asarray(rate if self.stage_lost is None else rate * self.stage_lost.multiplier[self.rows.stage])


def shared(cells: CycleCells, exposure: Floats, load: Ints, tail: int, *, by_band: bool) -> Shared:
    """Fit them on cells without persons; ``exposure`` (cells,) is that of living deals, ``load`` (cells,) its class."""
    rows = _rows(cells, exposure, load, by_band=by_band)
    bands = len(cells.band_edges) + 2 if by_band and len(cells.band_edges) else 1
    classes = len(cells.stages.begins) if cells.stages is not None else 0
    if classes and not usable(rows.stage, rows.exposure, rows.won):
        classes = 0
    lost, stage_lost = _by_turns_lost(rows, tail, bands, classes)
    times: Floats = np.ones(len(rows.bin))
    busy, stage = np.ones(len(LOADS)), np.ones(max(classes, 1))
    at_stage = rows.stage if classes else np.zeros_like(rows.stage)
    stage_won = None
    for _ in range(ROUNDS):
        beside = times * busy[rows.load] * stage[at_stage]
        won = hazards(rows.band, rows.bin, rows.won, rows.exposure * beside, tail=tail, bands=bands)
        expected = rows.exposure * (won[0] / won[1])[rows.band, rows.bin]
        load_effect = effect(rows.load, rows.won, expected * times * stage[at_stage], len(LOADS))
        busy = load_effect.multiplier
        if classes:
            stage_won = effect(at_stage, rows.won, expected * times * busy[rows.load], classes)
            stage = stage_won.multiplier
        found = _market(rows, expected * busy[rows.load] * stage[at_stage], cells)
        times = rows.times(found.past)
    return Shared(
        won_shape=won[0],
        won_rate=won[1],
        lost_shape=lost[0],
        lost_rate=lost[1],
        market=found,
        load=load_effect,
        stage_won=stage_won,
        stage_lost=stage_lost,
        rows=rows,
    )


def _market(rows: Rows, expected: Floats, cells: CycleCells) -> Market:
    n = len(cells.slices)
    where = AGED[rows.bin] * n + rows.slice
    sums = [np.bincount(where, weights=w, minlength=CLASSES * n).astype(np.float64) for w in (rows.won, expected)]
    observed, wanted = (of.reshape(CLASSES, n) for of in sums)
    return market(observed, wanted, cells.slices)


def _by_turns_lost(rows: Rows, tail: int, bands: int, classes: int) -> tuple[tuple[Floats, Floats], Effect | None]:
    stage, found = np.ones(max(classes, 1)), None
    at_stage = rows.stage if classes else np.zeros_like(rows.stage)
    for _ in range(ROUNDS if classes else 1):
        lost = hazards(rows.band, rows.bin, rows.lost, rows.exposure * stage[at_stage], tail=tail, bands=bands)
        if classes:
            found = effect(at_stage, rows.lost, rows.exposure * (lost[0] / lost[1])[rows.band, rows.bin], classes)
            stage = found.multiplier
    return lost, found


def _rows(cells: CycleCells, exposure: Floats, load: Ints, *, by_band: bool) -> Rows:
    """Sum over persons: each column becomes a digit of one key."""
    band = cells.band if by_band else np.zeros_like(cells.band)
    columns = (cells.bin, band, cells.slice, load, cells.stage)
    sizes = [int(c.max(initial=0)) + 1 for c in columns]
    key = np.ravel_multi_index([np.asarray(c) for c in columns], sizes) if len(cells.bin) else np.zeros(0, np.int64)
    once, at = _distinct(key, int(np.prod(sizes)))
    columns_summed = (exposure, cells.won, cells.lost)
    sums = [np.bincount(at, weights=w, minlength=len(once)).astype(np.float64) for w in columns_summed]
    bin_, band, slice_, load, stage = (np.asarray(c) for c in np.unravel_index(once, sizes))
    return Rows(
        of=at,
        bin=bin_,
        band=band,
        slice=slice_,
        load=load,
        stage=stage,
        exposure=sums[0],
        won=sums[1],
        lost=sums[2],
    )


def _distinct(key: Ints, size: int) -> tuple[Ints, Ints]:
    """The distinct keys and the place of each: by counting where that is cheaper than sorting."""
    if size > 20 * len(key):
        once, at = np.unique(key, return_inverse=True)
        return once, at
    there = np.bincount(key, minlength=size) > 0
    place = np.cumsum(there) - 1
    return np.flatnonzero(there), place[key]
