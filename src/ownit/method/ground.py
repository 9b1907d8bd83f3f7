"""What is known of everybody before any law is laid out: whose deals, won with what chance, seen by whom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ownit.method import mixture as mixing
from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.chances import chances, in_pieces
from ownit.method.cycle import Cycle, new_win_probability, win_probability
from ownit.method.cycle.renewals import Renewals
from ownit.method.deals import Flags, Floats, Gate, Ints, OpenDeals, Origin, Window, Won
from ownit.method.law import Missing
from ownit.method.mixture import Mixture
from ownit.method.subject import Subject, subject
from ownit.method.tilt import NO_TILT, Tilt

LIFT_PRIOR = 1.0  # wins for which it is taken that deals that count are won like all
LARGEST_LIFT = 3.0
EVEN = Mixture(given=np.ones((1, 1)), weight=np.ones(1), multiplier=np.ones(1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """Deals sorted by person, amount, origin and age, and all that their laws are reckoned from.

    ``seen_by`` gives a group's view of it.
    """

    deals: OpenDeals
    order: Ints  # (n,) the rows as they came
    first: Ints  # (people + 1,) rows of person i are first[i]:first[i + 1]
    in_law: Flags  # (n,) let in by the gate, creation day known
    won: Won
    cycle: Cycle | Missing
    amounts: Amounts | Missing
    arrivals: Arrivals | Missing
    window: Window
    common: Floats  # weights of the common nodes
    mixtures: Sequence[Mixture]  # per person
    chance: Sequence[Floats]  # per person, (rows, q)
    new_won: Sequence[Floats]  # per person, (q,) of a deal not yet opened
    tilt: Tilt = NO_TILT
    plan: Floats | None = None  # (people,) own openings per day if the plan is carried out, NaN where there is none
    in_order: bool = True  # origins are those the deals were sorted by

    def rows(self, person: int) -> OpenDeals:
        """All of a person's open deals."""
        return self.deals.take(slice(int(self.first[person]), int(self.first[person + 1])))

    def used(self, person: int) -> Flags:
        """Which of them are in the law."""
        return self.in_law[self.first[person] : self.first[person + 1]]

    def parts(self, person: int) -> Subject:
        """The person's parts; the cycle must not be missing."""
        if isinstance(self.cycle, Missing):
            raise TypeError("no parts without a cycle")
        used = self.used(person)
        deals = self.rows(person)
        return subject(
            deals if used.all() else deals.take(used),
            self.chance[person][used],
            person,
            amounts=self.amounts,
            arrivals=self.arrivals,
            window=self.window,
            mixture=self.mixtures[person],
            new_won=self.new_won[person],
            more=self.tilt.of_new_of(person),
            kept=self.cycle.kept_up(person),
            plan=self._planned(person),
            in_order=self.in_order,
        )

    def sees_alike(self, other: Ground, person: int) -> bool:
        """Whether a person's parts are the same in another view that :meth:`seen_by` gave of the same deals."""
        rows = slice(int(self.first[person]), int(self.first[person + 1]))
        return (
            bool(np.array_equal(self.deals.origin[rows], other.deals.origin[rows]))
            and _opening(self, person) == _opening(other, person)
            and self._planned(person) == other._planned(person)
        )

    def _planned(self, person: int) -> float | None:
        """Own openings per day by the plan, less those that will be abandoned."""
        if self.plan is None or isinstance(self.cycle, Missing) or np.isnan(self.plan[person]):
            return None
        return float(self.plan[person] * self.cycle.kept_up(person))

    def lacks(self, people: Ints) -> tuple[Missing | None, Missing | None]:
        """Why the first and the second future of these people's total cannot be reckoned, or None."""
        if isinstance(self.cycle, Missing):
            return self.cycle, self.cycle
        if isinstance(self.amounts, Missing):
            unknown = any(np.isnan(self.rows(int(i)).amount[self.used(int(i))]).any() for i in people)
            return (self.amounts if unknown else None), self.amounts
        return None, self.arrivals if isinstance(self.arrivals, Missing) else None

    def seen_by(self, origin: Ints | None, won: Won | None, arrivals: Arrivals | None) -> Ground:
        """The same deals as a group sees them: its own origins, and no overlay counted beside the revenue credit."""
        deals = self.deals if origin is None else replace(self.deals, origin=origin[self.order])
        return replace(
            self,
            deals=deals,
            in_law=self.in_law & ~deals.overlay,
            in_order=self.in_order and origin is None,
            won=won or self.won,
            arrivals=arrivals or self.arrivals,
            plan=self._plan_seen(arrivals or self.arrivals),
        )

    def _plan_seen(self, arrivals: Arrivals | Missing) -> Floats | None:
        """Own openings per day by the plans as a group sees them: what others in it open for a person goes on.

        Who has no plan and has opened nothing lately plans nothing.
        """
        if self.plan is None or isinstance(arrivals, Missing) or isinstance(self.arrivals, Missing):
            return self.plan
        mine, ours = (a.shape[:, Origin.OWN] / a.rate[:, Origin.OWN] for a in (self.arrivals, arrivals))
        plan = np.where(np.isnan(self.plan) & (mine <= 0), 0.0, self.plan)
        return np.asarray(plan + np.maximum(ours - mine, 0.0))


def _opening(view: Ground, person: int) -> tuple[list[float], ...] | None:
    """How many deals a person is taken to open."""
    if isinstance(view.arrivals, Missing):
        return None
    return view.arrivals.shape[person].tolist(), view.arrivals.rate[person].tolist()


def ground(
    deals: OpenDeals,
    people: int,
    *,
    won: Won,
    cycle: Cycle | Missing,
    amounts: Amounts | Missing,
    arrivals: Arrivals | Missing,
    window: Window,
    tilt: Tilt = NO_TILT,
    plan: Floats | None = None,
    lifted: float | None = None,
) -> Ground:
    """Sort the deals by person and reckon each one's chance to be won in the window.

    ``lifted`` is :func:`lift` of more deals than these, where these are some people's only.
    """
    order = np.lexsort((deals.age, deals.origin, np.nan_to_num(deals.amount, nan=-np.inf), deals.person))
    deals = deals.take(order)
    first = np.searchsorted(deals.person, np.arange(people + 1))
    shared_sd = 0.0 if isinstance(cycle, Missing) else cycle.common_log_sd(window.lead, window.horizon)
    common = mixing.weights(float(np.hypot(shared_sd, tilt.log_sd)))
    mixtures = [_mixture(cycle, common, i) for i in range(people)]
    lifted = lift(cycle, deals, window) if lifted is None else lifted
    tilted = tilt.of_open(people)
    return Ground(
        deals=deals,
        order=order,
        first=first,
        in_law=(deals.gate != Gate.NOT_COUNTED) & (deals.age >= 0),
        won=won,
        cycle=cycle,
        amounts=amounts,
        arrivals=arrivals,
        window=window,
        common=common,
        mixtures=mixtures,
        chance=_chance(
            cycle, deals, first, [m.multiplier * t for m, t in zip(mixtures, tilted, strict=True)], window, lifted
        ),
        new_won=_new_won(cycle, mixtures, window),
        tilt=tilt,
        plan=plan,
    )


def _mixture(cycle: Cycle | Missing, common: Floats, person: int) -> Mixture:
    if isinstance(cycle, Missing):
        return EVEN
    return mixing.mixture(common, float(cycle.person_log_sd[person]), float(cycle.person_mean[person]))


def lift(cycle: Cycle | Missing, deals: OpenDeals, window: Window) -> float:
    """By what the hazard of winning is multiplied for deals that count.

    (sum of the chances of counted and refused + k) / (sum of those of counted + k), as if refused deals never won and
    the past had held as many of them as now. So the gate moves expected wins to deals that earned it, and loses none.
    """
    checked = (deals.gate != Gate.CANNOT_CHECK) & (deals.age >= 0)
    if isinstance(cycle, Missing) or not checked.any():
        return 1.0
    rows = deals.take(checked)
    once, kind = _kinds(cycle, rows)
    chance = _win(cycle, once, np.ones(1), window)[kind, 0]
    counted = float(chance[rows.gate == Gate.COUNTED].sum())
    return min(LARGEST_LIFT, (float(chance.sum()) + LIFT_PRIOR) / (counted + LIFT_PRIOR))


def _chance(
    cycle: Cycle | Missing, deals: OpenDeals, first: Ints, multiplier: Sequence[Floats], window: Window, lifted: float
) -> Sequence[Floats]:
    """Of winning each deal, per person (rows, q); deals of the same age, band and stage are one kind."""
    if isinstance(cycle, Missing):
        return [np.zeros((end - start, len(m))) for start, end, m in zip(first, first[1:], multiplier, strict=False)]
    once, kind = _kinds(cycle, deals)
    table = chances(
        lambda m: in_pieces(lambda some: _win(cycle, once[some], m, window), len(once)),
        min((m[0] for m in multiplier), default=1.0) * min(lifted, 1.0),
        max((m[-1] for m in multiplier), default=1.0) * max(lifted, 1.0),
    )
    log = np.where(deals.gate == Gate.COUNTED, np.log(lifted), 0.0)
    alive = np.ones(len(deals))
    if cycle.abandoned is not None:
        alive -= cycle.abandoned.dead(deals.age.astype(np.float64), cycle.abandoned.share[deals.person])
    out = table.of_everyone(kind, first, multiplier, log, alive)
    if deals.due is not None and isinstance(cycle.renewals, Renewals):
        for person in np.unique(deals.person[~np.isnan(deals.due)]):
            due = deals.due[first[person] : first[person + 1]]
            _scheduled(cycle.renewals, due, int(person), window, out[person])
    return out


def _scheduled(renewals: Renewals, due: Floats, person: int, window: Window, chance: Floats) -> None:
    """Renewals are won at the renewal rate about the day they fall due, whatever the times."""
    renewal = ~np.isnan(due)
    chance[renewal] = renewals.chance(person, due[renewal], lead=window.lead, horizon=window.horizon)[:, None]


def _win(cycle: Cycle, kinds: Ints, multiplier: Floats, window: Window) -> Floats:
    """Of winning each kind of deal, (kinds, q)."""
    age, band, stage = kinds.T
    return win_probability(
        cycle, age=age, band=band, stage=stage, multiplier=multiplier, lead=window.lead, horizon=window.horizon
    )


def _new_won(cycle: Cycle | Missing, mixtures: Sequence[Mixture], window: Window) -> Sequence[Floats]:
    """Of being won in the window for a deal not yet opened, per person (q,)."""
    if isinstance(cycle, Missing):
        return [np.zeros(len(m.weight)) for m in mixtures]
    table = chances(
        lambda m: new_win_probability(cycle, multiplier=m, lead=window.lead, horizon=window.horizon),
        min((m.multiplier[0] for m in mixtures), default=1.0),
        max((m.multiplier[-1] for m in mixtures), default=1.0),
    )
    n = len(mixtures)
    kind, first = np.zeros(n, dtype=np.int64), np.arange(n + 1)
    return [one[0] for one in table.of_everyone(kind, first, [m.multiplier for m in mixtures], np.zeros(n), np.ones(n))]


def _kinds(cycle: Cycle, deals: OpenDeals) -> tuple[Ints, Ints]:
    """The ages, bands and stages there are, (kinds, 3), and each deal's kind."""
    age, band = np.maximum(deals.age, 0), cycle.bands(deals.amount)
    stage = np.zeros(len(deals), dtype=np.int64) if deals.stage is None else deals.stage
    bands, stages = int(band.max(initial=0)) + 1, int(stage.max(initial=0)) + 1
    once, kind = np.unique((age * bands + band) * stages + stage, return_inverse=True)
    return np.stack([once // stages // bands, once // stages % bands, once % stages], axis=1), kind
