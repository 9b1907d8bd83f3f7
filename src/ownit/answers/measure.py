"""By which key is a measure with its kinds known between reckoning and telling?"""

from __future__ import annotations

from ownit.promises.goals.record import Terms

BOOKINGS = "bookings"


def measure_key(terms: Terms) -> str:
    """The measure with its kinds: ``bookings``, or ``bookings:new`` for a goal in new business alone."""
    return f"{terms.measure}:{','.join(sorted(terms.kinds))}" if terms.kinds else terms.measure


def base_of(key: str) -> str:
    """The measure without its kinds."""
    return key.partition(":")[0]


def kinds_of(key: str) -> tuple[str, ...]:
    """The kinds in a measure's key; empty is all."""
    _, _, kinds = key.partition(":")
    return tuple(kinds.split(",")) if kinds else ()
