"""Is P(hit) what enumeration says, where lattices are known to err: equal prices, attainable sums, one giant deal?

Every case is compared with the law written out as a dictionary of attainable sums; 0.005 is what is promised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from ownit.method.solo import solo_laws
from ownit.method.subject import Subject

Parts = Callable[..., Subject]
PROMISED = 0.005
Sums = dict[float, float]


def convolved(a: Mapping[float, float], b: Mapping[float, float]) -> Sums:
    mass = np.outer(list(a.values()), list(b.values()))
    some = mass > 1e-13
    sums = np.round(np.add.outer(list(a), list(b))[some], 4)
    place, which = np.unique(sums, return_inverse=True)
    return dict(zip(place.tolist(), np.bincount(which, weights=mass[some]).tolist(), strict=True))


def written_out(parts: Subject, q: int, *, new: bool) -> Sums:
    """All attainable sums with their probabilities given node q of the mixture, own origin only."""
    price = dict(zip(parts.value[0].tolist(), parts.weight.tolist(), strict=True))
    total: Sums = {0.0: 1.0}
    for a, p, o in zip(parts.amount, parts.chance[:, q], parts.origin, strict=True):
        if o == 0:
            brings = {round(a * r, 4): p * w for r, w in zip(parts.ratio, parts.ratio_weight, strict=True)}
            total = convolved(total, {0.0: 1 - p} | brings)
    for p in parts.drawn_chance[:, q]:
        total = convolved(total, {0.0: 1 - p} | {v: p * w for v, w in price.items()})
    if new and parts.new_shape[0] > 0:
        total = convolved(total, new_deals(parts.new_mean[0, q], parts.new_shape[0], price))
    return total


def new_deals(mean: float, shape: float, price: Sums) -> Sums:
    out: defaultdict[float, float] = defaultdict(float)
    sums: Sums = {0.0: 1.0}
    for n in range(40):
        log = gammaln(shape + n) - gammaln(shape) - gammaln(n + 1)
        log += shape * np.log(shape / (shape + mean)) + n * np.log(mean / (shape + mean))
        for x, p in sums.items():
            out[x] += p * float(np.exp(log))
        sums = convolved(sums, price)
    return dict(out)


def chance(parts: Subject, goal: float, *, new: bool) -> float:
    each = [
        sum(p for x, p in written_out(parts, q, new=new).items() if x >= goal - 1e-6)
        for q in range(len(parts.mixture.weight))
    ]
    return float(parts.mixture.weight @ each)


def check(parts: Subject, goal: float, within: float = PROMISED) -> None:
    nothing_more, as_going = solo_laws(parts, [0.0, 0.0, 0.0], goal)[0]
    assert nothing_more.p_hit(goal) == pytest.approx(chance(parts, goal, new=False), abs=within)
    assert as_going.p_hit(goal) == pytest.approx(chance(parts, goal, new=True), abs=within)


CENT = 0.01


def anchored(parts: Subject, goal: float, nodes: int = 4096) -> float:
    """P(hit) on a lattice whose last node is the goal, what is beyond it absorbed."""
    mass = np.zeros((len(parts.mixture.weight), nodes))
    mass[:, 0] = 1.0
    for amount, p in zip(parts.amount, parts.chance, strict=True):
        at = amount / goal * nodes
        moved = np.zeros_like(mass)
        for s, share in ((int(at), 1 - at % 1), (int(at) + 1, at % 1)):
            if s < nodes:
                moved[:, s:] += share * mass[:, : nodes - s]
        mass = mass * (1 - p)[:, None] + moved * p[:, None]
    return float(parts.mixture.weight @ (1.0 - mass.sum(axis=1)))


@pytest.mark.parametrize("giant", [0.0, 0.9, 3.0, 200.0])
@pytest.mark.parametrize(("n", "sd"), [(30, 0.7), (100, 0.9), (100, 1.6)])
def test_many_lognormal_amounts_and_a_giant(parts: Parts, n: int, sd: float, giant: float) -> None:
    rng = np.random.default_rng(n)
    amount, p = np.exp(rng.normal(9.5, sd, n)), rng.uniform(0.02, 0.5, n)
    goal = float(amount @ p) * 1.1
    case = parts(amount=np.sort([*amount, giant * goal + 1.0]), p=[*p, 0.1])
    nothing_more, _ = solo_laws(case, [0.0] * 3, goal)[0]
    assert nothing_more.p_hit(goal) == pytest.approx(anchored(case, goal), abs=PROMISED)


@pytest.mark.parametrize("cents", [-1, 0, 1])
def test_many_round_amounts(parts: Parts, cents: int) -> None:
    amount = np.sort(np.random.default_rng(1).choice([5.0, 10.0, 15.0, 20.0, 40.0, 75.0], 30)) * 1000.0
    check(parts(amount=amount, p=np.full(30, 0.12)), 60_000.0 + cents * CENT)


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("wins", [1, 2, 5, 9])
def test_equal_prices_with_the_goal_at_an_attainable_sum(parts: Parts, wins: int, cents: int) -> None:
    check(parts(amount=[4821.0] * 10, p=np.linspace(0.1, 0.7, 10)), wins * 4821.0 + cents * CENT)


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize(("i", "j"), [(1, 0), (3, 2), (0, 4), (4, 4)])
def test_two_list_prices(parts: Parts, i: int, j: int, cents: int) -> None:
    case = parts(amount=[4821.0] * 6 + [5482.0] * 6, p=[0.3] * 6 + [0.4] * 6)
    check(case, i * 4821.0 + j * 5482.0 + cents * CENT)


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("goal", [55.0, 550.0, 5482.0 + 1096, 26768.0, 3393.0 + 4821 + 5482])
def test_seven_list_prices(parts: Parts, goal: float, cents: int) -> None:
    prices = [55.0, 550.0, 1096.0, 3393.0, 4821.0, 5482.0, 26768.0]
    check(parts(amount=prices * 2, p=[0.35] * 14), goal + cents * CENT)


@pytest.mark.parametrize("giant", [3.0, 20.0, 200.0])
@pytest.mark.parametrize("goal", [20_000.0, 50_000.0])
def test_one_giant_deal(parts: Parts, giant: float, goal: float) -> None:
    rng = np.random.default_rng(3)
    small = np.round(np.exp(rng.normal(9.2, 0.8, 10)), 2)
    case = parts(amount=[*small, giant * goal], p=[*rng.uniform(0.05, 0.6, 10), 0.08])
    check(case, goal)
    check(case, giant * goal)


@pytest.mark.parametrize("goal", [5_000.0, 30_000.0, 80_000.0, 200_000.0])
def test_lognormal_amounts(parts: Parts, goal: float) -> None:
    rng = np.random.default_rng(4)
    check(parts(amount=np.round(np.exp(rng.normal(9.2, 1.2, 11)), 2), p=rng.uniform(0.05, 0.6, 11)), goal)


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("goal", [1000.0, 3000.0, 7000.0])
def test_all_deals_at_one_price_known_drawn_and_new(parts: Parts, goal: float, cents: int) -> None:
    case = parts(amount=[1000.0] * 4, p=[0.4] * 4, drawn=[0.3, 0.5], new=2.5, prices=[1000.0])
    check(case, goal + cents * CENT)


@pytest.mark.parametrize("goal", [550.0, 4400.0, 9350.0])
def test_a_price_list_of_multiples_known_drawn_and_new(parts: Parts, goal: float) -> None:
    case = parts(
        amount=[550.0, 1100.0, 3300.0], p=[0.4, 0.3, 0.2], drawn=[0.3], new=2.0, prices=[550.0, 1100.0, 3300.0]
    )
    check(case, goal)


@pytest.mark.parametrize("goal", [9_000.0, 40_000.0])
def test_amounts_that_may_still_be_revised(parts: Parts, goal: float) -> None:
    case = parts(amount=[8000.0, 12_000.0, 30_000.0], p=[0.5, 0.3, 0.4], ratio=[0.82, 0.93, 1.0, 1.06, 1.19])
    check(case, goal)


@pytest.mark.parametrize("goal", [1.0, 700.0, 5_000.0, 90_000.0])
def test_mixed_atoms_and_drawn_amounts(parts: Parts, goal: float) -> None:
    rng = np.random.default_rng(8)
    prices = np.round(np.exp(rng.normal(8.0, 1.0, 20)), 2)
    case = parts(amount=[5_000.0, 90_000.0, 700.0], p=[0.3, 0.2, 0.4], drawn=[0.3, 0.2], new=1.5, prices=prices)
    nothing_more, _ = solo_laws(case, [0.0, 0.0, 0.0], goal)[0]
    assert nothing_more.p_hit(goal) == pytest.approx(chance(case, goal, new=False), abs=PROMISED)


def test_a_deal_beyond_the_goal_is_still_there_below_it(parts: Parts) -> None:
    """The finest lattice ends just above the goal, short of the deal."""
    case = parts(amount=[5254.0], p=[0.25], multiplier=[1.0], new=1.0, prices=np.exp(np.linspace(9, 11, 30)).tolist())
    nothing_more, as_going = solo_laws(case, [0.0, 0.0, 0.0], 5000.0)[0]
    none_new = (1 + 1.0 / 4.0) ** -4.0
    for x in (1.0, 2500.0, 5000.0, 5254.0):
        assert nothing_more.p_hit(x) == pytest.approx(0.25, abs=1e-9)
    for x in (1.0, 2500.0, 5000.0):
        assert as_going.p_hit(x) == pytest.approx(1 - 0.75 * none_new, abs=PROMISED)


def test_no_deals_is_what_is_won(parts: Parts) -> None:
    for won in (0.0, 1234.56, -50.0):
        nothing_more, as_going = solo_laws(parts(), [won] * 3, 1000.0)[0]
        assert nothing_more.support.tolist() == [won]
        assert as_going.p_hit(won) == 1.0
        assert as_going.p_hit(won + CENT) == 0.0


@settings(
    max_examples=settings().max_examples * 60 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_few_deals(parts: Parts, data: st.DataObject) -> None:
    """Up to nine deals of any amounts; a goal near some attainable sum."""
    n = data.draw(st.integers(1, 9))
    amount = data.draw(st.lists(st.integers(100, 5_000_000).map(lambda c: c / 100), min_size=n, max_size=n))
    p = data.draw(st.lists(st.floats(0.01, 0.65), min_size=n, max_size=n))
    some = data.draw(st.lists(st.booleans(), min_size=n, max_size=n))
    goal = sum(a for a, s in zip(amount, some, strict=True) if s) + data.draw(
        st.sampled_from([-CENT, 0.0, CENT, 100.0])
    )
    if goal > 0:
        check(parts(amount=amount, p=p), round(goal, 2))
