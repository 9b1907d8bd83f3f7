"""Do the compiled loops give what plain NumPy gives, compiled or not?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ownit.method import chances, counting, decisive, everyone, known, spectrum, subject, sums

RNG = np.random.default_rng(11)
P = RNG.uniform(0.05, 0.6, (2, 6))
AMOUNT = np.array([1.3, 2.0, 2.0, 5.5, 9.0, 40.0])
ORIGIN = np.array([0, 1, 1, 2, 0, 0])
RATIO, SHARE = np.array([0.9, 1.0, 1.1]), np.array([0.2, 0.5, 0.3])
ONE = np.ones(1)
LAW = RNG.dirichlet(np.ones(32), 2) * 0.9
SUMS, MASS = np.array([0.0, 3.0, 4.5, 50.0]), RNG.dirichlet(np.ones(4), 2)
HALF = np.full(2, 0.5)
CALLS: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "counts": (counting.counts, (P,)),
    "select equal": (everyone.select, (AMOUNT, ORIGIN, P, HALF, 10.0, 1, 12)),
    "select each": (everyone.select, (AMOUNT, ORIGIN, P, HALF, 10.0, 3, 20)),
    "select all": (everyone.select, (AMOUNT, ORIGIN, P, HALF, 10.0, 1, 4096)),
    "attainable": (everyone.attainable, (SUMS[:2], P[:, :2], SUMS, MASS)),
    "bulk": (sums.bulk, (AMOUNT, ORIGIN, P, RATIO, SHARE, 3, 0.7, 32)),
    "powers": (sums.powers, (np.array([0, 3, 40]), np.array([0.5, 0.0, 0.2]), SHARE, 5, 24)),
    "powers past the end": (sums.powers, (np.array([9]), np.zeros(1), ONE, 5, 24)),
    "fold": (sums.fold, (LAW, LAW)),
    "leading": (counting.leading, (LAW, 3)),
    "negative binomial": (counting.negative_binomial, (np.array([0.5, 3.0]), 1.7, 1e-7, 500)),
    "joined": (counting.joined, (P, P, 0.01)),
    "reach": (sums.reach, (SUMS, MASS, LAW, 0.5, 0, 6.2)),
    "reach exactly": (sums.reach, (SUMS, MASS, LAW, 0.5, 1, 6.0)),
    "told": (sums.told, (LAW, HALF, SUMS, np.repeat(MASS, 1, axis=0), np.array([0, 2, 4]), 0.4)),
    "pick": (everyone.pick, (P, ORIGIN, 1)),
    "value": (decisive.value, (SUMS, MASS, 6.2, 0.5, 0, 32)),
    "value exactly": (decisive.value, (SUMS, MASS, 6.0, 0.5, 1, 32)),
    "by count": (decisive.by_count, (P, RNG.random((2, 7)))),
    "on lattice": (decisive.on_lattice, (AMOUNT, P, RATIO, SHARE, LAW, RNG.random((2, 32)), 0.9, 20)),
    "spectrum of draws": (spectrum.of_draws, (np.array([[1.0, 2.0, 3.0]]), SHARE, ONE, 3, 0.2, np.arange(1, 5))),
    "spectrum of deals": (spectrum.of_deals, (AMOUNT, ORIGIN, P, RATIO, SHARE, 3, 0.1, np.arange(1, 5))),
}
GIVEN = np.array([[0.6, 0.4], [0.0, 1.0]])  # (common nodes, own nodes)
DEALS = RNG.random((3, 2, 4)) + 1j * RNG.random((3, 2, 4))
WHICH = np.array([[-1, -1, -1], [0, 1, 1]])
IN_PLACE: dict[str, tuple[Callable[..., Any], tuple[Any, ...], tuple[int, ...]]] = {
    "between": (
        chances.between,
        (
            RNG.random((3, 8)),
            np.array([2, 0, 1]),
            np.array([0, 2, 2, 3]),
            np.array([-5.0, 0.1, 3.0, 0.0, 0.2, 0.3]),
            np.array([0, 3, 4, 6]),
            np.array([0.0, 0.4, 0.0]),
            np.array([1.0, 0.5, 0.9]),
            -1.0,
            0.3,
        ),
        (8,),
    ),
    "join": (
        spectrum.join,
        (GIVEN, DEALS, np.array([2, 2, 5]), RNG.random((2, 2, 3)), WHICH, RNG.random((3, 4)) + 0.1j),
        (2, 3, 2, 4),
    ),
    "moments": (
        subject.of_parts,
        (
            AMOUNT,
            P.T.copy(),
            ORIGIN,
            AMOUNT > 1.5,
            P.T[:2].copy(),
            np.array([0, 2]),
            RNG.random((1, 3, 2)),
            np.array([[2.0, 0.0, 1.0]]),
            (1.0, 1.02, 4.0, 20.0),
        ),
        (2, 2, 3, 2),
    ),
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_compiled_and_plain_fill_the_same(name: str) -> None:
    function, arguments, shape = IN_PLACE[name]
    start = np.ones if name == "join" else np.zeros
    told, plain = (start(shape, dtype=np.complex128 if name == "join" else np.float64) for _ in range(2))
    function(*arguments, told)
    getattr(function, "py_func", function)(*arguments, plain)
    assert told == pytest.approx(plain, rel=1e-9)
    assert np.abs(told).max() > 0


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


@pytest.mark.parametrize("name", CALLS)
def test_compiled_and_plain_agree(name: str) -> None:
    function, arguments = CALLS[name]
    plain = getattr(function, "py_func", function)(*arguments)
    told = function(*arguments)
    both = zip(told, plain, strict=True) if isinstance(told, tuple) else [(told, plain)]
    for a, b in both:
        assert a == pytest.approx(b, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_shift_and_add_and_its_mirror_agree_compiled_and_plain(n: int) -> None:
    off, part = np.array([3, 2, 7]), np.array([0.5, 0.3, 0.2])
    both: list[tuple[str, Callable[..., Any]]] = [("add", sums.add), ("back", decisive.back)]
    for name, function in both:
        told = []
        for call in (function, getattr(function, "py_func", function)):
            out = np.zeros(12)
            if name == "add":
                call(np.append(LAW[0, :6], np.zeros(6)), out, 6, 0.4, off, part, n)
            else:
                call(LAW[0, :12].copy(), out, 0.4, off, part, n)
            told.append(out)
        assert told[0] == pytest.approx(told[1], abs=1e-15)


def test_taps_keep_the_mean_and_take_together_what_falls_on_one_node() -> None:
    for call in (sums.taps, getattr(sums.taps, "py_func", sums.taps)):
        off, part = np.zeros(6, dtype=np.int64), np.zeros(6)
        n = call(10.0, RATIO, SHARE, 2.0, 32, off, part)
        assert len(set(off[:n].tolist())) == n
        assert part[:n].sum() == pytest.approx(1.0)
        assert off[:n] @ part[:n] * 2.0 == pytest.approx(10.0 * RATIO @ SHARE)
        assert call(1000.0, RATIO, SHARE, 2.0, 32, off, part) == 0


def test_the_sum_of_two_parts_is_their_convolution() -> None:
    for n in (1, 2, 3, 5, 8, 33):
        a, b = RNG.random((2, n)), RNG.random((2, n))
        assert sums.fold(a, b) == pytest.approx(np.array([np.convolve(x, y)[:n] for x, y in zip(a, b, strict=True)]))


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
