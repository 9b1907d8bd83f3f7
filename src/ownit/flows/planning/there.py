"""How much of a seller is there on each day of a plan's period: by the positions on record, and the leave they said?

Positions are rows of facts: from, to and ramp_until, each of which may be unknown. Who joins, ramps or leaves within
the period has less of the number in those days and more in the others; the number itself is a leader's to lower (R3).
What was before today makes no difference, since only days to come carry anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ownit.answers.words import day as told

if TYPE_CHECKING:
    from ownit.method.breakdown import Presence

Position = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """``presence`` spreads the number; ``away`` are days that are not worked, holidays apart; ``notes`` say why."""

    presence: Presence
    away: frozenset[date]
    notes: tuple[str, ...] = ()


def there(positions: Sequence[Position], away: AbstractSet[date], start: date, end: date, today: date) -> There:
    """What the positions and the leave of one person make of a period."""
    from ownit.method.breakdown import Presence, ramping

    first, begin = _first(positions), max(start, today)
    joined, left = first if first is not None and begin < first <= end else None, _left(positions, today, end)
    until = max((day for p in positions if (day := p.get("ramp_until")) is not None), default=None)
    if until is not None and until > max(begin, first or begin):
        found, of_ramp = ramping(until, first), _of_ramp(until, today, known=first is not None)
    else:
        found, of_ramp = Presence(joined=joined), ()
    return There(
        presence=replace(found, left=left, leave=frozenset(away)),
        away=frozenset(away) | _after(left, end),
        notes=(*_of_joining(joined, today), *of_ramp, *_of_leaving(left, start, today)),
    )


def _first(positions: Sequence[Position]) -> date | None:
    """The first day on record; None where it is not known of every position."""
    days: list[Any] = [p.get("from") for p in positions]
    return min(days) if days and None not in days else None


def _left(positions: Sequence[Position], today: date, end: date) -> date | None:
    """The last day on record, where that is still to come and within the period."""
    days: list[Any] = [p.get("to") for p in positions]
    last = max(days) if days and None not in days else None
    return last if last is not None and today <= last < end else None


def _after(left: date | None, end: date) -> frozenset[date]:
    """The days of the period in which somebody who leaves is no longer there."""
    if left is None:
        return frozenset()
    return frozenset(left + timedelta(days=n) for n in range(1, (end - left).days + 1))


def _of_joining(joined: date | None, today: date) -> tuple[str, ...]:
    if joined is None:
        return ()
    return (f"On record since {told(joined, today)}: the days of the period before that carry nothing of the number.",)


def _of_ramp(until: date, today: date, *, known: bool) -> tuple[str, ...]:
    began = "" if known else " It is taken to have begun four months before that, since nothing on record says when."
    return (
        f"In ramp until {told(until, today)}: a month before that carries less of the number than a full one, in a "
        f"straight line, and those after it more.{began} The number itself stays.",
    )


def _of_leaving(left: date | None, start: date, today: date) -> tuple[str, ...]:
    if left is None:
        return ()
    if left < start:  # whose number it is then a leader has to say; until then it is spread as if they were there
        return (f"On record until {told(left, today)}, before the period begins: nothing is opened in it.",)
    return (
        f"On record until {told(left, today)}: the days of the period after that carry nothing of the number, and "
        "nothing is opened in them.",
    )
