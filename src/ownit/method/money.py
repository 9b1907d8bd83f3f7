"""How is money cut up or rounded without a cent being lost?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

CENT = Decimal("0.01")


def round_money(amount: Decimal, unit: Decimal = CENT) -> Decimal:
    """The multiple of ``unit`` nearest to ``amount``; a tie goes to the even multiple."""
    with localcontext() as context:
        context.prec = 60
        return (amount / unit).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * unit


def split(total: Decimal, weights: Sequence[Decimal], unit: Decimal = CENT) -> tuple[Decimal, ...]:
    """Cut ``total`` in proportion to ``weights`` into multiples of ``unit`` that add up to it exactly.

    Largest remainder (Hamilton's method): each part is floor(total * w / sum(w) / unit) units, and the units left
    over go one each to the largest fractions, the earlier first among equals. What of ``total`` is finer than a unit
    goes to the first part of positive weight. Weights are not negative and not all zero; else ValueError.
    """
    if any(w < 0 for w in weights) or not any(weights):
        raise ValueError("weights must be at least zero, and one of them above it")
    with localcontext() as context:
        context.prec = 60
        sign = -1 if total < 0 else 1
        units, rest = divmod(abs(total), unit)
        exact = [units * w / sum(weights) for w in weights]
        parts = [e // 1 for e in exact]
        left = int(units - sum(parts))
        by_fraction = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in by_fraction[:left]:
            parts[i] += 1
        first = next(i for i, w in enumerate(weights) if w > 0)
        return tuple(sign * (p * unit + (rest if i == first else 0)) for i, p in enumerate(parts))


def round_all(amounts: Sequence[Decimal], unit: Decimal = CENT) -> tuple[Decimal, ...]:
    """Round each amount down or up to a unit so that the sum is the rounded sum: what a table shows, adds up."""
    with localcontext() as context:
        context.prec = 60
        floors = [(a / unit).to_integral_value(rounding="ROUND_FLOOR") for a in amounts]
        left = int(round_money(sum(amounts, Decimal(0)), unit) / unit - sum(floors))
        by_fraction = sorted(range(len(amounts)), key=lambda i: (floors[i] - amounts[i] / unit, i))
        for i in by_fraction[:left]:
            floors[i] += 1
        return tuple(f * unit for f in floors)
