"""Do the compiled loops give what plain NumPy gives, compiled or not?"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from scipy import stats

from ownit.method import chances, counting, decisive, everyone, known, loops, spectrum, sums, tell

RNG = np.random.default_rng(11)
P = RNG.uniform(0.05, 0.6, (2, 6))
AMOUNT = np.array([1.3, 2.0, 2.0, 5.5, 9.0, 40.0])
ORIGIN = np.array([0, 1, 1, 2, 0, 0])
RATIO, SHARE = np.array([0.9, 1.0, 1.1]), np.array([0.2, 0.5, 0.3])
WORTH = np.outer(AMOUNT, RATIO)
ONE = np.ones(1)
LAW = RNG.dirichlet(np.ones(32), 2) * 0.9
SUMS, MASS = np.array([0.0, 3.0, 4.5, 50.0]), RNG.dirichlet(np.ones(4), 2)
HALF = np.full(2, 0.5)
GOALS = np.array([6.0, 6.2])
GROUPS = sums.shared(SUMS, MASS, np.array([0, 2, 4]), 0.4, 32)
CALLS: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "counts": (counting.counts, (P,)),
    "select equal": (everyone.select, (AMOUNT, ORIGIN, P, HALF, 10.0, 1, 12)),
    "select each": (everyone.select, (AMOUNT, ORIGIN, P, HALF, 10.0, 3, 20)),
    "select all": (everyone.select, (AMOUNT, ORIGIN, P, HALF, 10.0, 1, 4096)),
    "attainable": (everyone.attainable, (SUMS[:2], P[:, :2], SUMS, MASS)),
    "bulk": (sums.bulk, (WORTH, ORIGIN, P, SHARE, 3, 0.7, 32)),
    "powers": (sums.powers, (np.array([[0, 3, 25]] * 2), np.array([[0.5, 0.0, 0.2]] * 2), SHARE, HALF, 5, 24)),
    "powers past the end": (sums.powers, (np.array([[9]]), np.zeros((1, 1)), ONE, ONE, 5, 24)),
    "fold": (sums.fold, (LAW, LAW)),
    "joined": (counting.joined, (LAW / 0.9, LAW / 0.9, 0.01)),
    "reach": (sums.reach, (SUMS, MASS, LAW, 0.5, 0, GOALS)),
    "reach exactly": (sums.reach, (SUMS, MASS, LAW, 0.5, 1, GOALS)),
    "told": (sums.told, (LAW, HALF, GROUPS)),
    "told in steps": (tell.steps, (np.arange(32.0), LAW[0], np.array([[32.0, 32.0, 0.0]]), np.array([[4.5, 0.6]]))),
    "told of atoms": (tell.steps, (SUMS, MASS[0], np.array([[4.0, np.inf, 1.0]]), np.zeros((0, 2)))),
    "pick": (everyone.pick, (P, ORIGIN, 1)),
    "on lattice": (decisive.on_lattice, (WORTH, P, SHARE, LAW, RNG.random((2, 20)), 0.9, 20)),
    "number won": (counting.negative_binomial, (np.array([0.5, 3.0]), 1.7, 1e-7, 500)),
    "spectrum of deals": (spectrum.of_deals, (WORTH, ORIGIN, P, SHARE, 3, 0.1, np.arange(1, 5))),
}


@contextmanager
def not_compiled(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The loops as plain Python."""
    with patch.context() as within:
        for module in (loops, spectrum, tell, everyone):
            for name, of in vars(module).copy().items():
                within.setattr(module, name, getattr(of, "py_func", of))
        yield


@pytest.mark.parametrize("name", CALLS)
def test_compiled_and_plain_agree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    function, arguments = CALLS[name]
    told = function(*arguments)
    with not_compiled(monkeypatch):
        plain = getattr(function, "py_func", function)(*arguments)
    both = zip(told, plain, strict=True) if isinstance(told, tuple) else [(told, plain)]
    for a, b in both:
        assert a == pytest.approx(b, rel=1e-9, abs=1e-12)
        assert np.abs(a).max() > 0


@pytest.mark.parametrize(("each", "budget"), [(1, 12), (1, 4096), (3, 20), (5, 256)])
def test_attainable_sums_are_chosen_alike_compiled_and_in_numpy(each: int, budget: int) -> None:
    for n in (0, 1, 7, 40):
        amount, origin = RNG.choice([5.0, 7.5, 9.0, 40.0, 41.0], n), RNG.integers(0, 3, n)
        order = np.lexsort((origin, amount))
        of = (amount[order], origin[order], RNG.uniform(0.05, 0.6, (2, n)), HALF, 10.0, each, budget)
        assert known.select(*of).tolist() == everyone.select(*of).tolist()
    one, two = known.attainable(SUMS[:2], P[:, :2], SUMS, MASS), everyone.attainable(SUMS[:2], P[:, :2], SUMS, MASS)
    assert one[0] == pytest.approx(two[0])
    assert one[1] == pytest.approx(two[1])


def test_sums_of_draws_are_powers_of_one() -> None:
    value, js = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]), np.arange(1, 5)
    told = spectrum.of_draws(value, SHARE, np.array([0.4, 0.6]), 3, 0.2, js)
    for n in range(4):
        each = [np.exp(1j * 0.2 * np.outer(js, scale)) @ SHARE for scale in value]
        assert told[n] == pytest.approx(0.4 * each[0] ** n + 0.6 * each[1] ** n)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_a_deal_is_added_by_shift_and_add(n: int) -> None:
    off, part = np.array([3, 2, 7]), np.array([0.5, 0.3, 0.2])
    for call in (loops.add, getattr(loops.add, "py_func", loops.add)):
        mass, out = np.append(LAW[0, :6], np.zeros(6)), np.zeros(12)
        top = call(mass, out, 6, 0.4, off, part, n)
        told = 0.6 * mass
        for shift, share in zip(off[:n], part[:n], strict=True):
            told[shift:] += 0.4 * share * mass[:-shift]
        assert out == pytest.approx(told, abs=1e-15)
        assert not out[top:].any()


def test_groups_are_added_where_they_fall() -> None:
    """Two groups of sums on nodes, the last past the end, by hand."""
    groups = sums.shared(np.array([0.0, 2.0, 1.0, 9.0]), np.full((2, 4), 0.5), np.array([0, 2, 4]), 1.0, 8)
    law = np.zeros((2, 8))
    law[:, 0] = 1.0
    assert sums.told(law, HALF, groups) == pytest.approx([0.0, 0.25, 0.0, 0.25, 0.0, 0.0, 0.0, 0.0])


def test_the_chance_from_each_node_is_that_of_reaching_the_goal_from_it() -> None:
    for exact, goal in ((0, 6.2), (1, 6.0)):
        worth = decisive.value(SUMS, MASS, goal, 0.5, exact, 32)
        reached = sums.reach(SUMS, MASS, LAW, 0.5, exact, np.array([goal]))
        assert np.sum(LAW * worth, axis=1) + 0.1 == pytest.approx(reached[:, 0])


def test_what_a_group_of_equal_deals_decides_is_by_how_many_of_the_others_are_won() -> None:
    """By enumeration of which of three deals are won."""
    p, hit = P[:, :3], RNG.random((2, 4))
    won, lost = decisive.by_count(p, hit)
    for i in range(3):
        others = [k for k in range(3) if k != i]
        for told, mine in ((won, 1), (lost, 0)):
            by_hand = np.zeros(2)
            for which in itertools.product((0, 1), repeat=2):
                weight = np.prod([p[:, k] if w else 1 - p[:, k] for k, w in zip(others, which, strict=True)], axis=0)
                by_hand += weight * hit[:, sum(which) + mine]
            assert told[:, i] == pytest.approx(by_hand)


@pytest.mark.parametrize(("mean", "shape"), [((0.5, 3.0), 1.7), ((20.0, 90.0), 30.0)])
def test_the_number_won_is_the_negative_binomial(mean: tuple[float, float], shape: float) -> None:
    for law, m in zip(counting.negative_binomial(np.array(mean), shape, 1e-7, 500), mean, strict=True):
        whole = stats.nbinom.pmf(np.arange(len(law)), shape, shape / (shape + m))
        assert law == pytest.approx(whole, abs=1e-7)
        assert law.sum() == pytest.approx(1.0)
        assert whole.sum() >= 1.0 - 1e-7


def test_taps_keep_the_mean_and_take_together_what_falls_on_one_node() -> None:
    taps = sums.taps(np.outer([10.0, 1000.0], RATIO), SHARE, 2.0, 32)
    n = int(taps.many[0])
    off, part = taps.off[0, :n], taps.part[0, :n]
    assert len(set(off.tolist())) == n
    assert part.sum() == pytest.approx(1.0)
    assert off @ part * 2.0 == pytest.approx(10.0 * RATIO @ SHARE)
    assert taps.many[1] == 0


def test_the_sum_of_two_parts_is_their_convolution() -> None:
    for n in (1, 2, 3, 5, 8, 33):
        a, b = RNG.random((2, n)), RNG.random((2, n))
        assert sums.fold(a, b) == pytest.approx(np.array([np.convolve(x, y)[:n] for x, y in zip(a, b, strict=True)]))


@pytest.mark.slow
def test_hits_of_many_at_once_are_those_of_each() -> None:
    amount = np.sort(np.exp(RNG.normal(9.0, 1.0, (3, 30))), axis=1)
    chance, share = RNG.uniform(0.05, 0.5, (2, 90)), np.array([0.3, 0.7])
    goal = np.array([0.0, 80_000.0, 150_000.0])
    for call in (everyone.hits, getattr(everyone.hits, "py_func", everyone.hits)):
        coarse, fine = np.zeros(3), np.zeros(3)
        for out, size in ((coarse, 256), (fine, 2048)):
            call(np.arange(4) * 30, amount.reshape(1, -1), chance, share, goal, 64, size, out)
        assert coarse == pytest.approx(fine, abs=0.002)
        assert fine[0] == 1.0
        assert fine[1] > fine[2] > 0.0


@pytest.mark.parametrize("multiplier", [0.05, 0.7, 1.0, 3.3, 20.0])
def test_chances_read_from_a_table_are_those_reckoned(multiplier: float) -> None:
    """Hazards by which half of the deals close in the window, or nearly all, or few."""
    hazard = np.array([0.02, 0.5, 3.0])[:, None]

    def of(m: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        win = hazard * m
        return np.asarray(win / (win + 0.6) * -np.expm1(-(win + 0.6)))

    told = chances.chances(of).at(np.arange(3), np.array([multiplier]))
    assert told == pytest.approx(of(np.array([multiplier])), abs=2e-5)


@pytest.mark.parametrize("multiplier", [0.002, 0.31, 1.0, 2.9, 400.0])
def test_a_table_that_goes_as_far_as_it_is_asked_is_the_same(multiplier: float) -> None:
    def of(m: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.asarray(-np.expm1(-np.array([0.02, 0.5, 3.0])[:, None] * m))

    asked = np.array([0.7, 1.0, 1.6]) * multiplier
    whole, part = chances.chances(of), chances.chances(of, asked[0], asked[-1])
    assert part.table.shape[1] < whole.table.shape[1]
    assert (part.at(np.arange(3), asked) == whole.at(np.arange(3), asked)).all()
