"""Do shorter periods make up a longer one, day for day?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From the first day to the last, both included."""

    start: date
    end: date


class Tilings(NamedTuple):
    """The ways with the fewest and with the most spans; the same where there is only one."""

    fewest: tuple[Span, ...]
    most: tuple[Span, ...]


def tilings(whole: Span, spans: Iterable[Span]) -> Tilings | None:
    """How spans cover ``whole`` without gap, overlap or overhang; None if they cannot.

    Among ways with equally many spans the one whose first spans end latest is taken, so that the answer is one.
    """
    by_start: dict[date, list[Span]] = defaultdict(list)
    for span in set(spans):
        if whole.start <= span.start <= span.end <= whole.end:
            by_start[span.start].append(span)
    after = whole.end + _DAY
    fewest: dict[date, tuple[Span, ...]] = {after: ()}
    most: dict[date, tuple[Span, ...]] = {after: ()}
    for day in sorted(by_start, reverse=True):
        rest = [span for span in sorted(by_start[day], reverse=True) if span.end + _DAY in fewest]
        if rest:
            fewest[day] = min(((s, *fewest[s.end + _DAY]) for s in rest), key=len)
            most[day] = max(((s, *most[s.end + _DAY]) for s in rest), key=len)
    if whole.start not in fewest:
        return None
    return Tilings(fewest=fewest[whole.start], most=most[whole.start])
