"""How long does a deal take to be won or lost, and how likely is it to be won within some days?

Time is the deal's age in days. At age u in bin b a deal of amount band g is won at rate h_w[g,b] m and lost at rate
h_l[g,b], constant within the bin; m is the person's multiplier (and whatever else scales winning). The chance to be
won between ages u and v, still open at u, is the sum over bins of h_w m / h (1 - exp(-h dt)) S, with h = h_w m + h_l.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.deals import Flags, Floats, Ints
from ownit.method.law import Missing
from ownit.method.pooling import pool

# Edges in days of the age bins: bin b is (edge[b], edge[b + 1]], the last is open. What closes at age 0 is kept apart.
AGE_EDGES = (0, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 365, 545, 730, 1095)
NEEDED_WON = 10  # deals won by all together
AT_RISK = 20  # deals that must have been open at an age for its hazard to be read
CELL_PRIOR = 1.0  # events the hazard over all ages counts for in each age bin
BAND_PRIOR = 10.0  # events the age's hazard counts for in each amount band
UNSEEN = 3.0  # closings expected before the first recorded one that make it sure none could be recorded: exp(-3) = 5 %
HISTORY_DAYS = 730  # the record that is read: two years before as_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CycleCells:
    """Sufficient statistics of the deals' lives: one row per (person, age bin, amount band) that holds anything.

    ``exposure`` is deal-days open at that age after the record of closings began; ``exposure_before`` those before
    it, in which no closing could have been recorded. Counts are weighted by credited share. Shapes (cells,).
    """

    person: Ints
    bin: Ints  # index into AGE_EDGES
    band: Ints  # 0 unknown or not used, 1.. by amount
    exposure: Floats
    exposure_before: Floats
    won: Floats
    lost: Floats
    created: Floats  # (people,) deals by creation, for the zero-age shares
    won_at_zero: Floats  # (people,)
    lost_at_zero: Floats  # (people,)
    at_risk: Floats  # (bins,) deals that were ever observed open beyond the left edge of the bin
    bulk_lost: int  # losses closed in bulk: taken as censored
    band_edges: Floats  # (bands - 1,) amounts that divide bands 1, 2, ...; empty where bands are not used
    group: Ints  # (people,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cycle:
    """Gamma posteriors of the hazards per day. ``*_shape``, ``*_rate``: (bands, bins); mean shape/rate."""

    won_shape: Floats
    won_rate: Floats
    lost_shape: Floats
    lost_rate: Floats
    band_edges: Floats
    zero_won: float  # share of new deals won on the day they are registered
    zero_lost: float
    person_mean: Floats  # (people,) multiplier of the hazard of winning
    person_log_sd: Floats  # (people,)
    person_real: Flags  # (people,) whether the multiplier is told apart from 1
    person_won: Floats  # (people,) deals won in the record: the evidence count
    shared_log_sd: float  # what is not known of the level common to all
    tail_from: int  # age in days past which the bins are one
    won: float
    lost: float
    bulk_lost: int
    entry_delayed: bool
    cells: int

    def bands(self, amount: Floats) -> Ints:
        """The band of each amount: 0 where it is unknown or bands are not used, else 1 and up."""
        if not len(self.band_edges):
            return np.zeros(len(amount), dtype=np.int64)
        return np.where(np.isnan(amount), 0, 1 + np.searchsorted(self.band_edges, amount, side="right"))


def fit(cells: CycleCells) -> Cycle | Missing:
    """The hazards, in two steps: shared by all on cells without persons, then each person's multiplier.

    A cell's hazard is gamma: shape = w + events, rate = w / prior + exposure. In the bins over all bands the prior is
    the overall hazard (w = CELL_PRIOR); in a band it is the bin's hazard times the band's level (w = BAND_PRIOR). Bins
    at whose left edge fewer than AT_RISK deals were ever open share one hazard with the last bin that had them.
    """
    at_zero = float(cells.won_at_zero.sum())
    won, lost = float(cells.won.sum()) + at_zero, float(cells.lost.sum() + cells.lost_at_zero.sum())
    if won < NEEDED_WON:
        text = f"{int(won)} won deals are on record; how long a deal takes and how often it is won takes {NEEDED_WON}."
        return Missing(code="too_few_won", n=int(won), needed=NEEDED_WON, text=text)
    delayed = _entry_delayed(cells)
    exposure = cells.exposure if delayed else cells.exposure + cells.exposure_before
    tail = _tail(cells.at_risk)
    won_shape, won_rate = _hazards(cells, cells.won, exposure, tail)
    lost_shape, lost_rate = _hazards(cells, cells.lost, exposure, tail)
    people = len(cells.created)
    expected = exposure * (won_shape / won_rate)[cells.band, cells.bin]
    observed_by = np.bincount(cells.person, weights=cells.won, minlength=people).astype(np.float64)
    expected_by = np.bincount(cells.person, weights=expected, minlength=people).astype(np.float64)
    pooled = pool(observed_by, expected_by, cells.group)
    created = float(cells.created.sum())
    return Cycle(
        won_shape=won_shape,
        won_rate=won_rate,
        lost_shape=lost_shape,
        lost_rate=lost_rate,
        band_edges=cells.band_edges,
        zero_won=at_zero / created if created else 0.0,
        zero_lost=float(cells.lost_at_zero.sum()) / created if created else 0.0,
        person_mean=pooled.mean,
        person_log_sd=pooled.log_sd,
        person_real=pooled.real,
        person_won=observed_by + cells.won_at_zero,
        shared_log_sd=float(1.0 / np.sqrt(1.0 + cells.won.sum())),
        tail_from=AGE_EDGES[tail],
        won=won,
        lost=lost,
        bulk_lost=cells.bulk_lost,
        entry_delayed=delayed,
        cells=int(won_shape.size),
    )


def _entry_delayed(cells: CycleCells) -> bool:
    """Whether closings were not recorded at first: more than UNSEEN would have been expected where there is none."""
    bins = len(AGE_EDGES)
    events = np.bincount(cells.bin, weights=cells.won + cells.lost, minlength=bins)
    exposure = np.bincount(cells.bin, weights=cells.exposure, minlength=bins)
    before = np.bincount(cells.bin, weights=cells.exposure_before, minlength=bins)
    overall = events.sum() / max(exposure.sum(), 1.0)
    hazard = (events + overall) / (exposure + 1.0)
    return bool(np.sum(hazard * before) > UNSEEN)


def _tail(at_risk: Floats) -> int:
    """The last bin whose hazard can be read; later ones share its."""
    seen = np.flatnonzero(at_risk >= AT_RISK)
    return int(seen[-1]) if len(seen) else 0


def _hazards(cells: CycleCells, events: Floats, exposure: Floats, tail: int) -> tuple[Floats, Floats]:
    """Shape and rate, (bands, bins); band 0 is all bands together."""
    bins, bands = len(AGE_EDGES), len(cells.band_edges) + 2 if len(cells.band_edges) else 1
    d, e = np.zeros((bands, bins)), np.zeros((bands, bins))
    np.add.at(d, (cells.band, cells.bin), events)
    np.add.at(e, (cells.band, cells.bin), exposure)
    for counts in (d, e):
        counts[:, tail:] = counts[:, tail:].sum(axis=1, keepdims=True)
    d_all, e_all = d.sum(axis=0), e.sum(axis=0)
    overall = events.sum() / max(exposure.sum(), 1.0)
    if overall <= 0:
        return np.zeros((bands, bins)), np.ones((bands, bins))
    shape, rate = np.empty((bands, bins)), np.empty((bands, bins))
    shape[0], rate[0] = CELL_PRIOR + d_all, CELL_PRIOR / overall + e_all
    by_age = shape[0] / rate[0]
    once = slice(0, tail + 1)
    for band in range(1, bands):
        level = (d[band, once].sum() + BAND_PRIOR) / (np.sum(e[band, once] * by_age[once]) + BAND_PRIOR)
        shape[band], rate[band] = BAND_PRIOR + d[band], BAND_PRIOR / (by_age * level) + e[band]
    return shape, rate


def win_probability(
    cycle: Cycle, *, age: Ints, band: Ints, multiplier: Floats, lead: Ints | int, horizon: Ints | int
) -> Floats:
    """P(won more than ``lead`` and at most ``horizon`` days from now | open at ``age`` now), shape (n, q).

    ``age``, ``band``: (n,); ``lead``, ``horizon``: days, scalar or (n,); ``multiplier``: (q,) of the hazard of winning.
    Hazards are posterior means.
    """
    left = np.array(AGE_EDGES, dtype=np.float64)
    right = np.append(left[1:], np.inf)
    now = age.astype(np.float64)[:, None]
    opens, closes = now + _column(lead), now + _column(horizon)
    before = np.clip(np.minimum(right, opens) - np.maximum(left, now), 0.0, None)  # (n, bins) days before the window
    inside = np.clip(np.minimum(right, closes) - np.maximum(left, np.maximum(opens, now)), 0.0, None)
    win = (cycle.won_shape / cycle.won_rate)[band][:, :, None] * multiplier  # (n, bins, q)
    lose = (cycle.lost_shape / cycle.lost_rate)[band][:, :, None]
    hazard = win + lose
    ended_before = np.cumsum(hazard * before[:, :, None], axis=1)[:, -1:, :]
    spent = np.cumsum(hazard * inside[:, :, None], axis=1)
    at_start = spent - hazard * inside[:, :, None]
    share = np.divide(win, hazard, out=np.zeros_like(hazard), where=hazard > 0)
    return np.asarray(np.sum(share * (np.exp(-at_start) - np.exp(-spent)), axis=1) * np.exp(-ended_before[:, 0, :]))


def _column(days: Ints | int) -> Floats:
    return np.atleast_1d(np.asarray(days, dtype=np.float64))[:, None]


def new_win_probability(cycle: Cycle, *, multiplier: Floats, lead: int, horizon: int) -> Floats:
    """P(won in the window) of a deal that will be opened on a day drawn evenly from the next ``horizon``, shape (q,).

    One registered as won on the day it is opened counts at once; the others run their course from age 0. More than
    64 days are sampled at 64 even points.
    """
    if horizon <= 0:
        return np.zeros(len(multiplier))
    days = np.arange(1, horizon + 1) if horizon <= 64 else (np.arange(64) + 0.5) * horizon / 64 + 0.5
    zero = np.zeros(len(days), dtype=np.int64)
    later = win_probability(
        cycle,
        age=zero,
        band=zero,
        multiplier=multiplier,
        lead=np.maximum(lead - days, 0).astype(np.int64),
        horizon=np.maximum(horizon - days, 0).astype(np.int64),
    ).mean(axis=0)
    at_once = cycle.zero_won * float(np.mean(days > lead)) * multiplier
    return np.asarray(np.minimum(at_once + (1.0 - cycle.zero_won - cycle.zero_lost) * later, 1.0))
