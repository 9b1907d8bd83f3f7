"""How many wins were expected on past days, how many came, and what does that say of the coming ones?

The windows are whole periods of the kind that is reckoned (quarters for a year), none of which overlap, from their own
beginnings; and, where the asked period is running, what of it has passed. So the run-rate of the period is evidence on
the intensity of what is to come, and is counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownit.method.calendar import Kind, Period

if TYPE_CHECKING:
    from ownit.facts.looked_back import Looked
    from ownit.facts.measures.wins import Wins
    from ownit.flows.reckoning.day import Day
    from ownit.method.deals import Window
    from ownit.method.recalibration import Expected, Recalibration, Told

WINDOWS = 6
"""Past windows that are looked at; the weight of an older one is under a tenth of the newest's."""

WON = 20
"""Deals won before the first window: with fewer the level of the hazard is off by a fifth and more."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A window of the record: reckoned at the close of ``origin`` for ``start`` to ``end``."""

    origin: date
    start: date
    end: date

    @property
    def name(self) -> str:
        """As it is kept."""
        return f"{self.origin}:{self.start}:{self.end}"


def spans(period: Period, as_of: date, first: date) -> tuple[Span, ...]:
    """The windows over by ``as_of``, the newest last: at most WINDOWS, none reckoned before ``first``.

    ``period`` is the one that is asked for; if it has begun, its part up to ``as_of`` is the last window.
    """
    return tuple(reversed(list(_backwards(period, as_of, first))))[-WINDOWS:]


def _backwards(period: Period, as_of: date, first: date) -> Iterator[Span]:
    one = period.calendar.period(Kind.QUARTER, as_of) if period.kind is Kind.YEAR else period
    while one.start > as_of:
        one = one.previous
    while one.start - _DAY >= first:
        yield Span(origin=one.start - _DAY, start=one.start, end=min(one.end, as_of))
        one = one.previous


def first_origin(won: Wins) -> date | None:
    """The first day by whose close WON deals were won; None if so many were not won yet."""
    import numpy as np

    closed = np.sort(won.closed)
    counted = np.cumsum(won.deals[np.argsort(won.closed, kind="stable")])
    at = int(np.searchsorted(counted, WON))
    return date.fromordinal(int(closed[at])) if at < len(closed) else None


def told(span: Span, looked: Looked, won: Wins) -> Told | None:
    """What was expected of a window by those who were there, and what came, as ``won`` (known later) has it."""
    from ownit.method.recalibration import Expected, Told

    if looked.expected is None:
        return None
    return Told(
        start=span.start.toordinal(),
        end=span.end.toordinal(),
        expected=Expected(open=looked.expected[0], new=looked.expected[1]),
        came=came(span, looked, won),
    )


def came(span: Span, looked: Looked, won: Wins) -> Expected:
    """Wins in the window, of deals there at its beginning and of new ones, counted as what is expected is counted.

    Credits of open deals count each, those of new deals by their share; overlays, deals whose creation day is not known
    and people who were not there yet are left out.
    """
    import numpy as np

    from ownit.method.recalibration import Expected

    there = np.array([key in looked.there for key in won.people], dtype=np.bool_)
    mine = won.within(span.start, span.end) & ~won.overlay & (won.opened > 0) & there[won.who]
    was_open = won.opened < span.start.toordinal()
    return Expected(open=float(won.deals[mine & was_open].sum()), new=float(won.share[mine & ~was_open].sum()))


def recalibrate(
    day: Day, period: Period, window: Window, won: Wins, look_back: Callable[[Span], Looked], first: date | None
) -> Recalibration:
    """What the past windows say of ``window`` of a ``period``; ``won`` is what was known to be won on the day.

    ``look_back`` gives what an earlier day says of a window; ``first`` is the first day that can be looked back to.
    """
    from ownit.method.law import Missing
    from ownit.method.recalibration import NONE
    from ownit.method.recalibration import recalibrate as by_record

    coming = day.expected(window)
    if coming is None or first is None:
        return NONE
    windows = [told(span, look_back(span), won) for span in spans(period, day.as_of, first)]
    return by_record(
        [one for one in windows if one is not None],
        start=max(window.start, day.as_of + _DAY).toordinal(),
        end=window.end.toordinal(),
        coming=coming,
        followed=not isinstance(day.cycle, Missing) and day.cycle.market is not None,
    )
