"""What is the law of several people's total, given that they share the market?

Given the common node the people are independent and their characteristic functions multiply (``method.series``). The
law is told on cells from the function of all but the sums that the total comes to exactly (``method.atoms``), and on
these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ownit.method import atoms, series, spectrum, tell
from ownit.method.atoms import Atoms
from ownit.method.deals import Floats
from ownit.method.lattice import SAME, merged
from ownit.method.law import Law
from ownit.method.member import Member, member
from ownit.method.series import Frame
from ownit.method.solo import FUTURES, solo_laws
from ownit.method.spectrum import Complexes
from ownit.method.subject import ORIGINS, Subject

NODES = 2048  # at which a group's law is told


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
    measure: float  # the sum of which all of it is a multiple; 0 if there is none


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
    frame = series.frame(members, common)
    phi, exact = np.zeros((futures, ORIGINS, 0), dtype=np.complex128), series.no_sums(futures, len(common))
    if frame is not None:
        phi, exact = series.mixed(members, common, frame, futures)
    return Total(
        people=people,
        common=common,
        futures=futures,
        frame=frame,
        phi=phi,
        exact=exact,
        measure=atoms.measure([m.scope for m in members]),
    )


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
        known[key] = member(parts, futures)
    return known[key]


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
        between = min(_between_sums(of.measure, remaining), edges[-1])
        short = spectrum.below(phi, frame.low, frame.length, between, rest)
        hits = [(remaining, rest - short + float(mass[place >= remaining - tell.HALF_CENT].sum()))]
    first = int(np.searchsorted(edges, 0.5 * step))
    cells = np.concatenate([[0.0], 0.5 * (edges[first:-1] + edges[first + 1 :])])
    at, there = merged(np.append(cells, place), np.append(np.diff(upto[first:], prepend=0.0), mass))
    at[np.searchsorted(at, place, side="right") - 1] = place  # where they are, not where a cell beside them is
    masses = [tell.Masses(place=at, mass=there, end=frame.low + frame.length)]
    mean = shift + float(of.common @ frame.mean[f, s])
    return tell.law(FUTURES[f], mean=mean, shift=shift, masses=masses, hits=hits)


def _between_sums(measure: float, goal: float) -> float:
    """Half way between the least multiple of ``measure`` that makes the goal and the one before: no sum lies beside it.

    So that of a sum at the goal itself none is told as short of it; without a measure the goal.
    """
    return (np.ceil((goal - SAME) / measure) - 0.5) * measure if measure else goal
