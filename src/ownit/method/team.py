"""What is the law of several people's total, given that they share the market?

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

from ownit.method import atoms, spectrum, tell
from ownit.method.atoms import Atoms
from ownit.method.deals import Floats, Ints
from ownit.method.drawn import draw
from ownit.method.lattice import merged
from ownit.method.law import Law
from ownit.method.mixture import REACH
from ownit.method.solo import FUTURES, REACH_SD, largest_part, solo_laws
from ownit.method.spectrum import Complexes
from ownit.method.subject import ORIGINS, Subject, moments

NODES = 2048  # at which a group's law is told
FEW, MOST = 32, 1024  # frequencies: at first, and at most
FADED = 1e-4  # of the function's absolute value, past which no frequency is wanted
BETWEEN = 8  # nodes laid between two


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member:
    """One of the people: deals by node, how many draws are won, and the mean given each common node."""

    parts: Subject
    chance: Floats  # (q, n)
    number: Floats  # (laws, q, most + 1) of how many draws are won; the first: none
    pairs: Ints  # (k, 2) a nested set of known deals and a law of draws, each pair that differs once
    which: Ints  # (futures, sets) the pair that is meant
    mean: Floats  # (futures, sets, c), floors left out
    variance: Floats  # (futures - 1, c) of all origins


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Where a group's total lies: the window [low, low + length], and its mean given each common node."""

    low: float
    length: float
    mean: Floats  # (futures, sets, c)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Total:
    """What is to come of some people together, whatever is won and whatever their goal.

    ``exact[f][s]`` are the sums it comes to exactly, given each common node; ``phi`` (futures, sets, J) all but these.
    """

    people: Sequence[Subject]
    common: Floats
    futures: int
    frame: Frame | None  # None if nothing can come
    phi: Complexes
    exact: Sequence[Sequence[Atoms]]


def team_laws(
    people: Sequence[Subject], common: Floats, won: Sequence[float], goal: float
) -> tuple[tuple[Law, ...], ...]:
    """Per nested set of origins the laws of each future of the people's total; ``won`` per set."""
    return laws(total(people, common), won, goal)


def total(people: Sequence[Subject], common: Floats, known: dict[tuple[int, int], Member] | None = None) -> Total:
    """Put the people together. A future after *as going* is there only if every one of them has it.

    ``known`` keeps what is worked out of a person, by the subject's id and the futures: for those in several groups.
    """
    futures = 1 + min((len(p.new) for p in people), default=1)
    members = [_member_once(p, futures, {} if known is None else known) for p in people]
    frame = _frame(members, common)
    phi, exact = np.zeros((futures, ORIGINS, 0), dtype=np.complex128), _none(futures, len(common))
    if frame is not None:
        phi, exact = _mixed(members, common, frame, futures)
    return Total(people=people, common=common, futures=futures, frame=frame, phi=phi, exact=exact)


def laws(of: Total, won: Sequence[float], goal: float) -> tuple[tuple[Law, ...], ...]:
    """Per nested set of origins the laws of each future; ``won`` per set.

    Where only one of the people has anything to come, the total is that person's law, on which what falls just on the
    goal has its place.
    """
    alone = _by_one(of.people, won, goal, of.futures)
    floors = np.sum([np.cumsum(p.floor) for p in of.people], axis=0) if of.people else np.zeros(ORIGINS)
    out = []
    for s in range(ORIGINS):
        told = []
        for f in range(of.futures):
            shift = won[s] + float(floors[s])
            if f in alone:
                told.append(alone[f][s])
                continue
            if of.frame is None or of.frame.mean[f, s].max() <= 0:
                told.append(tell.certain(FUTURES[f], shift))
                continue
            told.append(_law(of, f, s, shift=shift, remaining=goal - shift))
        out.append(tuple(told))
    return tuple(out)


def _by_one(people: Sequence[Subject], won: Sequence[float], goal: float, futures: int) -> dict[int, Sequence[Law]]:
    """Future -> laws per set, of the futures in which only one of the people has anything to come."""
    out: dict[int, Sequence[Law]] = {}
    for f in range(futures):
        coming = [p for p in people if _anything(p, f)]
        if len(coming) == 1:
            out[f] = [told[f] for told in solo_laws(coming[0], won, goal)]
    return out


def _anything(parts: Subject, future: int) -> bool:
    """Whether a person has a deal, or will open one in that future."""
    there = bool(len(parts.amount) or len(parts.drawn_origin) or parts.floor.any())
    return there or (future > 0 and bool(parts.new[future - 1][1].any()))


def _member_once(parts: Subject, futures: int, known: dict[tuple[int, int], Member]) -> Member:
    key = id(parts), futures
    if key not in known:
        known[key] = _member(parts, futures)
    return known[key]


def _member(parts: Subject, futures: int) -> Member:
    mean, variance = moments(parts)[:, :futures]
    given = parts.mixture.given
    whole = mean[1:, -1]
    number, law = _numbered(draw(parts).number[:futures], len(parts.mixture.weight))
    pairs, which = _pairs(np.cumsum(np.bincount(parts.origin, minlength=ORIGINS)).tolist(), law)
    return Member(
        parts=parts,
        chance=np.ascontiguousarray(parts.chance.T),
        number=number,
        pairs=pairs,
        which=which,
        mean=mean @ given.T,
        variance=(variance[1:, -1] + whole**2) @ given.T - (whole @ given.T) ** 2,
    )


def _numbered(number: Sequence[Sequence[Floats | None]], q: int) -> tuple[Floats, Sequence[Sequence[int]]]:
    """The laws of how many draws are won, each once and as long as the longest, and which of them is meant where."""
    once = {id(law): law for future in number for law in future if law is not None}
    place = {key: n for n, key in enumerate(once, start=1)}
    table = np.zeros((1 + len(once), q, max((law.shape[1] for law in once.values()), default=1)))
    table[0, :, 0] = 1.0
    for n, law in enumerate(once.values(), start=1):
        table[n, :, : law.shape[1]] = law
    return table, [[place.get(id(law), 0) for law in future] for future in number]


def _pairs(few: Sequence[int], law: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Nested sets and laws of draws, those of the same deals (as many: ``few``) and the same draws once; and which."""
    once: dict[tuple[int, int], int] = {}
    pairs: list[tuple[int, int]] = []
    which = np.zeros((len(law), len(few)), dtype=np.int64)
    for f, row in enumerate(law):
        for s, n in enumerate(row):
            which[f, s] = once.setdefault((few[s], n), len(pairs))
            if which[f, s] == len(pairs):
                pairs.append((s, n))
    return np.array(pairs), which


def _frame(members: Sequence[Member], common: Floats) -> Frame | None:
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


def _mixed(
    members: Sequence[Member], common: Floats, frame: Frame, futures: int
) -> tuple[Complexes, Sequence[Sequence[Atoms]]]:
    """The function of the group's total, (futures, sets, J), J as many frequencies as it takes, and what is not in it.

    A function that fades at once is of no exact sums; but that of few prices may fade and come back.
    """
    over, base = _between(common), 2.0 * np.pi / frame.length
    exact = _none(futures, len(common))
    js = np.arange(1, FEW + 1)
    whole = _product(members, len(common), futures, base, js)
    blocks = [_over_common(whole, frame, over, base, js)]
    if not _faded(blocks[0]) or atoms.few_prices([m.parts for m in members]):
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
    return bool(np.abs(block[:, :, -block.shape[2] // 4 :]).max() < FADED)


def _over_common(whole: Complexes, frame: Frame, over: tuple[Floats, Floats], base: float, js: Ints) -> Complexes:
    """A function given each common node, (.., c, js), mixed over these: (.., js)."""
    weight, between = over
    turned = whole * spectrum.turns(-base * frame.mean, js)
    smooth = spectrum.weighed(between, turned) * spectrum.turns(base * (frame.mean @ between.T), js)
    return spectrum.weighed(weight, smooth)


def _none(futures: int, c: int) -> Sequence[Sequence[Atoms]]:
    none = Atoms(place=np.zeros(0), mass=np.zeros((c, 0)))
    return [[none] * ORIGINS for _ in range(futures)]


def _exact(members: Sequence[Member], common: Floats, futures: int) -> Sequence[Sequence[Atoms]]:
    """The sums that the total comes to exactly, per future and nested set; those of the same parts once."""
    none = _none(futures, len(common))
    done: dict[tuple[int, ...], Atoms | None] = {}
    out = []
    for f in range(futures):
        row = []
        for s in range(ORIGINS):
            key = tuple(int(m.which[f, s]) for m in members)
            if key not in done:
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


def _law(of: Total, f: int, s: int, *, shift: float, remaining: float) -> Law:
    """Told on cells, and on the sums that it comes to exactly."""
    frame, phi = of.frame, of.phi[f, s]
    assert frame is not None
    place, mass = of.exact[f][s].place, of.common @ of.exact[f][s].mass
    rest, step = 1.0 - float(mass.sum()), frame.length / NODES
    edges = frame.low + step * np.arange(NODES)
    upto = spectrum.cumulative(phi, frame.low, frame.length, NODES, rest)
    upto = np.maximum.accumulate(np.clip(upto, 0.0, rest))
    hits = []
    if remaining > 0:
        short = spectrum.below(phi, frame.low, frame.length, min(remaining, edges[-1]), rest)
        hits = [(remaining, rest - short + float(mass[place >= remaining - tell.HALF_CENT].sum()))]
    first = int(np.searchsorted(edges, 0.5 * step))
    cells = np.concatenate([[0.0], 0.5 * (edges[first:-1] + edges[first + 1 :])])
    at, there = merged(np.append(cells, place), np.append(np.diff(upto[first:], prepend=0.0), mass))
    at[np.searchsorted(at, place, side="right") - 1] = place  # where they are, not where a cell beside them is
    masses = [tell.Masses(place=at, mass=there, end=frame.low + frame.length)]
    mean = shift + float(of.common @ frame.mean[f, s])
    return tell.law(FUTURES[f], mean=mean, shift=shift, masses=masses, hits=hits)
