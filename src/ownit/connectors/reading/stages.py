"""How are stages named whose meaning no map and no column says?"""

from __future__ import annotations

from collections.abc import Sequence


def taken(found: Sequence[tuple[str, str, int]], most: int) -> str:
    """At most so many as they were taken, with the deals in each: ``"Pilot" as open (12), ..., and 3 more``."""
    named = ", ".join(f'"{stage}" as {outcome} ({n:,})' for stage, outcome, n in found[:most])
    more = len(found) - most
    return f"{named}, and {more:,} more" if more > 0 else named
