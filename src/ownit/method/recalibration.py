"""By how much has the method been wrong on this history, and how far is that to be believed?

In window i the method expected p_i wins and a_i came, of deals open at its beginning and of deals opened after it. The
ratio a_i / p_i is 1 + d_i with noise 1/p_i (a Poisson number). d_i has three parts, all of mean 0:
what the method gets wrong for good, half of it shared by open and new deals and half of each one's own, of variance
FACTOR_SD^2 in all (nothing says that the method is better known than the market); and the market's luck in the window,
the method's own monthly AR(1) averaged over it, which two windows near in time share in part: that is why recent
windows weigh more. The factors of the coming window are the best linear prediction of 1 + d from all a_i / p_i
(credibility; Buehlmann and Straub 1970, Jewell 1974). With one window and one kind it is (a + k) / (p + k), k one over
the variance of d: the ratio, shrunk. Nothing is tuned: every variance is one that the law already has. A record that
scatters more than that explains is believed less: its luck is taken larger by the factor by which it does (Birge 1932).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle, new_win_probability
from ownit.method.deals import Floats, Ints, OpenDeals, Window, Won
from ownit.method.ground import Ground, ground
from ownit.method.law import Missing
from ownit.method.mixture import FACTOR_MEMORY, FACTOR_SD, MONTH_DAYS
from ownit.method.tilt import Tilt

WRONG = FACTOR_SD**2  # variance of what the method gets wrong for good
SHARED = 0.5  # of it shared by open and new deals: nothing says which of the two is wrong
SMALLEST, LARGEST = 1 / 3, 3.0  # beyond these a record says that something else is the matter
KINDS = 2  # open deals, new deals
LEAST = 0.5  # wins expected in a window, fewer of which say nothing
TOLD = 0.02  # a correction smaller than this is not worth a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Wins expected in a window, of deals open at its beginning and of deals opened in it; each credit counts."""

    open: float
    new: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One past window: from ``start`` to ``end`` (days on any one scale), wins expected before it, and wins that came.

    Windows must not overlap; they need not touch.
    """

    start: int
    end: int
    expected: Expected
    came: Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalibration:
    """What the intensities of open and of new deals are multiplied by, how unsure that is, and what it rests on.

    ``log_sd`` is what the correction adds to the uncertainty the law already has, were the method right and the record
    luck: with w the weights, C the covariance of luck in the record and c that with the coming window,
    w C w' - 2 w c'. It is 0 without a record, and small with a long one. ``told``: what the record alone says,
    all wins that came over all expected; ``corrected`` the factor applied to both together.
    """

    open: float = 1.0
    new: float = 1.0
    log_sd: float = 0.0
    windows: int = 0
    expected: float = 0.0
    came: float = 0.0
    corrected: float = 1.0

    @property
    def told(self) -> float:
        """Wins that came over wins expected; 1 where nothing was expected."""
        return self.came / self.expected if self.expected > 0 else 1.0

    @property
    def tilt(self) -> Tilt:
        """As the laws take it."""
        return Tilt(open=self.open, new=self.new, log_sd=self.log_sd)


NONE = Recalibration()


def recalibrate(
    record: Sequence[Told], *, start: int, end: int, coming: Expected, followed: bool = False
) -> Recalibration:
    """The factors for a window from ``start`` to ``end`` in which ``coming`` is expected; neutral without a record.

    Only windows that ended before the reckoning's day belong in ``record``. ``followed``: what was expected leaned on
    the market as it was just before, so what is left of its luck in one window says nothing of the next.
    """
    rows = [(t, kind, p, a) for t in record for kind, (p, a) in enumerate(_kinds(t)) if p >= LEAST]
    if not rows:
        return NONE
    kind = np.array([k for _, k, _, _ in rows])
    expected, came = np.array([p for _, _, p, _ in rows]), np.array([a for *_, a in rows])
    market = _market([(t.start, t.end) for t, *_ in rows] + [(start, end)], followed=followed)
    off, luck = came / expected - 1.0, market[:-1, :-1] + np.diag(1.0 / expected)
    wrong = _wrong(kind, kind)
    luck = luck * max(1.0, float(off @ np.linalg.solve(wrong + luck, off)) / len(off))
    ahead = market[-1, :-1] + _wrong(np.arange(KINDS), kind)  # (kinds, rows)
    weights = np.linalg.solve(wrong + luck, ahead.T).T
    factor = np.clip(1.0 + weights @ off, SMALLEST, LARGEST)
    share = _share(coming)
    of_both = share @ weights
    extra = float(of_both @ luck @ of_both - 2.0 * of_both @ market[-1, :-1])
    return Recalibration(
        open=float(factor[0]),
        new=float(factor[1]),
        log_sd=float(np.sqrt(max(extra, 0.0))),
        windows=len({t.start for t, *_ in rows}),
        expected=float(expected.sum()),
        came=float(came.sum()),
        corrected=float(share @ factor),
    )


def _kinds(told: Told) -> tuple[tuple[float, float], ...]:
    return (told.expected.open, told.came.open), (told.expected.new, told.came.new)


def _share(coming: Expected) -> Floats:
    total = coming.open + coming.new
    return np.array([coming.open, coming.new]) / total if total > 0 else np.array([0.5, 0.5])


def _wrong(left: Ints, right: Ints) -> Floats:
    """Covariance of what is wrong for good, between kinds."""
    same = (left[:, None] == right[None, :]).astype(np.float64)
    return np.asarray(WRONG * (SHARED + (1.0 - SHARED) * same))


def _market(windows: Sequence[tuple[int, int]], *, followed: bool) -> Floats:
    """Covariance of the mean of the monthly AR(1) factor over windows: sd^2 times the mean of memory^|months apart|.

    Between different windows none where the market is followed: errors of the best prediction do not repeat.
    """
    middles = []
    for start, end in windows:
        months = max(1, round((end - start + 1) / MONTH_DAYS))
        middles.append(start / MONTH_DAYS + (np.arange(months) + 0.5) * ((end - start + 1) / MONTH_DAYS / months))
    apart = [[np.abs(np.subtract.outer(a, b)) for b in middles] for a in middles]
    shared = FACTOR_SD**2 * np.array([[np.mean(FACTOR_MEMORY**months) for months in row] for row in apart])
    if followed:
        shared *= np.array([[one == other for other in windows] for one in windows])
    return np.asarray(shared, dtype=np.float64)


def expected(
    deals: OpenDeals, people: int, *, cycle: Cycle | Missing, arrivals: Arrivals | Missing, window: Window
) -> Expected | None:
    """Wins that the method expects of everybody in the window; None without a cycle. Overlay credits do not count.

    The same chances and openings that the laws are made of, summed; no law is laid out.
    """
    if isinstance(cycle, Missing) or window.horizon == 0:
        return None
    nothing = Won(
        amount=np.zeros((people, 3)), deals=np.zeros((people, 3), dtype=int), without_amount=np.zeros(people, dtype=int)
    )
    lack = Missing(code="not_asked", n=0, needed=0, text="")
    view = ground(deals, people, won=nothing, cycle=cycle, amounts=lack, arrivals=arrivals, window=window)
    return Expected(open=_of_open(view), new=_of_new(view, cycle, arrivals))


def _of_open(view: Ground) -> float:
    total = 0.0
    for i, chance in enumerate(view.chance):
        rows = view.used(i) & ~view.rows(i).overlay
        total += float((chance[rows] @ view.mixtures[i].weight).sum())
    return total


def _of_new(view: Ground, cycle: Cycle, arrivals: Arrivals | Missing) -> float:
    """Openings times the chance of winning, which is laid out once over all multipliers and read between them."""
    if isinstance(arrivals, Missing):
        return 0.0
    logs = [np.log(m.multiplier) for m in view.mixtures]
    low, high = min(float(x.min()) for x in logs), max(float(x.max()) for x in logs)
    grid = np.linspace(low, high, 65)
    chance = new_win_probability(cycle, multiplier=np.exp(grid), lead=view.window.lead, horizon=view.window.horizon)
    won = np.array([m.weight @ np.interp(x, grid, chance) for m, x in zip(view.mixtures, logs, strict=True)])
    opened = np.divide(arrivals.shape, arrivals.rate).sum(axis=1) * view.window.horizon
    kept_up = np.array([cycle.kept_up(person) for person in range(len(won))])
    return float((opened * kept_up) @ won)
