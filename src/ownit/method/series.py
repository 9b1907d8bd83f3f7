"""What is the function of several people's total, given that they share the market?

Given the common node the people are independent and their characteristic functions multiply (``method.spectrum``), each
mixed over the person's own multiplier. Between the common nodes, which are far apart beside a large company's spread,
the product is interpolated: turned back by its mean it changes smoothly from node to node. Mixed over nodes that lie
BETWEEN times closer it has no comb, whatever the spread given a node. There are as many frequencies as it takes until
the function has faded. Sums that a total comes to exactly (``method.atoms``) never fade, so they are taken out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method import atoms, spectrum
from ownit.method.atoms import Atoms
from ownit.method.deals import Floats, Ints
from ownit.method.member import Member
from ownit.method.mixture import REACH
from ownit.method.solo import REACH_SD, largest_part
from ownit.method.spectrum import Complexes
from ownit.method.subject import ORIGINS

FEW, MOST = 32, 1024  # frequencies: at first, and at most
FADED = 1e-4  # of the function's absolute value, past which no frequency is wanted
BETWEEN = 8  # nodes laid between two


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Where a group's total lies: the window [low, low + length], and its mean given each common node."""

    low: float
    length: float
    mean: Floats  # (futures, sets, c)


def frame(members: Sequence[Member], common: Floats) -> Frame | None:
    """Mean less and plus REACH_SD standard deviations, and the largest part on top; None if nothing can come."""
    if not members:
        return None
    mean = np.sum([m.mean for m in members], axis=0)
    variance = np.sum([m.variance for m in members], axis=0)
    largest = max(largest_part(m.parts) for m in members)
    centre = mean[1:, -1] @ common
    spread = (variance + mean[1:, -1] ** 2) @ common - centre**2
    most = float(np.max(centre + REACH_SD * np.sqrt(np.maximum(spread, 0.0)))) + largest
    if most <= 0:
        return None
    return Frame(low=-0.05 * most, length=1.1 * most, mean=mean)


def mixed(
    members: Sequence[Member], common: Floats, frame: Frame, futures: int
) -> tuple[Complexes, Sequence[Sequence[Atoms]]]:
    """The function of the group's total, (futures, sets, J), J as many frequencies as it takes, and what is not in it.

    A function that falls at once is of no exact sums that weigh enough; but that of few prices may fall and come back.
    """
    over, base = _between(common), 2.0 * np.pi / frame.length
    exact = no_sums(futures, len(common))
    js = np.arange(1, FEW + 1)
    whole = _product(members, len(common), futures, base, js)
    blocks = [_over_common(whole, frame, over, base, js)]
    if _stays_up(blocks[0]) or atoms.few_prices([m.scope for m in members]):
        exact = _exact(members, common, futures)
        blocks = [_over_common(whole - _of_exact(exact, base, js), frame, over, base, js)]
    while not _faded(blocks[-1]) and js[-1] < MOST:
        js = np.arange(js[-1] + 1, 2 * js[-1] + 1)
        whole = _product(members, len(common), futures, base, js) - _of_exact(exact, base, js)
        blocks.append(_over_common(whole, frame, over, base, js))
    phi = np.concatenate(blocks, axis=2)
    if not _faded(blocks[-1]):
        phi = phi * np.sinc(np.arange(1, phi.shape[2] + 1) / (phi.shape[2] + 1))  # Lanczos: no ringing
    return np.asarray(phi), exact


def _faded(block: Complexes) -> bool:
    return _last(block) < FADED


def _stays_up(block: Complexes) -> bool:
    """As that of a heavy sum does: |phi|^2 is on average, over all frequencies, the atoms' squares (Wiener)."""
    return _last(block) >= 0.5 * atoms.HEAVY


def _last(block: Complexes) -> float:
    """The most of the last quarter of its frequencies, in absolute value."""
    return float(np.abs(block[:, :, -block.shape[2] // 4 :]).max())


def _over_common(whole: Complexes, frame: Frame, over: tuple[Floats, Floats], base: float, js: Ints) -> Complexes:
    """A function given each common node, (.., c, js), mixed over these: (.., js)."""
    weight, between = over
    turned = whole * spectrum.turns(-base * frame.mean, js)
    smooth = spectrum.weighed(between, turned) * spectrum.turns(base * (frame.mean @ between.T), js)
    return spectrum.weighed(weight, smooth)


def no_sums(futures: int, c: int) -> Sequence[Sequence[Atoms]]:
    """Where a total comes to no sum exactly, per future and nested set."""
    none = Atoms(place=np.zeros(0), mass=np.zeros((c, 0)))
    return [[none] * ORIGINS for _ in range(futures)]


def _exact(members: Sequence[Member], common: Floats, futures: int) -> Sequence[Sequence[Atoms]]:
    """The sums that the total comes to exactly, per future and nested set; those of the same parts once."""
    none, scopes = no_sums(futures, len(common)), [m.scope for m in members]
    done: dict[tuple[int, ...], Atoms | None] = {}
    out = []
    for f in range(futures):
        row = []
        for s in range(ORIGINS):
            key = tuple(int(m.which[f, s]) for m in members)
            if key not in done and not atoms.worth_it(scopes, key):
                done[key] = None
            elif key not in done:
                pairs = [(m, *m.pairs[n]) for m, n in zip(members, key, strict=True)]
                done[key] = atoms.together([(m.parts, int(at), m.number[n]) for m, at, n in pairs], common)
            row.append(done[key] or none[f][s])
        out.append(row)
    return out


def _of_exact(exact: Sequence[Sequence[Atoms]], base: float, js: Ints) -> Complexes:
    """Their function given each common node, (futures, sets, c, js)."""
    return np.array([[spectrum.weighed(a.mass, spectrum.turns(base * a.place, js)) for a in row] for row in exact])


def _product(members: Sequence[Member], c: int, futures: int, base: float, js: Ints) -> Complexes:
    """The people's functions given each common node multiplied, (futures, sets, c, js)."""
    out = np.ones((futures, ORIGINS, c, len(js)), dtype=np.complex128)
    for m in members:
        p = m.parts
        deals = spectrum.of_deals(p.worth, p.origin, m.chance, p.ratio_weight, ORIGINS, base, js)
        power = spectrum.of_draws(p.value, p.weight, p.scale_weight, m.number.shape[2] - 1, base, js)
        each = deals[m.pairs[:, 0]] * spectrum.weighed(m.number, power)[m.pairs[:, 1]]
        out *= spectrum.weighed(p.mixture.given, each)[m.which]
    return out


def _between(common: Floats) -> tuple[Floats, Floats]:
    """Weights (m,) of nodes BETWEEN times closer, normal with the common ones' variance; cubic interpolation (m, c)."""
    c = len(common)
    if c == 1:
        return np.ones(1), np.ones((1, 1))
    place = np.arange(c) - (c - 1) / 2
    sd = float(np.sqrt(common @ place**2))
    side = int(np.ceil(REACH * sd * BETWEEN))
    at = np.arange(-side, side + 1) / BETWEEN
    weight = np.exp(-0.5 * (at / sd) ** 2)
    width = min(4, c)
    low = np.clip(np.floor(at + (c - 1) / 2).astype(np.int64) - (width - 1) // 2, 0, c - width)
    table = np.zeros((len(at), c))
    for k in range(width):
        others = [m for m in range(width) if m != k]
        x = at + (c - 1) / 2 - low
        table[np.arange(len(at)), low + k] = np.prod([(x - m) / (k - m) for m in others], axis=0)
    return weight / weight.sum(), table
