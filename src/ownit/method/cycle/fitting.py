"""How long does a deal take to be won or lost, and how likely is it to be won within some days?

Time is the deal's age in days. The hazard of winning of a deal is h_w[band, age bin] times what the times, its owner's
load and its stage multiply it by (``cycle.shared``), times the owner's own multiplier; that of losing h_l times the
stage's. What is abandoned is told apart first (``cycle.abandoned``). ``cycle.chance`` turns hazards into chances.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.method.cycle.abandoned import Abandoned, abandoned, living
from ownit.method.cycle.cells import AGE_EDGES, BINS, CycleCells, total
from ownit.method.cycle.effects import load as load_of
from ownit.method.cycle.effects import loads
from ownit.method.cycle.renewals import Renewals
from ownit.method.cycle.renewals import fit as fit_renewals
from ownit.method.cycle.result import Cycle
from ownit.method.cycle.shared import Shared, shared
from ownit.method.cycle.stages import Closing, StageCurves, curves
from ownit.method.deals import Flags, Floats
from ownit.method.law import Missing
from ownit.method.pooling import Pooled, pool
from ownit.method.priors import CHAIN_LOG_SD, Measure, published

NEEDED_WON = 10  # deals won by all together for hazards by age; fewer give one rate
AT_RISK = 20  # deals that must have been open at an age for its hazard to be read
UNSEEN = 3.0  # closings expected before the first recorded one that make it sure none could be recorded: exp(-3) = 5 %


def fit(cells: CycleCells, *, use_published: bool = False) -> Cycle | Missing:
    """The hazards, in two steps: shared by all on cells without persons, then each person's multiplier.

    Fewer than NEEDED_WON wins give one rate over all ages; none at all is missing, unless ``use_published`` asks for
    what others have published. Bins at whose left edge fewer than AT_RISK deals were ever open share one hazard.
    """
    at_zero = float(cells.won_at_zero.sum())
    won, lost = float(cells.won.sum()) + at_zero, float(cells.lost.sum() + cells.lost_at_zero.sum())
    renewals = None if cells.renewals is None else fit_renewals(cells.renewals)
    if won <= 0:
        return _without_wins(cells, renewals, use_published=use_published)
    few = won < NEEDED_WON
    delayed = _entry_delayed(cells)
    exposure = cells.exposure if delayed else cells.exposure + cells.exposure_before
    dead = None if few else abandoned(cells, exposure)
    exposure = living(dead, cells, exposure)
    load = loads(cells.open_at)
    tail = 0 if few else _tail(cells.at_risk, dead)
    common = shared(cells, exposure, load[cells.person, cells.slice], tail, by_band=not few)
    person = _person(cells, common, exposure)
    created = float(cells.created.sum())
    return Cycle(
        won_shape=common.won_shape,
        won_rate=common.won_rate,
        lost_shape=common.lost_shape,
        lost_rate=common.lost_rate,
        band_edges=np.zeros(0) if few else cells.band_edges,
        zero_won=at_zero / created if created else 0.0,
        zero_lost=float(cells.lost_at_zero.sum()) / created if created else 0.0,
        person_mean=person.mean * common.load.multiplier[load[:, -1]],
        person_log_sd=person.log_sd,
        person_real=person.real & _real_when_closed(cells, common, person),
        person_won=_by_person(cells, cells.won) + cells.won_at_zero,
        shared_log_sd=0.0,
        tail_from=AGE_EDGES[tail],
        won=won,
        lost=lost,
        bulk_lost=cells.bulk_lost,
        entry_delayed=delayed,
        cells=len(common.rows.bin),
        market=common.market,
        abandoned=dead,
        stages=_curves(cells, common),
        renewals=renewals,
        load=load_of(cells.open_at, common.load.multiplier),
        load_real=common.load.real,
        stage_real=common.stage_won is not None and common.stage_won.real,
        fallback=_name(cells, common, few=few),
        prior_share=_prior_share(common, person),
    )


def _without_wins(cells: CycleCells, renewals: Renewals | Missing | None, *, use_published: bool) -> Cycle | Missing:
    """Published hazards if they are asked for; none where there are renewals to go by; else why not."""
    if use_published:
        return replace(_published(cells), renewals=renewals)
    if isinstance(renewals, Renewals):
        nothing = np.zeros((1, BINS))
        none = replace(_published(cells), won_shape=nothing, lost_shape=nothing, shared_log_sd=0.0)
        return replace(none, renewals=renewals, fallback="renewals_only", prior_share={})
    text = (
        "No won deal on record says on which day it was opened. One is needed to tell how often deals are won, "
        f"{NEEDED_WON} to tell how long they take."
    )
    return Missing(code="too_few_won", n=0, needed=1, text=text)


def _entry_delayed(cells: CycleCells) -> bool:
    """Whether closings were not recorded at first: more than UNSEEN would have been expected where there is none."""
    events, exposure = total(cells.bin, cells.won + cells.lost), total(cells.bin, cells.exposure)
    before = total(cells.bin, cells.exposure_before)
    overall = events.sum() / max(exposure.sum(), 1.0)
    hazard = (events + overall) / (exposure + 1.0)
    return bool(np.sum(hazard * before) > UNSEEN)


def _tail(at_risk: Floats, dead: Abandoned | None) -> int:
    """The last bin whose hazard can be read; later ones share its. Past the age at which all has closed none can."""
    seen = np.flatnonzero(at_risk >= AT_RISK)
    last = int(seen[-1]) if len(seen) else 0
    return last if dead is None else min(last, int(np.searchsorted(AGE_EDGES, dead.until, side="left")) - 1)


def _by_person(cells: CycleCells, weights: Floats) -> Floats:
    return np.bincount(cells.person, weights=weights, minlength=cells.people).astype(np.float64)


def _person(cells: CycleCells, common: Shared, exposure: Floats) -> Pooled:
    """Wins observed over expected per day open, pooled."""
    expected = _by_person(cells, exposure * common.won()[common.rows.of])
    return pool(_by_person(cells, cells.won), expected, cells.group)


def _real_when_closed(cells: CycleCells, common: Shared, per_day: Pooled) -> Flags:
    """Whether a person is told apart by wins among deals closed as well, and to the same side.

    Per day open, one who closes faster, or leaves more open, looks like one who wins more or less. Of a closed deal
    that does not matter: it was won with the chance h_w / (h_w + h_l) of its cell.
    """
    won, lost = common.won(), common.lost()
    share = np.divide(won, won + lost, out=np.ones(len(won)), where=won + lost > 0)
    expected = _by_person(cells, (cells.won + cells.lost) * share[common.rows.of])
    if not np.any(cells.lost > 0):
        return np.ones(cells.people, dtype=np.bool_)
    closed = pool(_by_person(cells, cells.won), expected, cells.group)
    return np.asarray((closed.mean > 1.0) == (per_day.mean > 1.0)) & closed.real


def _curves(cells: CycleCells, common: Shared) -> StageCurves | None:
    if cells.stages is None or common.stage_won is None or common.stage_lost is None:
        return None
    classes = len(cells.stages.begins)
    key, exposure = common.rows.bin * classes + common.rows.stage, common.rows.exposure
    days = np.bincount(key, weights=exposure, minlength=BINS * classes).reshape(BINS, classes).astype(np.float64)
    closing = Closing(
        won=common.won_shape[0] / common.won_rate[0],
        lost=common.lost_shape[0] / common.lost_rate[0],
        won_by_class=common.stage_won.multiplier,
        lost_by_class=common.stage_lost.multiplier,
    )
    return curves(cells.stages, days, closing)


def _name(cells: CycleCells, common: Shared, *, few: bool) -> str:
    if few:
        return "one_rate"
    band = "_band" if len(cells.band_edges) else ""
    return f"by_age{band}" + ("_stage" if common.stage_won is not None and common.stage_won.real else "")


def _prior_share(common: Shared, person: Pooled) -> dict[str, float]:
    """Per effect the share of the information that is prior: pseudo-events over all events, on average."""
    events = float(common.won_shape[0].sum())
    shares = {
        "age": BINS / max(events, 1e-12),
        "times": common.market.prior_share,
        "load": common.load.prior_share,
        "person": person.prior_share,
    }
    if common.stage_won is not None:
        shares["stage"] = common.stage_won.prior_share
    return {name: float(min(share, 1.0)) for name, share in shares.items()}


def _published(cells: CycleCells) -> Cycle:
    """Constant hazards with the published chance of winning and median age at winning: h = ln 2 / median."""
    hazard = float(np.log(2.0)) / published(Measure.CYCLE_DAYS).value
    win = published(Measure.WIN_PER_OPPORTUNITY).value
    shape = np.full((1, BINS), CHAIN_LOG_SD**-2)
    nobody = np.zeros(cells.people)
    person = pool(nobody, nobody, cells.group)
    return Cycle(
        won_shape=shape,
        won_rate=shape / (hazard * win),
        lost_shape=shape,
        lost_rate=shape / (hazard * (1.0 - win)),
        band_edges=np.zeros(0),
        zero_won=0.0,
        zero_lost=0.0,
        person_mean=person.mean,
        person_log_sd=person.log_sd,
        person_real=person.real,
        person_won=nobody,
        shared_log_sd=CHAIN_LOG_SD,
        tail_from=0,
        won=0.0,
        lost=float(cells.lost.sum() + cells.lost_at_zero.sum()),
        bulk_lost=cells.bulk_lost,
        entry_delayed=False,
        cells=0,
        fallback="published",
        prior_share={"age": 1.0, "times": 1.0, "person": 1.0},
    )
