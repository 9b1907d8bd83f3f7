"""One person's book gives the law that the person has among all; recent openings planned again change nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.method.conftest import QUARTER, amounts, arrivals, cycle, open_deals

from ownit.method import bookings
from ownit.method.cycle import Load
from ownit.method.cycle.abandoned import Abandoned
from ownit.method.cycle.cells import AGE_EDGES
from ownit.method.deals import Gate, Origin, Won
from ownit.method.law import Law, Outlook
from ownit.method.plan import one
from ownit.method.plan.book import Book
from ownit.method.tilt import Tilt

OWN, UNKNOWN, OTHERS = Origin.OWN, Origin.UNKNOWN, Origin.OTHERS
NAN = float("nan")
ROWS = [
    (0, 20, 30_000.0, OWN),
    (1, 5, 12_000.0, OWN),
    (1, 40, 55_000.0, OWN),
    (1, 60, NAN, UNKNOWN),
    (2, 90, 9_000.0, OTHERS),
    (2, 10, 44_000.0, OWN),
]
GATES = [Gate.COUNTED, Gate.COUNTED, Gate.CANNOT_CHECK, Gate.NOT_COUNTED, Gate.NOT_COUNTED, Gate.COUNTED]
DEALS = open_deals(ROWS, GATES)
CYCLE = replace(
    cycle(3),
    person_mean=np.array([0.8, 1.3, 1.0]),
    abandoned=Abandoned(
        share=np.array([0.1, 0.4, 0.2]), real=np.zeros(3, bool), until=400.0, survival=np.linspace(1, 0, len(AGE_EDGES))
    ),
    load=Load(multiplier=np.array([1.1, 1.0, 0.8]), usual=np.array([1.0, 2.0, NAN]), today=np.array([1, 2, 1])),
)
AMOUNTS = replace(amounts(3, [10_000.0, 25_000.0], log_sd=0.2), log_scale=np.array([0.0, 0.4, -0.3]))
ARRIVALS = replace(arrivals(3, 0.02), rate=arrivals(3, 0.02).rate * np.array([[1.0], [0.5], [2.0]]))
WON = Won(
    amount=np.array([[5_000.0, 0, 0], [0, 8_000.0, 1_000.0], [0, 0, 0]]),
    deals=np.array([[1, 0, 0], [0, 1, 1], [0, 0, 0]]),
    without_amount=np.array([0, 0, 2]),
)
TILT = Tilt(open=1.1, new=0.9, log_sd=0.1, open_by=np.array([1.0, 1.2, 0.9]), new_by=np.array([0.8, 1.0, 1.1]))
GOALS = np.array([60_000.0, 90_000.0, 50_000.0])


def everyone(plan: np.ndarray | None = None) -> tuple[bookings.Reckoned, ...]:
    return bookings.reckon(
        ["a", "b", "c"],
        deals=DEALS,
        cycle=CYCLE,
        amounts=AMOUNTS,
        arrivals=ARRIVALS,
        won=WON,
        goals=GOALS,
        window=QUARTER,
        tilt=TILT,
        plan=plan,
    ).people


def book(person: int) -> Book:
    return one.book(
        person, deals=DEALS, cycle=CYCLE, amounts=AMOUNTS, arrivals=ARRIVALS, won=WON, window=QUARTER, tilt=TILT
    )


def alone(of: Book, goal: float, plan: float | None = None) -> bookings.Reckoned:
    return bookings.reckon(
        ["one"],
        deals=of.deals,
        cycle=of.cycle,
        amounts=of.amounts,
        arrivals=of.arrivals,
        won=of.won,
        goals=np.array([goal]),
        window=of.window,
        tilt=of.tilt,
        lift=of.lift,
        plan=None if plan is None else np.array([plan]),
    ).people[0]


def chances(of: Outlook, goal: float) -> list[float]:
    laws = (of.nothing_more, of.as_going)
    assert all(isinstance(law, Law) for law in laws)
    return [law.p_hit(goal) for law in laws if isinstance(law, Law)]


@pytest.mark.parametrize("person", range(3))
def test_a_persons_law_is_the_same_among_all_and_alone(person: int) -> None:
    among, by_self = everyone()[person], alone(book(person), GOALS[person])
    for mine, ours in ((by_self.alone_low, among.alone_low), (by_self.with_help, among.with_help)):
        assert chances(mine, GOALS[person]) == pytest.approx(chances(ours, GOALS[person]), abs=1e-9)
    assert by_self.evidence == among.evidence


def test_without_the_lift_of_all_the_law_would_be_another() -> None:
    """The third person has a refused deal beside a counted one; the first a counted one only."""
    of = book(0)
    given = chances(alone(of, GOALS[0]).alone_low, GOALS[0])
    assert chances(alone(replace(of, lift=None), GOALS[0]).alone_low, GOALS[0]) != pytest.approx(given, abs=1e-4)


@pytest.mark.parametrize("person", range(3))
def test_planned_as_lately_is_as_going(person: int) -> None:
    of = book(person)
    lately = float(of.arrivals.shape[0, OWN] / of.arrivals.rate[0, OWN])
    found = alone(of, GOALS[person], plan=lately).alone_low
    assert isinstance(found.plan, Law)
    assert isinstance(found.as_going, Law)
    assert found.plan.p_hit(GOALS[person]) == pytest.approx(found.as_going.p_hit(GOALS[person]), abs=1e-9)


def test_a_persons_load_is_their_own() -> None:
    load = book(1).cycle.load
    assert load is not None
    assert load.usual.tolist() == [2.0]
    assert load.beside_today(0, 2.0) == pytest.approx(1.0 / 0.8)
