"""What has the organisation chosen, as it holds on a day?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ownit.promises.organisation import models
from ownit.promises.organisation.choices import DEFINITIONS, Choices, made_of
from ownit.promises.people.access import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One choice as recorded: what, from when, when it was said, by whom and why."""

    name: str
    value: str
    effective_on: date
    recorded_at: datetime
    by: str
    reason: str


def choices(viewer: Viewer, on: date) -> Choices:  # noqa: ARG001 anyone may know them; selectors take the viewer first
    """The choices that hold on a day, defaults where none was made."""
    return made_of({name: row.value for name, row in _current(on).items()})


def history(viewer: Viewer, name: str | None = None) -> tuple[Chosen, ...]:  # noqa: ARG001 as above
    """Every choice ever recorded, or those of one name, in the order recorded."""
    rows = models.Choice.objects.order_by("id")
    return tuple(_chosen(row) for row in (rows if name is None else rows.filter(name=name)))


def in_force(viewer: Viewer, on: date) -> dict[str, Chosen | None]:  # noqa: ARG001 as above
    """For each thing to choose, in order, the choice that holds on a day; None where the default does."""
    current = _current(on)
    return {name: _chosen(current[name]) if name in current else None for name in DEFINITIONS}


def _current(on: date) -> dict[str, models.Choice]:
    """Later rows replace earlier ones: the latest effective, then the latest recorded."""
    rows = models.Choice.objects.filter(effective_on__lte=on).order_by("effective_on", "id")
    return {row.name: row for row in rows if row.name in DEFINITIONS}


def _chosen(row: models.Choice) -> Chosen:
    return Chosen(
        name=row.name,
        value=row.value,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        by=row.by,
        reason=row.reason,
    )
