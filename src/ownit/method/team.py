"""What is the law of several people's total, given that they share the market?

Given the common node the people are independent: the transform of their total is the product of theirs, each mixed
over the person's own multiplier. The common nodes are then mixed. Where the total's own spread given a node is narrow
beside the step between nodes, quantiles are interpolated between the nodes first, so that the mixture has no comb.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ownit.method import tell
from ownit.method.deals import Floats
from ownit.method.lattice import HALF_CENT, Lattice, Transform, combine, ends
from ownit.method.law import Law
from ownit.method.mixture import STEP
from ownit.method.solo import FUTURES, GIANTS, REACH_SD, largest_part
from ownit.method.subject import ORIGINS, Subject, lay, moments

SIZE = 2048  # nodes of a group's lattice
NARROW = 0.5 * STEP  # coefficient of variation given a node, under which nodes are interpolated
BETWEEN = 8  # nodes laid between two
_GRID = (np.arange(1024) + 0.5) / 1024  # probabilities at which quantiles are interpolated


def team_laws(
    people: Sequence[Subject], common: Floats, won: Sequence[float], goal: float
) -> tuple[tuple[Law, Law], ...]:
    """Per nested set of origins the laws of the first two futures of the people's total; ``won`` per set."""
    floors = [float(sum(p.floor[: s + 1].sum() for p in people)) for s in range(ORIGINS)]
    remaining = [goal - w - f for w, f in zip(won, floors, strict=True)]
    lattices = [_lattice(end, remaining) for end in _ends(people, common, remaining)]
    sums = [_sums(people, lattice, len(common)) for lattice in lattices]
    out = []
    for s in range(ORIGINS):
        shift, pair = won[s] + floors[s], []
        for new in (0, 1):
            mean = won[s] + sum(float(p.mixture.weight @ moments(p, within=s + 1, new=bool(new))[0]) for p in people)
            masses = [_mixed(lattice, t[s][new], common) for lattice, t in zip(lattices, sums, strict=True)]
            nothing = not masses or masses[-1].mass[0] >= 1.0 - 1e-12
            pair.append(
                tell.certain(FUTURES[new], shift)
                if nothing
                else tell.law(FUTURES[new], mean=mean, shift=shift, masses=masses, hits=_hit(masses, remaining[s]))
            )
        out.append((pair[0], pair[1]))
    return tuple(out)


def _ends(people: Sequence[Subject], common: Floats, remaining: Sequence[float]) -> tuple[float, ...]:
    largest = np.sort(np.concatenate([p.amount for p in people]))[::-1] if people else np.zeros(0)
    wanted = [_end(people, common, np.inf)]
    wanted += [_end(people, common, float(size)) for size in largest[:GIANTS]]
    wanted += [1.05 * r for r in remaining if 0 < 1.05 * r < wanted[0]]
    return ends(wanted, 4.0)


def _end(people: Sequence[Subject], common: Floats, under: float) -> float:
    """Mean plus REACH_SD sd, and the largest part, of known deals of less than ``under`` and of all the rest."""
    mean, variance, largest = np.zeros(len(common)), np.zeros(len(common)), 0.0
    for parts in people:
        keep = (parts.amount < under).astype(np.float64)
        largest = max(largest, largest_part(parts, keep))
        m, v = moments(parts, within=ORIGINS, new=True, keep=keep)
        m = m - parts.floor.sum()
        own = parts.mixture.given
        mean += own @ m
        variance += own @ (v + m**2) - (own @ m) ** 2
    centre = float(common @ mean)
    spread = float(common @ (variance + mean**2)) - centre**2
    return 1.01 * (centre + REACH_SD * float(np.sqrt(max(spread, 0.0))) + largest)


def _lattice(end: float, remaining: Sequence[float]) -> Lattice:
    """SIZE nodes over [0, end], the step such that what remains to the goal alone is a node where it is within."""
    step = end / (SIZE - 1)
    for r in remaining:
        if step <= r <= end:
            step = r / np.floor(r / step)
            break
    return Lattice(step=float(step), size=SIZE)


def _sums(people: Sequence[Subject], lattice: Lattice, common: int) -> list[list[Transform]]:
    """Per set and future the transform of the people's total given each common node, (common, size + 1)."""
    sums = [[np.ones((common, lattice.size + 1), dtype=np.complex128) for _ in FUTURES] for _ in range(ORIGINS)]
    for parts in people:
        laid = lay(parts, lattice)
        given = parts.mixture.given
        for s in range(ORIGINS):
            atoms = None if laid.atoms[s].empty else lattice.forward(laid.atoms[s].spread())
            for new in (0, 1):
                parts_of = [t for t in (atoms, laid.drawn[s][new]) if t is not None]
                if parts_of:
                    whole = parts_of[0] if len(parts_of) == 1 else parts_of[0] * parts_of[1]
                    sums[s][new] *= combine(given, np.broadcast_to(whole, (given.shape[1], lattice.size + 1)))
    return sums


def _mixed(lattice: Lattice, transform: Transform, common: Floats) -> tell.Masses:
    given = lattice.back(transform)
    nodes: Floats = np.arange(lattice.size, dtype=np.float64) * lattice.step
    mean = given @ nodes
    spread = np.sqrt(np.maximum(given @ nodes**2 - mean**2, 0.0))
    middle = len(common) // 2
    if len(common) > 1 and given[middle].sum() > 0.999 and spread[middle] < NARROW * mean[middle]:
        mass = _interpolated(lattice, given, common)
    else:
        mass = common @ given
    return tell.Masses(place=nodes, mass=mass, end=lattice.end)


def _interpolated(lattice: Lattice, given: Floats, common: Floats) -> Floats:
    """The mixture over BETWEEN times as many common nodes, the quantiles between two nodes on a line between theirs."""
    edges = (np.arange(lattice.size + 1) - 0.5) * lattice.step
    below = np.concatenate([np.zeros((len(given), 1)), np.cumsum(given, axis=1)], axis=1)
    quantiles = np.array([np.interp(_GRID, row, edges, right=lattice.end * 2) for row in below])
    at = np.arange(0, len(common) - 1 + 1e-9, 1.0 / BETWEEN)
    low = np.minimum(at.astype(np.int64), len(common) - 2)
    part = (at - low)[:, None]
    fine = np.maximum((1.0 - part) * quantiles[low] + part * quantiles[low + 1], 0.0)
    weight = np.exp(np.interp(at, np.arange(len(common)), np.log(common)))
    weight /= weight.sum() * len(_GRID)
    return lattice.spread(fine.ravel(), np.repeat(weight, len(_GRID)))


def _hit(masses: Sequence[tell.Masses], remaining: float) -> list[tuple[float, float]]:
    """P(to come >= remaining): atoms stand on their nodes, other mass is spread evenly over the cells about them."""
    if np.isnan(remaining) or remaining <= 0:
        return []
    for part in masses:
        if remaining <= part.end:
            step = part.place[1] - part.place[0]
            inside = np.clip((part.place - remaining) / step + 0.5, 0.0, 1.0)
            inside[0] = 0.0
            inside[(np.abs(part.place - remaining) <= HALF_CENT) & tell.stands_alone(part.mass)] = 1.0
            return [(remaining, float(part.mass @ inside + max(0.0, 1.0 - part.mass.sum())))]
    return [(remaining, 0.0)]
