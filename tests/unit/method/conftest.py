"""A small world to reckon in: parts of one person, and organisations of a few people, told by what matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pytest

from ownit.method import bookings
from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import AGE_EDGES, Cycle
from ownit.method.deals import Floats, Gate, OpenDeals, Origin, Window, Won
from ownit.method.law import Missing
from ownit.method.mixture import Mixture
from ownit.method.subject import ORIGINS, Subject
from ownit.method.tilt import Tilt

Deal = tuple[int, float, Origin]  # age in days, amount (NaN: unknown), origin


QUARTER = Window(as_of=date(2026, 8, 12), start=date(2026, 7, 1), end=date(2026, 9, 30))


@dataclass(frozen=True, kw_only=True)
class World:
    """An organisation; ``deals`` per person."""

    deals: Sequence[Sequence[Deal]]
    won: Sequence[Sequence[float]] | None = None  # per person by origin
    goals: Sequence[float] | None = None
    per_day: float = 0.0  # openings of each person and origin
    prices: Sequence[float] = (10_000.0, 20_000.0, 40_000.0)
    gates: Sequence[Gate] | None = None
    overlay: Sequence[bool] | None = None
    ratio: Sequence[float] = (1.0,)
    cycle: Cycle | Missing | None = None
    amounts: Amounts | Missing | None = None
    arrivals: Arrivals | Missing | None = None
    window: Window = QUARTER
    groups: dict[str, bookings.Group] = field(default_factory=dict)
    tilt: Tilt | None = None
    plan: Sequence[float] | None = None  # own openings per day

    def reckon(self) -> bookings.Reckoning:
        """Reckon everybody."""
        n = len(self.deals)
        rows = [(i, *deal) for i, own in enumerate(self.deals) for deal in own]
        won = np.zeros((n, ORIGINS)) if self.won is None else np.array(self.won, dtype=float)
        return bookings.reckon(
            [str(i) for i in range(n)],
            deals=open_deals(rows, self.gates, self.overlay),
            cycle=self.cycle or cycle(n),
            amounts=self.amounts or amounts(n, self.prices, self.ratio),
            arrivals=self.arrivals or arrivals(n, self.per_day),
            won=Won(amount=won, deals=(won != 0).astype(int), without_amount=np.zeros(n, dtype=int)),
            goals=np.full(n, np.nan) if self.goals is None else np.array(self.goals, dtype=float),
            window=self.window,
            groups=self.groups,
            tilt=self.tilt,
            plan=None if self.plan is None else np.array(self.plan, dtype=float),
        )


def open_deals(
    rows: Sequence[tuple[int, int, float, Origin]],
    gates: Sequence[Gate] | None = None,
    overlay: Sequence[bool] | None = None,
) -> OpenDeals:
    n = len(rows)
    return OpenDeals(
        person=np.array([r[0] for r in rows], dtype=np.int64),
        age=np.array([r[1] for r in rows], dtype=np.int64),
        amount=np.array([r[2] for r in rows], dtype=float),
        origin=np.array([r[3] for r in rows], dtype=np.int64),
        gate=np.array(gates or [Gate.CANNOT_CHECK] * n, dtype=np.int64),
        overlay=np.array(overlay or [False] * n, dtype=bool),
    )


def cycle(people: int, *, win: float = 0.006, lose: float = 0.008, log_sd: float = 0.2) -> Cycle:
    """Constant hazards, told from a thousand wins."""
    shape = np.full((1, len(AGE_EDGES)), 1000.0)
    return Cycle(
        won_shape=shape,
        won_rate=shape / win,
        lost_shape=shape,
        lost_rate=shape / lose,
        band_edges=np.zeros(0),
        zero_won=0.0,
        zero_lost=0.0,
        person_mean=np.ones(people),
        person_log_sd=np.full(people, log_sd),
        person_real=np.zeros(people, dtype=bool),
        person_won=np.full(people, 10.0),
        shared_log_sd=0.03,
        tail_from=0,
        won=1000.0,
        lost=1300.0,
        bulk_lost=0,
        entry_delayed=False,
        cells=len(AGE_EDGES),
    )


def amounts(people: int, prices: Sequence[float], ratio: Sequence[float] = (1.0,), log_sd: float = 0.0) -> Amounts:
    return Amounts(
        value=np.array(prices),
        weight=np.full(len(prices), 1.0 / len(prices)),
        log_scale=np.zeros(people),
        log_sd=np.full(people, log_sd),
        ratio=np.array(ratio),
        ratio_weight=np.full(len(ratio), 1.0 / len(ratio)),
        ratio_measured=True,
        n=100,
    )


def arrivals(people: int, per_day: float) -> Arrivals:
    shape = np.full((people, ORIGINS), 8.0 if per_day else 0.0)
    rate = shape / per_day if per_day else np.ones_like(shape)
    return Arrivals(shape=shape, rate=rate, opened=np.full(people, 91 * per_day * ORIGINS), drift=0.0)


@pytest.fixture
def world() -> type[World]:
    """Build an organisation and reckon it."""
    return World


Parts = Callable[..., Subject]


@pytest.fixture
def parts() -> Parts:
    """Build one person's parts from chances given outright."""

    def build(
        *,
        amount: Sequence[float] = (),
        p: Sequence[float] = (),
        origin: Sequence[int] | None = None,
        drawn: Sequence[float] = (),
        new: float = 0.0,
        shape: float = 4.0,
        prices: Sequence[float] = (1.0,),
        ratio: Sequence[float] = (1.0,),
        multiplier: Sequence[float] = (0.7, 1.0, 1.4),
    ) -> Subject:
        m = np.array(multiplier)
        weight = np.full(len(m), 1.0 / len(m))

        def spread(chance: Sequence[float]) -> Floats:
            return np.asarray(np.minimum(np.array(chance, dtype=float).reshape(-1, 1) * m, 0.99))

        return Subject(
            mixture=Mixture(given=weight[None, :], weight=weight, multiplier=m),
            amount=np.array(amount, dtype=float),
            chance=spread(p),
            origin=np.zeros(len(amount), dtype=np.int64) if origin is None else np.array(origin, dtype=np.int64),
            floor=np.zeros(ORIGINS),
            drawn_chance=spread(drawn),
            drawn_origin=np.zeros(len(drawn), dtype=np.int64),
            new_mean=np.array([new, 0.0, 0.0])[:, None] * m,
            new_shape=np.array([shape if new else 0.0, 0.0, 0.0]),
            value=np.array([prices], dtype=float),
            weight=np.full(len(prices), 1.0 / len(prices)),
            scale_weight=np.ones(1),
            ratio=np.array(ratio),
            ratio_weight=np.full(len(ratio), 1.0 / len(ratio)),
        )

    return build
