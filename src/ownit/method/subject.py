"""What can one person's open and coming deals bring, given a multiplier of the chance of winning?

Given the multiplier m the total is a sum of independent parts: open deals of known amount (times the law of closed
over known amount), open deals whose amount is drawn, and deals not yet opened, a negative binomial number of which
are won: mean a/b T q(m), shape a, for openings gamma(a, b) per day over T days, each won with chance q(m).
Each part belongs to one origin; ``within`` 1, 2, 3 origins are the nested sets own, own and unknown, all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.deals import Flags, Floats, Ints, OpenDeals, Origin, Window
from ownit.method.law import Missing
from ownit.method.mixes import SCALE_NODES, SCALE_WEIGHTS
from ownit.method.mixture import Mixture
from ownit.method.priors import CHAIN_LOG_SD

ORIGINS = len(Origin)
PLAN_SHAPE = 1.0 / float(np.expm1(CHAIN_LOG_SD**2))  # of openings where there were none lately


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """One person's parts given each of q multipliers, before they are laid on a lattice. Deals in a fixed order."""

    mixture: Mixture
    amount: Floats  # (n,) positive
    chance: Floats  # (n, q)
    origin: Ints  # (n,)
    floor: Floats  # (origins,) money sure to come: the deals of negative amount, each of which then *fails* to come
    drawn_chance: Floats  # (m, q) open deals of unknown amount
    drawn_origin: Ints  # (m,)
    new_mean: Floats  # (origins, q) expected number of wins among deals not yet opened
    new_shape: Floats  # (origins,) 0 where none are opened
    value: Floats  # (scales, k) what a drawn amount may be
    weight: Floats  # (k,)
    scale_weight: Floats  # (scales,)
    ratio: Floats
    ratio_weight: Floats
    plan: tuple[Floats, Floats] | None = None  # new_mean and new_shape if the plan is carried out
    row: Ints | None = None  # (n,) which of the deals given each known one was
    credit: Flags | None = None  # (n,) deals of negative amount; None: none is

    @property
    def new(self) -> Sequence[tuple[Floats, Floats]]:
        """Mean and shape of what is won of deals not yet opened, per future in which any are."""
        going = (self.new_mean, self.new_shape)
        return (going,) if self.plan is None else (going, self.plan)

    @property
    def worth(self) -> Floats:
        """What each known deal may come to, (n, ratios): its amount times the ratio.

        What does not come of a credit note is what ``floor`` took for sure, to the cent: it has no ratio.
        """
        worth = self.amount[:, None] * self.ratio
        return worth if self.credit is None else np.where(self.credit[:, None], self.amount[:, None], worth)


def subject(
    deals: OpenDeals,
    chance: Floats,
    person: int,
    *,
    amounts: Amounts | Missing,
    arrivals: Arrivals | Missing,
    window: Window,
    mixture: Mixture,
    new_won: Floats,
    more: float = 1.0,
    kept: float = 1.0,
    plan: float | None = None,
    in_order: bool = False,
) -> Subject:
    """The parts of one person from ``deals``, all that person's and let in by the gate, won with ``chance`` (n, q).

    ``new_won`` (q,) is the chance of a deal not yet opened, ``more`` multiplies what is expected to be won of them,
    ``kept`` is the share of openings that will not be abandoned: a Poisson number is thinned by it. ``plan`` is the own
    openings per day that take the place of the recent ones if the plan is carried out. ``in_order``: the deals are
    sorted by amount, origin and age, and ``chance`` is the subject's to keep.
    """
    order = np.arange(len(deals))
    if not in_order:
        order = np.lexsort((deals.age, deals.origin, np.where(np.isnan(deals.amount), -np.inf, deals.amount)))
        deals, chance = deals.take(order), chance[order]
    known = ~np.isnan(deals.amount)
    credit = known & (deals.amount < 0)
    floor = np.zeros(ORIGINS)
    if credit.any():
        floor += np.bincount(deals.origin[credit], weights=deals.amount[credit], minlength=ORIGINS)
        chance[credit] = 1.0 - chance[credit]
    some = known & (deals.amount != 0)
    opened = amounts if isinstance(amounts, Missing) else arrivals  # without amounts nothing can be told of new deals
    won, (per_day, new_shape) = new_won * more, _openings(opened, person, kept)
    planned = None
    if plan is not None and not isinstance(amounts, Missing):
        planned_per_day, shape = carried_out(plan, per_day, new_shape)
        planned = np.outer(planned_per_day * window.horizon, won), shape
    value, weight, scale_weight, ratio, ratio_weight = _amounts(amounts, person)
    return Subject(
        mixture=mixture,
        amount=np.abs(deals.amount[some]),
        chance=chance[some],
        origin=deals.origin[some],
        floor=floor,
        drawn_chance=chance[~known],
        drawn_origin=deals.origin[~known],
        new_mean=np.outer(per_day * window.horizon, won),
        new_shape=new_shape,
        value=value,
        weight=weight,
        scale_weight=scale_weight,
        ratio=ratio,
        ratio_weight=ratio_weight,
        plan=planned,
        row=order[some],
        credit=credit[some] if credit.any() else None,
    )


def _openings(arrivals: Arrivals | Missing, person: int, kept: float) -> tuple[Floats, Floats]:
    """Openings per day and the shape of their gamma law, (origins,) each."""
    if isinstance(arrivals, Missing):
        return np.zeros(ORIGINS), np.zeros(ORIGINS)
    return arrivals.shape[person] / arrivals.rate[person] * kept, arrivals.shape[person]


def carried_out(plan: float, per_day: Floats, shape: Floats) -> tuple[Floats, Floats]:
    """Openings per day and shapes with ``plan`` in place of the recent own ones.

    The shape stays: a plan says how much is meant to be done, not that it is known what comes of it, and what comes of
    an effort has varied as recent openings have. Where there were none it is that of a log-sd of CHAIN_LOG_SD.
    """
    planned, spread = per_day.copy(), shape.copy()
    planned[Origin.OWN] = plan
    if spread[Origin.OWN] <= 0:
        spread[Origin.OWN] = PLAN_SHAPE
    return planned, spread


def _amounts(amounts: Amounts | Missing, person: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    one = np.ones(1)
    if isinstance(amounts, Missing):
        return np.zeros((1, 0)), np.zeros(0), one, one, one
    sd, centre = amounts.log_sd[person], amounts.log_scale[person]
    if sd > 0:
        value = np.exp(centre + sd * SCALE_NODES)[:, None] * amounts.value
        return value, amounts.weights(person), SCALE_WEIGHTS, amounts.ratio, amounts.ratio_weight
    return np.exp(centre) * amounts.value[None, :], amounts.weights(person), one, amounts.ratio, amounts.ratio_weight


def moments(parts: Subject) -> Floats:
    """Mean and variance of what is to come, floors left out: (2, futures, sets, q).

    Future 0 opens nothing more, the others are those of ``parts.new``; set s holds the origins up to s.
    """
    return np.cumsum(known_moments(parts)[:, None] + drawn_moments(parts), axis=2)


def known_moments(parts: Subject, keep: Flags | None = None) -> Floats:
    """Of the known deals of each origin, of those in ``keep`` alone: (2, origins, q)."""
    worth = parts.worth if keep is None else parts.worth * keep[:, None]
    return _summed(parts.origin, worth @ parts.ratio_weight, worth**2 @ parts.ratio_weight, parts.chance)


def drawn_moments(parts: Subject) -> Floats:
    """Of all that is drawn of each origin, the open deals of unknown amount and the new ones: (2, futures, origins, q).

    A number of mean m and shape a brings m E[x], with variance m E[x^2] + (m E[x])^2 / a.
    """
    value = parts.value
    once, square = (float(parts.scale_weight @ (of @ parts.weight)) for of in (value, value**2))
    each = np.ones(len(parts.drawn_origin))
    drawn = _summed(parts.drawn_origin, each * once, each * square, parts.drawn_chance)
    out = np.repeat(drawn[:, None], 1 + len(parts.new), axis=1)
    for future, (won, shape) in enumerate(parts.new, start=1):
        shape = np.where(shape > 0, shape, np.inf)[:, None]
        out[0, future] += once * won
        out[1, future] += square * won + once**2 * won**2 / shape
    return out


def _summed(origin: Ints, once: Floats, square: Floats, chance: Floats) -> Floats:
    """Mean and variance of what deals of each origin bring, (2, origins, q).

    A deal won with chance p brings x: mean p E[x], variance p E[x^2] - p^2 E[x]^2; ``once`` (n,) is E[x], ``square``
    E[x^2].
    """
    of = np.arange(ORIGINS)[:, None] == origin
    return np.array([(of * once) @ chance, (of * square) @ chance - (of * once**2) @ chance**2])
