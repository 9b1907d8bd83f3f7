"""Which open deals are dead, though nobody closed them?

Where deals close at all they close by some age A; deals open far longer will hardly be closed. A share d of deals is
taken to be abandoned from the start, the others live by the hazards and have closed by A. Of a deal open at age u

    P(dead | open at u) = d / (d + (1 - d) S(u)),   S(u) the share of living deals still open at u, S(A) = 0.

d and the hazards of the living are found together by expectation and maximisation; deals that closed before the record
began are made up for by their expected number ("ghosts"). Each deal counts in d by 2^(-age/HALF_LIFE), since habits
change; a person's d is the shared one times a pooled multiplier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ownit.method.cycle.cells import AGE_EDGES, BINS, ENDED, CycleCells, total
from ownit.method.deals import Flags, Floats
from ownit.method.pooling import pool

SELDOM = 1 / 5000  # of closings later than A: one deal revived after years does not hide a thousand dead ones
SURE = 10.0  # closings expected past A, of which there was hardly one, before anything is called abandoned
HALF_LIFE = 365.0  # days in which a deal's say in the share of the abandoned halves
LARGEST = 0.999  # no open deal is dead for certain
LARGEST_SHARE = 0.95
_ROUNDS, _OWN_ROUNDS = 40, 6
_LEFT = np.array(AGE_EDGES, dtype=np.float64)
_RIGHT = np.append(_LEFT[1:], _LEFT[-1] + 365.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Abandoned:
    """``share`` (people,) of deals abandoned, ``until`` the age A, ``survival`` (edges,) of the living at AGE_EDGES."""

    share: Floats
    real: Flags  # (people,) whether the person's share is told apart
    until: float
    survival: Floats

    def dead(self, age: Floats, share: Floats) -> Floats:
        """P(dead | open at ``age``), any shape; ages past A are dead as far as anything is."""
        alive = np.interp(age, np.append(_LEFT, _RIGHT[-1]), np.append(self.survival, 0.0))
        share = np.asarray(share, dtype=np.float64)
        dead = share / np.maximum(share + (1.0 - share) * alive, 1e-12)
        return np.asarray(np.minimum(dead, np.where(share > 0, LARGEST, 0.0)))


def abandoned(cells: CycleCells, exposure: Floats) -> Abandoned | None:
    """Who abandons how much; None where the record does not show that anybody does. ``exposure`` (cells,)."""
    closed = total(cells.bin, cells.won + cells.lost)
    last = _last_bin(closed)
    at_risk = total(cells.bin, exposure)
    beyond = float(at_risk[last + 1 :].sum())
    usual = closed.sum() / max(float(at_risk[: last + 1].sum()), 1.0)
    if usual * beyond <= SURE:
        return None
    cell = cells.bin.astype(np.int64) * (BINS + 1) + cells.now
    by_now = np.bincount(cell, weights=exposure, minlength=BINS * (BINS + 1)).reshape(BINS, BINS + 1)
    born, still = cells.born.sum(axis=0), cells.still.sum(axis=0)
    share, survival = 0.5, np.ones(BINS)
    for _ in range(_ROUNDS):
        found = Abandoned(share=np.array([share]), real=np.zeros(1, bool), until=_RIGHT[last], survival=survival)
        p = found.dead(_middle(), np.full(BINS, share))
        survival = _survival(closed, by_now @ np.append(1.0 - p, 1.0), last)
        weight = 2.0 ** (-_middle() / HALF_LIFE)
        entrants = born + _ghosts(found, born, share, cells.record_days)
        share = min(float(weight @ (still * p) / max(weight @ entrants, 1e-12)), LARGEST_SHARE)
    return _by_person(cells, share, survival, _RIGHT[last])


def _middle() -> Floats:
    return np.asarray((_LEFT + _RIGHT) / 2.0)


def _last_bin(closed: Floats) -> int:
    """The bin by whose end all but SELDOM of the closings are over."""
    if closed.sum() <= 0:
        return BINS - 1
    return int(np.argmax(np.cumsum(closed) >= (1.0 - SELDOM) * closed.sum()))


def _survival(closed: Floats, living: Floats, last: int) -> Floats:
    """Of living deals at each left edge, 0 from A on: (S - S(A)) / (1 - S(A))."""
    hazard = np.divide(closed, living, out=np.zeros(BINS), where=living > 0)
    open_at = np.exp(-np.concatenate([[0.0], np.cumsum(hazard * (_RIGHT - _LEFT))]))
    end = open_at[last + 1]
    return np.asarray(np.clip((open_at[:-1] - end) / (1.0 - end), 0.0, 1.0))


def _ghosts(found: Abandoned, born: Floats, share: float, record_days: float) -> Floats:
    """Living deals that were closed before the record began, per age they would have today, (bins,)."""
    entry = np.maximum(_middle() - record_days, 0.0)
    alive = np.interp(entry, _LEFT, found.survival)
    seen = share + (1.0 - share) * alive
    return np.where(entry > 0, born * (1.0 - share) * (1.0 - alive) / np.maximum(seen, 1e-3), 0.0)


def _by_person(cells: CycleCells, share: float, survival: Floats, until: float) -> Abandoned:
    """Each person's share: the dead expected of the deals still open, over the shared share of all; by turns."""
    weight = 2.0 ** (-_middle() / HALF_LIFE)
    own = np.full(cells.people, share)
    found = Abandoned(share=own, real=np.zeros(cells.people, dtype=np.bool_), until=until, survival=survival)
    ghosts = _ghosts(found, np.ones(BINS), share, cells.record_days)
    expected = share * (cells.born @ (weight * (1.0 + ghosts)))
    for _ in range(_OWN_ROUNDS):
        dead = found.dead(np.broadcast_to(_middle(), cells.still.shape), found.share[:, None])
        pooled = pool((cells.still * dead) @ weight, expected, cells.group)
        found = replace(found, share=np.minimum(share * pooled.mean, LARGEST_SHARE))
    return replace(found, real=_real(cells, ghosts, until))


def _real(cells: CycleCells, ghosts: Floats, until: float) -> Flags:
    """Whether a person's share is told apart, by deals past A alone: there who is dead is known."""
    past = until <= _LEFT
    observed = cells.still[:, past].sum(axis=1)
    entrants = (cells.born * (1.0 + ghosts))[:, past].sum(axis=1)
    return pool(observed, entrants * (observed.sum() / max(float(entrants.sum()), 1e-12)), cells.group).real


def living(found: Abandoned | None, cells: CycleCells, exposure: Floats) -> Floats:
    """``exposure`` (cells,) without the part that is of dead deals."""
    if found is None:
        return exposure
    people = len(found.share)
    alive: Floats = np.ones((people, BINS + 1))
    alive[:, :ENDED] = 1.0 - found.dead(np.broadcast_to(_middle(), (people, BINS)), found.share[:, None])
    return np.asarray(exposure * alive[cells.person, cells.now])
