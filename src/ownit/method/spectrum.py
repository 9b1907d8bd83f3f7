"""What is the characteristic function of many people's total, and what law does it give back?

phi(t) = E exp(i t total). Independent parts multiply: a deal is 1 + p (phi_a(t) - 1), phi_a that of its amount; draws
are the generating function of their number at phi of one draw. The law is read back by its Fourier series over a
window of length P that holds all but a negligible part of it (t_j = 2 pi j / P): no lattice, and as few frequencies as
the law is smooth. What multiplies many deals is compiled like ``method.sums``, on real numbers: to compile complex ones
takes three times as long.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ownit.method.compiled import compiled
from ownit.method.deals import Floats, Ints

Complexes = NDArray[np.complex128]
PIECE = 512  # deals whose functions are held at once
STRIDE = 32  # frequencies whose turns are reckoned; the others are products of two


def of_deals(worth: Floats, origin: Ints, chance: Floats, share: Floats, sets: int, base: float, js: Ints) -> Complexes:
    """Known deals of origin <= s given each node, (sets, q, js), at t = base * js (consecutive).

    Each is worth[i, r] with share[r] if it is won, which it is with ``chance`` (q, n).
    """
    out = np.ones((sets, len(chance), len(js)), dtype=np.complex128)
    for at in range(0, len(worth), PIECE):
        some = slice(at, at + PIECE)
        wave = waves(share, base * worth[some], js)
        _multiply(np.ascontiguousarray(chance[:, some]), origin[some], _pairs(wave), _pairs(out))
    for s in range(1, sets):
        out[s] *= out[s - 1]
    return out


def waves(share: Floats, angle: Floats, js: Ints) -> Complexes:
    """Sum over r of share[r] exp(i angle[n, r] j) for consecutive j: (n, js)."""
    turn = np.exp(1j * angle)
    first = share * (turn if js[0] == 1 else np.exp(1j * angle * js[0]))
    out = np.zeros((len(angle), len(js)), dtype=np.complex128)
    _waves(_pairs(first), _pairs(turn), _pairs(out))
    return out


def _pairs(of: Complexes) -> Floats:
    """The same numbers as pairs, real and imaginary: (..., 2)."""
    return of.view(np.float64).reshape(*of.shape, 2)


@compiled
def _waves(first: Floats, turn: Floats, out: Floats) -> None:
    """``out`` (n, js, 2): the sum of ``first`` (n, r, 2), each turned by ``turn`` once more for each of the js.

    ``first`` is turned in place: to turn all of them before the next sum, none of which waits for another, takes half
    as long as to turn one after another.
    """
    for i in range(len(out)):
        here, by, wave = first[i], turn[i], out[i]
        for k in range(len(wave)):
            real, imaginary = 0.0, 0.0
            for r in range(len(here)):
                a, b = here[r, 0], here[r, 1]
                real += a
                imaginary += b
                here[r, 0] = a * by[r, 0] - b * by[r, 1]
                here[r, 1] = a * by[r, 1] + b * by[r, 0]
            wave[k, 0], wave[k, 1] = real, imaginary


@compiled
def _multiply(chance: Floats, origin: Ints, wave: Floats, out: Floats) -> None:
    """``out`` (sets, q, js, 2) times 1 + chance[q, i] (wave[i] - 1), each deal in its origin's row.

    Complex numbers are pairs here, real and imaginary: compiled as such they take three times as long to compile.
    """
    for i in range(len(origin)):
        for j in range(len(chance)):
            p, law, of = chance[j, i], out[origin[i], j], wave[i]
            for k in range(len(of)):
                a, b = 1.0 + p * (of[k, 0] - 1.0), p * of[k, 1]
                c, d = law[k, 0], law[k, 1]
                law[k, 0] = a * c - b * d
                law[k, 1] = a * d + b * c


def of_draws(value: Floats, weight: Floats, scale_weight: Floats, most: int, base: float, js: Ints) -> Complexes:
    """The sums of 0, 1 ... ``most`` draws, (most + 1, js) of consecutive js; ``value`` (scales, k), ``weight`` (k,)."""
    one = waves(weight, base * value, js)
    power = np.ones((most + 1, *one.shape), dtype=np.complex128)
    for n in range(most):
        np.multiply(power[n], one, out=power[n + 1])
    return weighed(scale_weight, power)


def turns(angle: Floats, js: Ints) -> Complexes:
    """exp(i angle j) for consecutive j, (..., js): of each STRIDE-th, times powers of exp(i angle) up to the next."""
    few = np.repeat(np.exp(1j * angle)[..., None], min(STRIDE, len(js)), axis=-1)
    few[..., 0] = 1.0
    far = np.exp(1j * angle[..., None] * js[::STRIDE])
    table = far[..., None] * np.cumprod(few, axis=-1)[..., None, :]
    return np.asarray(table.reshape(*angle.shape, far.shape[-1] * few.shape[-1])[..., : len(js)])


def weighed(weight: Floats, of: Complexes) -> Complexes:
    """``weight`` (..., n) @ ``of`` (..., n, js): real by complex, which NumPy would make complex by complex."""
    return np.asarray((weight @ np.ascontiguousarray(of).view(np.float64)).view(np.complex128))


def cumulative(phi: Complexes, low: float, window: float, nodes: int, mass: float = 1.0) -> Floats:
    """P(total <= low + m window / nodes) for m = 0 .. nodes - 1, from phi at 1 .. J times 2 pi / window.

    ``mass`` is phi at 0: less than 1 where sums have been taken out of it.

    F(x) = mass (x - low)/P + 2/P Re sum_j phi_j (exp(-i t_j x) - exp(-i t_j low)) / (-i t_j).
    """
    t = 2.0 * np.pi / window * np.arange(1, len(phi) + 1)
    a = np.zeros(nodes // 2 + 1, dtype=np.complex128)
    a[1 : len(phi) + 1] = np.conj(phi * np.exp(-1j * t * low) / (-1j * t))
    waves = np.fft.irfft(a, nodes) * nodes / window
    return np.asarray(mass * np.arange(nodes) / nodes + waves - waves[0])


def below(phi: Complexes, low: float, window: float, x: float, mass: float = 1.0) -> float:
    """P(total <= x), from phi as in :func:`cumulative`."""
    t = 2.0 * np.pi / window * np.arange(1, len(phi) + 1)
    waves = np.sum(phi * (np.exp(-1j * t * x) - np.exp(-1j * t * low)) / (-1j * t)).real * 2.0 / window
    return float(np.clip(mass * (x - low) / window + waves, 0.0, mass))
