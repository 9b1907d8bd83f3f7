"""For which sellers of companies that behave are plans tried, and what comes of it if a plan is carried out?

Companies of the second generator (``connectors.simulate.behaviour``), one scenario each, told on the last day of 2024
from what the CRM showed then, through the measures and the reckoning that a user's plan takes; only the correction by
earlier forecasts is left out, for it takes six looks back a company. The year is planned, alone. A goal is 0.8 to 1.6
times what a usual year of their own brings the sellers of the company on average, as in ``bench._sellers``. What an
effort opens is the generator's own law (``behaviour.prospecting``), what comes of it its own story of the year.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from bench._behaving import ground, hired
from numpy.typing import NDArray

from ownit.connectors.simulate.behaviour.canonical import facts_of
from ownit.connectors.simulate.behaviour.company import Company, simulate
from ownit.connectors.simulate.behaviour.course import MOST, Course
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.prospecting import Week, opened_a_week, pace, per_ask
from ownit.connectors.simulate.behaviour.scenarios import SCENARIOS
from ownit.connectors.simulate.behaviour.sellers import expected
from ownit.connectors.simulate.behaviour.staff import CURRENCY
from ownit.connectors.simulate.clock import day_number
from ownit.facts.held import HeldTables
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Window
from ownit.method.law import Missing
from ownit.method.plan.book import Seller
from ownit.method.plan.channels import Effort

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables
    from ownit.flows.planning.sellers import Read

AS_OF, START, END = date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)
TALKS = (Kind.CALLS, Kind.MEETINGS, Kind.TOUCH, Kind.TARGETS)  # any of them is a call to the generator
GOAL = (0.8, 1.6)
OWN = 0
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """One seller, by index in the company: the number, and what a plan is made of."""

    number: int
    goal: float
    seller: Seller | Missing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Employed:
    """A company, those of its sellers who stay to the year's end, and what the import of all warns of."""

    behaviour: Behaviour
    seed: int
    company: Company
    cases: tuple[Case, ...]
    warned: tuple[str, ...]
    per_ask: float

    def brings(self, efforts: Mapping[int, Effort], share: float = 1.0) -> Floats:
        """Own money of the year, by seller, if all carry out so much of what they plan; the same luck for any."""
        at = np.minimum(self._pace(efforts, share), MOST)
        return drawn(self.behaviour, self.seed, at).won(START, END)[:, OWN]

    def opened(self, efforts: Mapping[int, Effort]) -> Floats:
        """Deals a week that these efforts open in a usual market, by seller."""
        return self._pace(efforts, 1.0) * opened_a_week(self.behaviour, self.company.sellers)

    def _pace(self, efforts: Mapping[int, Effort], share: float) -> Floats:
        week = _week(len(self.company.sellers), efforts).times(share)
        return pace(self.behaviour, self.company.sellers, week, self.per_ask)


def _week(sellers: int, efforts: Mapping[int, Effort]) -> Week:
    """What the generator takes a plan for; who has none does nothing."""
    calls, emails, asks = np.zeros((3, sellers))
    for n, effort in efforts.items():
        calls[n] = sum(effort.activities.get(kind, 0.0) for kind in TALKS)
        emails[n] = effort.activities.get(Kind.EMAILS, 0.0)
        asks[n] = effort.activities.get(Kind.REFERRALS, 0.0)
    return Week(calls=calls, emails=emails, asks=asks)


def drawn(behaviour: Behaviour, seed: int, pace: Floats | None = None) -> Company:
    """The company of a seed, its sellers at a pace of their own from the plan on; the usual one if none is given."""
    key = [seed, zlib.crc32(behaviour.name.encode())]
    if pace is None:
        pace = np.ones(len(simulate(behaviour, np.random.default_rng(key)).sellers))
    return simulate(behaviour, np.random.default_rng(key), Course(adopted=day_number(AS_OF), pace=pace))


def companies(scenario: str, seeds: Sequence[int]) -> Iterator[Employed]:
    """Companies of one scenario, which share one set of tables, each under a connector of its own."""
    from bench.behaviour import wake_django

    wake_django()
    from ownit.facts.known import deals as known_deals
    from ownit.facts.quality import look
    from ownit.flows.reckoning.flow import QUARTER

    behaviour = replace(SCENARIOS[scenario], ends_on=END)  # all of them live through the year that is planned
    made = {seed: drawn(behaviour, seed) for seed in seeds}
    facts = [facts_of(c, day_number(AS_OF), connector=str(seed)) for seed, c in made.items()]
    together = {name: pa.concat_tables([f[name] for f in facts]) for name in facts[0]}
    with HeldTables(together, through=AS_OF) as tables:
        known = known_deals(tables, AS_OF, currency=CURRENCY)
        before = known_deals(tables, AS_OF - QUARTER, currency=CURRENCY)
        warned = tuple(w.code for w in look(tables, AS_OF, currency=CURRENCY) if "plan" in w.limits)
        for seed, company in made.items():
            deals = [tables.keep(t.filter(t["connector"] == str(seed))) for t in (known, before)]
            rng = np.random.default_rng([seed, 1])
            yield Employed(
                behaviour=behaviour,
                seed=seed,
                company=company,
                cases=_cases(company, _read(company, str(seed), deals, tables), rng),
                warned=warned,
                per_ask=per_ask(rng),
            )
            for table in deals:
                tables.drop(table)


def _cases(company: Company, found: Read, rng: np.random.Generator) -> tuple[Case, ...]:
    """Those there on the day and at the year's end: who leaves carries out no plan."""
    from ownit.method.plan.week import WEEK

    year = float(np.mean(expected(company.behaviour, company.sellers)[:, OWN])) * 365
    share = rng.uniform(*GOAL, size=len(company.sellers))
    return tuple(
        Case(number=int(n), goal=float(np.round(share[n] * year, -3)), seller=found.seller(i, WEEK))
        for i, n in enumerate(hired(company, AS_OF))
        if company.sellers.left[n] > day_number(END)
    )


def _read(company: Company, connector: str, deals: Sequence[ir.Table], tables: Tables) -> Read:
    """Everybody's statistics, the account manager's too."""
    from ownit.flows.planning.gathering import read

    window = Window(as_of=AS_OF, start=START, end=END)
    roles = (*(["hunter"] * len(hired(company, AS_OF))), "farmer")
    return read(tables, ground(company, connector, deals, tables, window, {}), "bookings", roles)
