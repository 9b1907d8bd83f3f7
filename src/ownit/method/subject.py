"""What can one person's open and coming deals bring, given a multiplier of the chance of winning?

Given the multiplier m the total is a sum of independent parts: open deals of known amount (times the law of closed
over known amount), open deals whose amount is drawn, and deals not yet opened, a negative binomial number of which
are won: mean a/b T q(m), shape a, for openings gamma(a, b) per day over T days, each won with chance q(m).
Each part belongs to one origin; ``within`` 1, 2, 3 origins are the nested sets own, own and unknown, all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle, new_win_probability
from ownit.method.deals import Flags, Floats, Ints, OpenDeals, Origin, Window
from ownit.method.lattice import Atoms, Lattice, Transform, combine, counts, no_deals
from ownit.method.law import Missing
from ownit.method.mixture import Mixture

ORIGINS = len(Origin)
EXACT = 16  # different known amounts that are kept as atoms
BUCKET = 0.04  # width on the log scale of the buckets in which the other known amounts are taken together
_SCALE_NODES = np.array([-np.sqrt(3.0), 0.0, np.sqrt(3.0)])  # Gauss-Hermite, three nodes
_SCALE_WEIGHTS = np.array([1.0, 4.0, 1.0]) / 6.0


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


def subject(
    deals: OpenDeals,
    chance: Floats,
    person: int,
    *,
    cycle: Cycle,
    amounts: Amounts | Missing,
    arrivals: Arrivals | Missing,
    window: Window,
    mixture: Mixture,
    more: float = 1.0,
) -> Subject:
    """The parts of one person from ``deals``, all that person's and let in by the gate, won with ``chance`` (n, q).

    ``more`` multiplies what is expected to be won of deals not yet opened.
    """
    order = np.lexsort((deals.age, deals.origin, np.nan_to_num(deals.amount, nan=-np.inf)))
    deals, chance = deals.take(order), chance[order]
    m = mixture.multiplier
    known = ~np.isnan(deals.amount)
    credit = known & (deals.amount < 0)
    floor = np.bincount(deals.origin[credit], weights=deals.amount[credit], minlength=ORIGINS).astype(np.float64)
    chance[credit] = 1.0 - chance[credit]
    some = known & (deals.amount != 0)
    new_mean, new_shape = _new(cycle, arrivals, person, m, window)
    new_mean = new_mean * more
    value, weight, scale_weight, ratio, ratio_weight = _amounts(amounts, person)
    return Subject(
        mixture=mixture,
        amount=np.abs(deals.amount[some]),
        chance=chance[some],
        origin=deals.origin[some],
        floor=floor,
        drawn_chance=chance[~known],
        drawn_origin=deals.origin[~known],
        new_mean=new_mean,
        new_shape=new_shape,
        value=value,
        weight=weight,
        scale_weight=scale_weight,
        ratio=ratio,
        ratio_weight=ratio_weight,
    )


def _new(cycle: Cycle, arrivals: Arrivals | Missing, person: int, m: Floats, window: Window) -> tuple[Floats, Floats]:
    if isinstance(arrivals, Missing):
        return np.zeros((ORIGINS, len(m))), np.zeros(ORIGINS)
    won = new_win_probability(cycle, multiplier=m, lead=window.lead, horizon=window.horizon)
    opened = arrivals.shape[person] / arrivals.rate[person] * window.horizon
    return np.outer(opened, won), arrivals.shape[person]


def _amounts(amounts: Amounts | Missing, person: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    one = np.ones(1)
    if isinstance(amounts, Missing):
        return np.zeros((1, 0)), np.zeros(0), one, one, one
    sd, centre = amounts.log_sd[person], amounts.log_scale[person]
    if sd > 0:
        value = np.exp(centre + sd * _SCALE_NODES)[:, None] * amounts.value
        return value, amounts.weight, _SCALE_WEIGHTS, amounts.ratio, amounts.ratio_weight
    return np.exp(centre) * amounts.value[None, :], amounts.weight, one, amounts.ratio, amounts.ratio_weight


def moments(parts: Subject, *, within: int, new: bool, keep: Floats | None = None) -> tuple[Floats, Floats]:
    """Mean and variance of what is to come given each multiplier, (q,) each; ``keep`` masks the known deals."""
    mine = parts.origin < within
    if keep is not None:
        mine = mine & (keep > 0)
    a, p = parts.amount[mine][:, None], parts.chance[mine]
    r1 = float(parts.ratio @ parts.ratio_weight)
    r2 = float(parts.ratio**2 @ parts.ratio_weight)
    mean = np.sum(a * p, axis=0) * r1
    variance = np.sum(a**2 * (p * r2 - (p * r1) ** 2), axis=0)
    v1 = float(parts.scale_weight @ (parts.value @ parts.weight))
    v2 = float(parts.scale_weight @ (parts.value**2 @ parts.weight))
    drawn = parts.drawn_chance[parts.drawn_origin < within]
    mean = mean + v1 * drawn.sum(axis=0)
    variance = variance + np.sum(drawn * v2 - (drawn * v1) ** 2, axis=0)
    if new:
        for origin in range(within):
            won = parts.new_mean[origin]
            mean = mean + v1 * won
            extra = won**2 / parts.new_shape[origin] if parts.new_shape[origin] > 0 else 0.0
            variance = variance + v2 * won + v1**2 * extra
    return mean + parts.floor[:within].sum(), variance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Laid:
    """A person's parts on a lattice per nested set: ``atoms``; ``drawn`` of open deals, and with new ones (or None)."""

    atoms: tuple[Atoms, ...]
    drawn: tuple[tuple[Transform | None, Transform | None], ...]


def lay(parts: Subject, lattice: Lattice) -> Laid:
    """Lay the parts on the lattice, the origins in turn, keeping what there is after each."""
    sum_so_far = no_deals(lattice, len(parts.mixture.weight))
    atoms = []
    exact = _exact(parts)
    for origin in range(ORIGINS):
        mine = exact & (parts.origin == origin)
        if mine.any():
            sum_so_far = sum_so_far.add(parts.amount[mine] * float(parts.ratio[0]), parts.chance[mine])
        atoms.append(sum_so_far)
    return Laid(atoms=tuple(atoms), drawn=_drawn(parts, lattice, exact))


def _exact(parts: Subject) -> Flags:
    """The known deals that stay atoms: all of up to EXACT amounts, else those that weigh most; none if amounts move."""
    if len(parts.ratio) > 1:
        return np.zeros(len(parts.amount), dtype=np.bool_)
    prices, which = np.unique(parts.amount, return_inverse=True)
    if len(prices) <= EXACT:
        return np.ones(len(parts.amount), dtype=np.bool_)
    worth = np.bincount(which, weights=parts.amount * parts.chance.mean(axis=1))
    return np.asarray(np.isin(which, np.argsort(-worth, kind="stable")[:EXACT]))


def exact_throughout(parts: Subject) -> bool:
    """Whether every known deal stays an atom."""
    return bool(_exact(parts).all())


def _drawn(parts: Subject, lattice: Lattice, exact: Flags) -> tuple[tuple[Transform | None, Transform | None], ...]:
    """Transforms (q, size + 1) of what is drawn, per nested set, without and with new deals."""
    unit = [lattice.forward(lattice.spread(v, parts.weight)) for v in parts.value]
    still: list[Transform] = [np.ones((1, lattice.size + 1), dtype=np.complex128) for _ in unit]
    coming = list(still)
    any_open, any_new = False, False
    out: list[tuple[Transform | None, Transform | None]] = []
    for origin in range(ORIGINS):
        revised = _bucketed(parts, lattice, ~exact & (parts.origin == origin))
        drawn = counts(parts.drawn_chance[parts.drawn_origin == origin])
        any_open |= drawn.shape[1] > 1 or revised is not None
        any_new |= bool(parts.new_shape[origin] > 0)
        for s, one in enumerate(unit):
            factors = [] if revised is None else [revised]
            factors += [_compound(drawn, one)] if drawn.shape[1] > 1 else []
            for factor in factors:
                still[s], coming[s] = still[s] * factor, coming[s] * factor
            if parts.new_shape[origin] > 0:
                coming[s] = coming[s] * _negative_binomial(parts.new_mean[origin], parts.new_shape[origin], one)
        now = sum(w * t for w, t in zip(parts.scale_weight, still, strict=True)) if any_open else None
        later = sum(w * t for w, t in zip(parts.scale_weight, coming, strict=True)) if any_open or any_new else None
        out.append((now, later))
    return tuple(out)


def _bucketed(parts: Subject, lattice: Lattice, which: Flags) -> Transform | None:
    """The transform of deals that need not stay atoms, amounts within BUCKET of each other taken as one.

    A bucket's amount is the mean weighted by the chance of winning, so the expected money is kept; each amount is
    multiplied by the law of the ratio.
    """
    if not which.any():
        return None
    amount, chance = parts.amount[which], parts.chance[which]
    product = np.ones((1, lattice.size + 1), dtype=np.complex128)
    mean_chance = chance.mean(axis=1) + 1e-12
    _, bucket = np.unique(np.floor(np.log(amount) / BUCKET), return_inverse=True)
    sizes = np.bincount(bucket, weights=amount * mean_chance) / np.bincount(bucket, weights=mean_chance)
    transforms = lattice.forward(np.array([lattice.spread(s * parts.ratio, parts.ratio_weight) for s in sizes]))
    for i, one in enumerate(transforms):
        product = product * _compound(counts(chance[bucket == i]), one)
    return product


def _compound(law: Floats, one: Transform) -> Transform:
    """sum_n law[q, n] one^n; counts less likely than 1e-12 are left out."""
    used = int(np.max(np.nonzero((law > 1e-12).any(axis=0))[0])) + 1
    powers = np.empty((used, len(one)), dtype=np.complex128)
    powers[0] = 1.0
    for n in range(1, used):
        powers[n] = powers[n - 1] * one
    return combine(law[:, :used], powers)


def _negative_binomial(mean: Floats, shape: float, one: Transform) -> Transform:
    """(1 + mean/shape (1 - one))^-shape, the generating function of a gamma-mixed Poisson number."""
    return np.asarray(np.exp(-shape * np.log1p(np.outer(mean / shape, 1.0 - one))))
