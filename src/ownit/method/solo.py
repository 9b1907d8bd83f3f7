"""What is one person's law, alone and with help, if nothing more is opened, as it goes, and if the plan is carried out?

P(hit) = sum over attainable sums x of P(x) P(rest >= goal - x): the sums stand where they are (``method.known``), the
rest is on a lattice fine enough for what is missing. The law as a whole is told from lattices that hold everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from ownit.method import sums, tell
from ownit.method.atoms import LIST_PRICES
from ownit.method.deals import Flags, Floats
from ownit.method.drawn import Drawn, draw
from ownit.method.known import Known, divide
from ownit.method.lattice import Lattice, common_measure, ends, merged, over
from ownit.method.law import Future, Law
from ownit.method.subject import ORIGINS, Subject, drawn_moments, known_moments
from ownit.method.sums import Spread

SIZE = 256  # nodes of a person's lattice
LARGEST_SIZE = 4096  # of one whose step divides every price
REACH_SD = 6.0  # standard deviations above the mean that the widest lattice covers
FUTURES = (Future.NOTHING_MORE, Future.AS_GOING, Future.PLAN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A person's parts on one lattice: ``rest[s]`` (q, size) known deals, ``law[f][s]`` with the drawn ones."""

    lattice: Lattice
    nodes: Floats
    rest: Floats
    drawn: Sequence[Sequence[Floats | None]]
    law: Sequence[Sequence[Floats]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solo:
    """One person's parts divided and laid out; ``won`` and ``remaining`` (to the goal) per nested set."""

    parts: Subject
    known: Known
    drawn: Drawn
    won: Sequence[float]
    remaining: Sequence[float]
    most: float  # that what is on a lattice will bring
    sheets: Sequence[Sheet]
    mean: Floats  # (futures, sets) of what is to come, floors left out

    @property
    def futures(self) -> int:
        """How many of FUTURES there are: the third only with a plan."""
        return 1 + len(self.parts.new)

    def sheet(self, s: int) -> Sheet | None:
        """The finest lattice that reaches what remains, or all it is to hold; the widest if none does."""
        reaching = [on for on in self.sheets if min(self.remaining[s], self.most) <= on.lattice.end]
        return reaching[0] if reaching else (self.sheets[-1] if self.sheets else None)


def solo(parts: Subject, won: Sequence[float], goal: float) -> Solo:
    """Lay a person out; ``won`` per nested set; ``goal`` NaN for none."""
    floors = np.cumsum(parts.floor)
    remaining = [goal - w - float(f) for w, f in zip(won, floors, strict=True)]
    cap = max((r for r in remaining if r > 0), default=np.inf)
    known, drawn = divide(parts, cap), draw(parts)
    common = _common(parts, known, drawn)
    comes = drawn_moments(parts)
    of_rest, of_all = (known_moments(parts, keep)[:, None] + comes for keep in (known.rest, None))
    most, widest = _end(parts, of_rest.sum(axis=2), known.rest), _end(parts, of_all.sum(axis=2))
    lattices = [over(end, SIZE, common, LARGEST_SIZE) for end in _ends(widest, most, remaining)]
    return Solo(
        parts=parts,
        known=known,
        drawn=drawn,
        won=won,
        remaining=remaining,
        most=most,
        sheets=[_sheet(known, drawn, lattice) for lattice in lattices],
        mean=np.cumsum(of_all[0], axis=1) @ parts.mixture.weight,
    )


def solo_laws(parts: Subject, won: Sequence[float], goal: float) -> tuple[tuple[Law, ...], ...]:
    """Per nested set of origins the laws of each future there is; ``won`` per set; ``goal`` NaN for none."""
    return laws(solo(parts, won, goal))


def laws(one: Solo) -> tuple[tuple[Law, ...], ...]:
    """Per nested set of origins the laws of each future there is."""
    shifts = [w + float(f) for w, f in zip(one.won, np.cumsum(one.parts.floor), strict=True)]
    kept = _kept(one)
    out: list[tuple[Law, ...]] = []
    for s in range(ORIGINS):
        if s and shifts[s] == shifts[s - 1] and not _more(one, s):
            out.append(out[-1])
            continue
        told = tuple(_law(one, s, f, shifts[s], kept) for f in range(one.futures))
        if s and shifts[s] >= shifts[s - 1]:  # unless a credit note of others takes more away than they bring
            told = tuple(tell.no_worse(mine, than) for mine, than in zip(told, out[-1], strict=True))
        out.append(told)
    return tuple(out)


def _more(one: Solo, s: int) -> bool:
    """Whether anything but money won is in the nested set s that was not in the one before."""
    anew = any(future[s] is not future[s - 1] for future in one.drawn.number)
    return anew or bool(np.any(one.parts.origin == s))


def _common(parts: Subject, known: Known, drawn: Drawn) -> float:
    """The sum of which all that is laid on a lattice is a multiple, if drawn amounts are a few list prices; else 0."""
    rest = known.common
    if not drawn:
        return 0.0 if np.isinf(rest) else rest
    if len(parts.value) != 1 or not 0 < parts.value.shape[1] <= LIST_PRICES:
        return 0.0
    prices = common_measure(parts.value[0])
    return prices if np.isinf(rest) else gcd(round(prices * 100), round(rest * 100)) / 100.0 if rest else 0.0


def _ends(widest: float, most: float, remaining: Sequence[float]) -> tuple[float, ...]:
    """Where the lattices end: one over all that may come, finer ones for the goal and for what is on the lattice."""
    return ends([widest, most, *(1.05 * r for r in remaining if 0 < 1.05 * r < widest)])


def _end(parts: Subject, of: Floats, keep: Flags | None = None) -> float:
    """Mean plus REACH_SD standard deviations of all that may come, plus its largest part; or all there is, if less.

    ``of`` (2, futures, q) are its moments, of the known deals in ``keep`` alone.
    """
    weight = parts.mixture.weight
    mean, variance = of[:, 1:]
    centre = mean @ weight
    spread = (variance + mean**2) @ weight - centre**2
    most = float(np.max(centre + REACH_SD * np.sqrt(np.maximum(spread, 0.0))))
    end = most + largest_part(parts, keep)
    if len(parts.drawn_origin) == 0 and not any(shape.any() for _, shape in parts.new):
        known = parts.worth if keep is None else parts.worth[keep]
        end = min(end, float(known.max(axis=1, initial=0.0).sum()))
    return end * 1.01


def largest_part(parts: Subject, keep: Flags | None = None) -> float:
    """The most that one deal may bring: an unlikely large one lies past any number of standard deviations."""
    known = parts.worth if keep is None else parts.worth[keep]
    most = float(known.max(initial=0.0))
    drawn = len(parts.drawn_origin) > 0 or any(shape.any() for _, shape in parts.new)
    return max(most, float(parts.value.max(initial=0.0))) if drawn else most


def _sheet(known: Known, drawn: Drawn, lattice: Lattice) -> Sheet:
    rest = known.lay(lattice)
    comes = drawn.lay(lattice)
    done: dict[tuple[int, int], Floats] = {}
    table = []
    for future in comes:
        row = []
        for s, law in enumerate(future):
            if law is None:
                row.append(rest[s])
                continue
            at = int(np.count_nonzero(known.origin <= s)), id(law)  # the same deals and the same draws: the same sum
            if at not in done:
                done[at] = sums.fold(rest[s], law)
            row.append(done[at])
        table.append(row)
    return Sheet(lattice=lattice, nodes=lattice.nodes, rest=rest, drawn=comes, law=table)


def _kept(one: Solo) -> Sequence[Spread]:
    """How the groups of attainable sums fall on each sheet's lattice."""
    groups = one.known.groups
    place = np.concatenate([np.zeros(0), *(g.place for g in groups)])
    share = np.concatenate([np.zeros((len(one.parts.mixture.weight), 0)), *(g.law for g in groups)], axis=1)
    first = np.cumsum([0, *(len(g.place) for g in groups)])
    return [sums.shared(place, share, first, on.lattice.step, on.lattice.size) for on in one.sheets]


def _law(one: Solo, s: int, future: int, shift: float, kept: Sequence[Spread]) -> Law:
    weight = one.parts.mixture.weight
    smooth = one.drawn.number[future][s] is not None or bool(np.any(one.known.origin <= s))
    groups = len(one.known.within(s))
    if not smooth and not groups:
        return tell.certain(FUTURES[future], shift)
    hits = []
    if one.remaining[s] > 0:
        hits = [(one.remaining[s], float(weight @ given_hit(one, s, future)))]
    if smooth:
        masses = [
            tell.Masses(
                place=on.nodes,
                mass=sums.told(on.law[future][s], weight, spread.only(groups)),
                end=on.lattice.end,
            )
            for on, spread in zip(one.sheets, kept, strict=True)
        ]
    else:
        sure, mass = merged(one.known.sums[s], weight @ one.known.mass[s])
        masses = [tell.Masses(place=sure, mass=mass, end=np.inf, atoms=True)]
    mean = shift + float(one.mean[future, s])
    return tell.law(FUTURES[future], mean=mean, shift=shift, masses=masses, hits=hits)


def given_hit(one: Solo, s: int, future: int) -> Floats:
    """P(to come >= remaining) given each node, (q,)."""
    on, known = one.sheet(s), one.known
    goals = np.array([one.remaining[s]])
    if on is None:
        empty = np.zeros((len(one.parts.mixture.weight), 1))
        empty[:, 0] = 1.0
        return sums.reach(known.sums[s], known.mass[s], empty, 1.0, 0, goals)[:, 0]
    lattice = on.lattice
    law = on.law[future][s]
    return sums.reach(known.sums[s], known.mass[s], law, lattice.step, int(lattice.exact), goals)[:, 0]
