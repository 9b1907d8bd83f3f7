"""Which hazards fit the counts once age, amount, load, stage and the times each have their say?

The hazard of a cell is h[band, bin] times a multiplier for each thing beside age. All are found by turns: given the
others, each is gamma and known in closed form (iterative proportional scaling with gamma shrinkage). What the record
does not tell apart keeps the multiplier 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.cycle.cells import BINS
from ownit.method.deals import Floats, Ints
from ownit.method.pooling import pool

CELL_PRIOR = 1.0  # events the hazard over all ages counts for in each age bin
BAND_PRIOR = 10.0  # events the age's hazard counts for in each amount band
LOADS = ("fewer open deals than usual", "as many as usual", "more than usual")
USUAL_LOAD = 1
LOAD_EDGES = (2 / 3, 3 / 2)  # of open deals over the person's own mean: half as many again, or as many fewer
NEEDED_SLICES = 4  # slices with open deals before a person's load says anything


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effect:
    """What a thing beside age multiplies a hazard by, class by class: gamma posteriors mean ``multiplier``.

    ``observed`` and ``expected`` events are those of the last round; ``real`` says whether the classes are told apart;
    ``prior_share`` is what the prior's weight is of all the information, averaged over the events.
    """

    multiplier: Floats
    observed: Floats
    expected: Floats
    real: bool
    prior_share: float


def effect(kind: Ints, observed: Floats, expected: Floats, classes: int) -> Effect:
    """Observed over expected per class, shrunk to 1 and used only if the classes differ beyond chance (at 5 %).

    ``kind``, ``observed`` and ``expected``: (cells,); classes are pooled as people are (``method.pooling``).
    """
    o = np.bincount(kind, weights=observed, minlength=classes).astype(np.float64)
    e = np.bincount(kind, weights=expected, minlength=classes).astype(np.float64)
    pooled = pool(o, e, np.zeros(classes, dtype=np.int64))
    return Effect(
        multiplier=pooled.mean if pooled.differ else np.ones(classes),
        observed=o,
        expected=e,
        real=pooled.differ,
        prior_share=pooled.prior_share if pooled.differ else 1.0,
    )


def hazards(
    band: Ints, age_bin: Ints, events: Floats, exposure: Floats, *, tail: int, bands: int
) -> tuple[Floats, Floats]:
    """Gamma shape and rate, (bands, bins); band 0 is all bands together.

    In the bins over all bands the prior is the overall hazard (CELL_PRIOR events); in a band it is the bin's hazard
    times the band's level (BAND_PRIOR events). Bins from ``tail`` on share one hazard.
    """
    d, e = np.zeros((bands, BINS)), np.zeros((bands, BINS))
    np.add.at(d, (band, age_bin), events)
    np.add.at(e, (band, age_bin), exposure)
    for counts in (d, e):
        counts[:, tail:] = counts[:, tail:].sum(axis=1, keepdims=True)
    d_all, e_all = d.sum(axis=0), e.sum(axis=0)
    overall = events.sum() / max(exposure.sum(), 1.0)
    if overall <= 0:
        return np.zeros((bands, BINS)), np.ones((bands, BINS))
    shape, rate = np.empty((bands, BINS)), np.empty((bands, BINS))
    shape[0], rate[0] = CELL_PRIOR + d_all, CELL_PRIOR / overall + e_all
    by_age = shape[0] / rate[0]
    once = slice(0, tail + 1)
    for b in range(1, bands):
        level = (d[b, once].sum() + BAND_PRIOR) / (np.sum(e[b, once] * by_age[once]) + BAND_PRIOR)
        shape[b], rate[b] = BAND_PRIOR + d[b], BAND_PRIOR / (by_age * level) + e[b]
    return shape, rate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Load:
    """What carrying more or fewer open deals than usual does: a ``multiplier`` of the hazard of winning per LOADS.

    ``usual`` (people,) is the mean number of open deals of each before today, NaN where too few slices of time tell
    it; ``today`` (people,) the class of today's. The person's multiplier in the cycle has today's class in it.
    """

    multiplier: Floats
    usual: Floats
    today: Ints

    def beside_today(self, person: int, open_deals: float) -> float:
        """What ``open_deals`` would multiply a person's hazard of winning by, over what today's load does."""
        if np.isnan(self.usual[person]):
            return 1.0
        kind = _classes(np.array([open_deals]), self.usual[[person]])[0]
        return float(self.multiplier[kind] / self.multiplier[self.today[person]])


def load(open_at: Floats, multiplier: Floats) -> Load:
    """Today's load of everybody, from the deals open when each slice began and today, (people, slices + 1)."""
    there, mean = _before(open_at)
    usual = np.where(there[:, -1] >= NEEDED_SLICES, mean[:, -1], np.nan)
    return Load(multiplier=multiplier, usual=usual, today=loads(open_at)[:, -1])


def loads(open_at: Floats) -> Ints:
    """The class of each person's load at each time, (people, times), by how it compares with the person's own before.

    It is compared with the person's own, not with others': who carries more in general may win better or worse for
    reasons of their own, and that is what the person's multiplier is for. And with the mean of the times before, not
    of all: a deal that is won soon makes later loads lighter, so that its own load would look heavy beside them.
    """
    there, mean = _before(open_at)
    return np.where(there >= NEEDED_SLICES, _classes(open_at, mean), USUAL_LOAD).astype(np.int64)


def _before(open_at: Floats) -> tuple[Floats, Floats]:
    """How many times before each had open deals, and how many on average, (people, times) each."""
    there: Floats = np.cumsum((open_at > 0).astype(np.float64), axis=1) - (open_at > 0)
    mean = np.divide(np.cumsum(open_at, axis=1) - open_at, there, out=np.zeros(open_at.shape), where=there > 0)
    return there, mean


def _classes(open_deals: Floats, usual: Floats) -> Ints:
    kind = np.searchsorted(LOAD_EDGES, ((open_deals + 1.0) / (usual + 1.0)).ravel(), side="right")
    return kind.reshape(open_deals.shape).astype(np.int64)
