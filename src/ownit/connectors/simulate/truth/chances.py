"""How often is a quota reached in the futures that were lived?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ownit.connectors.simulate.clock import quarter_end, quarter_start
from ownit.connectors.simulate.futures import KINDS, Futures, Window
from ownit.connectors.simulate.parameters import Quota
from ownit.connectors.simulate.rows import Floats
from ownit.connectors.simulate.truth.record import Chance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sums:
    """What counts toward a quota: before the end of ``as_of``, and by the window's end, (continuations,)."""

    so_far: float
    by_end: Floats


def chances_of(
    quotas: Iterable[Quota],
    people: tuple[int, ...],
    futures: Futures,
    *,
    hired_on: date | None = None,
    held: float = 0.0,
) -> tuple[Chance, ...]:
    """The chances of one seller, or of the team of all ``people``: of bookings in every window, of meetings in the
    quarter.

    Nothing is asked of quarters before that of ``hired_on``; ``held`` meetings were held in the quarter so far.
    """
    found: list[Chance] = []
    for quota in quotas:
        if quota.measure == "meetings_held":
            found.append(_meetings(quota, people[0], futures, held))
        else:
            asked = (_asked(quota, window, hired_on) for window in futures.windows)
            found += [_bookings(quota, each, people, futures, w) for w, each in enumerate(asked)]
    return tuple(found)


def _bookings(quota: Quota, asked: float, people: tuple[int, ...], futures: Futures, w: int) -> Chance:
    """Alone is what anyone of ``people`` opened and owns; with help is all they own."""
    kinds = [KINDS.index(k) for k in quota.kinds or KINDS]
    continuations = next(iter(futures.totals.values())).shape[:1]

    def sums(openers: tuple[int, ...] | None) -> _Sums:
        ahead = _money(futures.totals, people, openers, np.zeros(continuations), (w, kinds))
        past = float(_money(futures.won, people, openers, np.zeros(()), (w, kinds)))
        return _Sums(so_far=past, by_end=past + ahead)

    return _chance(quota, futures.windows[w], asked, alone=sums(people), with_help=sums(None))


def _money(
    parts: Mapping[tuple[int, int], Floats],
    owners: tuple[int, ...],
    openers: tuple[int, ...] | None,
    none: Floats,
    cells: tuple[int, list[int]],
) -> Floats:
    """What ``owners`` won in a window, of some kinds: of deals that ``openers`` (None: whoever) opened."""
    w, kinds = cells
    return sum(
        (
            part[..., w, kinds].sum(axis=-1)
            for (owner, opener), part in parts.items()
            if owner in owners and (openers is None or opener in openers)
        ),
        start=none,
    )


def _meetings(quota: Quota, number: int, futures: Futures, held: float) -> Chance:
    """Meetings are nobody's but the SDR's own: alone and with help are the same."""
    window = futures.windows[0]
    sums = _Sums(so_far=held, by_end=held + futures.meetings[number].astype(np.float64))
    return _chance(quota, window, quota.of(window.start), alone=sums, with_help=sums)


def _chance(quota: Quota, window: Window, asked: float, *, alone: _Sums, with_help: _Sums) -> Chance:
    return Chance(
        period=window.name,
        start=window.start,
        end=window.end,
        measure=quota.measure,
        kinds=quota.kinds,
        quota=asked,
        so_far=with_help.so_far,
        so_far_alone=alone.so_far,
        p_with_help=round(float((with_help.by_end >= asked).mean()), 4),
        p_alone=round(float((alone.by_end >= asked).mean()), 4),
        mean_with_help=round(float(with_help.by_end.mean()), 2),
        mean_alone=round(float(alone.by_end.mean()), 2),
    )


def _asked(quota: Quota, window: Window, hired_on: date | None) -> float:
    """The sum of the quarters' quotas in a window, from the quarter of hire on."""
    start, total = window.start, 0.0
    while start <= window.end:
        if hired_on is None or start >= quarter_start(hired_on):
            total += quota.of(start)
        start = quarter_end(start) + timedelta(days=1)
    return total
