"""What is a deal worth when it is won?"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.method.deals import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AmountCells:
    """Won amounts of the past. ``count``, ``log_sum``, ``log_square``: (people,) of positive won amounts.

    ``bin_count``, ``bin_sum``: (k,) counts and money of all people's won amounts in bins of equal width on the log
    scale; only the bin means are used, so one list price stays one price.
    """

    count: Floats
    log_sum: Floats
    log_square: Floats
    bin_count: Floats
    bin_sum: Floats
    group: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RatioCells:
    """Closed amount over the amount known while open, of deals won since: ``ratio`` (k,) and ``count`` (k,)."""

    ratio: Floats
    count: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amounts:
    """The law of a won amount: value[j] with weight[j], times the person's scale exp(N(log_scale, log_sd^2)).

    ``ratio``/``ratio_weight``: the law of closed over then-known amount, by which a known amount is multiplied.
    """

    value: Floats  # (k,)
    weight: Floats  # (k,)
    log_scale: Floats  # (people,)
    log_sd: Floats  # (people,)
    ratio: Floats  # (r,)
    ratio_weight: Floats  # (r,)
    ratio_measured: bool
    n: int
