"""What is one person's law, alone and with help, if nothing more is opened and if it goes on as lately?"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

import numpy as np

from ownit.method import tell
from ownit.method.deals import Floats
from ownit.method.lattice import Atoms, Lattice, Transform, combine, ends, reach
from ownit.method.law import Future, Law
from ownit.method.subject import ORIGINS, Laid, Subject, exact_throughout, lay, moments

SIZE = 1024  # nodes of a person's lattice
LIST_PRICES = 12  # drawn amounts that may be a price list
LARGEST_SIZE = 4096  # of one whose step divides every price
REACH_SD = 6.0  # standard deviations above the mean that the widest lattice covers
GIANTS = 3  # the largest known deals, without which a finer lattice may be wanted
FUTURES = (Future.NOTHING_MORE, Future.AS_GOING)


def solo_laws(parts: Subject, won: Sequence[float], goal: float) -> tuple[tuple[Law, Law], ...]:
    """Per nested set of origins the laws of the first two futures; ``won`` per set; ``goal`` NaN for none."""
    remaining = [goal - w - f for w, f in zip(won, _floors(parts), strict=True)]
    lattices = [_lattice(parts, end) for end in _ends(parts, remaining)]
    laid = [lay(parts, lattice) for lattice in lattices]
    told = [
        [_law(parts, lattices, laid, s, new, won[s], remaining[s]) for new in range(len(FUTURES))]
        for s in range(ORIGINS)
    ]
    shifts = [w + f for w, f in zip(won, _floors(parts), strict=True)]
    for s in range(1, ORIGINS):
        if shifts[s] >= shifts[s - 1]:  # unless a credit note of others takes more away than they bring
            told[s] = [tell.no_worse(mine, than) for mine, than in zip(told[s], told[s - 1], strict=True)]
    return tuple((nothing_more, as_going) for nothing_more, as_going in told)


def _floors(parts: Subject) -> list[float]:
    return [float(parts.floor[: s + 1].sum()) for s in range(ORIGINS)]


def _ends(parts: Subject, remaining: Sequence[float]) -> tuple[float, ...]:
    """Where the lattices end: one over all that may come, finer ones for the goal and for all but the giants."""
    widest = widest_end(parts)
    wanted = [widest]
    wanted += [1.05 * r for r in remaining if 0 < 1.05 * r < widest]
    by_size = np.argsort(-parts.amount, kind="stable")
    for giants in range(1, min(GIANTS, len(by_size)) + 1):
        keep = np.ones(len(parts.amount))
        keep[by_size[:giants]] = 0.0
        wanted.append(widest_end(parts, keep))
    return ends(wanted, 4.0)


def widest_end(parts: Subject, keep: Floats | None = None) -> float:
    """Mean plus REACH_SD standard deviations of all that may come, plus its largest part; or all there is, if less."""
    mean, variance = moments(parts, within=ORIGINS, new=True, keep=keep)
    mean = mean - parts.floor.sum()
    weight = parts.mixture.weight
    centre = float(weight @ mean)
    spread = float(weight @ (variance + mean**2)) - centre**2
    end = centre + REACH_SD * float(np.sqrt(max(spread, 0.0))) + largest_part(parts, keep)
    bounded = len(parts.drawn_origin) == 0 and not parts.new_shape.any()
    if bounded:
        most = float(parts.amount.sum() if keep is None else parts.amount @ keep) * float(parts.ratio.max())
        end = min(end, most)
    return end * 1.01


def largest_part(parts: Subject, keep: Floats | None = None) -> float:
    """The most that one deal may bring: an unlikely large one lies past any number of standard deviations."""
    known = parts.amount if keep is None else parts.amount * keep
    most = float(known.max(initial=0.0) * parts.ratio.max())
    drawn = len(parts.drawn_origin) > 0 or bool(parts.new_shape.any())
    return max(most, float(parts.value.max(initial=0.0))) if drawn else most


def _lattice(parts: Subject, end: float) -> Lattice:
    """SIZE nodes over [0, end], or, where all drawn amounts are multiples of one sum, nodes that divide it."""
    common = _common_measure(parts)
    if common and end / common <= LARGEST_SIZE / 2:
        step = common / max(1, round(SIZE / 2 * common / end))
        return Lattice(step=step, size=int(end / step) + 2, exact=True)
    return Lattice(step=end / (SIZE - 1), size=SIZE)


def _common_measure(parts: Subject) -> float:
    """The greatest sum of which every drawn amount is a multiple, if the amounts are a few list prices; else 0."""
    if len(parts.value) != 1 or not 0 < parts.value.shape[1] <= LIST_PRICES or not exact_throughout(parts):
        return 0.0
    cents = np.rint(parts.value[0] * 100)
    if np.any(np.abs(cents - parts.value[0] * 100) > 1e-4):
        return 0.0
    return gcd(*(int(c) for c in cents)) / 100.0


def _law(
    parts: Subject, lattices: Sequence[Lattice], laid: Sequence[Laid], s: int, new: int, won: float, remaining: float
) -> Law:
    weight = parts.mixture.weight
    mean, _ = moments(parts, within=s + 1, new=bool(new))
    shift = won + float(parts.floor[: s + 1].sum())
    if not lattices or (laid[-1].atoms[s].empty and laid[-1].drawn[s][new] is None):
        return tell.certain(FUTURES[new], shift)
    masses = [
        _mixed(lattice, on.atoms[s], on.drawn[s][new], weight) for lattice, on in zip(lattices, laid, strict=True)
    ]
    hits = []
    if not np.isnan(remaining) and remaining > 0:
        hits = [(remaining, _hit(lattices, laid, s, new, weight, remaining))]
    return tell.law(FUTURES[new], mean=won + float(weight @ mean), shift=shift, masses=masses, hits=hits)


def _hit(
    lattices: Sequence[Lattice], laid: Sequence[Laid], s: int, new: int, weight: Floats, remaining: float
) -> float:
    """P(to come >= remaining), from the finest lattice that reaches so far; beyond the widest nothing is left."""
    for lattice, on in zip(lattices, laid, strict=True):
        if remaining <= lattice.end:
            transform = on.drawn[s][new]
            drawn = None
            if transform is not None:
                drawn = np.broadcast_to(lattice.back(transform), (len(weight), lattice.size))
            return float(weight @ reach(on.atoms[s], drawn, remaining))
    return 0.0


def _mixed(lattice: Lattice, atoms: Atoms, drawn: Transform | None, weight: Floats) -> tell.Masses:
    """The mass of known and drawn together, mixed over the multiplier."""
    if drawn is None:
        return tell.Masses(place=atoms.place, mass=weight @ atoms.mass, end=lattice.end, atoms=True)
    nodes: Floats = np.arange(lattice.size, dtype=np.float64) * lattice.step
    together = drawn if atoms.empty else lattice.forward(atoms.spread()) * drawn
    mixed = combine(weight[None, :], np.broadcast_to(together, (len(weight), lattice.size + 1)))[0]
    return tell.Masses(place=nodes, mass=lattice.back(mixed), end=lattice.end)
