"""Is a goal that a small team's deals come to just so told to the cent, as one person's is?

Enumerated here: each person's sums given each of the person's nodes, mixed, and people's added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from ownit.method import atoms
from ownit.method.bookings import Group
from ownit.method.subject import Subject
from ownit.method.team import team_laws

from .conftest import Parts, World, arrivals
from .laws import OWN, few, law

COMMON = np.ones(1)  # one node: everybody's luck is their own
Sums = Mapping[float, float]


def added(one: Sums, other: Sums) -> Sums:
    out: dict[float, float] = defaultdict(float)
    for x, p in one.items():
        for y, q in other.items():
            out[round(x + y, 4)] += p * q
    return out


def of_one(parts: Subject, draws: int = 0) -> Sums:
    """Every sum of known deals and, of one price, of what is not yet opened."""
    out: dict[float, float] = defaultdict(float)
    for q, weight in enumerate(parts.mixture.weight):
        sums: Sums = {0.0: float(weight)}
        for worth, p in zip(parts.worth, parts.chance[:, q], strict=True):
            comes: dict[float, float] = defaultdict(float, {0.0: 1.0 - p})
            for x, share in zip(worth, parts.ratio_weight, strict=True):
                comes[float(x)] += p * share
            sums = added(sums, comes)
        if draws:
            mean, shape = parts.new_mean[0, q], parts.new_shape[0]
            number = stats.nbinom(shape, shape / (shape + mean)).pmf(np.arange(draws))
            sums = added(sums, {n * float(parts.value[0, 0]): float(p) for n, p in enumerate(number)})
        for x, p in sums.items():
            out[x] += p
    return out


def reached(people: Sequence[Subject], goal: float, draws: int = 0) -> float:
    sums: Sums = {0.0: 1.0}
    for parts in people:
        sums = added(sums, of_one(parts, draws))
    return sum(p for x, p in sums.items() if x >= goal - 0.005)


def told(people: Sequence[Subject], goal: float, future: int = 0) -> float:
    return team_laws(people, COMMON, [0.0] * 3, goal)[2][future].p_hit(goal)


@settings(few, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from([5e3, 12e3, 50e3]), st.floats(0.05, 0.8)), min_size=1, max_size=4),
        min_size=2,
        max_size=4,
    ),
    st.sampled_from([(1.0,), (0.9, 1.0, 1.1)]),
    st.sampled_from([-1, 0, 1]),
    st.integers(1, 6),
)
def test_a_goal_at_a_sum_and_a_cent_either_side(
    parts: Parts, deals: list[list[tuple[float, float]]], ratio: tuple[float, ...], cents: int, most: int
) -> None:
    people = [parts(amount=[a for a, _ in own], p=[p for _, p in own], ratio=ratio) for own in deals]
    goal = sum(sorted(a for own in deals for a, _ in own)[:most]) + cents / 100
    assert told(people, goal) == pytest.approx(reached(people, goal), abs=0.001)


@pytest.mark.parametrize("wins", [1, 2, 4])
@pytest.mark.parametrize("cents", [-1, 0, 1])
def test_one_list_price_known_and_not_yet_opened(parts: Parts, wins: int, cents: int) -> None:
    people = [parts(amount=[50e3] * n, p=[0.2] * n, new=0.7, prices=[50e3]) for n in (1, 2, 3)]
    goal = wins * 50e3 + cents / 100
    assert told(people, goal, future=1) == pytest.approx(reached(people, goal, draws=40), abs=0.001)


def test_a_goal_at_a_sum_beside_amounts_that_may_be_anything(parts: Parts) -> None:
    """Of two deals of 50,000 and what else comes: a cent more of a goal loses what comes to just 100,000."""
    prices = np.exp(np.random.default_rng(3).normal(8.0, 0.6, 40)).tolist()
    people = [parts(amount=[50e3], p=[0.5], new=0.3, prices=prices) for _ in range(2)]
    at, above = told(people, 100e3, future=1), told(people, 100e3 + 0.01, future=1)
    none = [(1.0 + p.new_mean[0] / 4.0) ** -4.0 for p in people]
    both = np.prod([p.mixture.weight @ (p.chance[0] * n) for p, n in zip(people, none, strict=True)])
    assert at - above == pytest.approx(both, abs=1e-4)
    assert at >= reached(people, 100e3)


def test_forty_sellers_of_one_price_share_the_market() -> None:
    """Between two sums nothing can come: whatever the goal there, it is as likely as the next sum."""
    world = World(
        deals=[[(30, 50_000.0, OWN)] * 8 for _ in range(40)],
        prices=[50_000.0],
        arrivals=arrivals(40, 0.004),
        groups={str(g): Group(members=np.arange(40), goal=float(g)) for g in (3_300_001, 3_340_000, 3_350_000)},
    )
    found = world.reckon().groups
    for future in ("nothing_more", "as_going"):
        laws = [law(getattr(of.with_help, future)).p_hit(float(g)) for g, of in found.items()]
        assert laws[0] == pytest.approx(laws[2], abs=0.001)
        assert laws[1] == pytest.approx(laws[2], abs=0.001)


def test_sums_that_weigh_next_to_nothing_are_left_to_the_series(parts: Parts) -> None:
    amounts = np.exp(np.random.default_rng(5).normal(9.0, 0.8, 30))
    light = parts(amount=amounts.tolist(), p=[0.3] * 30)
    assert atoms.together([(light, 2, np.ones((3, 1)))] * 2, COMMON) is None
