"""At which hours do this person's calls connect?

With s[h] connections of n[h] dials begun in hour h, and the overall rate r = sum s / sum n, the rate of an hour is
(s[h] + r * K) / (n[h] + K): its own record, drawn to the overall one by K = 50 dials. Fit is that over the best hour's.
Below 200 dials in all the record says nothing of hours, and no study that could be traced gives a rate per hour: every
hour then fits alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ownit.method.blocks.kinds import NEUTRAL

NEEDED = 200  # dials
DRAWN = 50.0  # dials that the overall rate counts for in each hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Connecting:
    """How well each hour of the day (0-23) suits calls, from 0 to 1; ``own`` says that it is the person's record."""

    fit: tuple[float, ...]
    dials: int
    own: bool


def connecting(dials: Sequence[int], connected: Sequence[int]) -> Connecting:
    """The fit of each hour, from dials and connections by local hour of the day."""
    if len(dials) != 24 or len(connected) != 24:
        raise ValueError(f"a day has 24 hours, not {len(dials)} and {len(connected)}")
    if not all(0 <= s <= n for s, n in zip(connected, dials, strict=True)):
        raise ValueError("in no hour do more calls connect than are dialled")
    total = sum(dials)
    if total < NEEDED or not sum(connected):
        return Connecting(fit=NEUTRAL, dials=total, own=False)
    overall = sum(connected) / total
    rates = [(s + overall * DRAWN) / (n + DRAWN) for s, n in zip(connected, dials, strict=True)]
    return Connecting(fit=tuple(rate / max(rates) for rate in rates), dials=total, own=True)
