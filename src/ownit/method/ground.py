"""What is known of everybody before any law is laid out: whose deals, won with what chance, seen by whom?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ownit.method import mixture as mixing
from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle, win_probability
from ownit.method.cycle_renewals import Renewals
from ownit.method.deals import Flags, Floats, Gate, Ints, OpenDeals, Window, Won
from ownit.method.law import Missing
from ownit.method.mixture import Mixture
from ownit.method.subject import Subject, subject
from ownit.method.tilt import NO_TILT, Tilt

LIFT_PRIOR = 1.0  # wins for which it is taken that deals that count are won like all
LARGEST_LIFT = 3.0
EVEN = Mixture(given=np.ones((1, 1)), weight=np.ones(1), multiplier=np.ones(1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """Deals sorted by person, and all that their laws are reckoned from; ``seen_by`` gives a group's view of it."""

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
    tilt: Tilt = NO_TILT

    def rows(self, person: int) -> OpenDeals:
        """All of a person's open deals."""
        return self.deals.take(np.arange(self.first[person], self.first[person + 1]))

    def used(self, person: int) -> Flags:
        """Which of them are in the law."""
        return self.in_law[self.first[person] : self.first[person + 1]]

    def parts(self, person: int) -> Subject:
        """The person's parts; the cycle must not be missing."""
        if isinstance(self.cycle, Missing):
            raise TypeError("no parts without a cycle")
        used = self.used(person)
        return subject(
            self.rows(person).take(used),
            self.chance[person][used],
            person,
            cycle=self.cycle,
            amounts=self.amounts,
            arrivals=_kept_up(self.cycle, self.arrivals, person),
            window=self.window,
            mixture=self.mixtures[person],
            more=float(self.tilt.of_new(len(self.mixtures))[person]),
        )

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
            won=won or self.won,
            arrivals=arrivals or self.arrivals,
        )


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
) -> Ground:
    """Sort the deals by person and reckon each one's chance to be won in the window."""
    order = np.argsort(deals.person, kind="stable")
    deals = deals.take(order)
    first = np.searchsorted(deals.person, np.arange(people + 1))
    known_sd = 0.0 if isinstance(cycle, Missing) else cycle.common_log_sd(window.lead, window.horizon)
    common = mixing.weights(float(np.hypot(known_sd, tilt.log_sd)))
    mixtures = [_mixture(cycle, common, i) for i in range(people)]
    lift, tilted = _lift(cycle, deals, window), tilt.of_open(people)
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
        chance=[
            _chance(
                cycle,
                deals.take(np.arange(first[i], first[i + 1])),
                i,
                mixtures[i].multiplier * tilted[i],
                window,
                lift,
            )
            for i in range(people)
        ],
        tilt=tilt,
    )


def _mixture(cycle: Cycle | Missing, common: Floats, person: int) -> Mixture:
    if isinstance(cycle, Missing):
        return EVEN
    return mixing.mixture(common, float(cycle.person_log_sd[person]), float(cycle.person_mean[person]))


def _kept_up(cycle: Cycle, arrivals: Arrivals | Missing, person: int) -> Arrivals | Missing:
    """Openings without those that will be abandoned: a Poisson number thinned by the person's share of them."""
    kept = cycle.kept_up(person)
    if isinstance(arrivals, Missing) or kept == 1.0:
        return arrivals
    return replace(arrivals, rate=arrivals.rate / kept)


def _lift(cycle: Cycle | Missing, deals: OpenDeals, window: Window) -> float:
    """By what the hazard of winning is multiplied for deals that count.

    (sum of the chances of counted and refused + k) / (sum of those of counted + k), as if refused deals never won and
    the past had held as many of them as now. So the gate moves expected wins to deals that earned it, and loses none.
    """
    checked = (deals.gate != Gate.CANNOT_CHECK) & (deals.age >= 0)
    if isinstance(cycle, Missing) or not checked.any():
        return 1.0
    rows = deals.take(checked)
    chance = _win(cycle, rows, np.ones(1), window)[:, 0]
    counted = float(chance[rows.gate == Gate.COUNTED].sum())
    return min(LARGEST_LIFT, (float(chance.sum()) + LIFT_PRIOR) / (counted + LIFT_PRIOR))


def _chance(
    cycle: Cycle | Missing, deals: OpenDeals, person: int, multiplier: Floats, window: Window, lift: float
) -> Floats:
    """Of winning each deal, (n, q)."""
    chance = np.zeros((len(deals), len(multiplier)))
    if isinstance(cycle, Missing):
        return chance
    counted = deals.gate == Gate.COUNTED
    chance[counted] = _win(cycle, deals.take(counted), multiplier * lift, window)
    chance[~counted] = _win(cycle, deals.take(~counted), multiplier, window)
    return _scheduled(cycle, deals, person, window, chance * cycle.alive(person, deals.age)[:, None])


def _scheduled(cycle: Cycle, deals: OpenDeals, person: int, window: Window, chance: Floats) -> Floats:
    """Renewals are won at the renewal rate about the day they fall due, whatever the times."""
    if deals.due is None or not isinstance(cycle.renewals, Renewals):
        return chance
    renewal = ~np.isnan(deals.due)
    told = cycle.renewals.chance(person, deals.due[renewal], lead=window.lead, horizon=window.horizon)
    chance[renewal] = told[:, None]
    return chance


def _win(cycle: Cycle, deals: OpenDeals, multiplier: Floats, window: Window) -> Floats:
    """Equal ages, bands and stages are reckoned once."""
    if len(deals) == 0:
        return np.zeros((0, len(multiplier)))
    stage = np.zeros(len(deals), dtype=np.int64) if deals.stage is None else deals.stage
    rows = np.stack([np.maximum(deals.age, 0), cycle.bands(deals.amount), stage])
    once, which = np.unique(rows, axis=1, return_inverse=True)
    chance = win_probability(
        cycle,
        age=once[0],
        band=once[1],
        stage=once[2],
        multiplier=multiplier,
        lead=window.lead,
        horizon=window.horizon,
    )
    return np.asarray(chance[which.reshape(-1)])
