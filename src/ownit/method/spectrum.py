"""What is the characteristic function of many people's total, and what law does it give back?

phi(t) = E exp(i t total). Independent parts multiply: a deal is 1 + p (phi_a(t) - 1), phi_a that of its amount; draws
are the generating function of their number at phi of one draw. The law is read back by its Fourier series over a
window of length P that holds all but a negligible part of it (t_j = 2 pi j / P): no lattice, and as few frequencies as
the law is smooth. Compiled like ``method.sums``, whose remarks hold here.
"""

from __future__ import annotations

import cmath

import numpy as np
from numpy.typing import NDArray

from ownit.method.compiled import compiled
from ownit.method.deals import Floats, Ints

Complexes = NDArray[np.complex128]


@compiled
def of_deals(
    amount: Floats, origin: Ints, chance: Floats, ratio: Floats, share: Floats, sets: int, base: float, js: Ints
) -> Complexes:
    """Known deals of origin <= s given each node, (sets, q, js), at t = base * js (consecutive); ``chance`` (q, n)."""
    q, n = chance.shape
    size = len(js)
    out = np.empty((sets, q, size), np.complex128)
    one = np.empty(size, np.complex128)
    for s in range(sets):
        for j in range(q):
            for k in range(size):
                out[s, j, k] = 1.0
    for i in range(n):
        for k in range(size):
            one[k] = -1.0
        for r in range(len(ratio)):
            turn = cmath.exp(1j * base * amount[i] * ratio[r])
            now = share[r] * cmath.exp(1j * base * js[0] * amount[i] * ratio[r])
            for k in range(size):
                one[k] += now
                now *= turn
        for j in range(q):
            for k in range(size):
                out[origin[i], j, k] *= 1.0 + chance[j, i] * one[k]
    for s in range(1, sets):
        for j in range(q):
            for k in range(size):
                out[s, j, k] *= out[s - 1, j, k]
    return out


@compiled
def of_draws(value: Floats, weight: Floats, scale_weight: Floats, most: int, base: float, js: Ints) -> Complexes:
    """The sums of 0, 1 ... ``most`` draws, (most + 1, js) of consecutive js; ``value`` (scales, k), ``weight`` (k,)."""
    size = len(js)
    out = np.zeros((most + 1, size), np.complex128)
    one, power = np.empty(size, np.complex128), np.empty(size, np.complex128)
    for s in range(len(scale_weight)):
        for k in range(size):
            one[k], power[k] = 0.0, scale_weight[s]
        for v in range(len(weight)):
            turn = cmath.exp(1j * base * value[s, v])
            now = weight[v] * cmath.exp(1j * base * js[0] * value[s, v])
            for k in range(size):
                one[k] += now
                now *= turn
        for n in range(most + 1):
            for k in range(size):
                out[n, k] += power[k]
                power[k] *= one[k]
    return out


@compiled
def join(
    given: Floats, deals: Complexes, few: Ints, number: Floats, which: Ints, power: Complexes, out: Complexes
) -> None:
    """Multiply ``out`` (futures, sets, c, js) by one person's function given each common node.

    ``given`` (c, q) mixes over the own nodes; ``deals`` (sets, q, js), of which there are ``few`` (sets,) in each set;
    ``number`` (laws, q, most + 1) how many draws are won, by the law ``which`` (futures, sets) names, -1 for none;
    ``power`` (most + 1, js) what they bring. What is the same deals and the same draws is reckoned once.
    """
    futures, sets, c, size = out.shape
    q = given.shape[1]
    inner, whole = np.empty((q, size), np.complex128), np.empty(size, np.complex128)
    for f in range(futures):
        for s in range(sets):
            done = False
            for g in range(f + 1):
                for r in range(sets if g < f else s):
                    done = done or (which[g, r] == which[f, s] and few[r] == few[s])
            if done:
                continue
            for j in range(q):
                for k in range(size):
                    inner[j, k] = deals[s, j, k]
                if which[f, s] >= 0:
                    for k in range(size):
                        whole[k] = 0.0
                    for n in range(len(power)):
                        share = number[which[f, s], j, n]
                        for k in range(size):
                            whole[k] += share * power[n, k]
                    for k in range(size):
                        inner[j, k] *= whole[k]
            for i in range(c):
                for k in range(size):
                    whole[k] = 0.0
                for j in range(q):
                    if given[i, j] > 0.0:
                        for k in range(size):
                            whole[k] += given[i, j] * inner[j, k]
                for g in range(futures):
                    for r in range(sets):
                        if which[g, r] == which[f, s] and few[r] == few[s]:
                            for k in range(size):
                                out[g, r, i, k] *= whole[k]


STRIDE = 32  # frequencies whose turns are reckoned; the others are products of two


def turns(angle: Floats, js: Ints) -> Complexes:
    """exp(i angle j) for consecutive j, (..., js): of STRIDE of them and of each STRIDE-th, multiplied."""
    few, far = np.arange(min(STRIDE, len(js))), js[::STRIDE]
    table = np.exp(1j * angle[..., None] * far)[..., None] * np.exp(1j * angle[..., None] * few)[..., None, :]
    return np.asarray(table.reshape(*angle.shape, -1)[..., : len(js)])


def weighed(weight: Floats, of: Complexes) -> Complexes:
    """``weight`` (..., n) @ ``of`` (..., n, js): real by complex, which NumPy would make complex by complex."""
    return np.asarray((weight @ np.ascontiguousarray(of).view(np.float64)).view(np.complex128))


def cumulative(phi: Complexes, low: float, window: float, nodes: int) -> Floats:
    """P(total <= low + m window / nodes) for m = 0 .. nodes - 1, from phi at 1 .. J times 2 pi / window.

    F(x) = (x - low)/P + 2/P Re sum_j phi_j (exp(-i t_j x) - exp(-i t_j low)) / (-i t_j).
    """
    t = 2.0 * np.pi / window * np.arange(1, len(phi) + 1)
    a = np.zeros(nodes // 2 + 1, dtype=np.complex128)
    a[1 : len(phi) + 1] = np.conj(phi * np.exp(-1j * t * low) / (-1j * t))
    waves = np.fft.irfft(a, nodes) * nodes / window
    return np.asarray(np.arange(nodes) / nodes + waves - waves[0])


def below(phi: Complexes, low: float, window: float, x: float) -> float:
    """P(total <= x), from phi as in :func:`cumulative`."""
    t = 2.0 * np.pi / window * np.arange(1, len(phi) + 1)
    waves = np.sum(phi * (np.exp(-1j * t * x) - np.exp(-1j * t * low)) / (-1j * t)).real * 2.0 / window
    return float(np.clip((x - low) / window + waves, 0.0, 1.0))
