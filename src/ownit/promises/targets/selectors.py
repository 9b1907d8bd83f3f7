"""Whom does a seller mean to go after, and who is next?"""

from __future__ import annotations

from datetime import date, timedelta

from ownit.promises.people.access import Viewer, whose_deals
from ownit.promises.targets.kept import standing
from ownit.promises.targets.record import Purpose, State, Target

REST = timedelta(days=7)
"""Whoever was touched this lately is left in peace, unless a next step is due."""

ASKING = frozenset({"referral", "referrals", "referral ask", "referral asks", "referral_asks"})
"""The channels for which the next names are customers to ask; for all others, those to pursue."""


def targets(viewer: Viewer, person: int | None = None) -> tuple[Target, ...]:
    """The targets of a person, or of everyone the viewer may see, in the order added; dropped ones too."""
    scope = whose_deals(viewer)
    if person is not None and person not in scope:
        return ()
    people = [person] if person is not None else None if scope.everyone else scope.ids
    return tuple(target for _, target in standing(people))


def next_names(viewer: Viewer, person: int, channel: str, n: int, on: date, *, skip: int = 0) -> tuple[Target, ...]:
    """The next ``n`` targets on a person's list for a channel, after the first ``skip`` (for a later block).

    First those whose next step is due, the earliest first; then those touched longest ago, never touched before all;
    among equals as added. Proposed and dropped ones are left out, and those touched within REST. Deterministic.
    """
    purpose = Purpose.ASK if channel.strip().casefold() in ASKING else Purpose.PURSUE
    listed = [t for t in targets(viewer, person) if t.state is State.ACTIVE and t.purpose is purpose]
    there = [t for t in listed if _due(t, on) or t.last_touch is None or t.last_touch < on - REST]
    ordered = sorted(
        there,
        key=lambda t: (not _due(t, on), t.due_on or date.min if _due(t, on) else t.last_touch or date.min, t.id),
    )
    return tuple(ordered[skip : skip + n])


def _due(target: Target, on: date) -> bool:
    return (
        target.due_on is not None
        and target.due_on <= on
        and (target.last_touch is None or target.last_touch < target.due_on)
    )
